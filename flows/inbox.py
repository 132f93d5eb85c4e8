"""A month's inbox, wherever it is: collected, and compared with the collections before."""

from __future__ import annotations

from dataclasses import replace
from statistics import median

from flows.archive import Archive, Receipt
from flows.collect import Collected, collect
from flows.reuse.step import Step
from flows.settings import MONTH, Request, SettingError
from flows.sources.addresses import open_source
from flows.sources.folder import FolderSource
from flows.sources.pulled import Pulled, most_of
from flows.sources.remote import LARGEST_KEPT
from flows.sources.source import NoSuchPlaceError
from schemas.months import preceding
from transforms.container import MEGABYTE
from transforms.history import REMEMBERED_MONTHS

FAR_FEWER = 2 / 3
"""Below this part of the usual number of files a person is warned."""

USUAL_FROM = 6
"""Files from which a number can be usual."""


class NoInboxError(SettingError):
    """The inbox of a month is not there, and nothing of the month was ever collected."""


def has_inbox(request: Request) -> bool:
    """Whether there is something to collect a month from."""
    return bool(request.source) or request.inbox.is_dir()


def refuse_nowhere(request: Request) -> None:
    """Stop before anything is written of a month that has no inbox and was never run; NoInboxError.

    So a month that was mistyped is not known from then on.
    """
    known = request.home.work(request.period).is_dir()
    if not known and not has_inbox(request) and not _receipts(request):
        raise NoInboxError(_nowhere(request))


def _receipts(request: Request) -> tuple[Receipt, ...]:
    return tuple(Archive(request.home.archive).receipts(request.period))


def _nowhere(request: Request) -> str:
    return (
        f"the inbox {request.inbox} is no folder: make it and put the workbooks of "
        f"{request.period} there, or name another with --inbox"
    )


def months_unmet(request: Request, archive: Archive) -> list[Request]:
    """The months of the last year of which the home knows nothing, where an inbox has one for each.

    Those before the first month that it knows are left out.
    """
    if MONTH not in request.source:
        return []
    known = archive.periods()
    first = min(known, default="")
    asked = reversed(preceding(request.period, REMEMBERED_MONTHS))
    return [request.of(period) for period in asked if period not in known and period > first]


def collect_month(request: Request, archive: Archive) -> Collected:
    """Archive what the inbox of a month holds, with warnings about what is unusual.

    An inbox that is gone since something came from it is no error. NoInboxError when there
    never was one, SourceError when it cannot be used.
    """
    known = tuple(archive.receipts(request.period))
    is_usual = bool(request.source) or request.inbox == request.home.inbox(request.period)
    if not has_inbox(request):
        if known and is_usual:
            return Collected(known, 0, 0)
        raise NoInboxError(_nowhere(request))
    try:
        collected = _collected(request, archive, is_usual=is_usual)
    except NoSuchPlaceError as gone:
        if not known:
            raise
        return Collected(known, 0, 0, warnings=(f"{request.period}: {gone}",))
    return replace(collected, warnings=(*collected.warnings, *_shortened(request, collected)))


def _collected(request: Request, archive: Archive, *, is_usual: bool) -> Collected:
    source = (
        open_source(request.source, request.period)
        if request.source
        else FolderSource(request.inbox)
    )
    if not is_usual:
        return collect(source, archive, request.period)
    pulled = Pulled.of(request.home.work(request.period), source.place)
    if Step.COLLECT in request.again:
        pulled.objects.clear()
    try:
        collected = collect(source, archive, request.period, pulled)
    finally:
        pulled.save()
    warnings = _fewer(request, collected, pulled)
    pulled.close(collected.listed)
    return replace(collected, warnings=warnings)


def _shortened(request: Request, collected: Collected) -> tuple[str, ...]:
    if not collected.shortened:
        return ()
    limit = LARGEST_KEPT // MEGABYTE
    told = f"{collected.shortened} files of more than {limit} MB: only their beginning was kept"
    return (f"{request.period}: {told}",)


def _fewer(request: Request, collected: Collected, pulled: Pulled) -> tuple[str, ...]:
    """A warning where far fewer files were found than once for this month, or than is usual."""
    plural = "s" * (collected.listed != 1)
    found = f"{request.period}: {collected.listed} file{plural} in {request.place}"
    if _is_far_fewer(collected.listed, pulled.most):
        return (f"{found}, where {pulled.most} were before: were files removed?",)
    usual = _usual(request)
    if _is_far_fewer(collected.listed, usual):
        return (f"{found}, while {usual} are usual: is everything there that was sent?",)
    return ()


def _is_far_fewer(number: int, usual: int) -> bool:
    return usual >= USUAL_FROM and number < usual * FAR_FEWER


def _usual(request: Request) -> int:
    """The median number of files of the months before of which a pull is remembered."""
    numbers = (
        most_of(request.home.work(period))
        for period in preceding(request.period, REMEMBERED_MONTHS)
    )
    known = [number for number in numbers if number]
    return int(median(known)) if known else 0
