"""Tells a notice to everybody who is to be told; what cannot be told never stops a run."""

from __future__ import annotations

import logging
import os
import threading
import time
from dataclasses import dataclass, field

from flows.notices.addresses import Address, listed, wrong_of
from flows.notices.notice import Notice
from flows.settings import NOTIFY, events_told
from schemas.spoken import SpokenError

SECONDS = 20.0
"""How long one address may take; all are told at the same time."""

GRACE = 2.0
"""Seconds after which what does not keep its own limit is left behind."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Untold:
    """Who was not told, and why; neither holds a secret."""

    who: str
    why: str


@dataclass
class _Sending:
    """One address that is being told, in a thread that does not keep the process."""

    who: str
    why: str | None = None
    thread: threading.Thread = field(default_factory=threading.Thread)


def tell(notice: Notice, seconds: float = SECONDS) -> tuple[Untold, ...]:
    """Send a notice to every address of the settings, if its event is told.

    Who was not told is logged and given back; nothing is raised, and it takes `seconds` and
    a little more at most.
    """
    try:
        untold = _told(notice, seconds)
    except SpokenError as error:
        untold = (Untold(NOTIFY, str(error)),)
    except Exception as error:  # noqa: BLE001 - a notice never stops a run
        untold = (Untold(NOTIFY, f"an error that was not foreseen ({type(error).__name__})"),)
    for one in untold:
        log.warning("The notice of %s was not sent: %s: %s", notice.event, one.who, one.why)
    return untold


def _told(notice: Notice, seconds: float) -> tuple[Untold, ...]:
    if not os.environ.get(NOTIFY, "").strip() or notice.event not in events_told():
        return ()
    sendings = [_start(notice, address, seconds) for address in listed()]
    end = time.monotonic() + seconds + GRACE
    for sending in sendings:
        sending.thread.join(max(0.0, end - time.monotonic()))
    return tuple(
        Untold(s.who, f"it had not taken the notice after {seconds:.0f} seconds")
        if s.why is None
        else Untold(s.who, s.why)
        for s in sendings
        if s.why != ""
    )


def _start(notice: Notice, address: Address, seconds: float) -> _Sending:
    sending = _Sending(address.name)

    def run() -> None:
        from flows.notices.sending import send  # noqa: PLC0415 - Apprise is heavy

        try:
            sending.why = wrong_of(address) or send(notice, address, seconds)
        except Exception as error:  # noqa: BLE001 - of any plugin
            sending.why = f"an error that was not foreseen ({type(error).__name__})"

    sending.thread = threading.Thread(target=run, daemon=True)
    sending.thread.start()
    return sending
