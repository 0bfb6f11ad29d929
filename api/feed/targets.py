"""Where a webhook may lead: to the open internet over TLS. Nowhere else, but for who runs the
service: the development key, or the command beside the store, may name this very machine
(``near``); anybody else could try its ports.

A name is resolved once, every address it has is checked, and the connection goes to one that was
checked: what the name says a moment later changes nothing. Source: OWASP, Server-Side Request
Forgery Prevention Cheat Sheet.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import urlsplit

from graph.errors import RefusedInput

LONGEST: Final = 500
_TRANSLATED: Final = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
Address = IPv4Address | IPv6Address


class Forbidden(Exception):
    """The target's name leads where no webhook may go."""


@dataclass(frozen=True, slots=True)
class Target:
    host: str
    port: int
    tls: bool
    path: str
    near: bool = False

    @property
    def named(self) -> str:
        """As the Host header names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.tls else 80) else f"{host}:{self.port}"


def target_of(url: str, *, near: bool = False) -> Target:
    """``near``: this machine is allowed, too. Raises RefusedInput, naming the field, for an address
    no webhook may have."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _refused(near) from None
    plain = url.isascii() and url.isprintable() and " " not in url
    if not plain or len(url) > LONGEST or not host or parts.username or parts.fragment:
        raise _refused(near)
    tls = parts.scheme == "https"
    if parts.scheme not in {"http", "https"} or port == 0:
        raise _refused(near)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    target = Target(host, port or (443 if tls else 80), tls, path, near)
    literal = _literal(host)
    if literal is not None and not _allowed(literal, target):
        raise _refused(near)
    if literal is None and _is_local(host) and not near:
        raise _refused(near)
    if literal is None and not tls and host != "localhost":
        raise _refused(near)
    return target


def _is_local(host: str) -> bool:
    name = host.rstrip(".")
    return name == "localhost" or name.endswith(".localhost")


def address_of(target: Target) -> str:
    """The address to connect to. Raises Forbidden if any that the name has is not allowed, and
    OSError for a name that has none."""
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not all(_allowed(ip_address(each.partition("%")[0]), target) for each in addresses):
        raise Forbidden(target.host)
    return addresses[0]


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _allowed(address: Address, target: Target) -> bool:
    if isinstance(address, IPv6Address):
        hidden = address.ipv4_mapped or address.sixtofour
        if hidden is not None:
            return address.ipv4_mapped is not None and _allowed(hidden, target)
        if address.teredo or any(address in each for each in _TRANSLATED):
            return False
    if address.is_loopback:
        return target.near
    return target.tls and address.is_global and not address.is_multicast


def _refused(near: bool) -> RefusedInput:
    zh, en = (",或本机 http 地址", ", or http on this machine") if near else ("", "")
    return RefusedInput(
        f"url 应为 https 公网地址{zh};不得为内网地址,不得含用户名",
        f"url must be https on the open internet{en}; no private address, no user name in it",
        field="url",
    )
