"""Statistics of the loop."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import click

from analyses.statistics.kinds import NAMES
from api.answers.asking import Moment
from api.answers.statistics import BY, StatisticsOptions, records_answer, statistics_answer
from api.answers.statistics.options import MOST
from cli.progress import reading_firms
from cli.session import Day, common, moment, session
from cli.texts import statistics as texts
from graph.vocabulary import ACTS


@click.command()
@common
@click.option("--by", type=click.Choice(BY), help="分列 / rows by")
@click.option("--kind", type=click.Choice(NAMES), help="哪一类 / which kind [all]")
@click.option("--department", help="部门全称 / a department's full name")
@click.option("--month", help="年月 / such as 2026-01")
@click.option("--division", help="行政区划代码 / division code")
@click.option("--item", help="事项 / item")
@click.option("--outcome", help="结果 / outcome")
@click.option("--act", type=click.Choice(ACTS), help="只计这一行为 / only this act")
@click.option("--since", type=Day(), help="自何日起 / the first day counted")
@click.option("--records", is_flag=True, help="列出所计的记录 / list what is counted")
@click.option("--limit", type=click.IntRange(1, MOST), default=100, show_default=True)
@click.option("--cursor", help="上一页的 next / next of the page before")
@moment
def stats(
    records: bool, limit: int, cursor: str | None, as_of: date | None, known_at: int | None,
    **narrowed: Any,
) -> None:  # fmt: skip
    """监管闭环统计 / the loop in numbers, each leading to its records.

    \b
    xinmai stats --by department
    xinmai stats --by month --kind inspections --since 2026-01-01
    xinmai stats --by outcome --kind measures
    xinmai stats --kind inspections --month 2026-01 --records
    """
    asked, options = session(), StatisticsOptions(**narrowed)
    with asked.answers() as answers, reading_firms() as shown:
        ground = answers.on(Moment(as_of, known_at))
        if records:
            listed = records_answer(ground, answers.tallies, options, limit, cursor)
            asked.say(listed, texts.records)
            return
        found = statistics_answer(ground, answers.tallies, options, answers.divisions, shown)
        asked.say(found, texts.statistics)


COMMANDS: Final = (stats,)
