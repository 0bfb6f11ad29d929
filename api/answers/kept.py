"""What takes a pass over the city: worked out once, kept while facts, rules and day stay."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from typing import Final, Generic, TypeVar

from api.answers.ground import Ground

T = TypeVar("T")
KEPT: Final = 2


class Kept(Generic[T]):
    """Owned by whoever answers. Safe for many threads: one works, the others wait."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[tuple[int, int], str, date], T] = OrderedDict()
        self._lock = threading.Lock()

    def at(self, ground: Ground, work: Callable[[], T]) -> T:
        stamp = (ground.edition, ground.rules.version, ground.day)
        with self._lock:
            if stamp in self._kept:
                self._kept.move_to_end(stamp)
                return self._kept[stamp]
            found = self._kept[stamp] = work()
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return found
