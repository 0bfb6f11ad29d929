"""May a subject pass, and who may not act together."""

from __future__ import annotations

from datetime import date
from typing import Final

import click

from api.answers.asking import Moment
from api.answers.risk import lot_conflicts_answer, project_conflicts_answer, risk_answer
from cli.session import common, moment, session
from cli.texts import risk as texts


@click.command()
@common
@click.argument("id")
@moment
def risk(id: str, as_of: date | None, known_at: int | None) -> None:
    """自身记录、法定延伸、资格互斥、关联提示 / own record, extension, conflicts, alerts.

    \b
    xinmai risk 91370100MA3C4XXXXX --as-of 2026-01-31
    """
    asked = session()
    with asked.answers() as answers:
        asked.say(risk_answer(answers.on(Moment(as_of, known_at)), id), texts.risk)


@click.command()
@common
@click.argument("project")
@click.argument("lot", required=False)
@moment
def conflicts(project: str, lot: str | None, as_of: date | None, known_at: int | None) -> None:
    """标段或项目的资格互斥 / who may not act together in a lot, or in a whole project.

    \b
    xinmai conflicts 2012-370102-04-01-123456 B01
    """
    asked = session()
    with asked.answers() as answers:
        ground = answers.on(Moment(as_of, known_at))
        if lot is None:
            found = project_conflicts_answer(ground, project)
        else:
            found = lot_conflicts_answer(ground, project, lot)
        asked.say(found, texts.conflicts)


COMMANDS: Final = (risk, conflicts)
