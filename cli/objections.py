"""Objections: raised, marked, checked outside, settled; and which are overdue."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import click

from api.answers.asking import Moment
from api.answers.repair.cases import CasesOptions, case_answer, cases_answer
from api.answers.repair.objections import (
    Checking,
    Marking,
    Objecting,
    Settlement,
    check,
    mark,
    raise_objection,
    settle,
)
from cli.acts import acting, asked
from cli.repair import choosing
from cli.session import common, moment, session
from cli.texts import repair as texts


@click.group()
def objection() -> None:
    """异议 / objections: raise, mark, check, settle, show, list.

    \b
    xinmai objection raise RECORD --reason 罚款金额有误 --unit 济南市发展和改革委员会
    xinmai objection list --state overdue
    """


@objection.command("raise")
@common
@click.argument("record")
@click.option("--reason", required=True, help="异议理由 / what is wrong with the record")
@acting
def raise_one(
    record: str, reason: str, unit: str, officer: str, basis: str, note: str, key: str | None
) -> None:
    """提出异议 / raise an objection to a record.

    \b
    xinmai objection raise RECORD --reason 罚款金额有误 --unit 济南市发展和改革委员会
    """
    body = Objecting(
        unit=unit, officer=officer, basis=basis, note=note, record=record, reason=reason
    )
    at = session()
    with at.acting() as acts:
        found = raise_objection(acts, *asked(body, "/v1/objections", key))
    at.say(found, texts.receipt)


@objection.command("mark")
@common
@click.argument("case")
@acting
def mark_one(case: str, unit: str, officer: str, basis: str, note: str, key: str | None) -> None:
    """标注异议 / mark the record as objected to, by the case's id or the record's.

    \b
    xinmai objection mark CASE --unit 济南市发展和改革委员会
    """
    body = Marking(unit=unit, officer=officer, basis=basis, note=note)
    at = session()
    with at.acting() as acts:
        request, checked = asked(body, f"/v1/objections/{case}/mark", key)
        found = mark(acts, request, case, checked)
    at.say(found, texts.receipt)


@objection.command("check")
@common
@click.argument("case")
@acting
def check_one(case: str, unit: str, officer: str, basis: str, note: str, key: str | None) -> None:
    """转外部核查 / have it checked outside: seven working days instead of three.

    \b
    xinmai objection check CASE --unit 济南市发展和改革委员会
    """
    body = Checking(unit=unit, officer=officer, basis=basis, note=note)
    at = session()
    with at.acting() as acts:
        request, checked = asked(body, f"/v1/objections/{case}/check", key)
        found = check(acts, request, case, checked)
    at.say(found, texts.receipt)


@objection.command("settle")
@common
@click.argument("case")
@click.option("--uphold/--reject", required=True, default=None, help="成立或不成立 / upheld or not")
@click.option("--reason", required=True, help="理由 / the reason")
@click.option("--remedy", type=click.Choice(["annul", "correct"]), help="撤销或更正 / what follows")
@click.option("--correct", "corrections", multiple=True, type=(str, str), metavar="FIELD VALUE",
              help="更正的项与内容 / a field, and what it should say")  # fmt: skip
@acting
def settle_one(
    case: str, uphold: bool, reason: str, remedy: Any, corrections: tuple[tuple[str, str], ...],
    unit: str, officer: str, basis: str, note: str, key: str | None,
) -> None:  # fmt: skip
    """办结异议 / settle it: upheld, the record is annulled or corrected.

    \b
    xinmai objection settle CASE --uphold --remedy correct --correct fine 1000000 \\
        --reason 罚款为一万元 --unit 济南市发展和改革委员会
    """
    said = {name: int(value) if value.isdigit() and name in ("fine", "confiscated") else value
            for name, value in corrections}  # fmt: skip
    body = Settlement(
        unit=unit, officer=officer, basis=basis, note=note,
        outcome="uphold" if uphold else "reject", reason=reason, remedy=remedy, corrections=said,
    )  # fmt: skip
    at = session()
    with at.acting() as acts:
        request, checked = asked(body, f"/v1/objections/{case}/settlement", key)
        found = settle(acts, request, case, checked)
    at.say(found, texts.receipt)


@objection.command()
@common
@click.argument("case")
@moment
def show(case: str, as_of: date | None, known_at: int | None) -> None:
    """一项异议的经过与时限 / one objection: its course, and what is due by when.

    \b
    xinmai objection show CASE
    """
    at = session()
    with at.answers() as answers:
        found = case_answer(answers.on(Moment(as_of, known_at)), "objection", case)
    at.say(found, texts.case)


@objection.command("list")
@common
@choosing
@moment
def list_cases(
    state: Any, department: str | None, since: date | None, until: date | None, limit: int,
    cursor: str | None, as_of: date | None, known_at: int | None,
) -> None:  # fmt: skip
    """异议办理,含逾期未办 / objections, the overdue among them.

    \b
    xinmai objection list --state overdue
    """
    at, options = session(), CasesOptions(state, department, since, until, limit, cursor)
    with at.answers() as answers:
        found = cases_answer(answers.on(Moment(as_of, known_at)), "objection", options)
    at.say(found, texts.cases)


COMMANDS: Final = (objection,)
