"""The command that looks at the machine and the settings before a run finds out."""
# ruff: noqa: FBT002 - a flag of the command line is a boolean

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from flows.discretion import discreet
from flows.terminal import app, console
from schemas.spoken import number_of

if TYPE_CHECKING:
    from flows.doctor.check import Check

STYLES = {"ok": "green", "warning": "yellow", "WRONG": "bold red"}


@app.command()
def doctor(
    context: typer.Context,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON document, for machines.")
    ] = False,
) -> None:
    """Look at settings, disk, archive, store, clock, server and versions: what is to be mended.

    Nothing is changed and no notice is sent. Ends with 1 when something is wrong; a warning
    is no reason.
    """
    from flows.doctor.rounds import examine  # noqa: PLC0415 - heavy

    checks = examine(context.obj)
    counts = Counter(check.result for check in checks)
    if as_json:
        told = {
            "wrong": counts["WRONG"],
            "warnings": counts["warning"],
            "checks": [asdict(check) for check in checks],
        }
        typer.echo(discreet(json.dumps(told, ensure_ascii=False, indent=2)))
    else:
        _print(checks)
        told_in_words = f"{counts['WRONG']} wrong, {number_of(counts['warning'], 'warning')}"
        console().print(f"{len(checks)} checks: {told_in_words}")
    if counts["WRONG"]:
        raise typer.Exit(1)


def _print(checks: list[Check]) -> None:
    table = Table("check", "result", "told", box=None, pad_edge=False)
    for check in checks:
        told = Text(discreet(check.told))
        if check.do:
            told.append(f"\n> {discreet(check.do)}", style="italic")
        table.add_row(check.name, Text(check.result, style=STYLES[check.result]), told)
    console().print(table)
