"""How much one caller may ask: a rate, so many at once, and no queue-jumping.

The bucket of a caller fills with tokens at its role's rate and holds ``burst``; each request takes
one. What comes within the rate waits its turn (``api.turns``). Both are kept by each worker: with
``n`` of them a caller may get up to ``n`` times the rate.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import problems
from api.limits import Limits, Rate
from api.turns import Crowded, Turns

FREE: Final = frozenset({"/healthz", "/readyz", "/metrics"})  # asked by who watches the service
MOST_CALLERS: Final = 20_000  # remembered; who asks nothing for long is forgotten first
_UNKNOWN: Final = "unknown"


class Bucket:
    __slots__ = ("at", "rate", "tokens")

    def __init__(self, rate: Rate, now: float) -> None:
        self.rate, self.tokens, self.at = rate, float(rate.burst), now

    def take(self, now: float) -> float:
        """0 if there was a token, else the seconds until there is one."""
        rate = self.rate
        self.tokens = min(rate.burst, self.tokens + (now - self.at) * rate.per_second)
        self.at = now
        if self.tokens < 1:
            return (1 - self.tokens) / rate.per_second
        self.tokens -= 1
        return 0.0


class Turnstile:
    """ASGI middleware behind the entrance, which says who asks."""

    def __init__(
        self, app: ASGIApp, limits: Limits, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.app = app
        self._rates, self._clock = limits.rate, clock
        turns = limits.turns
        self._turns = Turns(turns.together, turns.each, turns.waiting)
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in FREE:
            await self.app(scope, receive, send)
            return
        who, bucket = self._caller(scope)
        seconds = bucket.take(self._clock())
        if seconds:
            await _refuse(seconds, bucket, scope, receive, send)
            return
        if scope["method"] == "POST":  # a slow sender keeps nobody's turn
            receive = await _read(receive)
        try:
            await self._turns.enter(who)
        except Crowded:
            await _refuse(1.0, bucket, scope, receive, send)
            return
        await self._pass(who, scope, receive, send)

    def at_once(self, scope: Scope) -> Callable[[], None] | None:
        """A turn without waiting, and what ends it; None where there is none, or no token."""
        who, bucket = self._caller(scope)
        if not self._turns.free(who) or bucket.take(self._clock()):
            return None
        self._turns.take(who)
        return partial(self._turns.leave, who)

    async def _pass(self, who: str, scope: Scope, receive: Receive, send: Send) -> None:
        inside = True

        async def send_and_leave(message: Message) -> None:
            nonlocal inside
            if inside:  # a slow reader keeps nobody's turn either
                inside = False
                self._turns.leave(who)
            await send(message)

        try:
            await self.app(scope, receive, send_and_leave)
        finally:
            if inside:
                self._turns.leave(who)

    def _caller(self, scope: Scope) -> tuple[str, Bucket]:
        actor = scope["state"].get("actor")
        if actor is None:
            client = scope.get("client")
            who, role = f"address:{client[0] if client else ''}", _UNKNOWN
        else:
            who, role = actor.id, actor.role.value
        bucket = self._buckets.get(who)
        if bucket is None:
            rate = self._rates.get(role) or self._rates["default"]
            bucket = self._buckets[who] = Bucket(rate, self._clock())
            if len(self._buckets) > MOST_CALLERS:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(who)
        return who, bucket


async def _read(receive: Receive) -> Receive:
    """The whole body first; the door has seen how long it is."""
    read: list[Message] = []
    while True:
        message = await receive()
        read.append(message)
        if not message.get("more_body"):
            break
    read.reverse()

    async def replayed() -> Message:
        return read.pop() if read else await receive()

    return replayed


async def _refuse(
    seconds: float, bucket: Bucket, scope: Scope, receive: Receive, send: Send
) -> None:
    rate, wait = bucket.rate, math.ceil(seconds)
    refusal = problems.Refusal(
        problems.TOO_MANY,
        f"每秒至多 {rate.per_second:g} 次,一时至多 {rate.burst} 次;请在 {wait} 秒后再试",
        f"at most {rate.per_second:g} requests a second, {rate.burst} at a time; "
        f"ask again in {wait} s",
    )
    accept = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
    response = problems.response(refusal, accept=accept, trace=scope["state"]["trace"])
    window = math.ceil(rate.burst / rate.per_second)
    response.headers["Retry-After"] = str(wait)
    response.headers["RateLimit"] = f'"key";r={int(bucket.tokens)};t={wait}'
    response.headers["RateLimit-Policy"] = f'"key";q={rate.burst};w={window}'
    await response(scope, receive, send)
