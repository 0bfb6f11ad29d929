"""Looks whether the answers of watched subjects are still as last told, and writes what changed.

After each revision only those are asked again whose last answer read a node that it touched; when
the day or the rules change, everybody. A subject is compared with what was last told of it, however
long ago, so a stop loses nothing; what comes and goes between two looks is no change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import msgspec

from analyses.explanation.difference import difference
from analyses.questions import Asked
from api.answers import Answers, Moment
from api.answers.explanation.asking import scene_of
from api.answers.explanation.difference import changes_of
from api.answers.explanation.telling import Telling
from api.answers.ground import Ground
from api.answers.screen.identities import Identity, identities
from api.daybook import Version
from api.feed import shapes
from api.feed.book import FeedBook, Looked, Told
from api.feed.standing import RISK, Standing, standing
from graph.touched import touched

AT_ONCE: Final = 50  # subjects asked again and written together
_encode: Final = msgspec.json.Encoder().encode
_NOTHING: Final[shapes.Changes] = {
    "outcome": "changed", "became": [], "released": [], "changed": [], "facts": [], "untried": 0,
    "omitted": 0,
}  # fmt: skip


@dataclass(slots=True)
class Index:
    """Which watched subjects' answers read a node. Memory: about 100 bytes a node read."""

    readers: dict[int, set[str]] = field(default_factory=dict)
    read: dict[str, frozenset[int]] = field(default_factory=dict)

    def put(self, subject: str, read: frozenset[int]) -> None:
        self.drop(subject)
        self.read[subject] = read
        for node in read:
            self.readers.setdefault(node, set()).add(subject)

    def drop(self, subject: str) -> None:
        for node in self.read.pop(subject, ()):
            self.readers[node].discard(subject)
            if not self.readers[node]:
                del self.readers[node]

    def of(self, nodes: Iterable[int]) -> set[str]:
        return {subject for node in nodes for subject in self.readers.get(node, ())}


class Watcher:
    """One at a time over a daybook and view; for one thread. ``look`` as often as wanted.

    ``answers`` stand on what the ``view`` shows.
    """

    def __init__(self, answers: Answers, book: FeedBook, view: str) -> None:
        self._answers, self._book, self._view = answers, book, view
        self._index = Index()
        self._watched: frozenset[str] = frozenset()
        self._version: Version | None = None
        self._ground: Ground | None = None  # of the last look

    def look(self) -> int:
        """Bring everything up to the latest revision, today and the rules; how many events."""
        ground, watched = self._answers.on(), self._who()
        looked = Looked(ground.network.revision, ground.day, ground.rules.version)
        before = self._book.looked(self._view)
        again = watched - self._index.read.keys()
        if looked != before:
            again |= self._concerned(before, ground) & watched
        if not again and looked == before:
            return 0
        found = 0
        waiting = sorted(again)
        for at in range(0, len(waiting), AT_ONCE):
            found += self._ask(ground, waiting[at : at + AT_ONCE])
        if looked != before:
            self._book.look(self._view, looked)
        self._ground = ground
        return found

    def _who(self) -> frozenset[str]:
        version = self._book.book.version()
        if version != self._version:
            self._watched = frozenset(self._book.watched(self._view))
            for subject in self._index.read.keys() - self._watched:
                self._index.drop(subject)
            self._version = version
        return self._watched

    def _concerned(self, before: Looked | None, ground: Ground) -> set[str]:
        held = self._ground
        if before is None or held is None:
            return set(self._watched)
        if (before.day, before.rules) != (ground.day, ground.rules.version):
            return set(self._watched)
        if before.revision != held.network.revision:  # another process looked meanwhile
            return set(self._watched)
        return self._index.of(touched(ground.store, held.network, ground.network))

    def _ask(self, ground: Ground, subjects: Sequence[str]) -> int:
        told, who = self._book.told(self._view, subjects), identities(ground, subjects)
        fresh: dict[str, Told] = {}
        events: dict[str, bytes] = {}
        for subject in subjects:
            identity, before = who[subject], self._last(subject, told.get(subject))
            if not isinstance(identity, Identity):
                continue  # the store was replaced by one that does not know it
            now = standing(ground, identity)
            self._index.put(subject, now.read)
            if before is None or before.digest == now.told.digest:
                fresh[subject] = now.told
            elif before.revision <= now.told.revision:  # else told of a later one already
                fresh[subject] = now.told
                events[subject] = _encode(self._event(ground, identity, before, now))
        self._book.tell(self._view, fresh, events)
        return len(events)

    def _last(self, subject: str, told: Told | None) -> Told | None:
        """As last told; whoever was watched at the last look stood so then, too."""
        held = self._ground
        if told is None or held is None or subject not in self._index.read:
            return told
        if told.revision > held.network.revision:
            return told
        return told._replace(revision=held.network.revision, day=held.day)

    def _event(
        self, ground: Ground, identity: Identity, before: Told, now: Standing
    ) -> shapes.EventBody:
        was: Any = msgspec.Raw(before.summary)
        is_: Any = msgspec.Raw(now.told.summary)
        return {
            "as_of": {"from": before.day.isoformat(), "to": ground.day.isoformat()},
            "revision": {"from": before.revision, "to": ground.network.revision},
            "rules": ground.rules.version,
            "causes": list(_causes(before, now.told)),
            "before": was,
            "after": is_,
            "changes": self._changes(ground, identity, before),
        }

    def _changes(self, ground: Ground, identity: Identity, before: Told) -> shapes.Changes:
        """By the difference of the two grounds, under the rules of now."""
        was = self._as_told(before)
        subject = ground.network.canonical(identity.number)
        found = difference(RISK, Asked((subject,), {}), scene_of(was), scene_of(ground))
        if not found.changes:
            return _NOTHING
        return changes_of(Telling(ground, ground.views, RISK), found)

    def _as_told(self, before: Told) -> Ground:
        held = self._ground
        if held and (held.network.revision, held.day) == (before.revision, before.day):
            return held
        return self._answers.on(Moment(before.day, before.revision))


def _causes(before: Told, now: Told) -> Iterator[Literal["facts", "day", "rules"]]:
    if before.revision != now.revision:
        yield "facts"
    if before.day != now.day:
        yield "day"
    if before.rules != now.rules:
        yield "rules"
