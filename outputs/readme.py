"""README.md of a release: what it is and how to read it, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from outputs.canonical import FileFacts
from outputs.site.about import release_context
from outputs.site.downloads import PAGES, explanations, whole_release
from outputs.site.reading import programs
from outputs.site.rendering import write_page
from schemas.release import ReleaseFacts
from schemas.table import Table

README = "README.md"


def write_readme(directory: Path, declared: Mapping[str, Table], facts: ReleaseFacts) -> FileFacts:
    """Write README.md; it names the files that stand in the folder by then."""
    offered = whole_release(directory)
    return write_page(
        directory,
        README,
        release_context(facts)
        | {
            "tables": list(declared.values()),
            "whole": offered,
            "pages": PAGES,
            "explanations": [o for o in explanations(directory) if o.path != README],
            "programs": programs({file.path for _, file in offered}),
        },
    )
