"""A key for every role, on the town's service."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import httpx
import msgspec
from fastapi import FastAPI

from analyses.rulebook.access import Role
from api.access.doorkeeper import Doorkeeper
from api.access.keys import Scope
from api.limits import Limits, Rate, load_limits
from tests.api import town
from tests.api.conftest import _until_ready, client_of

T = TypeVar("T")
UNIT: Final = "济南市行政审批服务局"
FAR: Final = 4_000_000_000.0


def keys(keeper: Doorkeeper) -> dict[Role, str]:
    """Each role's key, in scope for every item and purpose; the credit subject is 甲集团."""
    found = {Role.DEVELOPMENT: town.KEY}
    for role in Role:
        if role is Role.CREDIT_SUBJECT:
            scope = Scope(role, subject=town.JIA)
        elif role is not Role.DEVELOPMENT:
            scope = Scope(role, UNIT, items=("*",), purposes=("*",))
        else:
            continue
        found[role] = keeper.keys.add(scope, now=0.0, expires=FAR).token
    return found


def unlimited() -> Limits:
    """As shipped, but for rates: a test asks everything at once."""
    fast = Rate(per_second=1e6, burst=1_000_000)
    return msgspec.structs.replace(load_limits(), rate={"default": fast, "unknown": fast})


def while_serving(app: FastAPI, walk: Callable[[httpx.AsyncClient], Awaitable[T]]) -> T:
    """Run a walk of requests over the ready application, which carry no key of their own."""

    async def once() -> T:
        async with app.router.lifespan_context(app), client_of(app, "") as client:
            await _until_ready(client)
            return await walk(client)

    return asyncio.run(once())


def shown(key: str, purpose: str = "loan") -> dict[str, str]:
    return {"Authorization": f"Bearer {key}", "X-Purpose": purpose}
