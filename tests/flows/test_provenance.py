"""The manifest names every library that shapes what a release says."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from flows.provenance import ROOMS, SHAPING, library_versions

ROOT = Path(__file__).resolve().parent.parent.parent
ELSEWHERE = {
    "filelock": "locks folders",
    "lxml": "writes letters, and the feed beside the releases",
    "pydantic": "looks at a manifest that is written",
    "reportlab": "writes letters",
    "typing-extensions": "names the shape of a manifest",
}
"""What the inner rooms import that shapes no byte of a release."""


def imported() -> Iterator[str]:
    """The top names of the modules that the three inner rooms import."""
    for room in ("schemas", "transforms", "outputs"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    yield from (alias.name.split(".")[0] for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module:
                    yield node.module.split(".")[0]


def test_every_library_of_the_inner_rooms_is_named_or_shapes_nothing() -> None:
    known = packages_distributions()
    modules = {*imported()} - {*ROOMS, *sys.stdlib_module_names}
    names = {re.sub("[_.]", "-", known[module][0]).lower() for module in modules}
    assert names == {*SHAPING, *ELSEWHERE}


def test_every_library_is_told_with_its_version() -> None:
    told = library_versions()
    assert set(told) == {*SHAPING, "sqlite", "zlib"}
    assert all(told.values())
