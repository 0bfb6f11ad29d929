"""Sending one event: signed, to a checked address, within a time, without following redirects.

Source: the Standard Webhooks specification (headers, signature over id, time and body).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import socket
import ssl
import time
from typing import Final, NamedTuple

from api.feed.targets import Forbidden, Target, address_of

SECONDS: Final = 10.0  # for all of it: connecting, sending, the first line of the answer
_LINE: Final = 4_096  # bytes of an answer that are looked at
PREFIX: Final = "whsec_"


class Outcome(NamedTuple):
    """``status`` None: there was no answer, and ``error`` says why."""

    status: int | None
    error: str
    milliseconds: int

    @property
    def taken(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def new_secret() -> str:
    """256 bits, as the specification writes them."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(secret: str, id: str, at: int, body: bytes) -> str:
    """``v1,`` and the HMAC-SHA256 of ``id.at.body`` in base64."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = hmac.digest(key, f"{id}.{at}.".encode() + body, hashlib.sha256)
    return f"v1,{base64.b64encode(signed).decode()}"


def send(
    target: Target, secret: str, id: str, body: bytes, at: int, *, seconds: float = SECONDS,
    context: ssl.SSLContext | None = None,
) -> Outcome:  # fmt: skip
    """Never raises for what the other side does or does not do."""
    began = time.monotonic()
    try:
        status, error = _sent(target, _request(target, secret, id, body, at), began + seconds,
                              context), ""  # fmt: skip
    except Forbidden:
        status, error = None, "address not allowed"
    except TimeoutError:
        status, error = None, "no answer in time"
    except ssl.SSLError as failure:
        status, error = None, f"TLS: {failure.reason or 'failed'}"
    except (OSError, ValueError) as failure:
        status, error = None, getattr(failure, "strerror", None) or "not an HTTP answer"
    return Outcome(status, error, round((time.monotonic() - began) * 1e3))


def _request(target: Target, secret: str, id: str, body: bytes, at: int) -> bytes:
    head = (
        f"POST {target.path} HTTP/1.1\r\nHost: {target.named}\r\n"
        "Content-Type: application/json\r\nUser-Agent: xinmai\r\nConnection: close\r\n"
        f"Content-Length: {len(body)}\r\nwebhook-id: {id}\r\nwebhook-timestamp: {at}\r\n"
        f"webhook-signature: {signature(secret, id, at, body)}\r\n\r\n"
    )
    return head.encode("ascii") + body


def _sent(target: Target, request: bytes, until: float, context: ssl.SSLContext | None) -> int:
    """The status of the answer; the rest of it is not read."""
    with socket.create_connection((address_of(target), target.port), _left(until)) as plain:
        if not target.tls:
            return _exchanged(plain, request, until)
        trusted = context or ssl.create_default_context()
        plain.settimeout(_left(until))
        with trusted.wrap_socket(plain, server_hostname=target.host) as sealed:
            return _exchanged(sealed, request, until)


def _exchanged(connection: socket.socket, request: bytes, until: float) -> int:
    connection.settimeout(_left(until))
    connection.sendall(request)
    line = b""
    while b"\r\n" not in line:
        connection.settimeout(_left(until))
        more = connection.recv(_LINE)
        line += more
        if not more or len(line) > _LINE:
            raise ValueError("not an HTTP answer")
    version, _, rest = line.partition(b" ")
    if not version.startswith(b"HTTP/1."):
        raise ValueError("not an HTTP answer")
    return int(rest[:3])


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
