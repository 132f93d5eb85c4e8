"""Modules that a library imports and rarely uses, loaded when something of them is first used."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import LazyLoader, find_spec
from types import ModuleType


class _Deferring(MetaPathFinder):
    """Finds the named modules as ever, and gives them the standard library's lazy loader."""

    def __init__(self, names: Sequence[str]) -> None:
        self.left = set(names)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec of a named module; None leaves it, and every other one, to the other finders."""
        del path, target
        if fullname not in self.left:
            return None
        self.left.discard(fullname)  # the search below comes here again
        spec = find_spec(fullname)
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec


@contextmanager
def deferred(*names: str) -> Iterator[None]:
    """Load these modules at their first use where they are imported in the block."""
    finder = _Deferring([name for name in names if name not in sys.modules])
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
