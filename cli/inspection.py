"""Inspection: the double-random draw."""

from __future__ import annotations

from datetime import date
from typing import Final

import click

from api.answers.asking import Moment
from cli.progress import reading_firms
from cli.session import common, moment, rulebook, session, today
from cli.texts import inspection as texts


@click.command()
@common
@click.option("--department", help="部门编号 / the department's id; see --list-departments")
@click.option("--seed", help="抽取前公布的种子 / the seed, published before the draw")
@click.option("--list-departments", is_flag=True, help="列出部门 / list the departments")
@click.option("--pool", is_flag=True, help="列出可抽取的对象 / list whoever may be drawn")
@moment
def draw(
    department: str | None, seed: str | None, list_departments: bool, pool: bool,
    as_of: date | None, known_at: int | None,
) -> None:  # fmt: skip
    """双随机抽取 / draw subjects and officers at random, again from the same seed.

    \b
    xinmai draw --list-departments
    xinmai draw --department housing_construction --seed "2026-07-01 03 07 12 19 22"
    xinmai draw --department housing_construction --pool    # for whoever draws again
    """
    from api.answers.inspection import departments_answer, draw_answer, pool_answer

    asked = session()
    if list_departments:
        asked.say(departments_answer(rulebook(), as_of or today()), texts.departments)
        return
    if department is None or (seed is None and not pool):
        raise click.UsageError(
            "请给出 --department 与 --seed / give --department and --seed "
            "(xinmai draw --list-departments)"
        )
    with asked.answers() as answers, reading_firms() as shown:
        ground = answers.on(Moment(as_of, known_at))
        if pool:
            asked.say(pool_answer(ground, department, shown), texts.pool)
        else:
            asked.say(draw_answer(ground, department, str(seed), shown), texts.drawn)


COMMANDS: Final = (draw,)
