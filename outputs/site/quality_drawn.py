"""The findings, outliers, outside totals and revisions of the quality report, drawn as bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from outputs.site.drawing.bars import Bar, bar_chart
from outputs.site.drawing.paper import Told
from outputs.site.mistakes import Mistakes
from outputs.site.outliers import Judged
from outputs.site.outside import Outside
from outputs.site.texts import WORDS
from schemas.field import Text


def kinds_drawn(found: Mistakes) -> Markup:
    """The kinds of findings that are listed, by how many there were in the month."""
    return _bars("common", [Bar(kind.label, kind.number) for kind in found.kinds])


def places_drawn(found: Mistakes) -> Markup:
    """All findings of the month by the kecamatan of their village."""
    return _bars(
        "findings_by_district", [Bar(_name(name), number) for name, number in found.by_district]
    )


def outliers_drawn(judged: Sequence[Judged]) -> Markup:
    """How many villages are far from the others, by indicator."""
    return _bars("outliers", [Bar(one.indicator.label, len(one.outliers)) for one in judged])


def outside_drawn(title: str, rows: Sequence[Outside]) -> Markup:
    """The published totals in per cent of those that others published; the last is their sum."""
    last = len(rows) - 1
    bars = [
        Bar(row.label, row.per_cent, status=row.status, strong=at == last)
        for at, row in enumerate(rows)
    ]
    return _bars(title, bars)


def revised_drawn(figures: Mapping[str, int]) -> Markup:
    """How many figures each release revised, newest first."""
    return _bars(
        "revised_by", [Bar(_name(version), changed) for version, changed in figures.items()]
    )


def _name(name: str) -> Text:
    """A proper name, which is the same in both languages."""
    return Text(name, name)


def _bars(title: str, bars: Sequence[Bar]) -> Markup:
    heard = Told(
        name=f"{title.replace('_', '-')}-drawn",
        title=WORDS[title],
        description=WORDS["numbers_beside"],
    )
    return bar_chart(heard, bars)
