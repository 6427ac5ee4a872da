"""Which files and packages the names of a library of Dart come from."""

from __future__ import annotations

import pytest

from readiness_scan.resolve.modules import DartModules

FILES = {
    "pubspec.yaml": "name: shop\n",
    "packages/log/pubspec.yaml": "name: log\n",
    "packages/log/lib/log.dart": "export 'src/all.dart';\nexport 'package:http/http.dart';\n",
    "packages/log/lib/src/all.dart": "part 'part.dart';\nvoid note(String text) {}\n",
    "packages/log/lib/src/part.dart": "part of 'all.dart';\nclass Entry<T> extends Base {}\n",
    "lib/main.dart": (
        "import 'dart:async';\nimport 'package:flutter/material.dart';\nimport 'package:log/log.dart';\n"
        "import 'src/names.dart';\nimport 'src/other.dart' as other;\nimport 'package:dio/dio.dart' show Dio;\n"
        "import 'stub.dart'\n    if (dart.library.io) 'io.dart';\n"
    ),
    "lib/src/names.dart": "library shop.names;\npart 'named.dart';\nconst a = 'a', b = 'b';\nString? get c => 'c';\n",
    "lib/src/named.dart": "part of shop.names;\nfinal Map<String, List<int>> d = {};\nextension on Widget { f() {} }\n",
    "lib/src/other.dart": "void far() {}\n",
    "lib/stub.dart": "void both() {}\n",
    "lib/io.dart": "Future<void> both() async {}\n",
    "lib/circle.dart": "export 'circle.dart';\nexport 'back.dart';\n",
    "lib/back.dart": "import 'circle.dart';\nexport 'circle.dart';\nenum Way { there }\n",
}
CONTENTS = {path: text.encode() for path, text in FILES.items()}


@pytest.fixture
def modules() -> DartModules:
    return DartModules(CONTENTS, CONTENTS.get)


@pytest.mark.parametrize(
    ("specifier", "importer", "file"),
    [
        ("src/names.dart", "lib/main.dart", "lib/src/names.dart"),
        ("../main.dart", "lib/src/names.dart", "lib/main.dart"),
        ("package:shop/src/names.dart", "lib/main.dart", "lib/src/names.dart"),
        ("package:log/log.dart", "lib/main.dart", "packages/log/lib/log.dart"),
        ("package:log", "lib/main.dart", None),
        ("package:flutter/material.dart", "lib/main.dart", None),
        ("dart:async", "lib/main.dart", None),
        ("../../../etc/passwd", "lib/main.dart", None),
    ],
)
def test_what_an_import_means(modules: DartModules, specifier: str, importer: str, file: str | None) -> None:
    assert modules.resolve(specifier, importer) == file


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("note", ["packages/log/lib/src/all.dart"]),
        ("Entry", ["packages/log/lib/src/part.dart"]),
        ("a", ["lib/src/names.dart"]),
        ("b", ["lib/src/names.dart"]),
        ("c", ["lib/src/names.dart"]),
        ("d", ["lib/src/named.dart"]),
        ("both", ["lib/io.dart", "lib/stub.dart"]),
        ("far", []),
        ("Base", []),
        ("Widget", ["lib/src/named.dart"]),
    ],
)
def test_which_files_may_declare_a_name(modules: DartModules, name: str, files: list[str]) -> None:
    assert modules.peers("lib/main.dart", name) == files


def test_a_part_sees_what_its_library_sees(modules: DartModules) -> None:
    assert modules.peers("packages/log/lib/src/part.dart", "note") == ["packages/log/lib/src/all.dart"]
    assert modules.peers("packages/log/lib/src/part.dart", None) == ["packages/log/lib/src/all.dart"]
    assert modules.peers("lib/src/named.dart", "a") == ["lib/src/names.dart"]


def test_libraries_that_export_each_other(modules: DartModules) -> None:
    assert modules.peers("lib/circle.dart", "Way") == ["lib/back.dart"]
    assert modules.peers("lib/back.dart", "Way") == []


def test_a_name_that_is_not_here_is_of_each_package_that_is_imported_whole(modules: DartModules) -> None:
    packages = ("dart:async", "flutter", "log", "http")
    assert modules.outside("Timer", "lib/main.dart") == [(package, ("Timer",)) for package in packages]
    assert modules.outside("String", "lib/main.dart") == [("", ("String",))]
    assert modules.outside("Timer", "lib/stub.dart") == [("", ("Timer",))]


@pytest.mark.parametrize(
    ("file", "package"), [("lib/main.dart", "shop"), ("packages/log/lib/log.dart", "log"), ("packages/x.dart", "shop")]
)
def test_the_package_of_a_file(modules: DartModules, file: str, package: str) -> None:
    assert modules.owner(file) == package


def test_files_that_extend_a_type(modules: DartModules) -> None:
    assert modules.extending("Widget") == ["lib/src/named.dart"]
    assert modules.extending("String") == ()
