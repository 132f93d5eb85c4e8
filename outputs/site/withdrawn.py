"""The page that takes the place of a withdrawn version: what happened, and what to do."""

from __future__ import annotations

from outputs.manifest import MANIFEST
from outputs.site.rendering import environment
from outputs.tombstone import NOTICE, WITHDRAWN, Tombstone
from schemas.form import SAMPLE_WORD
from schemas.months import period_name
from schemas.register import REGENCY
from schemas.release import LICENCE, LICENCE_URL, SAMPLE_NOTICE, TITLE, Version

TOMBSTONE_PAGE = "index.html"
TEMPLATE = "withdrawn.html"


def tombstone_page(tombstone: Tombstone, instead: Version | None) -> bytes:
    """The page of a withdrawn version; `instead` is the release to use, if one stands."""
    context = {
        "facts": {"version": str(tombstone.version), "is_sample": tombstone.version.is_sample},
        "sample_word": SAMPLE_WORD,
        "notice": SAMPLE_NOTICE,
        "title": TITLE,
        "about": NOTICE,
        "regency": REGENCY,
        "period": period_name(tombstone.version.period),
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "tombstone": tombstone,
        "instead": str(instead) if instead else "",
        "manifest": MANIFEST,
        "machine": WITHDRAWN,
    }
    return environment().get_template(TEMPLATE).render(context).encode()
