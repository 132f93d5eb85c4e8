"""What a store must do for releases: create without replacing, and swap only what was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from schemas.spoken import SpokenError

RELEASES = "releases"
"""The folder of a store below which every version has a folder of its own."""


class StoreError(SpokenError):
    """A store cannot be used or did not do what was asked; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What stood at a path when it was read: its bytes, and the tag a swap is tied to.

    Both are empty where nothing stood.
    """

    content: bytes = b""
    tag: str = ""


class Store(Protocol):
    """Objects by their path below one root; a path has forward slashes and no leading one.

    Every method raises StoreError when the store cannot be reached or refuses.
    """

    name: str
    """How people are told of the store; it holds no secret."""

    def create(self, path: str, content: bytes) -> bool:
        """Write an object that is not there yet; False when one is, which stays as it is."""

    def swap(self, path: str, content: bytes, seen: Seen) -> bool:
        """Write an object if what was seen still stands; False when it does not.

        What is swapped may change again: readers are told to keep it for a minute.
        """

    def delete(self, path: str) -> None:
        """Remove an object; nothing where none stands. Only a withdrawal does."""

    def read(self, path: str) -> Seen:
        """What stands at a path now."""

    def sha256(self, path: str) -> str:
        """The sha256 of what stands at a path, read back whole; empty where nothing does."""

    def files(self, below: str) -> list[str]:
        """The paths of all objects below a folder, relative to it, sorted."""

    def folders(self, below: str) -> list[str]:
        """The names of the folders that stand directly below a folder, sorted."""
