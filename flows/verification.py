"""Is a release what it says, and not withdrawn: files, contents, metadata, version, a rebuild."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import pyarrow as pa

from flows import verified_files, verified_privacy, verified_version
from flows.rebuild import CannotRebuildError
from flows.releases import Release, release_at
from flows.settings import Home
from flows.verified_version import SAME_BYTES, OtherProgramError, Succession, before_of
from flows.withdrawn import is_not_withdrawn
from schemas.spoken import SpokenError, some_of

HOLDS, FAILED, SKIPPED = "holds", "FAILED", "not checked"
SHOWN = 3

UNFIT = (OSError, ValueError, LookupError, TypeError, AttributeError, pa.ArrowException)
"""What is raised where a file of a release is not of its shape."""


@dataclass(frozen=True, slots=True)
class Check:
    """One question to a release and its answer."""

    name: str
    result: str
    told: str

    @property
    def is_failed(self) -> bool:
        """Whether the release is not what it says."""
        return self.result == FAILED


Answer = tuple[list[str], str]
"""What is amiss, and what was looked at."""

OF_ITSELF: dict[str, Callable[[Release], Answer]] = {
    "files": verified_files.files,
    "contents": verified_files.contents,
    "metadata": verified_files.metadata,
    "personal data": verified_files.personal,
    "privacy": verified_privacy.privacy,
}
WITHDRAWN, PAGES, REBUILD = "withdrawn", "pages", "rebuild"
OF_THE_ONE_BEFORE: dict[str, Callable[[Succession], Answer]] = {
    "version": verified_version.version,
    PAGES: verified_version.rendering,
}
CHECKS = (WITHDRAWN, *OF_ITSELF, *OF_THE_ONE_BEFORE, REBUILD)
"""The checks in the order in which they are made."""


def verify_release(
    home: Home,
    named: str,
    before: str | None = None,
    *,
    rebuild: bool | None = None,
    checks: Sequence[str] = CHECKS,
) -> list[Check]:
    """The checks of a release named by version or folder; NotARelease when it is none.

    The release before is `before`, else it is looked for beside the release and in the home.
    Without `rebuild` it is made anew where the home has an archive; what is asked for by
    name and cannot be done has failed. Where that gives the same bytes, its pages were written
    from the same tables too, and are not written once more.
    """
    release = release_at(home.releases, named)

    @cache
    def pair() -> Succession:
        return Succession(release, before_of(home, release, before))

    @cache
    def anew() -> Check:
        return _rebuild(home, release, rebuild)

    def asked(name: str) -> Check:
        if name == PAGES and REBUILD in checks and anew().told == SAME_BYTES:
            return Check(name, HOLDS, "written anew by the rebuild")
        if name == WITHDRAWN:
            return _check(name, lambda: is_not_withdrawn(home, release))
        if name in OF_ITSELF:
            return _check(name, lambda: OF_ITSELF[name](release))
        if name in OF_THE_ONE_BEFORE:
            return _check(name, lambda: OF_THE_ONE_BEFORE[name](pair()))
        return anew()

    return [asked(name) for name in checks]


def _rebuild(home: Home, release: Release, wanted: bool | None) -> Check:  # noqa: FBT001 - unset, yes or no
    if wanted is None and not home.archive.is_dir():
        return Check(REBUILD, SKIPPED, f"no archive in {home.root}")
    if wanted is False:
        return Check(REBUILD, SKIPPED, "not asked for")
    made = _check(REBUILD, lambda: verified_version.anew(home, release))
    if wanted and made.result == SKIPPED:
        return Check(REBUILD, FAILED, made.told)
    return made


def _check(name: str, ask: Callable[[], Answer]) -> Check:
    """Ask one question: what is amiss, and what was looked at."""
    try:
        amiss, told = ask()
    except (CannotRebuildError, OtherProgramError) as why:
        return Check(name, SKIPPED, str(why))
    except SpokenError as error:
        return Check(name, FAILED, str(error))
    except UNFIT as error:
        said = f"its files do not fit together ({type(error).__name__}: {error})"
        return Check(name, FAILED, said.splitlines()[0])
    if not amiss:
        return Check(name, HOLDS, told)
    return Check(name, FAILED, some_of(amiss, SHOWN, "; "))
