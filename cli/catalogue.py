"""The public credit information catalogue: what is owed, what came, and who is bound by it."""

from __future__ import annotations

from datetime import date
from typing import Final

import click

from api.answers.asking import Moment
from api.answers.catalogue import catalogue_answer, coverage_answer
from cli.session import common, moment, rulebook, session, today
from cli.texts import catalogue as texts


@click.command()
@common
@click.option("--coverage", is_flag=True, help="报送情况 / what came, how fresh and how clean")
@click.option("--department", help="部门编号或全称 / a department's id or full name")
@moment
def catalogue(
    coverage: bool, department: str | None, as_of: date | None, known_at: int | None
) -> None:
    """公共信用信息目录 / what is collected, from whom, how disclosed, how often.

    \b
    xinmai catalogue --department housing_construction
    xinmai catalogue --coverage --as-of 2026-01-31
    """
    asked = session()
    if not coverage:
        found = catalogue_answer(rulebook(), as_of or today(), department)
        asked.say(found, texts.catalogue)
        return
    with asked.answers() as answers:
        ground = answers.on(Moment(as_of, known_at))
        asked.say(coverage_answer(ground, department), texts.coverage)


COMMANDS: Final = (catalogue,)
