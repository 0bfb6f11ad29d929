"""Construction: a project with its participants, and a participant with its works."""

from __future__ import annotations

from datetime import date
from typing import Final

import click

from api.answers.asking import Moment
from api.answers.projects import participant_answer, project_answer
from cli.session import common, moment, session
from cli.texts import projects as texts


@click.command()
@common
@click.argument("code")
@moment
def project(code: str, as_of: date | None, known_at: int | None) -> None:
    """项目:参建各方、阶段与信用要求 / a project: its parties, stages and what was required.

    \b
    xinmai project 2012-370102-04-01-123456 --as-of 2026-01-31
    """
    asked = session()
    with asked.answers() as answers:
        found = project_answer(answers.on(Moment(as_of, known_at)), code)
    asked.say(found, texts.project)


@click.command()
@common
@click.argument("id")
@moment
def participant(id: str, as_of: date | None, known_at: int | None) -> None:
    """参建主体:业绩、任职、终身责任 / a unit or a leader: its works, posts and liability.

    \b
    xinmai participant 91370100MA3C4XXXXX
    """
    asked = session()
    with asked.answers() as answers:
        found = participant_answer(answers.on(Moment(as_of, known_at)), id)
    asked.say(found, texts.participant)


COMMANDS: Final = (project, participant)
