"""The store keeps facts; it answers look-ups and hands out topology. It does not traverse."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from types import TracebackType
from typing import Self

from graph.errors import RefusedInput
from graph.facts import (
    Applied,
    Batch,
    Delivered,
    DeliveredFile,
    Hit,
    Key,
    LinkView,
    NodeBrief,
    NodeView,
    QuarantineEntry,
)
from graph.told import Keep, ToldBatch
from graph.topology import Changes, History, Topology


class Store(ABC):
    """Dated, sourced, versioned facts. Two implementations, one contract suite.

    Driver errors are translated once, here below, into ``graph.errors``. ``known_at`` is a
    revision; None means the latest.
    """

    generation: str = ""
    """What tells this store from another in its place, as of the last call of ``revision``: their
    revisions may have the same numbers."""

    @abstractmethod
    def prepare(self) -> None:
        """Create the schema where it is missing. Idempotent. The first call on a new store."""

    @abstractmethod
    def apply(self, batch: Batch | ToldBatch, *, keep: Keep = str) -> Applied:
        """Record a batch in one durable transaction. Whoever loads much tells it beforehand.

        ``keep`` turns the raw text of a row that must be quarantined into what is kept of it.

        A row is *unchanged* when everything it states is already held. A row that contradicts
        another line of its own file (same natural key, same digest, other content) is quarantined
        in the same transaction. A batch that changes nothing takes no revision. Ends of links
        that nobody described become stubs.
        """

    @abstractmethod
    def revision(self) -> int:
        """The latest applied revision; 0 for an empty store."""

    def attend(self) -> None:  # noqa: B027 - nothing to prepare is no error
        """Said by a service, once, before it asks for ``revision`` at every request: a store may
        prepare for it, and keep open what it needs for that until the process ends."""

    def check(self) -> None:
        """Nothing, while the store answers. Raises StoreError."""
        self.revision()

    @abstractmethod
    def resolve(self, id: str, family: str = "subject") -> list[Key]:
        """The keys an id may mean: itself if known, else every ``SOURCE:id``. Not redirected."""

    @abstractmethod
    def scoped(self, id: str, family: str = "subject") -> list[Key]:
        """The id under every source's scope, known or not, in order."""

    @abstractmethod
    def nodes(self, keys: Sequence[Key], *, known_at: int | None = None) -> dict[Key, NodeView]:
        """The nodes of these keys; keys unknown at that revision are absent."""

    @abstractmethod
    def numbered(
        self, numbers: Sequence[int], *, known_at: int | None = None
    ) -> dict[int, NodeView]:
        """The nodes of these numbers."""

    def briefs(self, keys: Sequence[Key], *, known_at: int | None = None) -> dict[Key, NodeBrief]:
        """The nodes of these keys in few words: for lists of many. A store may know them without
        reading what each says."""
        return {
            key: NodeBrief(view.number, view.kind, view.name, view.stub, bool(view.merged_into))
            for key, view in self.nodes(keys, known_at=known_at).items()
        }

    def keys(self, numbers: Sequence[int]) -> list[Key]:
        """The keys of the nodes of these numbers, in any order; unknown ones are left out. A store
        may know them without reading what each says."""
        return [view.key for view in self.numbered(numbers).values()]

    def numbers(self, keys: Sequence[Key]) -> dict[Key, int]:
        """The numbers of the nodes of these keys."""
        return {key: brief.number for key, brief in self.briefs(keys).items()}

    @abstractmethod
    def links(self, numbers: Sequence[int]) -> dict[int, LinkView]:
        """The link versions of these numbers, retired ones included."""

    @abstractmethod
    def search(
        self, text: str, *, limit: int = 20, family: str | None = "subject",
        departments: bool = False, kinds: Collection[str] | None = None,
    ) -> list[Hit]:  # fmt: skip
        """Nodes whose id or name contains the text (two Chinese characters are enough), best
        first; or, for Latin letters, whose name is read so or abbreviated so (pinyin, initials).
        Every hit is rechecked: width and case folded, traditional as simplified. Departments are
        left out unless asked for or hit exactly. Of ``kinds`` only these are looked at: others do
        not take their places. Of equal hits the first id comes first."""

    @abstractmethod
    def alike(
        self, name: str, *, limit: int = 100, kinds: Collection[str] | None = None,
        among: int | None = None,
    ) -> list[Hit]:  # fmt: skip
        """Subjects, of ``kinds`` only these, whose names share pairs of characters with this one,
        or pairs read alike: the rarer the pair the more it counts; best first. Candidates for a
        judgement of their own: the score, in (0, 1], only orders them. ``among`` how many a pair is
        rare is counted by a view of the store, which holds fewer."""

    @abstractmethod
    def topology(self, *, known_at: int | None = None) -> Topology:
        """All links known at a revision, as arrays."""

    @abstractmethod
    def changes(self, since: int) -> Changes:
        """Links recorded and retired after a revision, and the nodes that came."""

    @abstractmethod
    def history(self, since: int, until: int) -> History:
        """All that came after one revision up to another. Cost: linear in what it holds, and in
        what was stated later."""

    @abstractmethod
    def restated(self, since: int) -> list[int]:
        """The nodes of which anything was stated after a revision, by number. Cost: linear in what
        was stated since."""

    @abstractmethod
    def delivered(self, source: str | None = None, digest: str | None = None) -> list[Delivered]:
        """The files dealt with so far, oldest first."""

    @abstractmethod
    def arrivals(self) -> dict[DeliveredFile, datetime]:
        """When each file last brought anything new (UTC). One that never did is absent.

        Cost: one pass over all revisions.
        """

    @abstractmethod
    def quarantine(self, *, state: str | None = "open") -> Iterator[QuarantineEntry]:
        """Quarantined rows, oldest first."""

    @abstractmethod
    def settle(self, numbers: Sequence[int], state: str) -> None:
        """Mark quarantined rows as ``retried`` or ``dismissed``."""

    @abstractmethod
    def counts(self) -> Mapping[str, int]:
        """Current nodes and links by kind name."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the engine. Idempotent."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def in_force(valid_from: date | None, valid_until: date | None, day: date) -> bool:
    """Whether an interval with inclusive, possibly open ends holds the day."""
    return (valid_from is None or valid_from <= day) and (valid_until is None or day <= valid_until)


def open_store(url: str, *, read_only: bool = False, busy_seconds: float | None = None) -> Store:
    """The store a URL names: ``sqlite:///path``, ``neo4j://…`` or ``bolt://…``.

    ``busy_seconds`` is how long SQLite waits for another writer, by default as long as a large
    batch takes.

    Raises RefusedInput for another scheme: an unset or wrong store is never an empty graph.
    """
    scheme, _, _ = url.partition(":")
    if scheme == "sqlite":
        from graph.sqlite_store import SqliteStore

        if busy_seconds is None:
            return SqliteStore(url, read_only=read_only)
        return SqliteStore(url, read_only=read_only, busy_seconds=busy_seconds)
    if scheme in {"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}:
        from graph.neo4j_store import Neo4jStore

        return Neo4jStore(url, read_only=read_only)
    raise RefusedInput(
        f"不认识的存储地址“{scheme}:”;请写 sqlite:///文件路径、neo4j://主机:端口 或 bolt://主机:端口",
        f"unknown store scheme {scheme!r}; write sqlite:///path, neo4j://host:port "
        "or bolt://host:port",
        field="store",
    )
