"""Repair: what it takes, whose may be applied for, and cases from application to decision."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any, Final

import click

from api.answers.asking import Moment
from api.answers.repair.acts import Application, Decision, Shown, apply_for_repair, decide_repair
from api.answers.repair.cases import CasesOptions, case_answer, cases_answer
from api.answers.repair.conditions import conditions_answer
from api.answers.repair.due import DueOptions, due_answer
from cli.acts import acting, asked
from cli.session import Day, F, common, moment, session
from cli.texts import repair as texts

STATES: Final = ("open", "overdue", "closed", "all")


def choosing(command: F) -> F:
    """Which cases to list."""
    state = click.option("--state", type=click.Choice(STATES), default="open", show_default=True)
    since = click.option("--since", type=Day(), help="此日起提出的 / opened since")
    until = click.option("--until", type=Day(), help="此日及以前提出的 / opened until")
    department = click.option("--department", help="认定部门 / the deciding department: name or id")
    return state(department(since(until(paged(command)))))


def paged(command: F) -> F:
    limit = click.option("--limit", type=click.IntRange(1, 1_000), default=100, show_default=True)
    cursor = click.option("--cursor", help="上一页给出的 next / next of the page before")
    return limit(cursor(command))


@click.group()
def repair() -> None:
    """信用修复 / credit repair: conditions, due, apply, decide, show, list.

    \b
    xinmai repair conditions RECORD
    xinmai repair decide CASE --accept --unit 济南市住房和城乡建设局
    """


@repair.command()
@common
@click.argument("record")
@moment
def conditions(record: str, as_of: date | None, known_at: int | None) -> None:
    """一条记录的修复条件,逐项是否满足、自何日起 / what repairing a record takes.

    \b
    xinmai repair conditions RECORD --as-of 2026-06-01   # the id that subject and risk show
    """
    at = session()
    with at.answers() as answers:
        found = conditions_answer(answers.on(Moment(as_of, known_at)), record)
    at.say(found, texts.conditions)


@repair.command()
@common
@click.option("--department", help="认定部门名称或编号 / the deciding department: name or id")
@click.option("--division", help="主体所在区划代码 / the subject's division code, such as 370102")
@click.option(
    "--since", type=Day(), help="只看此日起方可申请的 / only what may be applied for since"
)
@paged
@moment
def due(
    department: str | None, division: str | None, since: date | None, limit: int,
    cursor: str | None, as_of: date | None, known_at: int | None,
) -> None:  # fmt: skip
    """已可申请修复的记录 / the records whose repair may be applied for.

    \b
    xinmai repair due --department housing_construction --since 2026-06-01
    """
    at, options = session(), DueOptions(department, division, since, limit, cursor)
    with at.answers() as answers:
        found = due_answer(answers.on(Moment(as_of, known_at)), options, most_scanned=sys.maxsize)
    at.say(found, texts.due)


@repair.command()
@common
@click.argument("record")
@click.option(
    "--evidence", multiple=True,
    type=(click.Choice(["duties", "commitment", "other"]), Day(), str),
    metavar="CONDITION DAY DOCUMENT",
    help="某项条件自某日满足的证明 / what shows a condition met since a day",
)  # fmt: skip
@acting
def apply(
    record: str, evidence: tuple[tuple[Any, date, str], ...],
    unit: str, officer: str, basis: str, note: str, key: str | None,
) -> None:  # fmt: skip
    """申请修复 / apply for repair, with evidence.

    \b
    xinmai repair apply RECORD --evidence duties 2026-06-01 缴款书第1号 \\
        --evidence commitment 2026-06-02 信用修复承诺书 --unit 济南市发展和改革委员会
    """
    shown = [
        Shown(condition=test, day=day.isoformat(), document=document)
        for test, day, document in evidence
    ]
    body = Application(
        unit=unit, officer=officer, basis=basis, note=note, record=record, evidence=shown
    )
    at = session()
    with at.acting() as acts:
        found = apply_for_repair(acts, *asked(body, "/v1/repairs", key))
    at.say(found, texts.receipt)


@repair.command()
@common
@click.argument("case")
@click.option("--accept/--refuse", required=True, default=None, help="准予或不予 / grant or refuse")
@click.option("--reason", default="", help="理由,不予时必填 / the reason, needed to refuse")
@click.option("--false-material", is_flag=True, help="提供虚假材料 / something false was handed in")
@acting
def decide(
    case: str, accept: bool, reason: str, false_material: bool,
    unit: str, officer: str, basis: str, note: str, key: str | None,
) -> None:  # fmt: skip
    """决定修复申请 / decide an application, by its id or its record's.

    \b
    xinmai repair decide CASE --accept --unit 济南市住房和城乡建设局
    """
    body = Decision(
        unit=unit, officer=officer, basis=basis, note=note,
        decision="accept" if accept else "refuse", reason=reason,
        false_material=false_material,
    )  # fmt: skip
    at = session()
    with at.acting() as acts:
        request, checked = asked(body, f"/v1/repairs/{case}/decision", key)
        found = decide_repair(acts, request, case, checked)
    at.say(found, texts.receipt)


@repair.command()
@common
@click.argument("case")
@moment
def show(case: str, as_of: date | None, known_at: int | None) -> None:
    """一项修复办理的经过与时限 / one case: its course, and what is due by when.

    \b
    xinmai repair show CASE
    """
    at = session()
    with at.answers() as answers:
        found = case_answer(answers.on(Moment(as_of, known_at)), "repair", case)
    at.say(found, texts.case)


@repair.command("list")
@common
@choosing
@moment
def list_cases(
    state: Any, department: str | None, since: date | None, until: date | None, limit: int,
    cursor: str | None, as_of: date | None, known_at: int | None,
) -> None:  # fmt: skip
    """修复办理与时限承诺的兑现 / cases of repair, and how the promise is kept.

    \b
    xinmai repair list --state overdue
    """
    at, options = session(), CasesOptions(state, department, since, until, limit, cursor)
    with at.answers() as answers:
        found = cases_answer(answers.on(Moment(as_of, known_at)), "repair", options)
    at.say(found, texts.cases)


COMMANDS: Final = (repair,)
