"""What was pulled for a month: which content each tag stood for, and how many files there were."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from flows.archive import Archive
from flows.files import replace_file
from flows.sources.source import Found

PULLED = "pulled.json"
OFTEN = 100
"""A list is written anew each time it grew by a part of so many, so that a kill costs no more."""


@dataclass
class Pulled:
    """The memory of one month's pulls from one place, kept with the working files in `folder`.

    `objects` holds tag and sha256 by name; `most` is the largest number of files of a pull.
    """

    folder: Path
    place: str
    objects: dict[str, tuple[str, str]] = field(default_factory=dict)
    most: int = 0
    _unwritten: int = 0

    @classmethod
    def of(cls, folder: Path, place: str) -> Pulled:
        """What is remembered; nothing where the last pull was from another place."""
        try:
            told = json.loads((folder / PULLED).read_text(encoding="utf-8"))
            objects = {name: (o["tag"], o["sha256"]) for name, o in told["objects"].items()}
            known = cls(folder, str(told["place"]), objects, int(told["most"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls(folder, place)
        return known if known.place == place else cls(folder, place)

    def held(self, found: Found, archive: Archive) -> tuple[str, int] | None:
        """The sha256 and size of a file that was pulled and is archived, else None.

        ArchiveDamagedError when it is not there as it came.
        """
        tag, sha256 = self.objects.get(found.name, ("", ""))
        return archive.held(sha256) if tag and tag == found.tag else None

    def note(self, found: Found, sha256: str) -> None:
        """Remember a file that was pulled; one without a tag is pulled again each time."""
        if not found.tag or self.objects.get(found.name) == (found.tag, sha256):
            return
        self.objects[found.name] = (found.tag, sha256)
        self._unwritten += 1
        if self._unwritten * OFTEN >= len(self.objects):
            self.write()

    def save(self) -> None:
        """Write the memory if anything new is in it."""
        if self._unwritten:
            self.write()

    def close(self, number: int) -> None:
        """Remember how many files this pull found."""
        self.most = max(self.most, number)
        self.write()

    def write(self) -> None:
        """Write the memory beside its place and rename it."""
        objects = {n: {"tag": t, "sha256": s} for n, (t, s) in sorted(self.objects.items())}
        told = {"place": self.place, "most": self.most, "objects": objects}
        text = json.dumps(told, indent=1) + "\n"
        replace_file(self.folder / PULLED, partial(Path.write_text, data=text, encoding="utf-8"))
        self._unwritten = 0


def most_of(folder: Path) -> int:
    """The largest number of files of a pull of a month, wherever from; none where none is known."""
    try:
        return int(json.loads((folder / PULLED).read_text(encoding="utf-8"))["most"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0
