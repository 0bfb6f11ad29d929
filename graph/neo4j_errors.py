"""The driver's errors, translated once into the family of ``graph.errors``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    TransientError,
)

from graph.errors import RefusedInput, StoreBusy, StoreError, StoreUnreachable

_BUSY = ("LockAcquisitionTimeout", "TransactionTimedOut", "LockClientStopped", "DeadlockDetected")


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Raise StoreUnreachable, StoreBusy, RefusedInput or StoreError for the driver's error.

    ``place`` is the URL without credentials.
    """
    try:
        yield
    except (Neo4jError, DriverError, OSError) as error:
        raise translate(error, place) from error


def translate(error: Exception, place: str) -> StoreError | RefusedInput:
    if isinstance(error, AuthError):
        return unreachable(place, "the user or password is refused", "用户名或密码不对")
    if isinstance(error, Neo4jError) and any(word in (error.code or "") for word in _BUSY):
        return StoreBusy(
            "另一个进程正在写入存储;请等它结束后再试",
            f"another writer holds the store; try again when it is done ({error.code})",
        )
    if isinstance(error, ConfigurationError):
        return RefusedInput(
            f"存储地址“{place}”不可用", f"the store's URL {place} cannot be used: {error}",
            field="store",
        )  # fmt: skip
    if isinstance(error, ClientError):
        return StoreError(f"存储拒绝了语句:{error.code}", f"the store refused: {error.message}")
    if isinstance(error, TransientError):
        return StoreError(
            f"存储暂时失败:{error.code}", f"the store failed for now: {error.message}"
        )
    return unreachable(place, type(error).__name__, "没有应答")


def unreachable(place: str, why: str, why_zh: str) -> StoreUnreachable:
    return StoreUnreachable(
        f"连不上存储 {place}({why_zh});请检查地址、服务是否启动、网络和 XINMAI_NEO4J_USER / "
        "XINMAI_NEO4J_PASSWORD",
        f"cannot reach the store {place} ({why}); check the address, that the server runs, the "
        "network, and XINMAI_NEO4J_USER / XINMAI_NEO4J_PASSWORD",
    )
