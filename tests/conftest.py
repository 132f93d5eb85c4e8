"""Property tests try the same examples everywhere, and what shares a home shares a process.

HYPOTHESIS_PROFILE=wide tries new examples.
"""

from __future__ import annotations

import gc
import os

import pytest
from hypothesis import settings
from xdist.remote import Producer  # type: ignore[import-untyped]
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("wide", max_examples=1_000, deadline=None)
os.environ.setdefault("RUMAHDATA_COVERAGE_FLOOR", "0")
"""Homes of tests have a village or two; the gate's own tests set the floor that they mean."""

settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

ONE_EXAMPLE = "of the example"
"""The scope of the modules that look at the example month, which is made once a process."""

ONE_HISTORY = "of the history"
"""The same of the modules that look at several months in a row."""

SERVING = "tests/serving/"
"""What waits for servers most of its time: one process does it all while the others compute."""

LONG = (SERVING, "tests/pages/", "tests/e2e/", "tests/judges/")
"""What takes a process for minutes begins first, so that no other waits for it at the end."""

OF_HISTORY = ("test_history.py", "test_gate.py")
OF_THE_EXAMPLE = ("test_month.py", "test_recorded.py", "test_release.py", "test_readme.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, each with its like."""
    items.sort(key=lambda item: [not item.nodeid.startswith(begin) for begin in LONG])


def pytest_collection_finish() -> None:
    """What was imported and collected stays: the garbage collector need not walk it again."""
    gc.collect()
    gc.freeze()


class ByHome(LoadScopeScheduling):  # type: ignore[misc]
    """Each module in one process, and all that look at the example month in the same."""

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        if module.startswith(SERVING):
            return SERVING
        if not module.startswith("tests/e2e/"):
            return module
        if module.endswith(OF_HISTORY):
            return ONE_HISTORY
        return ONE_EXAMPLE if module.endswith(OF_THE_EXAMPLE) else module


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByHome:
    """The order in which processes are given modules: that of their names, the slow ones first."""
    config.option.loadscopereorder = False
    return ByHome(config, log)
