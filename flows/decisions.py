"""The register of decisions: one write-once file an entry, each naming the one before it."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, fields
from datetime import UTC, datetime
from pathlib import Path
from threading import get_ident

from schemas.decision import Act, Decision
from schemas.spoken import SpokenError

READ_ONLY = 0o444
DIGITS = 6
PREVIOUS = "previous"
NOTHING_BEFORE = "0" * 64
BESIDE = re.compile(rf"\.([0-9]{{{DIGITS}}})-[0-9]+-[0-9]+")
"""The name of an entry that is being written: its number, then the process and thread."""

FIELDS = tuple(field.name for field in fields(Decision))


class RegisterDamagedError(SpokenError):
    """An entry of the register is gone or was changed; the message says which.

    The last entry is vouched for by no later one; releases name a digest of all.
    """


class Register:
    """The entries below `root`, 000001.json and up; what is entered is never changed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def decisions(self) -> tuple[Decision, ...]:
        """All entries in their order; RegisterDamagedError when the chain is broken."""
        return tuple(decision for decision, _ in self._chain())

    def enter(self, make: Callable[[int], Decision]) -> Decision:
        """Add the entry that `make` gives for the next number; others may enter meanwhile."""
        self.root.mkdir(parents=True, exist_ok=True)
        while True:
            chain = self._chain()
            number = len(chain) + 1
            decision = make(number)
            before = chain[-1][1] if chain else NOTHING_BEFORE
            if self._write(number, _as_json(decision, before)):
                return decision

    def clear(self) -> None:
        """Remove what killed processes left of entries; a number that is taken comes of none."""
        last = len(self._chain())
        for left in self.root.glob(".*"):
            found = BESIDE.fullmatch(left.name)
            if found and int(found[1]) <= last:
                left.unlink(missing_ok=True)

    def _chain(self) -> list[tuple[Decision, str]]:
        """Every entry with the digest of its file."""
        chain: list[tuple[Decision, str]] = []
        before = NOTHING_BEFORE
        paths = sorted(self.root.glob("[0-9]*.json"))
        for number, path in enumerate(paths, start=1):
            content = path.read_bytes()
            decision, named = _entry(path, content)
            if path.name != _name(number) or decision.number != number or named != before:
                raise RegisterDamagedError(
                    f"the register of decisions is broken at {path}: an entry was changed or "
                    "taken away. Put the files back from your backup and run the command again"
                )
            before = hashlib.sha256(content).hexdigest()
            chain.append((decision, before))
        return chain

    def _write(self, number: int, text: str) -> bool:
        """Write an entry whole or not at all; false when the number was taken meanwhile.

        Then what it is written from may be cleared away too.
        """
        target = self.root / _name(number)
        beside = self.root / f".{number:0{DIGITS}}-{os.getpid()}-{get_ident()}"
        try:
            with beside.open("w", encoding="utf-8") as written:
                written.write(text)
                written.flush()
                os.fsync(written.fileno())
            return _settle(beside, target)
        finally:
            beside.unlink(missing_ok=True)


def _settle(beside: Path, target: Path) -> bool:
    try:
        beside.chmod(READ_ONLY)
        os.link(beside, target)
    except (FileExistsError, FileNotFoundError):
        return False
    return True


def digest_of(decisions: Iterable[Decision]) -> str:
    """A sha256 over decisions in their order; empty where there is none."""
    told = [_as_json(decision, "") for decision in decisions]
    return hashlib.sha256("".join(told).encode()).hexdigest() if told else ""


def _name(number: int) -> str:
    return f"{number:0{DIGITS}}.json"


def _as_json(decision: Decision, before: str) -> str:
    told = asdict(decision) | {"when": decision.when.isoformat(), PREVIOUS: before}
    return json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _entry(path: Path, content: bytes) -> tuple[Decision, str]:
    try:
        told = json.loads(content)
        values = {name: told[name] for name in FIELDS}
        when = datetime.fromisoformat(values["when"]).astimezone(UTC)
        return Decision(**(values | {"act": Act(values["act"]), "when": when})), told[PREVIOUS]
    except (ValueError, KeyError, TypeError):
        raise RegisterDamagedError(
            f"{path} is no entry of the register of decisions: put it back from your backup"
        ) from None
