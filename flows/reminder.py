"""The reminders as Prefect flows: who has not reported, and what waits for approval."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from flows.discretion import install, untold
from flows.settings import home_of, silence_telemetry

silence_telemetry()

from prefect import flow  # noqa: E402 - after the telemetry is off
from prefect.artifacts import create_table_artifact  # noqa: E402

from flows.approval import overdue  # noqa: E402
from flows.notices.notice import told_approval, told_reminder  # noqa: E402
from flows.notices.telling import tell  # noqa: E402
from flows.release import AsTasks, request  # noqa: E402
from flows.reminding import Reminded, remind  # noqa: E402
from flows.serving.presence import present  # noqa: E402
from flows.serving.timing import period_of_run, run_name  # noqa: E402
from flows.told_run import failure_told  # noqa: E402
from transforms.merge import cut_off  # noqa: E402

ARTIFACT = "not-reported"
"""The key of the artifact; its versions are the reminders, one after another."""


@flow(name="reminder", flow_run_name=run_name("reminder"), persist_result=False)
def reminder(
    period: str | None = None,
    home: str | None = None,
    inbox: str | None = None,
    *,
    sample: bool = False,
) -> Reminded:
    """List the villages that have not reported `period` (2026-10); nothing is published.

    Without one it is the month before the time for which the run was scheduled.
    """
    month = period_of_run(period)
    with failure_told(month, is_sample=sample):
        asked = request(month, home, inbox, sample=sample)
    install(asked.home)
    with present(asked.home), untold(), failure_told(asked.period, is_sample=sample):
        told = remind(asked, AsTasks(asked.period))
        create_table_artifact(
            table=list(told.owing),
            key=ARTIFACT,
            description=f"{told.period}: {len(told.owing)} of {told.expected} villages have not "
            f"reported. Messages and list: {told.folder}",
        )
        until = cut_off(asked.period)
        tell(told_reminder(asked.period, len(told.owing), until, is_sample=asked.sample))
        return told


@flow(name="waiting", flow_run_name="waiting", persist_result=False)
def waiting(home: str | None = None) -> list[str]:
    """Tell again of every release that waits for approval since too long; their versions."""
    root = home_of(Path(home) if home else None)
    install(root)
    with present(root):
        told = overdue(root, datetime.now(UTC))
        for period, release in told:
            how = f"run `rumahdata approve {period}`"
            tell(told_approval(period, release.version, release.told, how))
    return [release.version for _, release in told]
