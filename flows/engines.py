"""Where the batches of a run are worked on: in its own process, or on a Dask cluster."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flows.runner import BATCH
from flows.settings import SettingError

if TYPE_CHECKING:
    from prefect.task_runners import TaskRunner

DASK_BATCH = 25
"""Files a batch on a cluster: a kabupaten's month makes several, so that each worker has some."""

WORKERS = 2
"""Workers of a cluster that is started for one run."""


MISSING = (
    "--engine dask needs prefect-dask, which is not installed: run `make .venv/.dev` in the folder "
    "of this program, which installs it"
)


class EngineName(StrEnum):
    """The engines by the name a person gives."""

    LOCAL = "local"
    DASK = "dask"


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine, and the address of the scheduler where a cluster runs already."""

    name: EngineName = EngineName.LOCAL
    scheduler: str = ""

    @property
    def share(self) -> int:
        """How many files a batch holds."""
        return DASK_BATCH if self.name is EngineName.DASK else BATCH

    def task_runner(self) -> TaskRunner[Any] | None:
        """What Prefect hands the batches to; None for its own threads. SettingError."""
        if self.name is EngineName.LOCAL:
            return None
        try:
            from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415 - heavy, an extra
        except ImportError:
            raise SettingError(MISSING) from None
        if self.scheduler:
            return DaskTaskRunner(address=self.scheduler)
        return DaskTaskRunner(cluster_kwargs={"n_workers": WORKERS, "threads_per_worker": 1})


def engine_of(name: EngineName, scheduler: str) -> Engine:
    """The engine of the options; SettingError where they do not go together."""
    if scheduler and name is not EngineName.DASK:
        raise SettingError("--scheduler is of a Dask cluster: give --engine dask too")
    if scheduler and urlsplit(scheduler).scheme not in {"tcp", "tls"}:
        raise SettingError(
            "--scheduler is no address of a scheduler: write it as in tcp://10.0.0.5:8786"
        )
    if name is EngineName.DASK and find_spec("prefect_dask") is None:
        raise SettingError(MISSING)
    return Engine(name, scheduler)
