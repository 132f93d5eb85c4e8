from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flows.stores.ckan import TRIES, Portal, PortalError
from outputs.canonical import write_bytes
from outputs.manifest import write_manifest
from schemas.release import SAMPLE_NOTICE, ReleaseFacts, Version
from tests.releases import FACTS
from tests.stores.portal import TOKEN, Answer, FakePortal, refusal, running

NAME = "rumah-data"
SITE = "https://data.example.id/rilis/"
PATHS = ["index.html", "README.md", "tables/one.csv"]


@pytest.fixture
def ckan() -> Iterator[FakePortal]:
    with running() as portal:
        yield portal


def manifest(folder: Path, version: str = "2026.10.0", site: str = SITE) -> bytes:
    parsed = Version.parse(version)
    facts: ReleaseFacts = replace(
        FACTS, version=version, period=parsed.period, is_sample=parsed.is_sample, site=site
    )
    for path in PATHS:
        write_bytes(folder / version, path, f"{version} {path}".encode())
    write_manifest(folder / version, facts, {})
    return (folder / version / "manifest.json").read_bytes()


def client(ckan: FakePortal, token: str = TOKEN, timeout: float = 5) -> Portal:
    return Portal(ckan.url, token, timeout=timeout, pause=0)


def resources(ckan: FakePortal) -> dict[str, dict[str, Any]]:
    return {resource["name"]: resource for resource in ckan.dataset["resources"]}


def test_a_dataset_tells_of_the_release_and_links_to_its_files(
    ckan: FakePortal, tmp_path: Path
) -> None:
    assert client(ckan).push(NAME, manifest(tmp_path)) == "updated"
    dataset = ckan.dataset
    assert (dataset["version"], dataset["license_id"]) == ("2026.10.0", "cc-by")
    assert dataset["url"] == f"{SITE}2026.10.0/index.html"
    assert "Oktober 2026" in dataset["notes"]
    assert "October 2026" in dataset["notes"]
    assert [resource["name"] for resource in dataset["resources"]] == PATHS
    csv = resources(ckan)["tables/one.csv"]
    assert csv["url"] == f"{SITE}2026.10.0/tables/one.csv"
    assert (csv["format"], csv["mimetype"]) == ("CSV", "text/csv")
    assert csv["size"] == (tmp_path / "2026.10.0/tables/one.csv").stat().st_size
    assert len(csv["hash"]) == 64
    (_, request) = ckan.requests[-1]
    assert set(request) == {"match", "filter", "update", "include"}
    assert set(request["match"]) == {"id", "metadata_modified"}


def test_the_same_again_asks_and_changes_nothing(ckan: FakePortal, tmp_path: Path) -> None:
    client(ckan).push(NAME, manifest(tmp_path))
    revision = ckan.revision
    assert client(ckan).push(NAME, manifest(tmp_path)) == "unchanged"
    assert ckan.revision == revision
    assert [action for action, _ in ckan.requests].count("package_revise") == 1


def test_the_next_release_keeps_the_resources_and_those_of_others(
    ckan: FakePortal, tmp_path: Path
) -> None:
    theirs = {"id": "theirs", "name": "Peta", "url": "https://peta.example.id/peta.pdf"}
    ckan.dataset["resources"] = [theirs]
    client(ckan).push(NAME, manifest(tmp_path))
    before = {name: resource["id"] for name, resource in resources(ckan).items()}
    assert client(ckan).push(NAME, manifest(tmp_path, "2026.11.0", SITE + "baru/")) == "updated"
    assert {name: resource["id"] for name, resource in resources(ckan).items()} == before
    assert resources(ckan)["index.html"]["url"] == f"{SITE}baru/2026.11.0/index.html"
    assert resources(ckan)["Peta"]["url"] == theirs["url"]


def test_a_dataset_with_a_newer_release_is_left_alone(ckan: FakePortal, tmp_path: Path) -> None:
    client(ckan).push(NAME, manifest(tmp_path, "2026.11.0"))
    assert client(ckan).push(NAME, manifest(tmp_path, "2026.10.1")) == "newer"
    assert ckan.dataset["version"] == "2026.11.0"


def test_a_change_made_meanwhile_is_seen_and_kept(ckan: FakePortal, tmp_path: Path) -> None:
    ckan.meanwhile = [{"maintainer": "Dinas"}]
    assert client(ckan).push(NAME, manifest(tmp_path)) == "updated"
    assert (ckan.dataset["maintainer"], ckan.dataset["version"]) == ("Dinas", "2026.10.0")
    actions = [action for action, _ in ckan.requests]
    assert actions == ["package_show", "package_revise"] * 2


def test_a_dataset_that_always_changes_is_told(ckan: FakePortal, tmp_path: Path) -> None:
    ckan.meanwhile = [{"maintainer": str(number)} for number in range(9)]
    with pytest.raises(PortalError, match="changed by others"):
        client(ckan).push(NAME, manifest(tmp_path))


def test_an_example_says_so_and_never_shares_a_dataset(ckan: FakePortal, tmp_path: Path) -> None:
    client(ckan).push(NAME, manifest(tmp_path, "2026.10.0-CONTOH"))
    assert ckan.dataset["title"].startswith("CONTOH: ")
    assert ckan.dataset["notes"].startswith(SAMPLE_NOTICE.id)
    with pytest.raises(PortalError, match="never share a dataset"):
        client(ckan).push(NAME, manifest(tmp_path))
    assert ckan.dataset["version"] == "2026.10.0-CONTOH"


def test_a_release_without_an_address_cannot_be_linked_to(ckan: FakePortal, tmp_path: Path) -> None:
    with pytest.raises(PortalError, match="public address"):
        client(ckan).push(NAME, manifest(tmp_path, site=""))
    assert ckan.requests == []


MENDED: dict[str, list[Answer | float]] = {
    "an error of the server": [(500, {}), (503, {})],
    "a gateway": [(502, {})],
    "no answer in time": [0.5],
}


@pytest.mark.parametrize("faults", MENDED.values(), ids=MENDED)
def test_what_fails_for_a_moment_is_tried_again(
    ckan: FakePortal, tmp_path: Path, faults: list[Answer | float]
) -> None:
    ckan.faults = list(faults)
    assert client(ckan, timeout=0.2).push(NAME, manifest(tmp_path)) == "updated"
    assert len(ckan.requests) == len(faults) + 2


def test_a_change_whose_answer_was_lost_is_found_made(ckan: FakePortal, tmp_path: Path) -> None:
    told = manifest(tmp_path)
    ckan.faults = [0.0, 0.5]
    assert client(ckan, timeout=0.2).push(NAME, told) == "unchanged"
    assert (ckan.dataset["version"], ckan.revision) == ("2026.10.0", 2)


REFUSALS: dict[str, tuple[Answer, str, int]] = {
    "no token": ((401, {}), "refuses the token .answer 401.*RUMAHDATA_CKAN_TOKEN", 1),
    "no right": ((403, refusal("Authorization Error")), "refuses the token .answer 403", 1),
    "no dataset": ((404, refusal("Not Found Error")), "is not there .answer 404", 1),
    "a field": (
        (409, refusal("Validation Error", owner_org=["missing"])),
        "does not accept owner_org .answer 409",
        1,
    ),
    "no portal": ((301, {}), "is this the address of a CKAN", 1),
    "another page": ((200, {"hello": 1}), "is this the address of a CKAN", 1),
    "the server": ((500, {}), "answers with an error .500.*later", TRIES),
}


@pytest.mark.parametrize(("fault", "message", "requests"), REFUSALS.values(), ids=REFUSALS)
def test_what_the_portal_refuses_is_told_without_the_token(
    ckan: FakePortal, tmp_path: Path, fault: Answer, message: str, requests: int
) -> None:
    ckan.faults = [fault] * TRIES
    with pytest.raises(PortalError, match=message) as refused:
        client(ckan).push(NAME, manifest(tmp_path))
    assert len(ckan.requests) == requests
    assert TOKEN not in str(refused.value)
    assert "version" not in ckan.dataset


def test_a_refused_change_is_told_like_a_refused_look(ckan: FakePortal, tmp_path: Path) -> None:
    ckan.faults = [0.0, (409, refusal("Validation Error", title=["too long"]))]
    with pytest.raises(PortalError, match="does not accept title"):
        client(ckan).push(NAME, manifest(tmp_path))


def test_a_wrong_token_and_a_wrong_name_are_told(ckan: FakePortal, tmp_path: Path) -> None:
    with pytest.raises(PortalError, match="refuses the token") as refused:
        client(ckan, token="another-secret").push(NAME, manifest(tmp_path))
    assert "another-secret" not in str(refused.value)
    with pytest.raises(PortalError, match="dataset peta: is not there"):
        client(ckan).push("peta", manifest(tmp_path))


def test_a_portal_that_is_not_there_is_told(tmp_path: Path) -> None:
    portal = Portal("http://127.0.0.1:9", TOKEN, pause=0)
    with pytest.raises(PortalError, match=r"does not answer \(ConnectError\)"):
        portal.push(NAME, manifest(tmp_path))


@pytest.mark.parametrize(
    "token", ["", "rahasié", "two words", "token\n", "a\nX-Other: b", "\udcff"]
)
def test_what_cannot_be_a_token_is_told_and_not_shown(ckan: FakePortal, token: str) -> None:
    with pytest.raises(PortalError, match="RUMAHDATA_CKAN_TOKEN cannot be a token") as refused:
        client(ckan, token=token)
    assert not token.strip() or token not in str(refused.value)
    assert ckan.requests == []


def test_a_portal_never_shows_its_token(ckan: FakePortal) -> None:
    portal = client(ckan)
    assert ckan.url in repr(portal)
    assert TOKEN not in repr(portal) + str(portal) + f"{portal}"
