"""The commands that keep key and memory of the rounding: copied, put back, computed, begun anew."""
# ruff: noqa: FBT002 - a flag of the command line is a boolean

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.settings import Home, existing
from flows.terminal import By, app, console
from schemas.spoken import number_of

Copy = Annotated[Path, typer.Argument(help="The file of the copy.", show_default=False)]


@app.command()
def backup(context: typer.Context, file: Copy) -> None:
    """Copy key and memory of the rounding into a new file, which the owner alone may read.

    Do it after every release and keep the copy where the data folder is not: without them no
    later release can be made, and who has them can tell the counts that releases hide.
    """
    from flows.confidential_copies import back_up  # noqa: PLC0415 - heavy

    done = back_up(existing(context.obj), file)
    console().print(f"{number_of(done.files, 'file')} in {done.path}", soft_wrap=True)


@app.command()
def restore(context: typer.Context, file: Copy) -> None:
    """Put back key and memory of the rounding from a copy; what is here already stays."""
    from flows.confidential_copies import put_back  # noqa: PLC0415 - heavy

    home: Home = context.obj
    done = put_back(home, file)
    told = f"{number_of(done.new, 'file')} of {done.files} put back in {home.confidential}"
    console().print(told, soft_wrap=True)


@app.command()
def recall(
    context: typer.Context,
    sample: Annotated[bool, typer.Option("--sample", help="Of the example releases.")] = False,
) -> None:
    """Compute the memory that is lost from the archive and the releases.

    Where the key is there, each is compared with the seal of its release.
    """
    from flows.confidential_copies import recall as compute  # noqa: PLC0415 - heavy

    done = compute(existing(context.obj), sample=sample)
    told = ", ".join(done) or "no memory is lost"
    console().print(f"Computed {told}" if done else told, soft_wrap=True)


@app.command("new-series")
def new_series(
    context: typer.Context,
    reason: Annotated[
        str,
        typer.Option(
            "--reason",
            help="Why, in words, without numbers or names of people: it is published.",
            show_default=False,
        ),
    ] = "",
    by: By = None,
) -> None:
    """End the series of rounded counts: the next release is rounded with a new key.

    For a key that is lost for good, or that others may have seen. The memory stays, so that
    what was published keeps its values; the next release says that a series began, and why.
    Releases of the old series cannot be made anew without the old key.
    """
    from flows.confidential_copies import new_series as begin  # noqa: PLC0415 - heavy
    from flows.deciding import who  # noqa: PLC0415

    kept = begin(existing(context.obj), reason, who(by), datetime.now(UTC))
    where = f"; the old key is kept in {kept}" if kept else ""
    console().print(f"A new series begins with the next release{where}", soft_wrap=True)
