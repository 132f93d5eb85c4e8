"""Totals of the kabupaten that others have published, each with its source."""

from __future__ import annotations

from schemas.field import Text

PEOPLE = {"male": 162_740, "female": 151_016}
"""People of Kabupaten Lampung Barat by sex."""

PEOPLE_SOURCE = Text("Kepmendagri 300.2.2-2430/2025", "Kepmendagri 300.2.2-2430/2025")

USERS = {
    "injectable": 22_257,
    "implant": 8_050,
    "pill": 5_567,
    "condom": 928,
    "iud": 428,
    "female_sterilisation": 198,
    "male_sterilisation": 12,
}
"""Current users by method in June 2025 (radarlambar.bacakoran.co/read/32174)."""

USERS_SOURCE = Text("Radar Lambar, angka Juni 2025", "Radar Lambar, figures of June 2025")
