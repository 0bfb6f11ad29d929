"""Who looked a subject up."""

from __future__ import annotations

from datetime import date
from typing import Final

import click

from api.answers.asking import Moment
from api.answers.looked_up import MOST, looked_up_answer
from api.audit_index import AuditIndex
from cli.audit import log_file
from cli.session import common, moment, session
from cli.texts import audit as texts


@click.command("looked-up-by")
@common
@click.argument("id")
@click.option("--cursor", help="上一页的 next / next of the page before")
@click.option("--limit", type=click.IntRange(1, MOST), default=100, show_default=True)
@moment
def looked_up_by(
    id: str, cursor: str | None, limit: int, as_of: date | None, known_at: int | None
) -> None:
    """谁查询过该主体 / who looked the subject up, when, for which item and purpose.

    \b
    xinmai looked-up-by 91370100MA3C4XXXXX
    """
    asked = session()
    with asked.answers() as answers:
        ground = answers.on(Moment(as_of, known_at))
        asked.say(
            looked_up_answer(ground, AuditIndex(log_file(None)), id, cursor, limit),
            texts.looked_up_by,
        )


COMMANDS: Final = (looked_up_by,)
