"""README.md of a release: what it is and how to read it, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from outputs.canonical import FileFacts, write_bytes
from outputs.site.pages import environment, release_context
from schemas.release import ReleaseFacts
from schemas.table import Table

README = "README.md"


def write_readme(directory: Path, declared: Mapping[str, Table], facts: ReleaseFacts) -> FileFacts:
    """Write README.md."""
    page = environment().get_template(README)
    text = page.render(release_context(facts), tables=list(declared.values()))
    return write_bytes(directory, README, text.encode())
