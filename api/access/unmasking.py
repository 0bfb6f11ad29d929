"""Showing what is masked of a person: for a case, with a reason, allowed by a second person.

Who asks is shown the fields that the rule names, for the hours it names, and nobody else is. The
second person is of the organisation whose case it is, as the rule says, and does not hold the key
that asked, nor one rotated from it. Asking, allowing and every showing are lines of the person in
the audit log.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal, TypedDict

import msgspec
from msgspec import Meta

from analyses.rulebook import Rulebook, in_force
from analyses.rulebook.access import Disclosure
from api.access import refusals
from api.access.actor import Actor, Role
from api.access.keys import Keys
from api.answers.ground import Ground
from api.answers.resolve import subject_of
from api.daybook import Daybook
from graph.errors import KeyReused, NotNow, NotPermitted, RefusedInput, UnknownId

TOPIC: Final = "unmasking"
STEPS: Final = (
    "CREATE TABLE unmasking (id TEXT PRIMARY KEY, subject TEXT NOT NULL, matter TEXT NOT NULL,"
    " reason TEXT NOT NULL, asker TEXT NOT NULL, asked REAL NOT NULL, approver TEXT,"
    " until REAL) STRICT",
    "ALTER TABLE unmasking ADD COLUMN organisation TEXT NOT NULL DEFAULT ''",
    "UPDATE unmasking SET organisation = substr(asker, instr(asker, '@') + 1)"
    " WHERE asker NOT LIKE '%@local'",
    "ALTER TABLE unmasking ADD COLUMN approval_key TEXT",
)
_COLUMNS: Final = (
    "id, subject, matter, reason, asker, asked, approver, until, organisation, approval_key"
)
_ONE: Final = f"SELECT {_COLUMNS} FROM unmasking WHERE id = ?"  # noqa: S608 # nosec B608
_APPROVED_UNDER: Final = "SELECT 1 FROM unmasking WHERE approver = ? AND approval_key = ?"
State = Literal["waiting", "open", "ended"]


class Unmasking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``case`` is the number of the case or file it is needed for."""

    subject: Annotated[str, Meta(min_length=1, max_length=400)]
    case: Annotated[str, Meta(min_length=2, max_length=200)]
    reason: Annotated[str, Meta(min_length=4, max_length=1_000)]


class UnmaskingAnswer(TypedDict):
    """``fields`` are there for who asked, while it is ``open``; ``until`` is UTC."""

    id: str
    subject: str
    case: str
    reason: str
    asked_by: str
    asked: str
    approved_by: str | None
    until: str | None
    state: State
    fields: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class _Kept:
    id: str
    subject: str
    case: str
    reason: str
    asker: str
    asked: float
    approver: str | None
    until: float | None
    organisation: str
    approval_key: str | None

    @property
    def key(self) -> str:
        """The id of the key or token that asked."""
        return self.asker.removesuffix(f"@{self.organisation or 'local'}")

    def state(self, now: float) -> State:
        if self.until is None:
            return "waiting"
        return "open" if now < self.until else "ended"


class Unmaskings:
    """Kept in the daybook. ``now`` gives Unix seconds."""

    def __init__(self, book: Daybook, rules: Rulebook, now: Callable[[], float]) -> None:
        self._book, self._rules, self._now = book, rules, now
        self._keys = Keys(book)
        book.prepare(TOPIC, STEPS)

    def ask(self, ground: Ground, actor: Actor, asked: Unmasking, key: str) -> UnmaskingAnswer:
        """The same request under the same ``key`` gives the first one again. Raises UnknownId,
        AmbiguousId, RefusedInput for whoever is no natural person, and KeyReused."""
        view, _ = subject_of(ground, asked.subject)
        if view.kind != "person":
            raise RefusedInput(
                "只有自然人的信息才脱敏", "only natural persons are masked", field="subject"
            )
        made = _Kept(_id(actor, key), view.key.id, asked.case, asked.reason, actor.name,
                     self._now(), None, None, actor.organisation, None)  # fmt: skip
        with self._book.write() as db:
            held = db.execute(_ONE, (made.id,)).fetchone()
            if held is not None:
                return self._answer(_repeated(_Kept(*held), made), None)
            db.execute(
                f"INSERT INTO unmasking ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # nosec B608 # noqa: S608
                astuple(made),
            )
        return self._answer(made, None)

    def approve(self, ground: Ground, actor: Actor, id: str, key: str) -> UnmaskingAnswer:
        """The same approval under the same ``key`` gives its answer again. Raises UnknownId, NotNow
        if it was allowed before, KeyReused, and NotPermitted for who asked and for whoever may not
        by the rule."""
        rule = self._rule(ground)
        self._check_second(rule, actor, self._kept(id))
        with self._book.write() as db:
            kept = _found(db.execute(_ONE, (id,)).fetchone(), id)
            if (kept.approver, kept.approval_key) == (actor.name, key):
                return self._answer(kept, None)
            if db.execute(_APPROVED_UNDER, (actor.name, key)).fetchone() is not None:
                raise KeyReused
            if kept.until is not None:
                raise NotNow("此申请已批准过", "this was allowed before")
            until = self._now() + rule.hours * 3600
            kept = replace(kept, approver=actor.name, until=until, approval_key=key)
            db.execute(
                "UPDATE unmasking SET approver = ?, until = ?, approval_key = ? WHERE id = ?",
                (kept.approver, kept.until, key, id),
            )
        return self._answer(kept, None)

    def _check_second(self, rule: Disclosure, actor: Actor, kept: _Kept) -> None:
        """Whoever holds a key rotated from that which asked is the same person."""
        if kept.asker == actor.name or self._keys.first(kept.key) == self._keys.first(actor.id):
            raise NotPermitted(
                "申请人不能自己批准,须由另一人批准",
                "who asked may not allow it: a second person does",
            )
        self._check_concerned(rule, actor, kept)

    def _check_concerned(self, rule: Disclosure, actor: Actor, kept: _Kept) -> None:
        of_it = rule.second == "any" or actor.organisation == kept.organisation
        if not of_it and actor.role is not Role.DEVELOPMENT:
            raise refusals.of_another_case(kept.organisation)

    def show(self, ground: Ground, actor: Actor, id: str) -> UnmaskingAnswer:
        """The fields only to who asked, and only while it is open. Raises UnknownId, and
        NotPermitted for whoever could not allow it either."""
        kept = self._kept(id)
        self._check_concerned(self._rule(ground), actor, kept)
        if kept.asker != actor.name or kept.state(self._now()) != "open":
            return self._answer(kept, None)
        view, _ = subject_of(ground, kept.subject)
        said = {"name": view.name, **{name: str(value) for name, value in view.fields.items()}}
        fields = {name: said[name] for name in self._rule(ground).fields if name in said}
        return self._answer(kept, fields)

    def _kept(self, id: str) -> _Kept:
        with self._book.read() as db:
            return _found(db.execute(_ONE, (id,)).fetchone(), id)

    def _rule(self, ground: Ground) -> Disclosure:
        found = in_force(self._rules.access.disclosure, ground.day)
        if not found:
            raise NotPermitted("当日没有准许解除脱敏的规则", "no rule allows unmasking on the day")
        return found[0]

    def _answer(self, kept: _Kept, fields: dict[str, str] | None) -> UnmaskingAnswer:
        return {
            "id": kept.id,
            "subject": kept.subject,
            "case": kept.case,
            "reason": kept.reason,
            "asked_by": kept.asker,
            "asked": _moment(kept.asked),
            "approved_by": kept.approver,
            "until": None if kept.until is None else _moment(kept.until),
            "state": kept.state(self._now()),
            "fields": fields,
        }


def _id(actor: Actor, key: str) -> str:
    """The same for the same request."""
    return "um-" + hashlib.sha256(f"{actor.name}\x1f{key}".encode()).hexdigest()[:16]


def _repeated(held: _Kept, again: _Kept) -> _Kept:
    """Raises KeyReused where something else was asked under the key."""
    if (held.subject, held.case, held.reason) != (again.subject, again.case, again.reason):
        raise KeyReused
    return held


def _found(row: Sequence[Any] | None, id: str) -> _Kept:
    if row is None:
        raise UnknownId(f"没有解除脱敏的申请 {id[:60]}", f"there is no unmasking {id[:60]}")
    return _Kept(*row)


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
