"""Lists, stores, decorators and processes that lead back to themselves: the answer comes, and holds no guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness_scan import scan

JS = 'import posthog from "posthog-js";\nimport { create } from "zustand";\n'
PY = "import json\nimport subprocess\nimport sys\n\nimport posthog\n\n"

CIRCLES: dict[str, tuple[str, str, list[str]]] = {
    "a list that is put into itself": (
        "app.js",
        JS + 'const xs = ["seen"];\nxs.push(...xs, ...xs.map((x) => x));\nxs.forEach((x) => posthog.capture(x));\n',
        ["seen"],
    ),
    "lists that are put into each other": (
        "app.js",
        JS + "const xs = [], ys = [];\nxs.push(ys[0]);\nys.push(xs[0]);\nposthog.capture(xs[0]);\n",
        [],
    ),
    "a list that is put into an element of itself": (
        "app.js",
        JS + "const xs = [[]];\nxs[0].push(xs);\nxs[0].push('seen');\nxs.pop().forEach((x) => posthog.capture(x));\n",
        ["seen"],
    ),
    "a long chain of list methods": (
        "app.js",
        JS
        + "const f = (xs) => xs"
        + ".filter(a).map((x) => x).slice(1)" * 40
        + ";\nf(['seen']).forEach((x) => posthog.capture(x));\n",
        [],
    ),
    "a store whose state is made of itself": (
        "app.js",
        JS + "const use = create((set, get) => ({ ...get(), send: get().send }));\nuse((s) => s.send)('never');\n",
        [],
    ),
    "a store that is its own selector": (
        "app.js",
        JS + "const use = create(() => ({ use }));\nuse(use)(use)('never');\nuse.getState().use(use)('never');\n",
        [],
    ),
    "a decorator that decorates itself": (
        "app.py",
        PY + "@sent\ndef sent(f):\n    posthog.capture(f(sent), distinct_id='me')\n    return f\n",
        [],
    ),
    "decorators that give each other": (
        "app.py",
        PY
        + "@b\ndef a(f):\n    return b(f)\n\n\n"
        + "@a\ndef b(f):\n    posthog.capture(a(f)(), distinct_id='me')\n    return a(f)\n",
        [],
    ),
    "a script that starts itself": (
        "app.py",
        PY + "ctx = json.load(sys.stdin)\nposthog.capture(ctx['event'], distinct_id='me')\n"
        "subprocess.run([sys.executable, 'app.py'], input=json.dumps({'event': ctx['event']}))\n",
        [],
    ),
}


@pytest.mark.parametrize(("path", "text", "expected"), CIRCLES.values(), ids=CIRCLES)
def test_it_ends(tmp_path: Path, path: str, text: str, expected: list[str]) -> None:
    (tmp_path / path).write_text(text, "utf-8")
    found = scan(tmp_path)
    assert found.stats.complete
    assert list(found.event_names) == expected


def test_scripts_that_start_each_other(tmp_path: Path) -> None:
    text = PY + "ctx = json.load(sys.stdin)\nposthog.capture(ctx['event'], distinct_id='me')\n"
    for own, other in (("one", "two"), ("two", "one")):
        started = f"subprocess.run([sys.executable, '{other}.py'], input=json.dumps({{'event': ctx['event']}}))\n"
        (tmp_path / f"{own}.py").write_text(text + started, "utf-8")
    assert scan(tmp_path).event_names == ()


def test_a_file_name_that_two_scripts_have_is_none(tmp_path: Path) -> None:
    """Which of them is started is not known."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        reads = "posthog.capture(json.load(sys.stdin)['event'], distinct_id='me')\n"
        (tmp_path / folder / "sender.py").write_text(PY + reads, "utf-8")
    starts = "subprocess.run([sys.executable, sys.argv[1] + '/sender.py'], input=json.dumps({'event': 'never'}))\n"
    exact = "subprocess.run([sys.executable, 'sender.py'], input=json.dumps({'event': 'never'}))\n"
    (tmp_path / "app.py").write_text(PY + starts + exact, "utf-8")
    assert scan(tmp_path).event_names == ()
