"""A wire to a server that can be cut, or made slow."""

from __future__ import annotations

import socket
import threading
import time


class Wire:
    """Carries bytes to the server and back on a port of its own, until it is cut."""

    def __init__(self, server: str) -> None:
        host, _, port = server.removeprefix("bolt://").partition(":")
        self._server = (host, int(port))
        self._cut = threading.Event()
        self.delay = 0.0  # seconds that every piece takes on its way
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"bolt://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """From now on nothing comes through, and nobody is told."""
        self._cut.set()

    def close(self) -> None:
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            far = socket.create_connection(self._server)
            for ends in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=ends, daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        while data := source.recv(65536):
            time.sleep(self.delay)
            if not self._cut.is_set():
                target.sendall(data)
