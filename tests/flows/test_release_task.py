"""A step as a Prefect task: it can be sent to a worker, and tells no name of a file."""

from __future__ import annotations

import cloudpickle
import pytest

from flows.discretion import NAME, UntoldError
from flows.release import _task


def broken(name: str) -> None:
    raise OSError(5, "Input/output error", name)


def test_a_step_is_the_same_at_a_worker_and_tells_no_name_of_a_file() -> None:
    at_worker = cloudpickle.loads(cloudpickle.dumps(_task("Read", broken).fn))
    for work in (_task("Read", broken).fn, at_worker):
        with pytest.raises(UntoldError) as told:
            work("/inbox/Siti Aminah.xlsx")
        assert NAME in str(told.value)
        assert "Siti" not in repr(told.value)
