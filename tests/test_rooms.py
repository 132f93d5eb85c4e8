"""The house keeps its own laws: sizes, names, texts, and no word of where it was built."""

import ast
import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("schemas", "transforms", "outputs", "flows")
SOURCES = sorted(p for room in (*ROOMS, "tests", "benchmarks") for p in (ROOT / room).rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 300, 50
EMPTY_NAMES = {"utils", "helpers", "common", "manager", "process", "data"}


def functions(path: Any) -> Any:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or 0) - node.lineno + 1


def test_there_are_sources_in_every_room() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in SOURCES} >= set(ROOMS)


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_files_and_functions_stay_short(path: Any) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    assert [f for f in functions(path) if f[1] > LONGEST_FUNCTION] == []
    assert path.stem not in EMPTY_NAMES


@pytest.mark.parametrize("path", sorted((ROOT / "flows").glob("*.py")), ids=lambda p: p.stem)
def test_no_module_of_flows_hides_another(path: Any) -> None:
    """Prefect puts the folder first on the path, where a name would shadow a library's."""
    if path.stem == "__init__":
        return
    assert path.stem not in sys.stdlib_module_names
    found = importlib.util.find_spec(path.stem)
    assert found is None or Path(str(found.origin)).resolve() == path.resolve()


def test_nothing_tracked_names_a_place_outside_the_project() -> None:
    places = r"(^|[^[:alnum:]_.])/(work|farm|root)/|\.\./shared"
    found = subprocess.run(
        ["git", "grep", "-nIE", places, "--", ".", ":!tests/test_rooms.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout == ""


def test_the_locks_name_no_index_and_every_requirement_has_a_hash() -> None:
    for lock in (*ROOT.glob("*.lock"), *(ROOT / "judges").glob("*.lock")):
        text = lock.read_text(encoding="utf-8")
        assert not re.search(r"https?://", text)
        pinned = re.findall(r"(?m)^[a-z0-9][^\n]*==[^\n]*", text)
        assert pinned
        assert all(line.rstrip().endswith("\\") for line in pinned)
