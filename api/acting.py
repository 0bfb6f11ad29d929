"""Carries out what organisations do: judged on the newest facts, then recorded as facts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from api.answers import Answers
from api.answers.ground import Ground
from api.answers.shapes import ActReceipt
from graph.acts import Request, carried_out, carry_out
from graph.errors import NotPermitted, StoreBusy
from graph.facts import Fact

PATIENCE: Final = 15.0  # seconds an act waits for those before it


@dataclass(frozen=True, slots=True)
class Acting:
    """One act at a time in this process; another process's act is seen by the next one.

    ``answers`` stand on a store that is open for writing.
    """

    answers: Answers
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def carry_out(self, request: Request, decide: Callable[[Ground], Sequence[Fact]]) -> ActReceipt:
        """Record what ``decide`` makes of the request today, unless that was done before.

        Durable once it returns. Raises what ``decide`` raises, KeyReused for an idempotency key
        that came with other contents, and StoreError, StoreBusy where those before it stall.
        """
        store = self.answers.store
        if not self._turn.acquire(timeout=PATIENCE):
            raise StoreBusy(
                "前面的办理还没有结束,请稍后以同一幂等键再送",
                "the acts before this one take too long; send it again under the same key",
            )
        try:
            repeated = carried_out(store, request)
            if not repeated:
                carry_out(store, request, decide(self.answers.on()))
        finally:
            self._turn.release()
        return {"receipt": request.receipt, "repeated": repeated, "unit": request.unit}


def nobody_acts() -> NotPermitted:
    """The refusal of a service that was started to answer only."""
    return NotPermitted(
        "本服务以只读方式启动,不办理业务;请向可写的服务提交",
        "this service was started read-only and records no acts; send it to one that does",
    )
