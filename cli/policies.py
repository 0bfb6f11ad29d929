"""The "1+N" register of policy documents."""

from __future__ import annotations

from datetime import date
from typing import Final

import click

from api.answers.asking import Moment
from api.answers.policies import MOST, policies_answer, policy_answer
from cli.progress import reading_firms
from cli.session import common, moment, rulebook, session, today
from cli.texts import policies as texts


@click.command()
@common
@click.argument("number", required=False)
@click.option("--limit", type=click.IntRange(0, MOST), default=100, show_default=True,
              help="最多列出几件 / most open cases listed")  # fmt: skip
@moment
def policies(number: str | None, limit: int, as_of: date | None, known_at: int | None) -> None:
    """“1+N”政策登记 / the policy documents, and what stands on one: rules, measures, open cases.

    \b
    xinmai policies
    xinmai policies 国家发展改革委令第58号 --as-of 2026-04-01
    """
    asked = session()
    if number is None:
        asked.say(policies_answer(rulebook(), as_of or today()), texts.policies)
        return
    with asked.answers() as answers, reading_firms() as progress:
        ground = answers.on(Moment(as_of, known_at))
        asked.say(policy_answer(ground, answers.cases, number, limit, progress), texts.policy)


COMMANDS: Final = (policies,)
