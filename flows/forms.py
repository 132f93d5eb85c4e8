"""The forms of a month, written for every village with a progress bar."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from outputs.form_grid import form_grids
from outputs.form_xlsx import write_form, write_forms
from schemas.form import FORM
from schemas.register import villages

BLANK = "formulir-kosong.xlsx"


def write_all(folder: Path, period: str, console: Console) -> list[Path]:
    """Write one prefilled form a village of the register."""
    known = list(villages().values())
    folder.mkdir(parents=True, exist_ok=True)
    with Progress(console=console, transient=True) as progress:
        bar = progress.add_task("Writing forms", total=len(known))
        return write_forms(folder, FORM, known, period, progress=lambda: progress.advance(bar))


def write_blank(folder: Path) -> Path:
    """Write one form without village and month."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / BLANK
    write_form(path, form_grids(FORM), FORM)
    return path
