"""What will go, said with each answer it still gives: Deprecation (RFC 9745), Sunset (RFC 8594)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

import msgspec
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SHIPPED: Final = Path(__file__).with_name("deprecated.toml")
LEAST_DAYS: Final = 365  # between the announcement and the end


class Deprecated(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One address (``GET /v1/…``), or one ``parameter`` of it. It ends on ``until``."""

    route: str
    since: date
    until: date
    successor: str = ""
    parameter: str = ""

    def __post_init__(self) -> None:
        if (self.until - self.since).days < LEAST_DAYS:
            raise ValueError(f"{self.route} ends within {LEAST_DAYS} days")

    def headers(self) -> list[tuple[bytes, bytes]]:
        found = [
            (b"deprecation", f"@{int(_midnight(self.since).timestamp())}".encode()),
            (b"sunset", format_datetime(_midnight(self.until), usegmt=True).encode()),
        ]
        if self.successor:
            found.append((b"link", f'<{self.successor}>; rel="successor-version"'.encode()))
        return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def load_deprecated(file: Path = SHIPPED) -> tuple[Deprecated, ...]:
    """Raises ValidationError for an entry that is none."""
    told = tomllib.loads(file.read_text("utf-8"))
    return tuple(msgspec.convert(told.get("deprecated", []), list[Deprecated]))


class Announced:
    """ASGI middleware: puts the headers of what is deprecated on its answers."""

    def __init__(self, app: ASGIApp, entries: Iterable[Deprecated]) -> None:
        self.app = app
        self._by_route: dict[str, list[Deprecated]] = {}
        for entry in entries:
            self._by_route.setdefault(entry.route, []).append(entry)

    def concerns(self, route: str) -> bool:
        return route in self._by_route

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_announced(message: Message) -> None:
            if message["type"] == "http.response.start":
                for entry in self._asked(scope):
                    message["headers"] = [*message["headers"], *entry.headers()]
            await send(message)

        await self.app(scope, receive, send_announced)

    def _asked(self, scope: Scope) -> list[Deprecated]:
        path = getattr(scope.get("route"), "path_format", "")
        entries = self._by_route.get(f"{scope.get('method')} {path}", ())
        if not entries:
            return []
        given = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        return [one for one in entries if not one.parameter or one.parameter in given]


def mark(document: Mapping[str, Any], entries: Iterable[Deprecated]) -> None:
    """Say so in the OpenAPI document."""
    for entry in entries:
        method, _, path = entry.route.partition(" ")
        asked = document["paths"][path][method.lower()]
        if not entry.parameter:
            asked["deprecated"] = True
        for parameter in asked.get("parameters", ()):
            if parameter["name"] == entry.parameter:
                parameter["deprecated"] = True
