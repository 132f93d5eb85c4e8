"""What makes a published figure an outlier: how far it is from its area's median."""

from __future__ import annotations

from schemas.field import Text
from schemas.indicator import Indicator, Measure

SCALE = 0.6745
"""The 0.75 quantile of the normal distribution: makes the MAD of a normal sample its deviation."""

THRESHOLD = 3.5
"""A modified z-score beyond it, on either side, is labelled an outlier, as its authors say."""

FEWEST = 10
"""The fewest villages whose figures are compared; our choice. Among five values of a normal sample
the MAD is so often tiny that 5.4 of 100 values are labelled, among ten 1.7 of 100."""

SOURCE = Text(
    "Iglewicz dan Hoaglin, How to Detect and Handle Outliers, ASQC Quality Press, 1993",
    "Iglewicz and Hoaglin, How to Detect and Handle Outliers, ASQC Quality Press, 1993",
)

METHOD = Text(
    f"Skor z termodifikasi: {SCALE} x (nilai - median) / MAD, dengan MAD median dari jarak ke "
    f"median. Pencilan adalah nilai yang skornya lebih dari {THRESHOLD} atau kurang dari "
    f"-{THRESHOLD} di antara desa sekecamatan atau sekabupaten. Dibandingkan bila ada sedikitnya "
    f"{FEWEST} desa dan MAD bukan nol, sebab di antara sedikit desa MAD sering sangat kecil dan "
    "selisih kecil pun tampak jauh; kecamatan yang lebih kecil bertanda –, dan desanya hanya "
    "dibandingkan sekabupaten. Jumlah tidak dibandingkan, sebab desa berbeda besarnya.",
    f"Modified z-score: {SCALE} x (value - median) / MAD, where MAD is the median of the distances "
    f"from the median. An outlier has a score above {THRESHOLD} or below -{THRESHOLD} among the "
    f"villages of its kecamatan or of the kabupaten. Compared are {FEWEST} villages or more, where "
    "MAD is not zero, because among few villages MAD is often tiny and a small distance looks far; "
    "a smaller kecamatan has –, and its villages are compared within the kabupaten alone. Totals "
    "are not compared, because villages differ in size.",
)
"""How outliers are found, in both languages."""

KEPT = Text(
    "Pencilan ditandai saja: nilainya tetap terbit dan ikut dihitung. Desa kecil dapat menjadi "
    "pencilan karena pembulatan atau kebetulan.",
    "Outliers are only marked: their values stay published and are part of all sums. A small "
    "village may be one by rounding or by chance.",
)


def is_compared(indicator: Indicator) -> bool:
    """Whether the villages' values of an indicator are looked at for outliers."""
    return indicator.measure is not Measure.TOTAL
