"""Runs the application: on loopback unless told otherwise."""

from __future__ import annotations

from typing import Final

import uvicorn
from fastapi import FastAPI

HOST: Final = "127.0.0.1"
PORT: Final = 8000


def serve(app: FastAPI, host: str = HOST, port: int = PORT) -> None:
    """Serve until interrupted. Warming happens behind ``/readyz``.

    No access log: addresses hold ids and search texts, and the audit log has what is needed.
    """
    uvicorn.run(
        app,
        host=host,
        http="h11",  # the door's limits sit below h11's own
        port=port,
        access_log=False,
        server_header=False,
        log_level="warning",
        h11_max_incomplete_event_size=32_768,
        timeout_keep_alive=15,
        limit_concurrency=512,
    )
