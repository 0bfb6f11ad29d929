"""Evaluation: one subject's grade, its history, all firms at once, and a changed set tried out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import click

from api.answers.asking import Moment
from cli.progress import reading_firms
from cli.session import common, moment, session
from cli.texts import evaluation as texts


@click.command()
@common
@click.argument("id")
@moment
def evaluate(id: str, as_of: date | None, known_at: int | None) -> None:
    """公共信用综合评价 / a subject's public grade, with the evidence of every point.

    \b
    xinmai evaluate 91370100MA3C4XXXXX --as-of 2026-01-31
    """
    from api.answers.evaluation import evaluation_answer

    asked = session()
    with asked.answers() as answers:
        answer = evaluation_answer(answers.on(Moment(as_of, known_at)), id)
    asked.say(answer, texts.evaluation)


@click.group()
def evaluations() -> None:
    """全部企业的评价 / evaluations of all firms: run, history, simulate.

    \b
    xinmai evaluations run --output grades.csv
    xinmai evaluations simulate changed.toml
    xinmai evaluations history 91370100MA3C4XXXXX
    """


@evaluations.command()
@common
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path),
              help="逐户写入 CSV / a line for each firm")  # fmt: skip
@moment
def run(output: Path | None, as_of: date | None, known_at: int | None) -> None:
    """评价全部企业 / evaluate every firm.

    \b
    xinmai evaluations run --output grades.csv
    """
    from api.answers.evaluations import evaluations_answer, graded_roll

    asked = session()
    with asked.answers() as answers, reading_firms() as shown:
        ground = answers.on(Moment(as_of, known_at))
        answer = evaluations_answer(ground, shown)
        if output is not None:
            texts.write_grades(*graded_roll(ground), output)
    asked.say(answer, texts.evaluations)


@evaluations.command()
@common
@click.argument("changed", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--limit", type=click.IntRange(0, 100_000), default=200, show_default=True)
@moment
def simulate(changed: Path, limit: int, as_of: date | None, known_at: int | None) -> None:
    """试算修改后的指标集 / who would move from which grade to which under a changed set.

    \b
    cp analyses/rules/evaluation.toml changed.toml   # edit it, then
    xinmai evaluations simulate changed.toml
    """
    from api.answers.evaluations import simulation_answer

    asked = session()
    with asked.answers() as answers, reading_firms() as shown:
        ground = answers.on(Moment(as_of, known_at))
        answer = simulation_answer(ground, changed.read_bytes(), most=limit, progress=shown)
    asked.say(answer, texts.simulation)


@evaluations.command()
@common
@click.argument("id")
@moment
def history(id: str, as_of: date | None, known_at: int | None) -> None:
    """等级的变化 / how a subject's grade changed, recomputed from the facts.

    \b
    xinmai evaluations history 91370100MA3C4XXXXX
    """
    from api.answers.evaluation import evaluation_history_answer

    asked = session()
    with asked.answers() as answers:
        answer = evaluation_history_answer(answers.on(Moment(as_of, known_at)), id)
    asked.say(answer, texts.history)


COMMANDS: Final = (evaluate, evaluations)
