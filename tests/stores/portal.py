"""A small portal that answers package_show and package_revise as CKAN documents them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

TOKEN = "token-rahasia"

Answer = tuple[int, dict[str, Any]]


def refusal(kind: str, **fields: list[str]) -> dict[str, Any]:
    return {"success": False, "error": {"__type": kind, **fields}}


class FakePortal:
    """One dataset; `faults` are answers that are given first, a number is a wait in seconds
    between what is done and the answer.

    `meanwhile` are changes that somebody else makes, each after a package_show.
    """

    def __init__(self) -> None:
        self.url = ""
        self.revision = 1
        self.dataset: dict[str, Any] = {"id": "0f3a", "name": "rumah-data", "resources": []}
        self.faults: list[Answer | float] = []
        self.meanwhile: list[dict[str, Any]] = []
        self.requests: list[tuple[str, dict[str, Any]]] = []

    def answer(self, action: str, token: str | None, request: dict[str, Any]) -> Answer:
        self.requests.append((action, request))
        fault = self.faults.pop(0) if self.faults else None
        if isinstance(fault, tuple):
            return fault
        if token != TOKEN:
            return 403, refusal("Authorization Error", message=["Access denied"])
        answer = self._show(request) if action == "package_show" else self._revise(request)
        time.sleep(fault or 0)
        return answer

    def _show(self, request: dict[str, Any]) -> Answer:
        if request["id"] not in {self.dataset["id"], self.dataset["name"]}:
            return 404, refusal("Not Found Error", message=["Not found"])
        shown = self._shown()
        if self.meanwhile:
            self._change(self.meanwhile.pop(0))
        return 200, {"success": True, "result": shown}

    def _shown(self) -> dict[str, Any]:
        return deepcopy(self.dataset) | {"metadata_modified": f"2026-11-25T00:00:{self.revision}"}

    def _revise(self, request: dict[str, Any]) -> Answer:
        shown = self._shown()
        unmatched = [name for name, value in request["match"].items() if shown[name] != value]
        if unmatched:
            return 409, refusal("Validation Error", match=unmatched)
        assert request["filter"] == ["-resources"]
        if request["update"]["license_id"] != "cc-by":
            return 409, refusal("Validation Error", license_id=["unknown"])
        self._change(request["update"])
        return 200, {"success": True, "result": {}}

    def _change(self, update: dict[str, Any]) -> None:
        self.revision += 1
        self.dataset |= deepcopy(update)
        for number, resource in enumerate(self.dataset["resources"]):
            resource.setdefault("id", f"resource-{self.revision}-{number}")
            resource["format"] = resource.get("format", "").replace("MD", "Markdown")


@contextmanager
def running() -> Iterator[FakePortal]:
    portal = FakePortal()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            action = self.path.removeprefix("/api/3/action/")
            status, told = portal.answer(action, self.headers["Authorization"], request)
            content = json.dumps(told).encode()
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except BrokenPipeError:
                return

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    portal.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield portal
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
