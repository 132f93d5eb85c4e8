"""The letters of a month as files: marked workbooks, pages, messages and overviews."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from flows.archive import Archive, read_archived
from flows.examination import Case
from flows.letters import letters_of, overview_of, submission_of
from flows.runner import Runner
from flows.settings import Request
from outputs.form_xlsx import file_stem
from outputs.letters.letter import Letter
from outputs.letters.marked import marked_workbook
from outputs.letters.message import letter_message
from outputs.letters.ooxml import NoWorkbookError
from outputs.letters.overview import Overview
from outputs.letters.overview_message import overview_message
from outputs.letters.overview_page import overview_page
from outputs.letters.overview_workbook import overview_workbook
from outputs.letters.page import letter_page
from outputs.letters.plain import PlainSheet, plain_workbook, sheet_names
from schemas.register import Village
from transforms.identity import place_key
from transforms.segments import is_read
from transforms.sheets import open_workbook
from transforms.workbook import FileRefusedError, Workbook
from transforms.written import cell_text

FOLDER = "letters"
OVERVIEW = "00 ikhtisar"


@dataclass(frozen=True, slots=True)
class LetterCounts:
    """What was written: the folder, and how many villages got which letter."""

    folder: Path
    workbooks: int
    asked: int
    reminded: int
    thanked: int
    strays: int


@dataclass(frozen=True, slots=True)
class Post:
    """The letters of one kecamatan, on their way to files."""

    folder: Path
    letters: tuple[tuple[Letter, Path | None], ...]
    overview: Overview


def write_letters(request: Request, case: Case, deadline: date, runner: Runner) -> LetterCounts:
    """Write the letters of a month beside and put them in the place of earlier ones."""
    letters = letters_of(case, request.period, deadline, sample=request.sample)
    whole = overview_of(case, letters, request.period, deadline, sample=request.sample)
    folder = request.home.work(request.period) / FOLDER
    beside = folder.with_name(f".{FOLDER}-{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        posts = list(_posts(request, case, letters, whole, beside))
        workbooks = sum(runner.batches("Letters", write_post, posts))
        _write_view(beside, whole)
        (beside / f"{OVERVIEW}.xlsx").write_bytes(overview_workbook(whole))
        _put_in_place(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    sorts = Counter(_sort(letter) for letter in letters)
    return LetterCounts(
        folder=folder,
        workbooks=workbooks,
        asked=sorts["asked"],
        reminded=sorts["reminded"],
        thanked=sorts["thanked"],
        strays=len(whole.strays),
    )


def _sort(letter: Letter) -> str:
    if letter.asked:
        return "asked"
    return "thanked" if letter.revision else "reminded"


def _posts(
    request: Request,
    case: Case,
    letters: Sequence[Letter],
    whole: Overview,
    beside: Path,
) -> Iterator[Post]:
    archive = Archive(request.home.archive)
    for view in whole.by_district():
        home = view.villages[0].village
        mine = [le for le in letters if le.village.district_code == home.district_code]
        yield Post(
            beside / f"{home.district_code} {home.district}",
            tuple((letter, _sent(case, archive, letter)) for letter in mine),
            view,
        )


def _sent(case: Case, archive: Archive, letter: Letter) -> Path | None:
    """The archived file to be marked; None where nothing is said about it."""
    sha256 = submission_of(case, letter.village.code) if letter.points else ""
    return archive.path(sha256) if sha256 else None


def write_post(post: Post) -> int:
    """Write the letters of one kecamatan; the number of marked workbooks."""
    post.folder.mkdir(parents=True)
    workbooks = 0
    for letter, sent in post.letters:
        stem = file_stem(letter.village, letter.period)
        (post.folder / f"{stem}.txt").write_text(letter_message(letter) + "\n", encoding="utf-8")
        if letter.asked or letter.mended or letter.confirmed or not letter.revision:
            (post.folder / f"{stem}.pdf").write_bytes(letter_page(letter))
        content = None if sent is None else own_workbook(sent, letter)
        if content is not None:
            (post.folder / f"{stem}.xlsx").write_bytes(content)
            workbooks += 1
    _write_view(post.folder, post.overview)
    return workbooks


def own_workbook(path: Path, letter: Letter) -> bytes | None:
    """A village's own file, marked; None where it does not open or does not name the village.

    What is no plain .xlsx comes back as one, its values at the same addresses.
    """
    content = read_archived(path, path.name)
    try:
        workbook = open_workbook(content)
    except FileRefusedError:
        return None
    if not _names(workbook, letter.village):
        return None
    try:
        return marked_workbook(content, letter)
    except NoWorkbookError:
        sheets = [PlainSheet(s.name, s.rows, s.merged, s.hidden_rows) for s in workbook.sheets]
        return marked_workbook(plain_workbook(sheets), _renamed(letter, workbook))


def _renamed(letter: Letter, workbook: Workbook) -> Letter:
    """The letter with its places on the sheets as a plain workbook names them."""
    names = [sheet.name for sheet in workbook.sheets]
    now = dict(zip(names, sheet_names(names), strict=True))
    points = [
        replace(
            point,
            sheet=now.get(point.sheet, point.sheet),
            also=tuple((now.get(sheet, sheet), cell) for sheet, cell in point.also),
        )
        for point in letter.points
    ]
    return replace(letter, points=tuple(points))


def _names(workbook: Workbook, village: Village) -> bool:
    """Whether the village's code or name stands in the report: only then is it sent there.

    The sheet of examples, which every form has, names a village too and is passed over.
    """
    digits, name = village.code.replace(".", ""), place_key(village.name)
    wanted = {village.code, digits, village.bps_code}
    read = (sheet for sheet in workbook.sheets if is_read(sheet))
    texts = (cell_text(cell) for sheet in read for row in sheet.rows for cell in row if cell)
    return any(text in wanted or place_key(text) == name for text in texts)


def _write_view(folder: Path, overview: Overview) -> None:
    (folder / f"{OVERVIEW}.pdf").write_bytes(overview_page(overview))
    text = overview_message(overview) + "\n"
    (folder / f"{OVERVIEW}.txt").write_text(text, encoding="utf-8")


def _put_in_place(beside: Path, folder: Path) -> None:
    """The new letters in the place of the earlier ones, which are then removed."""
    old = folder.with_name(f".{FOLDER}-old-{os.getpid()}")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    beside.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
