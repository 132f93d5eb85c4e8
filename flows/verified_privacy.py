"""Is what a release tells of health rounded as it says: multiples, sums, rates, and the attacks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from flows.releases import Release
from flows.verified_version import OtherProgramError
from outputs.attack.claim import ROUNDED
from outputs.attack.published import computed_outcome, published_cells
from outputs.attack.report import Outcome
from outputs.attack.rules import multiples, sums
from outputs.attack.seen import Ground, Seen, seen
from schemas.privacy_tables import PRIVACY_AUDIT
from schemas.protection import LEVELS, TREES


def privacy(release: Release) -> tuple[list[str], str]:
    """What of the public files breaks the rule, and how many cells were looked at.

    OtherProgramError for a release that was made before counts were rounded.
    """
    if not release.manifest.get("rounding"):
        raise OtherProgramError("made before counts on health were rounded")
    amiss, cells = list[str](), 0
    ground = Ground(tuple(release.tables["villages"]["village_code"].to_pylist()))
    attacked = {(row["period"], row["tree"]) for row in _audit(release)}
    for period in release.periods:
        shown = {
            name: published_cells(release.tables, tree, period) for name, tree in TREES.items()
        }
        looked = {name: seen(TREES[name], ground, frame) for name, frame in shown.items()}
        for name, of_tree in looked.items():
            cells += _there(of_tree)
            if of_tree.lost or of_tree.strange:
                rows = f"cells without a row: {of_tree.lost}, rows of no cell: {of_tree.strange}"
                amiss.append(f"{period}: {name}: {rows}")
            if _there(of_tree) and (period, name) not in attacked:
                amiss.append(f"{period}: {name} is not in {PRIVACY_AUDIT.name}")
            outcomes = (multiples(of_tree, ROUNDED), sums(TREES[name], ground, of_tree))
            amiss += _broken(f"{period}: {name}", outcomes)
        amiss += _broken(f"{period}", [computed_outcome(release.tables, shown, period)])
    amiss += [
        f"{row['period']}: {row['tree']} is told by attack {row['attack']}"
        for row in _audit(release)
        if row["pinned"]
    ]
    return (
        amiss,
        f"{cells:,} rounded cells add up; {len(attacked)} trees were attacked in vain",
    )


def _audit(release: Release) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = release.tables[PRIVACY_AUDIT.name].to_pylist()
    return rows


def _there(shown: Seen) -> int:
    return sum(int((~np.isnan(shown.cells[level])).sum()) for level in LEVELS)


def _broken(where: str, outcomes: tuple[Outcome, ...] | list[Outcome]) -> Iterator[str]:
    for outcome in outcomes:
        if outcome.pinned:
            yield f"{where}: {outcome.attack}, {outcome.pinned} of {outcome.cells} cells"
