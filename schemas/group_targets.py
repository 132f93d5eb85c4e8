"""Whom each activity group is for, as rules and indicators ask of it."""

from __future__ import annotations

TARGET_OF_GROUP = {
    "bkb": "families.families_with_under_fives",
    "bkr": "families.families_with_adolescents",
    "bkl": "families.families_with_elderly",
    "uppka": "families.families",
    "pik_r": "families.adolescents",
}
"""Whom an activity group is for: the denominator of participation (R2)."""
