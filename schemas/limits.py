"""Limits of strangers' files that reading and marking share."""

from __future__ import annotations

LARGEST_PART = 8 << 20
"""Bytes of a workbook's part that are unpacked: the largest sheet of a filled form is about
60 kB of XML, a million rows are over 30 MB."""
