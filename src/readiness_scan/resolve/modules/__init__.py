"""Import systems: one module each, from an import as written to the file it means. They know no vendor."""

from collections.abc import Callable, Collection

from readiness_scan.resolve.modules.csharp import CSharpModules
from readiness_scan.resolve.modules.dart import DartModules
from readiness_scan.resolve.modules.ecmascript import EcmaModules
from readiness_scan.resolve.modules.elixir import ElixirModules
from readiness_scan.resolve.modules.go import GoModules
from readiness_scan.resolve.modules.interface import ModuleSystem
from readiness_scan.resolve.modules.jvm import JvmModules
from readiness_scan.resolve.modules.php import PhpModules
from readiness_scan.resolve.modules.python import PythonModules
from readiness_scan.resolve.modules.ruby import RubyModules
from readiness_scan.resolve.modules.rust import RustModules
from readiness_scan.resolve.modules.shell import ShellModules
from readiness_scan.resolve.modules.swift import SwiftModules

SYSTEMS: tuple[Callable[[Collection[str], Callable[[str], bytes | None]], ModuleSystem], ...] = (
    CSharpModules,
    DartModules,
    EcmaModules,
    ElixirModules,
    GoModules,
    JvmModules,
    PhpModules,
    PythonModules,
    RubyModules,
    RustModules,
    ShellModules,
    SwiftModules,
)
"""Every import system: made of the tree's files and what reads one."""

__all__ = [
    "SYSTEMS",
    "CSharpModules",
    "DartModules",
    "EcmaModules",
    "ElixirModules",
    "GoModules",
    "JvmModules",
    "ModuleSystem",
    "PhpModules",
    "PythonModules",
    "RubyModules",
    "RustModules",
    "ShellModules",
    "SwiftModules",
]
