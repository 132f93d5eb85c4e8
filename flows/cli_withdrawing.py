"""The command that takes a published version back."""
# ruff: noqa: FBT002 - a flag of the command line is a boolean

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from flows.settings import STORE, Home
from flows.terminal import By, app, console

if TYPE_CHECKING:
    from flows.withdrawing import Withdrawal

Taken = Annotated[
    str,
    typer.Argument(
        help="The version, as in 2026.10.0; an example in full, as in 2026.10.0-CONTOH.",
        show_default=False,
    ),
]
Reason = Annotated[
    str | None,
    typer.Option(
        "--reason",
        help="Why, in words, without numbers or names of people: it is published. Needed but "
        "where the version is withdrawn already.",
        show_default=False,
    ),
]
From = Annotated[
    str | None,
    typer.Option(
        "--to",
        envvar=STORE,
        help="The store it is taken back from too, as for `rumahdata push`; the key must be one "
        "that may delete.",
        show_default=False,
    ),
]


@app.command()
def withdraw(  # noqa: PLR0913, PLR0917 - the options of one command
    context: typer.Context,
    version: Taken,
    reason: Reason = None,
    by: By = None,
    to: From = None,
    wait: Annotated[
        bool, typer.Option("--wait", help="Wait for a run of the month to end, or of a later one.")
    ] = False,
) -> None:
    """Take a published version back: a tombstone with its reason and checksums takes its place.

    What it held is moved to HOME/withdrawn, for the data team alone, and removed from the
    store. `latest` goes back to the newest release that stands, and releases.json and
    feed.atom tell of the withdrawal. Its number is never used again. Killed or cut off at
    any moment, the same command finishes it.

    It changes nothing of what the next release holds: hold, exclude or correct first what must
    not be published, then run `rumahdata release`.
    """
    from flows.deciding import who  # noqa: PLC0415 - heavy
    from flows.withdrawing import NotWithdrawnError, withdraw_version  # noqa: PLC0415

    home: Home = context.obj
    done = withdraw_version(home, version, reason, by=who(by), to=to or "", waits=wait)
    for line in _lines(done, reason or "", to or ""):
        console().print(line, markup=False, soft_wrap=True)
    if done.amiss:
        raise NotWithdrawnError(
            f"{version} is withdrawn here, but not from {to}: {done.amiss}. To finish, run "
            f"`rumahdata withdraw {version} --to {to}`"
        )


def _lines(done: Withdrawal, reason: str, to: str) -> Iterator[str]:
    gone = done.tombstone
    already = "" if done.is_new else ", already before this command"
    yield f"Withdrawn {gone.version} ({gone.when}{already})"
    is_kept = reason.split() in ([], gone.reason.split())
    yield f"Reason    {gone.reason}{'' if is_kept else ' (as published; the one given now is not)'}"
    yield f"Kept      {done.kept}"
    yield f"Latest    {_moved(*done.latest)}"
    if done.removed:
        removed = done.removed
        latest = _moved(removed.latest_before, removed.latest_after)
        yield f"Store     {removed.store}: {removed.files} files removed, latest {latest}"
    elif to and not done.amiss:
        yield f"Store     {to}: it is not there"
    if done.followers:
        named = ", ".join(done.followers)
        yield (
            f"Warning   {named}: made on top of it, and may hold what it held, also as old values "
            "in changes and revisions. Withdraw each too, unless the mistake is not in it"
        )
    if done.instead:
        yield f"Instead   {done.instead}"
    else:
        yield (
            f"Next      hold, exclude or correct what must not be published, then run `{done.anew}`"
        )


def _moved(before: str, after: str) -> str:
    named = after or "none"
    return named if before == after else f"{before or 'none'} -> {named}"
