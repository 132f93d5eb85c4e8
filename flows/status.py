"""How one month stands: what its last run found, and whether a run is on or was cut off."""

from __future__ import annotations

from rich.console import Console

from flows.lock import under_way
from flows.overview import stands_of
from flows.settings import Home
from flows.summary import NoSummaryError, read_summary
from flows.summary_lines import print_summary
from flows.withdrawing import with_withdrawal


def print_month(console: Console, home: Home, period: str) -> None:
    """Print the state of a month; NoSummaryError where nothing but a stop is known of it."""
    now = under_way(home, period)
    if now is not None:
        console.print(f"Now       {now}", markup=False, soft_wrap=True)
    try:
        summary = read_summary(home, period)
    except NoSummaryError as error:
        for version in stands_of(home, period):
            console.print(f"Release   {version}", markup=False)
        if now is None:
            raise error from None
        return
    print_summary(console, with_withdrawal(home, summary))
