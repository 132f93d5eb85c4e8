"""The forms of a month, written for every village with a progress bar."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from flows.settings import SettingError
from outputs.form_grid import form_grids
from outputs.form_xlsx import write_form, write_forms
from schemas.form import FORM
from schemas.register import villages

BLANK = "formulir-kosong.xlsx"


def _made(folder: Path) -> None:
    """Make the folder that --out names; SettingError where a file has its name."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        file = next(path for path in (folder, *folder.parents) if path.is_file())
        raise SettingError(
            f"--out {folder}: {'it' if file == folder else file} is a file, and the forms need a "
            "folder: name one that is there, or one to be made"
        ) from None


def write_all(folder: Path, period: str, console: Console) -> list[Path]:
    """Write one prefilled form a village of the register."""
    known = list(villages().values())
    _made(folder)
    with Progress(console=console, transient=True) as progress:
        bar = progress.add_task("Writing forms", total=len(known))
        return write_forms(folder, FORM, known, period, progress=lambda: progress.advance(bar))


def write_blank(folder: Path) -> Path:
    """Write one form without village and month."""
    _made(folder)
    path = folder / BLANK
    write_form(path, form_grids(FORM), FORM)
    return path
