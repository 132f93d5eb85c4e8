"""The code that a step runs: everything its modules import, not one function's source."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

import grimp

from flows.provenance import ROOMS, SOURCES, library_versions
from flows.reuse.step import Step

ROOT = Path(__file__).resolve().parents[2]

MODULES = {
    Step.READ: ("transforms.records", "flows.reading"),
    Step.CHECK: ("flows.checking", "flows.confirming", "flows.earlier", "flows.senders"),
    Step.TIDY: ("flows.tidied",),
    Step.INDICATORS: ("flows.tidied",),
    Step.PROTECT: ("flows.protected",),
    Step.GATE: ("outputs.personal.search", "outputs.gate.verdict"),
    Step.LETTERS: ("flows.letter_files", "flows.letter_copy"),
}
"""The modules in which a step's work begins."""


LIBRARIES = {
    Step.LETTERS: ("lxml", "reportlab"),
}
"""What a step rests on beside the libraries that shape a release."""


@cache
def code_of(step: Step) -> str:
    """A sha256 over every file that a step's code is made of, and the versions it rests on.

    These are the modules it begins in, all they import (also inside functions), the packages
    around them, the files beside them that are no Python, Python and the libraries.
    """
    versions = library_versions() | {name: version(name) for name in LIBRARIES.get(step, ())}
    digest = hashlib.sha256(f"{sys.version_info[:2]} {versions}".encode())
    for path in sorted(_files(modules_of(step))):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def modules_of(step: Step) -> frozenset[str]:
    """The modules of the four rooms that a step's code is made of."""
    graph = _graph()
    found: set[str] = set()
    met = set(MODULES[step])
    while met - found:
        module = (met - found).pop()
        found.add(module)
        met |= graph.find_upstream_modules(module)
        met |= {module.rpartition(".")[0]} - {""}
    return frozenset(found)


@cache
def _graph() -> grimp.ImportGraph:
    return grimp.build_graph(*ROOMS, exclude_type_checking_imports=True, cache_dir=None)


def _files(modules: frozenset[str]) -> Iterator[Path]:
    packages = set()
    for module in modules:
        base = ROOT.joinpath(*module.split("."))
        path = base.with_suffix(".py")
        if path.is_file():
            yield path
        else:
            path = base / "__init__.py"
            yield path
        packages.add(path.parent)
    for package in packages:
        yield from _beside(package)


def _beside(folder: Path) -> Iterator[Path]:
    """The files of a package that are no Python, those in its folders that are none too."""
    for path in folder.iterdir():
        if path.is_dir() and not (path / "__init__.py").exists():
            yield from _beside(path)
        elif path.suffix in SOURCES and path.suffix != ".py":
            yield path
