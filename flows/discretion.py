"""Logs that tell no person: numbers of people, and names of what was sent, are blanked out."""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import TracebackType

from flows.setting_list import secret_values
from flows.settings import Home
from schemas.personal import IDENTITY, MAIL, MASK_EN, PHONE, TAX, found_in
from schemas.spoken import SpokenError

PHONE_BLANK, MAIL_BLANK = "[phone]", "[mail]"
NAME, SECRET = "[file name]", "[secret]"

_BLANKS = {IDENTITY: MASK_EN, TAX: MASK_EN, PHONE: PHONE_BLANK, MAIL: MAIL_BLANK}
"""What stands for each kind of schemas.personal."""

_SENT = "xlsx|xlsm|xlsb|xls|ods|csv|zip|rar|7z|pdf|docx?|jpe?g|png|heic|txt|eml"
_INBOX = re.compile(
    r"(inbox[/\\]20[0-9]{2}-[01][0-9][/\\])[^\s'\"][^'\"\n]*?"
    rf"(?:\.(?:{_SENT})\b|$|(?=['\"\n]))",
    re.IGNORECASE,
)
_SUFFIX = re.compile(rf"\.(?:{_SENT})(?!\w|\.(?:{_SENT})\b)", re.IGNORECASE)
_BEFORE_NAME = frozenset("/\\'\"\n:,;(){}[]<>|=")
_LONGEST_NAME = 255
"""Bytes of a file's name on common file systems."""

_OURS = ("release.xlsx", "csv-indonesia.zip", "villages.csv", "dictionary.csv")


@dataclass
class _Sent:
    """The names of archived submissions that their shape alone does not betray.

    Read from the receipts when a text is first looked at; a month is read again when a
    receipt came in.
    """

    home: Home | None = None
    _months: dict[Path, tuple[int, frozenset[str]]] = field(default_factory=dict)

    def names(self) -> Iterator[str]:
        """The names, of all months."""
        if self.home is None:
            return
        for folder in (self.home.archive / "receipts").glob("*"):
            try:
                changed = folder.stat().st_mtime_ns
            except OSError:  # taken away meanwhile, with what it says
                continue
            if self._months.get(folder, (0,))[0] != changed:
                self._months[folder] = changed, frozenset(_unshaped(folder))
            yield from self._months[folder][1]


_SENT_NAMES = _Sent()


def discreet(text: str) -> str:
    """The text without long numbers, phone numbers, mail addresses, secrets and names of files.

    A file of this house, such as problems.csv, keeps its name.
    """
    for secret in secret_values():
        text = text.replace(secret, SECRET)
    for name in _SENT_NAMES.names():
        text = text.replace(name, NAME)
    return _shapes(text)


def install(home: Home) -> None:
    """Let every log record of this process, and what an unforeseen error prints, be discreet.

    `home` is where the archive is whose files' names are not told.
    """
    _SENT_NAMES.home = home
    before = logging.getLogRecordFactory()
    if not isinstance(before, _Factory):
        logging.setLogRecordFactory(_Factory(before))
    sys.excepthook = _print_discreetly


class UntoldError(SpokenError):
    """An error of the system whose own words name a file of a village; these are blanked out."""


@contextmanager
def untold() -> Iterator[None]:
    """Let an error of the system be discreet: a flow run shows it outside the logs too."""
    try:
        yield
    except OSError as error:
        said = discreet(str(error))
        if said == str(error):
            raise
        raise UntoldError(f"{type(error).__name__}: {said}") from error


def home_known() -> Home | None:
    """The data folder of this process, once it was told."""
    return _SENT_NAMES.home


class Discretion(logging.Filter):
    """A filter that blanks out a record's message and traceback, and lets it pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Blank out a record; what cannot be formatted is told by its type."""
        try:
            said = record.getMessage()
        except Exception as error:  # noqa: BLE001 - a record of any library
            said = f"a record that cannot be formatted ({type(error).__name__})"
            record.msg, record.args = said, None
        if discreet(said) != said:
            _blank_out(record)
        if record.exc_info and record.exc_info[0]:
            lines = traceback.format_exception(*record.exc_info)
            record.exc_text, record.exc_info = discreet("".join(lines).rstrip()), None
        return True


def _blank_out(record: logging.LogRecord) -> None:
    """Blank out the arguments of a record, whose number some formatters rely on, or all of it."""
    if isinstance(record.args, tuple):
        record.args = tuple(discreet(a) if isinstance(a, str) else a for a in record.args)
    said = record.getMessage()
    if discreet(said) != said:
        record.msg, record.args = discreet(said), None


class _Factory:
    """Makes every record discreet, whichever logger and handler it is for."""

    def __init__(self, before: object) -> None:
        self._before = before
        self._filter = Discretion()

    def __call__(self, *given: object, **named: object) -> logging.LogRecord:
        record: logging.LogRecord = self._before(*given, **named)  # type: ignore[operator]
        self._filter.filter(record)
        return record


def _print_discreetly(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    sys.stderr.write(discreet("".join(traceback.format_exception(kind, error, trace))))


def _shapes(text: str) -> str:
    text = _unnamed(_INBOX.sub(rf"\1{NAME}", text))
    told, done = [], 0
    for found in found_in(text):
        told += [text[done : found.start], _BLANKS[found.kind]]
        done = found.end
    return "".join((*told, text[done:]))


def _unnamed(text: str) -> str:
    """The text without names of files: from what cannot be in a name up to the suffix."""
    told, done = [], 0
    for suffix in _SUFFIX.finditer(text):
        start, first = suffix.start(), max(done, suffix.start() - _LONGEST_NAME)
        while start > first and text[start - 1] not in _BEFORE_NAME:
            start -= 1
        name = text[start : suffix.end()]
        spaces = name[: len(name) - len(name.lstrip())]
        is_ours = name.split()[-1] in _own_names()
        told += [text[done:start], name if is_ours else f"{spaces}{NAME}"]
        done = suffix.end()
    return "".join((*told, text[done:]))


@cache
def _own_names() -> frozenset[str]:
    from schemas.form import FORM  # noqa: PLC0415 - only where a file is named
    from schemas.tables import release_tables, tidy_tables  # noqa: PLC0415
    from schemas.work_tables import WORK_TABLES  # noqa: PLC0415

    tables = (*release_tables(FORM), *tidy_tables(FORM), *WORK_TABLES)
    return frozenset((*_OURS, *(f"{table}.csv" for table in tables)))


def _unshaped(receipts: Path) -> Iterator[str]:
    """The names in a month's receipts that would stand in a text, whole or in part."""
    for path in receipts.glob("*.json"):
        try:
            name = str(json.loads(path.read_text(encoding="utf-8"))["name"])
        except (OSError, ValueError, KeyError):
            continue
        for called in {name, name.rsplit("/", 1)[-1]}:
            if len(called) > 3 and _shapes(called) != NAME:
                yield called
