"""Sends a notice to one address: by Apprise, or by a program; neither may take for ever."""

from __future__ import annotations

import json
import logging
import os
import re
import signal
import subprocess
import threading
from dataclasses import asdict

from apprise import Apprise, AppriseAsset, NotifyBase, NotifyFormat, NotifyType

from flows.notices.addresses import Address
from flows.notices.notice import Notice
from flows.setting_list import SETTINGS

ASSET = AppriseAsset(app_id="Rumah Data", app_desc="Rumah Data", app_url="")

TYPES = {
    "failure": NotifyType.FAILURE,
    "approval": NotifyType.WARNING,
    "release": NotifyType.SUCCESS,
    "reminder": NotifyType.INFO,
}


class _Answers(logging.Filter):
    """Lets no record of Apprise through, for they hold addresses.

    Only the number a server answered with is kept, by thread.
    """

    def __init__(self) -> None:
        super().__init__()
        self.numbers: dict[int, str] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the number of a record that names one."""
        found = re.search(r"error=([1-5][0-9]{2})\b", record.getMessage())
        if found:
            self.numbers[threading.get_ident()] = found[1]
        return False


_ANSWERS = _Answers()
logging.getLogger("apprise").addFilter(_ANSWERS)


def plugin(url: str) -> NotifyBase | None:
    """What sends to an address of Apprise; None where the address is none."""
    return Apprise.instantiate(url, asset=ASSET)


def send(notice: Notice, address: Address, seconds: float) -> str:
    """Send a notice to an address; why it was not taken, or empty when it was."""
    if address.kind == "command":
        return _run(notice, address.command, seconds)
    return _apprise(notice, address.url)


def _apprise(notice: Notice, url: str) -> str:
    sender = plugin(url)
    if sender is None:
        return "it is no address"
    _ANSWERS.numbers.pop(threading.get_ident(), None)
    sending = Apprise(asset=ASSET)
    sending.add(sender)
    is_sent = sending.notify(
        title=notice.subject,
        body=notice.body,
        notify_type=TYPES[notice.event],
        body_format=NotifyFormat.TEXT,
    )
    if is_sent:
        return ""
    number = _ANSWERS.numbers.pop(threading.get_ident(), "")
    return f"its server answers {number}" if number else "its server cannot be reached, or refuses"


def _run(notice: Notice, command: tuple[str, ...], seconds: float) -> str:
    """Run a program, without a shell and without our secrets, with the notice as JSON."""
    secret = {setting.name for setting in SETTINGS if setting.is_secret}
    try:
        running = subprocess.Popen(  # noqa: S603 - the operator's own setting
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={name: value for name, value in os.environ.items() if name not in secret},
            start_new_session=True,
        )
    except OSError as error:
        return f"its program cannot be run ({error.strerror})"
    try:
        running.communicate(json.dumps(asdict(notice)).encode() + b"\n", timeout=seconds)
    except subprocess.TimeoutExpired:
        _end(running)
        return f"its program had not ended after {seconds:.0f} seconds and was ended"
    return f"its program ended with {running.returncode}" if running.returncode else ""


def _end(running: subprocess.Popen[bytes]) -> None:
    """End a program and what it started."""
    if os.name == "nt":
        running.kill()
    else:
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()
