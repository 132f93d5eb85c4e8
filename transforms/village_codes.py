"""Village codes as they arrive: with and without dots, as numbers, or in the code of BPS."""

from __future__ import annotations

import re
from functools import cache

from schemas.field import Field
from schemas.register import REGENCY_CODE, villages
from transforms.workbook import Scalar
from transforms.written import Told, flaw, number_text, tidy

_CODE = re.compile(r"'?([0-9]{2})[.\-\s]*([0-9]{2})[.\-\s]*([0-9]{2})[.\-\s]*([0-9]{4})(?:\.0)?")
_KEMENDAGRI_ENDS = ("1", "2")
"""The last block of a Kemendagri code is 1xxx for a kelurahan and 2xxx for a pekon."""


@cache
def _by_bps_code() -> dict[str, str]:
    return {village.bps_code: village.code for village in villages().values()}


def read_village_code(cell: Scalar, _field: Field) -> Told:
    """The Kemendagri code of a village of the register.

    Ten digits without dots may be a code of BPS, whose 1801 is this kabupaten and whose
    1804 is another; a code with digits lost is never completed.
    """
    written = number_text(cell) if isinstance(cell, int | float) else tidy(str(cell))
    match = _CODE.fullmatch(written)
    if match is None or isinstance(cell, bool):
        return None, flaw("identity_unknown_village", written)
    code = ".".join(match.groups())
    if code not in villages():
        bare = "".join(match.groups())
        code = _by_bps_code().get(bare, code) if bare in written else code
    if code in villages():
        note = None if code == cell else flaw("identity_code_repaired", written, read=code)
        return code, note
    return None, flaw(_refusal(code), written)


def _refusal(code: str) -> str:
    *area, last = code.split(".")
    ours = ".".join(area).startswith(REGENCY_CODE) and last[0] in _KEMENDAGRI_ENDS
    return "identity_unknown_village" if ours else "identity_other_kabupaten"
