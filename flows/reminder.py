"""The reminder as a Prefect flow: who has not reported, as files and as an artifact."""

from __future__ import annotations

from flows.settings import silence_telemetry

silence_telemetry()

from prefect import flow  # noqa: E402 - after the telemetry is off
from prefect.artifacts import create_table_artifact  # noqa: E402

from flows.release import AsTasks, request  # noqa: E402
from flows.reminding import Reminded, remind  # noqa: E402
from flows.serving.presence import present  # noqa: E402
from flows.serving.timing import period_of_run, run_name  # noqa: E402

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
    asked = request(period_of_run(period), home, inbox, sample=sample)
    with present(asked.home):
        told = remind(asked, AsTasks())
        create_table_artifact(
            table=list(told.owing),
            key=ARTIFACT,
            description=f"{told.period}: {len(told.owing)} of {told.expected} villages have not "
            f"reported. Messages and list: {told.folder}",
        )
        return told
