"""Import systems: one module each, from an import as written to the file it means. They know no vendor."""

from readiness_scan.resolve.modules.ecmascript import EcmaModules
from readiness_scan.resolve.modules.go import GoModules
from readiness_scan.resolve.modules.interface import ModuleSystem
from readiness_scan.resolve.modules.python import PythonModules

__all__ = ["EcmaModules", "GoModules", "ModuleSystem", "PythonModules"]
