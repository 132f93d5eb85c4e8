"""The Prefect server in a process that ends when the one that started it does."""

from __future__ import annotations

import os
import signal
import sys
import threading

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECONDS_TO_CLOSE = 5


def main() -> None:
    """Run server and UI where PREFECT_SERVER_API_HOST and _PORT say, until stdin closes."""
    import uvicorn  # noqa: PLC0415 - heavy
    from prefect.server.api.server import create_app  # noqa: PLC0415
    from prefect.settings import get_current_settings  # noqa: PLC0415

    told = get_current_settings().server
    threading.Thread(target=_end_with_parent, daemon=True).start()
    uvicorn.run(
        _speaking_to_itself_alone(create_app(final=True), f"{told.api.host}:{told.api.port}"),
        host=told.api.host,
        port=told.api.port,
        log_level=told.logging_level.lower(),
        timeout_keep_alive=told.api.keepalive_timeout,
        timeout_graceful_shutdown=SECONDS_TO_CLOSE,
    )


def _speaking_to_itself_alone(app: ASGIApp, address: str) -> ASGIApp:
    """The application, whose pages a browser lets talk to no other server.

    One of Prefect's two user interfaces tells a third party that it is opened, whatever
    the settings say.
    """
    allowed = f"connect-src 'self' http://{address} ws://{address}"

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Content-Security-Policy"] = allowed
            await send(message)

        await app(scope, receive, sending)

    return guarded


def _end_with_parent() -> None:
    """Wait until the other end of stdin is closed, which the system does for a killed parent."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(2 * SECONDS_TO_CLOSE)
    os._exit(1)


if __name__ == "__main__":
    main()
