"""A subject's own records as a question, and why a record may not be used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from analyses.days import DAY
from analyses.own_record import OwnRecord, own_records
from analyses.questions.question import (
    RULED,
    Answered,
    Asked,
    Lack,
    Question,
    Scalar,
    Scene,
    Statement,
    merged,
)
from analyses.work import BUDGETS, Work


def records_of(
    scene: Scene, subject: int, *, past: bool = False, work: Work | None = None,
    only: Iterable[int] | None = None,
) -> tuple[OwnRecord, ...]:  # fmt: skip
    """The subject's records, or ``only`` these of them; of very many the latest."""
    asked_of = scene.network, scene.views, scene.rules, subject, scene.day
    work = work or Work(BUDGETS.records.weighed)
    return own_records(*asked_of, past=past, work=work, only=only)


def answer(scene: Scene, asked: Asked) -> Answered:
    (subject,) = asked.subjects
    work = Work(BUDGETS.records.weighed)
    found = merged(own_statement(record) for record in records_of(scene, subject, work=work))
    return Answered(found, ("work_budget",) if work.cut_short else ())


def own_statement(record: OwnRecord) -> Statement:
    return Statement(
        "own",
        (record.number,),
        {
            **days(record),
            "list": record.list,
            "severity": record.severity,
            "state": record.life.state,
            "measures": ", ".join(each.measure.id for each in record.consequences),
        },
        rule=record.list,
        nodes=(record.number, record.subject),
        links=(record.link,),
    )


def days(record: OwnRecord) -> dict[str, Scalar]:
    """The record's first and last day, where they are known."""
    ends = {"since": record.life.since, "until": record.life.until}
    return {name: day.isoformat() for name, day in ends.items() if day is not None}


def not_its_record(
    scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]
) -> Lack | None:
    """The record is none of the subject's, or there is no record of the subject at all."""
    (subject,) = asked.subjects
    if records_of(scene, subject, past=True, only=(other,)):
        return None
    return Lack("not_its_record", about=other, nodes=(subject, other))


def no_longer_usable(
    scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]
) -> Lack | None:
    (subject,) = asked.subjects
    return over(records_of(scene, subject, past=True, only=(other,)))


def over(records: Sequence[OwnRecord], work: Work | None = None) -> Lack | None:
    """Why none of these may be used on the day: by the one that lasted longest. None if one may,
    or if there is none. Where ``work`` did not afford them all, nobody can tell."""
    if any(record.life.usable for record in records):
        return None
    if work is not None and work.cut_short:
        return Lack("cut_short", "unknown", {"by": "work_budget"})
    if not records:
        return None
    last = max(records, key=lambda r: (_last(r), r.number))
    said: dict[str, Scalar] = dict(days(last))
    if last.life.end is not None:
        said["by"] = last.life.end.why
        said["on"] = (last.life.end.last + DAY).isoformat()
    nodes = (last.subject, last.number)
    return Lack(f"record_{last.life.state}", "no", said, last.number, nodes, (last.link,))


def _last(record: OwnRecord) -> int:
    until = record.life.until
    return until.toordinal() if until is not None else 0


OWN: Final = Question(
    name="own",
    zh="自身记录",
    en="own record",
    answer=answer,
    conditions=(not_its_record, no_longer_usable),
    relations={"own": ("自身记录", "own record")},
    others=("subject", "sanction"),
    ruled=RULED,
)
