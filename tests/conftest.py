"""Property tests try the same examples everywhere, and what shares a home shares a process.

HYPOTHESIS_PROFILE=wide tries new examples.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import settings
from xdist.remote import Producer  # type: ignore[import-untyped]
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("wide", max_examples=1_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

ONE_EXAMPLE = "of the example"
"""The scope of the modules that look at the example month, which is made once a process."""

OF_THE_EXAMPLE = ("test_month.py", "test_recorded.py", "test_release.py", "test_readme.py")


class ByHome(LoadScopeScheduling):  # type: ignore[misc]
    """Each module in one process, and all that look at the example month in the same."""

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        is_of_example = module.startswith("tests/e2e/") and module.endswith(OF_THE_EXAMPLE)
        return ONE_EXAMPLE if is_of_example else module


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByHome:
    """The order in which processes are given modules: that of their names, the slow ones first."""
    config.option.loadscopereorder = False
    return ByHome(config, log)
