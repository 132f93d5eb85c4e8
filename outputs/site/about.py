"""What every page and the README say of a release: what it is, how it is cited."""

from __future__ import annotations

import re
from collections.abc import Sequence

from outputs.site.texts import WORDS
from schemas.field import Text
from schemas.form import SAMPLE_WORD
from schemas.house_codes import OBS_STATUS
from schemas.months import period_name
from schemas.register import REGENCY
from schemas.release import (
    LICENCE,
    LICENCE_TITLE,
    LICENCE_URL,
    PUBLISHER,
    SAMPLE_NOTICE,
    TITLE,
    ReleaseFacts,
)
from schemas.rounding_texts import EXPLAINED


def release_context(facts: ReleaseFacts) -> dict[str, object]:
    """What every page and the README say of a release."""
    return {
        "facts": facts,
        "sample_word": SAMPLE_WORD,
        "notice": SAMPLE_NOTICE,
        "title": TITLE,
        "regency": REGENCY,
        "period": period_name(facts.period),
        "held": months_held(facts),
        "about": about(facts),
        "citation": citation(facts),
        "bibtex": bibtex(facts),
        "licence": LICENCE,
        "licence_title": LICENCE_TITLE,
        "licence_url": LICENCE_URL,
        "statuses": OBS_STATUS,
        "rounding": EXPLAINED,
    }


def about(facts: ReleaseFacts) -> Text:
    """What the release is, in two sentences."""
    held, text = months_held(facts), WORDS["about_text"]
    return Text(
        text.id.format(villages=facts.villages_expected, held=held.id),
        text.en.format(villages=facts.villages_expected, held=held.en),
    )


def months_held(facts: ReleaseFacts) -> Text:
    """The months of a release in words: the one, or the first and the last."""
    return months_named(facts.periods or (facts.period,))


def months_named(periods: Sequence[str]) -> Text:
    """Months in words: the one, or the first and the last."""
    first, last = period_name(periods[0]), period_name(periods[-1])
    if first == last:
        return first
    return Text(
        WORDS["range"].id.format(first=first.id, last=last.id),
        WORDS["range"].en.format(first=first.en, last=last.en),
    )


def citation(facts: ReleaseFacts) -> Text:
    """How a release is cited: publisher, year, title, version, licence, address if known."""
    year = facts.issued[:4]
    warning = f" [{SAMPLE_WORD}]" if facts.is_sample else ""
    end = f"{facts.version}{warning}. {LICENCE}."
    if facts.site:
        end += f" {address(facts)}"
    return Text(
        f"{PUBLISHER.id} ({year}). {TITLE.id}, {months_held(facts).id}. Versi {end}",
        f"{PUBLISHER.en} ({year}). {TITLE.en}, {months_held(facts).en}. Version {end}",
    )


def bibtex(facts: ReleaseFacts) -> str:
    """The same citation as a BibTeX entry, in English."""
    key = re.sub(r"[^a-z0-9]+", "_", f"rumah_data_{facts.version}".lower())
    warning = f"{SAMPLE_NOTICE.en} " if facts.is_sample else ""
    entries = {
        "author": f"{{{PUBLISHER.en}}}",
        "title": f"{{{TITLE.en}}}, {months_held(facts).en}",
        "year": facts.issued[:4],
        "version": facts.version,
        "note": f"{warning}{LICENCE}",
        **({"url": address(facts)} if facts.site else {}),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in entries.items())
    return f"@misc{{{key},\n{lines}}}\n"


def address(facts: ReleaseFacts) -> str:
    """Where the release is published; only where the site is known."""
    return f"{facts.site}{facts.version}/"
