"""To whom notices go: the addresses of the setting RUMAHDATA_NOTIFY, which may hold secrets."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flows.settings import NOTIFY, SettingError

COMMAND = "command:"
"""How an address begins that is a program; the rest of its line are its words."""

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?=://)")
FORMS = (
    "write addresses as Apprise knows them, such as json://host/path or "
    "mailto://user:password@host?to=team@example.id, with spaces between them, and last of a "
    "line a program as command:/path word"
)


@dataclass(frozen=True, slots=True)
class Address:
    """One address of the setting; only its number and its kind are ever shown."""

    number: int
    kind: str
    url: str = field(default="", repr=False)
    command: tuple[str, ...] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        """How people are told of it: a host or a path may be a secret."""
        return f"address {self.number} of {NOTIFY} ({self.kind})"


def notified() -> tuple[Address, ...]:
    """The addresses of the setting in its order; SettingError when one cannot be used."""
    addresses = listed()
    for address in addresses:
        if wrong := wrong_of(address):
            raise SettingError(f"{address.name} {wrong}")
    return addresses


def listed() -> tuple[Address, ...]:
    """The addresses of the setting in its order, as they are written."""
    words = (one for line in os.environ.get(NOTIFY, "").splitlines() for one in _parted(line))
    return tuple(_address(number, word) for number, word in enumerate(words, start=1))


def wrong_of(address: Address) -> str:
    """Why an address cannot be used and what to do, after its name; empty when it can."""
    if address.kind == "command":
        return _wrong_command(address.command)
    from flows.notices.sending import plugin  # noqa: PLC0415 - Apprise is heavy

    return f"is no address: {FORMS}" if plugin(address.url) is None else ""


def _parted(line: str) -> Iterator[str]:
    """The addresses of a line; a command is the last and holds the rest of it."""
    found = re.search(rf"(^|\s){COMMAND}", line)
    if found is None:
        yield from line.split()
    else:
        yield from line[: found.start()].split()
        yield line[found.start() :].strip()


def _address(number: int, word: str) -> Address:
    if word.startswith(COMMAND):
        return Address(number, "command", command=_words(word.removeprefix(COMMAND)))
    scheme = SCHEME.match(word)
    return Address(number, scheme[0].lower() if scheme else "unknown", word)


def _words(command: str) -> tuple[str, ...]:
    """The words of a command; none where a quote is not closed."""
    try:
        return tuple(shlex.split(command))
    except ValueError:
        return ()


def _wrong_command(command: tuple[str, ...]) -> str:
    if not command:
        return f"names no program, or a quote is not closed: {FORMS}"
    if any(SCHEME.match(word) or COMMAND in word for word in command[1:]):
        return (
            "is followed by another address, which its program would be given: write the "
            "command last, or on a line of its own"
        )
    program = Path(command[0])
    if not (program.is_absolute() and program.is_file() and os.access(program, os.X_OK)):
        return "names no program that can be run: write its whole path, and make it executable"
    return ""
