"""Repair: what it takes, and whose may be applied for."""

from __future__ import annotations

from datetime import date
from typing import Final

import click

from api.answers.asking import Moment
from cli.session import Day, common, moment, session
from cli.texts import repair as texts


@click.group()
def repair() -> None:
    """信用修复 / credit repair."""


@repair.command()
@common
@click.argument("record")
@moment
def conditions(record: str, as_of: date | None, known_at: int | None) -> None:
    """一条记录的修复条件,逐项是否满足、自何日起 / what repairing a record takes.

    \b
    xinmai repair conditions RECORD --as-of 2026-06-01   # the id that subject and risk show
    """
    from api.answers.repairs import conditions_answer

    asked = session()
    with asked.answers() as answers:
        asked.say(conditions_answer(answers.on(Moment(as_of, known_at)), record), texts.conditions)


@repair.command()
@common
@click.option("--department", help="认定部门名称或编号 / the deciding department: name or id")
@click.option("--division", help="主体所在区划代码 / the subject's division code, such as 370102")
@click.option(
    "--since", type=Day(), help="只看此日起方可申请的 / only what may be applied for since"
)
@click.option("--limit", type=click.IntRange(1, 1_000), default=100, show_default=True)
@click.option("--cursor", help="上一页给出的 next / next of the page before")
@moment
def due(
    department: str | None, division: str | None, since: date | None, limit: int,
    cursor: str | None, as_of: date | None, known_at: int | None,
) -> None:  # fmt: skip
    """已可申请修复的记录 / the records whose repair may be applied for.

    \b
    xinmai repair due --department housing_construction --since 2026-06-01
    """
    from api.answers.repairs import DueOptions, due_answer

    asked = session()
    options = DueOptions(department, division, since, limit, cursor)
    with asked.answers() as answers:
        asked.say(due_answer(answers.on(Moment(as_of, known_at)), options), texts.due)


COMMANDS: Final = (repair,)
