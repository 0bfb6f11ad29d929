"""Whose turn it is: so many at once, so many of each caller, and the callers one after another.

A caller with a thousand requests waiting delays another by one of them, not by a thousand.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque


class Crowded(Exception):
    """Too many of one caller's requests wait already."""


class Turns:
    """``together`` inside at once, ``each`` of one caller; ``waiting`` of one caller outside.

    Belongs to one event loop. Costs about a microsecond where nobody waits.
    """

    def __init__(self, together: int, each: int, waiting: int) -> None:
        self._free, self._each, self._waiting = together, each, waiting
        self._inside: dict[str, int] = {}
        self._queues: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    async def enter(self, who: str) -> None:
        """Wait for a turn; then ``leave`` must be called once. Raises Crowded."""
        if self.free(who):
            self.take(who)
            return
        queue = self._queues.setdefault(who, deque())
        if len(queue) >= self._waiting:
            raise Crowded
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(turn)
        self._call()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.leave(who)
            raise

    def free(self, who: str) -> bool:
        """Whether a turn can be taken without waiting."""
        return bool(self._free and not self._queues and self._inside.get(who, 0) < self._each)

    def take(self, who: str) -> None:
        """A turn that is free; then ``leave`` must be called once."""
        self._free -= 1
        self._inside[who] = self._inside.get(who, 0) + 1

    def leave(self, who: str) -> None:
        self._free += 1
        left = self._inside[who] - 1
        if left:
            self._inside[who] = left
        else:
            del self._inside[who]
        if self._queues:
            self._call()

    def _call(self) -> None:
        """Let in whom there is room for: each caller's first, then each one's second."""
        passed = 0
        while self._free and passed < len(self._queues):
            who, queue = next(iter(self._queues.items()))
            while queue and queue[0].done():  # gone while it waited
                queue.popleft()
            if queue and self._inside.get(who, 0) < self._each:
                self.take(who)
                queue.popleft().set_result(None)
                passed = 0
            else:
                passed += 1
            if queue:
                self._queues.move_to_end(who)
            else:
                del self._queues[who]
