"""Everything that the library raises on purpose.

::

    ReadinessScanError          something the caller can mend; the message says how
    ├── TargetError             no such path, not a folder, not readable, a bare repository
    ├── GitError                git could not answer: unknown revision, broken repository
    ├── OptionError             an option's value is not allowed; names the field and the allowed values
    └── ScanCancelled           the caller's `cancelled` callback said so

What a scanned file contains never raises: it becomes an entry in `ScanReport.skipped`.
"""

from __future__ import annotations


class ReadinessScanError(Exception):
    """Base of all errors raised on purpose. `str(error)` is one line for people."""


class TargetError(ReadinessScanError):
    """The path to scan cannot be scanned."""


class GitError(ReadinessScanError):
    """Git was asked something that it could not answer."""


class OptionError(ReadinessScanError):
    """An option has a value that is not allowed."""


class ScanCancelled(ReadinessScanError):  # noqa: N818 (it is no failure)
    """The `cancelled` callback of the options returned true."""
