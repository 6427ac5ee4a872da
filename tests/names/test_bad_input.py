"""Programs that could make resolution run in circles: the answer comes, and holds no guess."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from readiness_scan import ScanReport, scan
from readiness_scan.model.signals import Resolution

TRACK_TS = 'import posthog from "posthog-js";\nexport const track = (event: string) => posthog.capture(event);\n'
TRACK_PY = "import posthog\n\n\ndef track(event):\n    posthog.capture(event, distinct_id='me')\n"


def report(root: Path, **files: str) -> ScanReport:
    """The scan of a tree; `a__b_ts` is `a/b.ts`."""
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        path = root / f"{stem.replace('__', '/')}.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    found = scan(root)
    assert found.stats.complete
    return found


def names(root: Path, **files: str) -> list[str]:
    return list(report(root, **files).event_names)


def names_from_another_process(root: Path) -> list[str]:
    """The event names of a tree whose scan might never end; it takes well under a second."""
    command = [sys.executable, "-m", "readiness_scan", str(root), "--format", "json"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    found: list[str] = json.loads(answer.stdout)["eventNames"]
    return found


# --- size -----------------------------------------------------------------------------------------------------------


def test_a_barrel_of_a_thousand_re_exports(tmp_path: Path) -> None:
    parts = {f"parts__p{n}_ts": f"export const name{n} = 'part_{n}';\n" for n in range(1000)}
    named = "".join(f"export {{ name{n} as NAME_{n} }} from './parts/p{n}';\n" for n in range(0, 1000, 2))
    stars = "".join(f"export * from './parts/p{n}';\n" for n in range(1, 1000, 2))
    found = names(
        tmp_path,
        track_ts=TRACK_TS,
        index_ts=named + stars + "export { track as report } from './track';\n",
        caller_ts="import { NAME_998, name999, name998, report } from '.';\n"
        "report(NAME_998); report(name999); report(name998);\n",
        **parts,
    )
    assert found == ["part_998", "part_999"]


def test_a_python_package_of_a_thousand_re_exports(tmp_path: Path) -> None:
    parts = {f"pkg__p{n}_py": f"NAME_{n} = 'part_{n}'\n" for n in range(1000)}
    imports = "".join(f"from pkg.p{n} import NAME_{n}\n" for n in range(0, 1000, 2))
    stars = "".join(f"from pkg.p{n} import *\n" for n in range(1, 1000, 2))
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "__init__.py").write_text(imports + stars + "from pkg.track import track as report\n")
    found = names(
        tmp_path,
        pkg__track_py=TRACK_PY,
        caller_py="from pkg import NAME_998, NAME_999, report\n\nreport(NAME_998)\nreport(NAME_999)\n",
        **parts,
    )
    assert found == ["part_998", "part_999"]


def test_a_long_chain_of_wrappers_and_of_re_exports(tmp_path: Path) -> None:
    steps = "".join(f"function w{n}(e) {{ w{n + 1}(e); }}\n" for n in range(40))
    barrels = {f"b{n}_js": f"export {{ w as w }} from './b{n + 1}.js';\n" for n in range(40)}
    found = names(
        tmp_path,
        b40_js="import posthog from 'posthog-js';\n"
        + steps
        + "function w40(e) { posthog.capture(e); }\nexport { w0 as w };\n",
        caller_js="import { w } from './b0.js';\nw('through_all');\n",
        **barrels,
    )
    assert found == ["through_all"]


def test_a_constant_that_is_many_constants_away(tmp_path: Path) -> None:
    chain = "".join(f"const c{n} = c{n - 1};\n" for n in range(1, 2000))
    found = report(
        tmp_path, a_js=f"import p from 'posthog-js';\nconst c0 = 'far';\n{chain}p.capture(c1999); p.capture(c5);\n"
    )
    assert found.event_names == ("far",)
    assert len(found.captures) == 2


def test_templates_with_very_many_combinations(tmp_path: Path) -> None:
    choice = "${x ? 'a' : 'b'}"
    found = report(tmp_path, a_js=f"import p from 'posthog-js';\nexport const f = (x) => p.capture(`{choice * 16}`);\n")
    assert all(set(name) <= {"a", "b"} and len(name) == 16 for name in found.event_names)
    assert len(found.captures) <= 2**16


def test_deep_nesting_of_values(tmp_path: Path) -> None:
    nested = "{a:" * 300 + "'deep'" + "}" * 300
    sum_of_many = " + ".join(["'x'"] * 3000)
    found = report(
        tmp_path,
        a_js=f"import p from 'posthog-js';\nconst o = {nested};\np.capture(o{'.a' * 300});\np.capture({sum_of_many});\n"
        "p.capture('beside');\n",
    )
    assert "beside" in found.event_names
    assert set(found.event_names) <= {"deep", "x" * 3000, "beside"}


# --- cycles ---------------------------------------------------------------------------------------------------------


def test_files_that_only_re_export_each_other(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        a_ts="import posthog from 'posthog-js';\nimport { X } from './b';\nexport * from './b';\nposthog.capture(X);\n",
        b_ts="export * from './c';\nexport * from './b';\n",
        c_ts="export * from './a';\nexport { X } from './b';\n",
    )
    assert [capture.resolution for capture in found.captures] == [Resolution.DYNAMIC]
    assert found.captures[0].reason


def test_many_stars_that_all_lead_to_each_other(tmp_path: Path) -> None:
    count = 30
    files = {
        f"m{n}_ts": "".join(f"export * from './m{other}';\n" for other in range(count) if other != n)
        for n in range(count)
    }
    files["m7_ts"] += "export { track } from './track';\n"
    found = names(
        tmp_path, track_ts=TRACK_TS, caller_ts="import { track } from './m0';\ntrack('through_stars');\n", **files
    )
    assert found == ["through_stars"]


def test_constants_that_mean_each_other(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        a_ts="import posthog from 'posthog-js';\nimport { B } from './b';\nexport const A = B;\nposthog.capture(A);\n",
        b_ts="import { A } from './a';\nexport const B = A + '_b';\n",
        c_py="import posthog\n\nx = y\ny = x\nposthog.capture(x, distinct_id='me')\n",
    )
    assert found.event_names == ()
    assert {capture.resolution for capture in found.captures} <= {Resolution.DYNAMIC, Resolution.PATTERN}
    assert len(found.captures) == 2


@pytest.mark.parametrize("size", [2, 3, 12])
def test_a_ring_of_wrappers(tmp_path: Path, size: int) -> None:
    ring = "".join(f"export function w{n}(e) {{ w{(n + 1) % size}(e); }}\n" for n in range(size))
    found = names(
        tmp_path,
        ring_js=f"import posthog from 'posthog-js';\n{ring}export function end(e) {{ posthog.capture(e); w0(e); }}\n",
        caller_js="import { end, w0 } from './ring.js';\nend('sent'); w0('never_sent');\n",
    )
    assert found == ["sent"]


@pytest.mark.parametrize("size", [2, 3, 12])
def test_a_ring_of_wrappers_that_captures(tmp_path: Path, size: int) -> None:
    ring = "".join(f"def w{n}(e):\n    w{(n + 1) % size}(e)\n\n\n" for n in range(size))
    found = names(
        tmp_path,
        ring_py=f"import posthog\n\n\n{ring}def end(e):\n    posthog.capture(e, distinct_id='me')\n\n\n"
        "_w1 = w1\n\n\ndef w1(e):\n    end(e)\n    _w1(e)\n",
        caller_py="from ring import w0\n\nw0('round_and_out')\n",
    )
    assert found == ["round_and_out"]


def test_a_wrapper_that_calls_itself_with_a_longer_name(tmp_path: Path) -> None:
    (tmp_path / "a.ts").write_text(
        "import posthog from 'posthog-js';\n"
        "function nest(name: string, depth: number): void {\n"
        "  if (depth === 0) posthog.capture(name);\n"
        "  else nest(`${name}.deeper`, depth - 1);\n"
        "}\n"
        "nest('room', 2);\n"
    )
    found = names_from_another_process(tmp_path)
    assert "room" in found
    assert all(name.removeprefix("room").replace(".deeper", "") == "" for name in found)


def test_two_wrappers_that_lengthen_the_name_for_each_other(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        "import posthog\n\n\n"
        "def one(name):\n    posthog.capture(name, distinct_id='me')\n    two(f'a{name}')\n\n\n"
        "def two(name):\n    one(name + 'b')\n\n\n"
        "one('x')\n"
    )
    found = names_from_another_process(tmp_path)
    assert "x" in found
    assert all(set(name) <= set("axb") and name.count("x") == 1 for name in found)


def test_a_name_that_a_loop_makes_longer(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        a_py="import posthog\n\nname = 'a'\nfor i in range(9):\n    name = f'{name}_{i}'\n    name += name\n"
        "    posthog.capture(name, distinct_id='me')\n",
        b_js="import p from 'posthog-js';\nlet n = 'b';\nwhile (true) { n = n + n + `${n}`; p.capture(n); }\n",
    )
    assert found.event_names == ("bbb",)  # the first round of the second one; the first one's holds the round's number
    assert {capture.location.path for capture in found.captures} == {"a.py", "b.js"}


def test_classes_that_extend_each_other(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        a_ts="import posthog from 'posthog-js';\nimport { B } from './b';\n"
        "export class A extends B { go() { posthog.capture(this.name); this.send('x'); } }\n",
        b_ts="import { A } from './a';\nexport class B extends A {}\nexport class C extends C {}\n",
        c_py="import posthog\n\n\nclass A(A):\n    def go(self):\n        posthog.capture(self.name)\n",
    )
    assert {capture.resolution for capture in found.captures} == {Resolution.DYNAMIC}
    assert len(found.captures) == 2


def test_functions_that_return_each_other(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        a_js="import p from 'posthog-js';\nconst f = () => g();\nconst g = () => f();\nconst h = (x) => h(h(x));\n"
        "p.capture(f()); p.capture(h('x')); f().capture('y'); h(p).capture('z');\n",
    )
    assert found.event_names == ()


def test_types_that_are_each_other(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        a_ts="import posthog from 'posthog-js';\ntype A = B;\ntype B = A | C;\ntype C = { c: C; a: A };\n"
        "interface I extends I { i: I }\n"
        "export function f(a: A, i: I) { a.capture('x'); i.i.i.capture('y'); posthog.capture(i.i.name); }\n",
    )
    assert found.event_names == ()


# --- what isn't there or disagrees ----------------------------------------------------------------------------------


def test_settings_that_refer_to_each_other_or_are_none(tmp_path: Path) -> None:
    found = names(
        tmp_path,
        tsconfig_json='{"extends": "./other.json", "compilerOptions": {"paths": {"@/*": ["./*"]}}}',
        other_json='{"extends": "./tsconfig.json", "compilerOptions": {"paths": {"@/*": ["./nowhere/*"]}}}',
        broken__tsconfig_json='{"compilerOptions": {"paths": [',
        track_ts=TRACK_TS,
        caller_ts="import { track } from '@/track';\ntrack('by_path');\n",
        broken__caller_ts="import { track } from '../track';\ntrack('by_folder');\n",
    )
    assert found == ["by_folder", "by_path"]


def test_workspaces_that_hold_themselves_and_each_other(tmp_path: Path) -> None:
    found = names(
        tmp_path,
        package_json='{"name": "root", "workspaces": [".", "a", "./b", "../outside", "**"], "imports": {"#x": "#x"}}',
        a__package_json='{"name": "a", "exports": {".": "./index.ts", "./loop": "a/loop"}}',
        b__package_json='{"name": "a", "main": "../a"}',
        a__index_ts=TRACK_TS,
        b__caller_ts="import { track as t } from 'a';\nimport { x } from '#x';\n"
        "import { y } from 'a/loop';\nx('x'); y('y');\n",
        c__caller_ts="import { track } from '../a';\ntrack('by_folder');\n",
    )
    assert found == ["by_folder"]


def test_modules_that_do_not_exist(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        a_ts="import posthog from 'posthog-js';\nimport gone, { X } from './gone';\nexport * from './gone';\n"
        "import { Y } from '@/y';\nimport { Z } from '../../../../z';\nimport { W } from '';\nimport { V } from './';\n"
        "for (const name of [X, Y, Z, W, V, gone]) posthog.capture(name);\ngone('x'); X('y');\n",
        b_py="import posthog\nfrom .......gone import X\nfrom . import Y\nfrom .. import Z\nimport gone.below\n\n"
        "for name in (X, Y, Z, gone.below.W):\n    posthog.capture(name, distinct_id='me')\n",
    )
    assert found.event_names == ()
    assert {capture.resolution for capture in found.captures} == {Resolution.DYNAMIC}
    assert all(capture.reason for capture in found.captures)
