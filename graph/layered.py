"""A mapping that is followed often and copied seldom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Generic, TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")

LATELY: Final = 1_000  # entries that are copied each time, at least; more beside many
PART: Final = 8  # of what is held: so much may have come lately


class Layered(Mapping[K, V], Generic[K, V]):
    """Most of it in one dict, what came lately in another; none of them is ever changed. A look-up
    costs two of a dict's. A value must not be None."""

    __slots__ = ("_lately", "_most")

    def __init__(self, most: dict[K, V], lately: dict[K, V] | None = None) -> None:
        self._most, self._lately = most, lately or {}

    def followed(self, later: dict[K, V]) -> Layered[K, V]:
        """With these entries, which stand for those of the same key. Cost: a copy of what came
        lately; over many calls, so many entries each as an eighth of the mapping holds, at most."""
        lately = self._lately | later
        if len(lately) <= max(LATELY, len(self._most) // PART):
            return Layered(self._most, lately)
        return Layered(self._most | lately)

    def __getitem__(self, key: K) -> V:
        found = self._lately.get(key)
        return self._most[key] if found is None else found

    @overload
    def get(self, key: K, /) -> V | None: ...
    @overload
    def get(self, key: K, /, default: V | T) -> V | T: ...
    def get(self, key: K, /, default: V | T | None = None) -> V | T | None:
        found = self._lately.get(key)
        return self._most.get(key, default) if found is None else found

    def __contains__(self, key: object) -> bool:
        return key in self._lately or key in self._most

    def __iter__(self) -> Iterator[K]:
        yield from self._most
        yield from (key for key in self._lately if key not in self._most)

    def __len__(self) -> int:
        return len(self._most) + sum(key not in self._most for key in self._lately)
