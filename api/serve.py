"""Runs the application: on loopback, unless what protects it elsewhere is named."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Any, Final

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api.connection import bounded
from api.discreet import log_discreetly
from api.door import Door
from api.limits import Limits, load_limits
from api.prompt import Prompt, layer_of
from graph.errors import RefusedInput

HOST: Final = "127.0.0.1"
PORT: Final = 8000


@dataclass(frozen=True, slots=True)
class Place:
    """Where the service is reached. ``proxy`` names the addresses or networks, comma-separated,
    whose word on a client's address is believed, and who alone are answered besides this machine.
    Raises RefusedInput for keys that would travel in the open, a proxy that is no address, and TLS
    files (PEM) that cannot be used.
    """

    host: str = HOST
    port: int = PORT
    certificate: Path | None = None
    key: Path | None = None
    proxy: str | None = None

    def __post_init__(self) -> None:
        if (self.certificate is None) != (self.key is None):
            raise RefusedInput(
                "--tls-cert 与 --tls-key 须一同给出", "give --tls-cert and --tls-key together",
                field="tls",
            )  # fmt: skip
        if self.certificate is not None and self.key is not None:
            _check_pair(self.certificate, self.key)
        if self.proxy is not None:
            _networks(self.proxy)
        if not (self.protected or _loopback(self.host)):
            raise RefusedInput(
                f"在 {self.host} 上服务,密钥会以明文经过网络:请给出 --tls-cert 与 --tls-key,或以 "
                "--behind-proxy 声明做 TLS 的代理地址,或只在 127.0.0.1 上服务",
                f"on {self.host} keys would cross the network in the clear: give --tls-cert and "
                "--tls-key, or declare with --behind-proxy the address of the proxy that does "
                "TLS, or serve on 127.0.0.1",
                field="host",
            )

    def welcomes(self, peer: str) -> bool:
        """Whether somebody at this address is answered."""
        if self.proxy is None or _loopback(peer):
            return True
        try:
            address = ip_address(peer)
        except ValueError:
            return False
        mapped = getattr(address, "ipv4_mapped", None) or address
        return any(mapped in network for network in _networks(self.proxy))

    @property
    def protected(self) -> bool:
        """Whether others than this machine may reach it."""
        return self.certificate is not None or self.proxy is not None

    @property
    def address(self) -> str:
        scheme = "http" if self.certificate is None else "https"
        return f"{scheme}://{self.host}:{self.port}"


def _check_pair(certificate: Path, key: Path) -> None:
    """Raises RefusedInput for files that cannot be read, or that are no certificate and its key."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except OSError as problem:  # ssl.SSLError is one
        reason = problem.strerror or str(problem)
        raise RefusedInput(
            f"不能使用证书 {certificate} 与私钥 {key}:{reason};应为 PEM 文件,且两者相配",
            f"the certificate {certificate} and key {key} cannot be used: {reason}; they are PEM "
            "files, and belong to each other",
            field="tls",
        ) from None


@lru_cache(maxsize=8)
def _networks(proxy: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Raises RefusedInput."""
    try:
        return tuple(ip_network(part.strip()) for part in proxy.split(","))
    except ValueError:
        raise RefusedInput(
            f"--behind-proxy 应为代理的 IP 地址或网段(逗号分隔),如 10.1.2.3,不能是“{proxy}”",
            "--behind-proxy takes the proxy's IP address or network (comma-separated), such as "
            f"10.1.2.3, not {proxy!r}",
            field="proxy",
        ) from None


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def listening(place: Place) -> socket.socket:
    """Raises RefusedInput for a port that is taken, or an address that is not this machine's."""
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    try:
        return socket.create_server((place.host, place.port), family=family, backlog=2_048)
    except OSError as problem:
        raise RefusedInput(
            f"不能在 {place.host} 的 {place.port} 端口上服务:{problem.strerror};"
            "请以 --port 另选端口,或先结束占用它的程序",
            f"cannot serve on port {place.port} of {place.host}: {problem.strerror}; choose "
            "another with --port, or end what has it",
            field="port",
        ) from None


def serve(
    app: FastAPI | ASGIApp, place: Place, limits: Limits | None = None,
    listener: socket.socket | None = None,
) -> None:  # fmt: skip
    """Serve until interrupted. Warming happens behind ``/readyz``."""
    log_discreetly()
    uvicorn.Server(configured(app, place, limits)).run([listener] if listener else None)


def configured(
    app: FastAPI | ASGIApp, place: Place | None = None, limits: Limits | None = None
) -> uvicorn.Config:
    """No access log: addresses hold ids and search texts, and the audit log has what is needed.
    httptools and uvloop, because h11 and asyncio take three times as long (docs/performance.md).
    """
    place, limits = place or Place(), limits or load_limits()
    return uvicorn.Config(
        straight(app) if isinstance(app, FastAPI) else app,
        host=place.host,
        port=place.port,
        http=bounded(
            limits, _prompt(app, place) if isinstance(app, FastAPI) else None, place.welcomes
        ),
        loop="uvloop",
        ws="none",
        interface="asgi3",
        access_log=False,
        date_header=False,
        server_header=False,
        proxy_headers=place.proxy is not None,
        forwarded_allow_ips=place.proxy,
        ssl_certfile=place.certificate,
        ssl_keyfile=place.key,
        log_config=None,
        log_level="warning",
        timeout_keep_alive=round(limits.seconds.silent),
    )


def _prompt(app: FastAPI, place: Place) -> Prompt:
    """Behind a proxy it is the proxy's word that says who asks."""
    return Prompt(app, None if place.proxy is None else through(place.proxy))


def through(proxy: str) -> Callable[[Scope], None]:
    """Believe this proxy for whom it asks, as uvicorn does, whose layer waits for nothing."""

    async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
        """Behind it there is nothing."""

    layer: Any = ProxyHeadersMiddleware(nothing, proxy)  # type: ignore[arg-type]

    def said(scope: Scope) -> None:
        with suppress(StopIteration):
            layer(scope, None, None).send(None)

    return said


def straight(app: FastAPI) -> ASGIApp:
    """To the application's door, past what FastAPI puts before it: its telemetry (what a service
    of the state's records it records itself), its limit of bodies and its last resort, which the
    door has of its own. The look whether to do anything takes longer than the routing."""
    door: ASGIApp | None = None

    async def passed(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal door
        if scope["type"] == "http" and app.middleware_stack is not None:
            scope["app"] = app
            stack = app.middleware_stack
            door = door or layer_of(stack, Door) or stack
            await door(scope, receive, send)
        else:
            await app(scope, receive, send)

    return passed
