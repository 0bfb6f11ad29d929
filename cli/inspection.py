"""Inspection: the double-random draw."""

from __future__ import annotations

from datetime import date
from typing import Final, get_args

import click

from api.answers.asking import Moment
from api.answers.inspection_results import Cause, Result, VisitResult, report_visit
from cli.acts import acting, asked
from cli.progress import reading_firms
from cli.session import Day, common, moment, rulebook, session, today
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

    at = session()
    if list_departments:
        at.say(departments_answer(rulebook(), as_of or today()), texts.departments)
        return
    if department is None or (seed is None and not pool):
        raise click.UsageError(
            "请给出 --department 与 --seed / give --department and --seed "
            "(xinmai draw --list-departments)"
        )
    with at.answers() as answers, reading_firms() as shown:
        ground = answers.on(Moment(as_of, known_at))
        if pool:
            at.say(pool_answer(ground, department, shown), texts.pool)
        else:
            at.say(draw_answer(ground, department, str(seed), shown), texts.drawn)


@click.command()
@common
@click.argument("id")
@click.option("--result", required=True, type=click.Choice(list(get_args(Result))),
              help="检查结果 / what it found")  # fmt: skip
@click.option("--cause", type=click.Choice(list(get_args(Cause))), default="draw",
              show_default=True, help="检查起因 / why it was paid")  # fmt: skip
@click.option("--number", help="派发时的检查编号 / the number it was ordered under")
@click.option("--item", default="", help="抽查事项 / what was looked at")
@click.option("--day", type=Day(), help="检查日期 / the day of the visit [today]")
@click.option("--officer-id", "officers", multiple=True, help="检查人员 / who paid it; repeatable")
@acting
def visit(
    id: str, result: Result, cause: Cause, number: str | None, item: str, day: date | None,
    officers: tuple[str, ...],
    unit: str, officer: str, basis: str, note: str, key: str | None,
) -> None:  # fmt: skip
    """报送检查结果 / report what a visit found.

    \b
    xinmai visit 91370100MA3C4XXXXX --result passed --unit 济南市住房和城乡建设局
    """
    body = VisitResult(
        unit=unit, officer=officer, basis=basis, note=note, subject=id, result=result,
        cause=cause, number=number, item=item, day=day.isoformat() if day else None,
        officers=officers,
    )  # fmt: skip
    at = session()
    with at.acting() as acts:
        found = report_visit(acts, *asked(body, "/v1/inspections/results", key))
    at.say(found, texts.visit)


COMMANDS: Final = (draw, visit)
