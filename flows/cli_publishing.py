"""The command about publishing for the world: copy a release to a store, tell a portal."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from flows.settings import STORE, Home, SettingError, store_of
from flows.terminal import app, console, in_process

if TYPE_CHECKING:
    from flows.stores.ckan import Portal
    from flows.stores.push import Pushed

KILOBYTE = 1000


Named = Annotated[
    str | None,
    typer.Argument(
        help="The release, as in 2026.10.0; default the newest. An example is copied only when "
        "it is named in full, as in 2026.10.0-CONTOH.",
        show_default=False,
    ),
]
To = Annotated[
    str | None,
    typer.Option(
        "--to",
        envvar=STORE,
        help="The store: s3://bucket/prefix, file:///folder, or the path of a folder. Keys are "
        "read from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, other S3 settings from "
        "AWS_ENDPOINT_URL and AWS_REGION.",
        show_default=False,
    ),
]
PortalUrl = Annotated[
    str | None,
    typer.Option(
        "--ckan",
        help="Also tell this CKAN portal, as in https://data.example.id; its token is read from "
        "RUMAHDATA_CKAN_TOKEN.",
        show_default=False,
    ),
]
Dataset = Annotated[
    str | None,
    typer.Option("--ckan-dataset", help="The dataset on the portal, by name.", show_default=False),
]


@app.command()
def push(
    context: typer.Context,
    version: Named = None,
    to: To = None,
    ckan: PortalUrl = None,
    dataset: Dataset = None,
) -> None:
    """Copy a published release to a store; what is there is compared, never replaced.

    Older releases that the store lacks are copied before it, so that none is left out.
    Killed or cut off at any moment, the same command finishes it. The store's latest.json
    never goes back, and its releases.json and feed.atom list every release that is whole.
    """
    from flows.copying import mark_copied  # noqa: PLC0415 - heavy
    from flows.stores.addresses import open_store  # noqa: PLC0415
    from flows.stores.push import push as copy  # noqa: PLC0415

    home: Home = context.obj
    portal = _portal(ckan, dataset)
    store = open_store(_given(to))
    release = _folder(home.releases, version)
    with in_process() as runner:
        bar = runner.progress.add_task("Copying", total=None)

        def told(done: int, total: int) -> None:
            runner.progress.update(bar, completed=done, total=total)

        pushed = copy(release, store, release.name, told)
    if to and to == store_of():
        mark_copied(home, (*pushed.earlier, pushed.version), to)
    _print(pushed)
    if portal and dataset:
        _tell(portal, dataset, release)


def _folder(releases: Path, named: str | None) -> Path:
    from flows.releases import published, release_at  # noqa: PLC0415 - heavy

    if named is not None:
        return release_at(releases, named).path
    real = published(releases, sample=False)
    if not real:
        raise SettingError(
            f"no release stands in {releases}: publish a month first, or name an example in full, "
            "as in 2026.10.0-CONTOH"
        )
    return real[-1].path


def _given(to: str | None) -> str:
    if to is None:
        raise SettingError(f"give the store by --to, or set {STORE}")
    return to


def _portal(url: str | None, dataset: str | None) -> Portal | None:
    from flows.stores.ckan import TOKEN, Portal  # noqa: PLC0415 - heavy

    if url is None and dataset is None:
        return None
    if not (url and dataset):
        raise SettingError("give both --ckan and --ckan-dataset, or none of them")
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        raise SettingError("--ckan is no address of a portal: write it as https://data.example.id")
    token = os.environ.get(TOKEN, "").strip()
    if not token:
        raise SettingError(f"set {TOKEN} to a token of an account that may edit the dataset")
    return Portal(url, token)


def _print(pushed: Pushed) -> None:
    before, after = pushed.latest_before, pushed.latest_after
    latest = after if before == after else f"{before or 'none'} -> {after}"
    files = f"{pushed.new} new ({pushed.bytes / KILOBYTE:.0f} kB), {pushed.skipped} there already"
    earlier = [f"Earlier   {', '.join(pushed.earlier)}: not there yet, copied too"]
    nowhere = [f"Missing   {', '.join(pushed.nowhere)}: neither in the store nor beside it"]
    for line in (
        f"Release   {pushed.version}",
        *(earlier if pushed.earlier else ()),
        *(nowhere if pushed.nowhere else ()),
        f"Store     {pushed.store}",
        f"Files     {files}",
        f"Latest    {latest}",
    ):
        console().print(line, markup=False, soft_wrap=True)


def _tell(portal: Portal, dataset: str, release: Path) -> None:
    from outputs.manifest import MANIFEST  # noqa: PLC0415 - heavy

    outcome = portal.push(dataset, (release / MANIFEST).read_bytes())
    console().print(f"Portal    {dataset}: {outcome}", markup=False, soft_wrap=True)
