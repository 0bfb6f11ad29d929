"""Answers as they were given, in bytes: given again while all that they were read from stands.

An answer is a function of the nodes it looked at, its day and its rules. So when the store moves on
and touches none of these nodes, the same bytes are still the answer, but for the revision they
name: at their head, and in the address of their proof at their end.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

import msgspec

from api.answers.asking import Moment
from api.answers.ground import Ground

if TYPE_CHECKING:
    from api.answers.answers import Answers

LARGEST: Final = 64 << 20  # bytes of answers kept; then it starts again
OVERHEAD: Final = 1_000  # bytes an answer takes beside its own
_encode: Final = msgspec.json.Encoder().encode
_Key = tuple[str, str, date, str, int]


@dataclass(slots=True)
class GivenAnswer:
    """``tag`` digests the content; ``moved`` says that the subject was asked by a merged id."""

    content: bytes
    tag: bytes
    id: str
    moved: bool
    revision: int
    read: array[int]  # nodes, packed


class Given:
    """Owned by whoever answers. Safe for many threads: answering twice does no harm."""

    def __init__(self, largest: int = LARGEST) -> None:
        self._kept: dict[_Key, GivenAnswer] = {}
        self._lock = threading.Lock()
        self._largest, self._size = largest, 0

    def ask(
        self, answers: Answers, question: str, id: str, moment: Moment,
        make: Callable[[Ground, str], Any],
    ) -> GivenAnswer:  # fmt: skip
        """What ``make`` answers of the subject. Raises what it raises; a refusal is not kept.

        Cost: a dict look-up while the store stands still, some microseconds more after it moved.
        """
        if moment.known_at is not None:
            return _given(answers.on(moment), id, make, set())
        again = self.again(answers, question, id, moment)
        if again is None:
            observed, read = answers.on(moment).observed()
            again = _given(observed, id, make, read)
            self._keep(_key(answers, question, id, moment), again)
        return again

    def again(self, answers: Answers, question: str, id: str, moment: Moment) -> GivenAnswer | None:
        """What was answered before, where it is still the answer to the latest revision."""
        network = answers.networks.current()
        key = _key(answers, question, id, moment)
        held = self._kept.get(key)
        if held is None or held.revision == network.revision:
            return held
        ground = answers.on(moment)
        again = _at(held, ground.network.revision) if _stands(ground, id, held) else None
        if again is not None:
            self._keep(key, again)
        return again

    def _keep(self, key: _Key, given: GivenAnswer) -> None:
        with self._lock:
            before = self._kept.pop(key, None)
            self._size += _size(given) - (_size(before) if before else 0)
            if self._size > self._largest:
                self._kept.clear()
                self._size = _size(given)
            self._kept[key] = given


def _key(answers: Answers, question: str, id: str, moment: Moment) -> _Key:
    day, generation = moment.as_of or answers.today(), answers.networks.generation
    return question, id, day, answers.rules.version, generation


def _size(given: GivenAnswer) -> int:
    return OVERHEAD + len(given.content) + 4 * len(given.read)


def _stands(ground: Ground, id: str, held: GivenAnswer) -> bool:
    return ground.stands(held.read, held.revision) and ground.means(id, held.revision)


def _given(
    ground: Ground, id: str, make: Callable[[Ground, str], Any], read: set[int]
) -> GivenAnswer:
    found = make(ground, id)
    content, moved = _encode(found), found["redirected_from"] is not None
    revision = ground.network.revision
    return GivenAnswer(content, tag_of(content), found["id"], moved, revision, array("i", read))


def _at(held: GivenAnswer, revision: int) -> GivenAnswer | None:
    """The same answer at a later revision; None for one that names its revision elsewhere."""
    head, ending = b'","revision":%d,' % held.revision, b'&known_at=%d"}' % held.revision
    place = len(b'{"as_of":"2026-01-31')
    if not held.content.startswith(head, place) or not held.content.endswith(ending):
        return None
    middle = held.content[place + len(head) : -len(ending)]
    content = b'%s","revision":%d,%s&known_at=%d"}' % (
        held.content[:place], revision, middle, revision,
    )  # fmt: skip
    return GivenAnswer(content, tag_of(content), held.id, held.moved, revision, held.read)


def tag_of(content: bytes) -> bytes:
    """The entity tag of an answer: a digest, so that it says nothing that the answer does not."""
    return b'"' + blake2b(content, digest_size=16).hexdigest().encode() + b'"'
