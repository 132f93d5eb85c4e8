"""The rules whose life is not the one their kind was declared with: one line moves a rule."""

from __future__ import annotations

from schemas.rules.life import Life

MOVED: dict[str, Life] = {}
"""The life by the rule's id, as in `"r2_bkb": Life.BLOCK`."""
