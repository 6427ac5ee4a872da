from __future__ import annotations

import pytest
from module_trees import python

from readiness_scan.resolve.modules import PythonModules


@pytest.mark.parametrize(
    ("module", "importer", "expected"),
    [
        (".events", "app/track/client.py", "app/track/events.py"),
        (".", "app/track/client.py", "app/track/__init__.py"),
        (".client", "app/track/__init__.py", "app/track/client.py"),
        ("..config", "app/track/client.py", "app/config.py"),
        ("..track.events", "app/track/client.py", "app/track/events.py"),
        ("...", "app/track/client.py", None),
        ("....x", "app/track/client.py", None),
        (".absent", "app/track/client.py", None),
        (".plain", "app/config.py", "app/plain/"),
        (".", "app/plain/a.py", "app/plain/"),
        (".stub", "app/config.py", "app/stub.pyi"),
    ],
)
def test_relative(module: str, importer: str, expected: str | None) -> None:
    modules = python(
        "app/__init__.py",
        "app/config.py",
        "app/stub.pyi",
        "app/track/__init__.py",
        "app/track/client.py",
        "app/track/events.py",
        "app/plain/a.py",
    )
    assert modules.resolve(module, importer) == expected


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        ("app", "app/__init__.py"),
        ("app.track", "app/track.py"),
        ("app.both", "app/both/__init__.py"),
        ("app.stub", "app/stub.pyi"),
        ("app.absent", None),
        ("space", "space/"),
        ("space.deep.a", "space/deep/a.py"),
        ("media", None),
        ("posthog", None),
        ("posthog.client", None),
        ("app..track", None),
        ("", None),
    ],
)
def test_absolute_from_the_root(module: str, expected: str | None) -> None:
    modules = python(
        "app/__init__.py",
        "app/track.py",
        "app/track.pyi",
        "app/both.py",
        "app/both/__init__.py",
        "app/stub.pyi",
        "space/deep/a.py",
        "media/logo.png",
    )
    assert modules.resolve(module, "tests/unit/test_a.py") == expected


@pytest.mark.parametrize(
    ("file", "text", "package"),
    [
        ("setup.py", "from setuptools import setup", "pkg"),
        ("requirements.txt", "", "pkg"),
        ("requirements/base.txt", "", "pkg"),
        ("pyproject.toml", "[broken", "src/pkg"),
        ("pyproject.toml", "", "python/pkg"),
        ("pyproject.toml", '[tool.poetry]\npackages = [{ include = "pkg", from = "code" }]', "code/pkg"),
        ("pyproject.toml", '[tool.setuptools.package-dir]\n"" = "code"', "code/pkg"),
        ("pyproject.toml", '[tool.setuptools.package-dir]\n"pkg" = "code/pkg"', "code/pkg"),
        ("pyproject.toml", '[tool.setuptools.packages.find]\nwhere = ["code"]', "code/pkg"),
        ("pyproject.toml", '[tool.hatch.build.targets.wheel]\npackages = ["code/pkg"]', "code/pkg"),
        ("pyproject.toml", '[tool.pytest.ini_options]\npythonpath = "code"', "code/pkg"),
        ("setup.py", "setup(package_dir={'': 'code'})", "code/pkg"),
        ("setup.py", "setup(packages=find_packages(where='code'))", "code/pkg"),
        ("setup.cfg", "[options]\npackage_dir =\n    = code\n", "code/pkg"),
        ("setup.cfg", "[options.packages.find]\nwhere = code\n", "code/pkg"),
    ],
)
def test_import_roots_of_projects(file: str, text: str, package: str) -> None:
    modules = python(f"libs/one/{package}/__init__.py", f"libs/one/{package}/a.py", files={f"libs/one/{file}": text})
    assert modules.resolve("pkg.a", "services/api/main.py") == f"libs/one/{package}/a.py"


def test_the_nearest_project_counts() -> None:
    files = {f"{project}/requirements.txt": "" for project in ("one", "two")}
    modules = python(
        "one/app/__init__.py",
        "one/app/config.py",
        "one/app/extra.py",
        "two/app/__init__.py",
        "two/app/config.py",
        files=files,
    )
    assert modules.resolve("app.config", "one/app/main.py") == "one/app/config.py"
    assert modules.resolve("app.config", "two/app/main.py") == "two/app/config.py"
    assert modules.resolve("app.extra", "three/main.py") == "one/app/extra.py"
    # `two` has an `app` of its own: one project's module is not another's
    assert modules.resolve("app.extra", "two/app/main.py") is None


def test_a_regular_module_goes_before_a_nearer_namespace_package() -> None:
    modules = python("pkg/__init__.py", "deep/pkg/x/a.py", "deep/main.py", files={"deep/requirements.txt": ""})
    assert modules.resolve("pkg", "deep/main.py") == "pkg/__init__.py"


def test_scripts_import_their_neighbours_and_packages_do_not() -> None:
    modules = python("jobs/run.py", "jobs/helper.py", "jobs/sub/more.py", "lib/pkg/__init__.py", "lib/pkg/helper.py")
    assert modules.resolve("helper", "jobs/run.py") == "jobs/helper.py"
    assert modules.resolve("helper", "jobs/sub/more.py") == "jobs/helper.py"
    assert modules.resolve("helper", "lib/pkg/a.py") is None
    assert modules.resolve("pkg.helper", "lib/pkg/a.py") == "lib/pkg/helper.py"


def test_a_file_named_like_what_it_imports_means_the_package() -> None:
    modules = python("svc/posthog.py", "svc/other.py", "app/__init__.py", "app/api.py")
    assert modules.resolve("posthog", "svc/posthog.py") is None
    assert modules.resolve("posthog", "svc/other.py") == "svc/posthog.py"
    assert modules.resolve("app.api", "app/api.py") == "app/api.py"


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("api/requirements.txt", "posthog==3.7.0\n"),
        ("api/requirements/base.txt", "posthog\n"),
        ("pyproject.toml", "[project]\ndependencies = ['PostHog>=3']"),
    ],
)
def test_a_declared_dependency_goes_before_a_neighbour(file: str, text: str) -> None:
    modules = python("api/svc/posthog.py", "api/svc/other.py", "api/posthog/notes.py", files={file: text})
    assert modules.resolve("posthog", "api/svc/other.py") is None
    assert modules.resolve("posthog", "api/main.py") is None


def test_the_standard_library_goes_before_a_neighbour() -> None:
    modules = python("svc/logging.py", "svc/types/a.py", "platform/__init__.py", "svc/other.py")
    assert modules.resolve("logging", "svc/other.py") is None
    assert modules.resolve("types", "svc/other.py") is None
    assert modules.resolve("platform", "svc/other.py") == "platform/__init__.py"


def test_a_bare_folder_beside_a_script_is_no_module() -> None:
    modules = python("integrations/discord/bot.py", "integrations/discord/api.py")
    assert modules.resolve("discord", "integrations/discord/api.py") is None
    assert modules.resolve("discord.bot", "integrations/discord/api.py") == "integrations/discord/bot.py"


def test_submodules() -> None:
    modules = python("app/__init__.py", "app/track.py", "app/sub/__init__.py", "app/plain/a.py", "space/a.py")
    assert modules.submodule("app/__init__.py", "track") == "app/track.py"
    assert modules.submodule("app/__init__.py", "sub") == "app/sub/__init__.py"
    assert modules.submodule("app/__init__.py", "plain") == "app/plain/"
    assert modules.submodule("space/", "a") == "space/a.py"
    assert modules.submodule("app/__init__.py", "capture") is None
    assert modules.submodule("app/track.py", "sub") is None


def test_external_names() -> None:
    modules = python()
    assert modules.external_name("posthog") == ("posthog", ())
    assert modules.external_name("posthog.client") == ("posthog", ("client",))
    assert modules.external_name("..posthog") == ("..posthog", ())
    assert modules.ecosystem == "pypi"


def test_unreadable_and_broken_project_files_are_ignored() -> None:
    broken = {"pyproject.toml": "a = [", "setup.cfg": "where\n[options]\npackage_dir = x", "b/setup.cfg": "package_dir"}
    assert python("pkg/a.py", files=broken).resolve("pkg.a", "main.py") == "pkg/a.py"
    unreadable = PythonModules(["pkg/a.py", "pyproject.toml", "setup.cfg"], lambda _path: None)
    assert unreadable.resolve("pkg.a", "main.py") == "pkg/a.py"
