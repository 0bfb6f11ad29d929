"""Proofs, differences, suppositions and reasons why not: one command each, by question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from analyses.questions import QUESTIONS, Parameter, Question
from api.answers.asking import Moment
from api.answers.explanation import (
    Ask,
    checked_answer,
    difference_answer,
    proof_answer,
    what_if_answer,
    why_not_answer,
)
from api.answers.explanation.supposing import in_words
from cli.session import Day, F, common, moment, session
from cli.texts import explanation as texts


@click.group()
@common
def proof() -> None:
    """证明 / an answer as a signed file, to be checked without the store.

    \b
    xinmai proof control 91370100MA3C4XXXXX -o control.proof
    xinmai proof check control.proof
    """


@click.group()
@common
def diff() -> None:
    """差异 / who came into an answer between two days, who left it, and by which fact.

    \b
    xinmai diff control 91370100MA3C4XXXXX --from 2025-01-01 --to 2026-01-31
    """


@click.group("what-if")
@common
def what_if() -> None:
    """假设 / the answer as it would be, before and after; nothing is written.

    \b
    xinmai what-if control 91370100MA3C4XXXXX --suppose 'transfer company=ID from=ID to=ID'
    """


@click.group("why-not")
@common
def why_not() -> None:
    """为何不是 / the first missing condition why another is not in an answer.

    \b
    xinmai why-not control 91370100MA3C4XXXXX 91370100MA3C4YYYYY --as-of 2026-01-31
    """


def asked_by(question: Question) -> Callable[[F], F]:
    """The ids and parameters by which the question is asked."""

    def decorate(command: F) -> F:
        for parameter in reversed(question.parameters):
            command = _option(parameter)(command)
        if "lot" in question.about:
            return click.argument("ids", nargs=-1, required=True, metavar="ID|PROJECT [LOT]")(
                command
            )
        if question.several:
            return click.argument("ids", nargs=-1, required=True, metavar="ID…")(command)
        return click.argument("ids", nargs=1, metavar="ID", callback=lambda *a: (a[2],))(command)

    return decorate


def _option(parameter: Parameter) -> Callable[[F], F]:
    flag = f"--{parameter.name.replace('_', '-')}"
    said, default = f"{parameter.zh} / {parameter.en}", parameter.default
    if isinstance(default, bool):
        return click.option(flag, parameter.name, is_flag=True, default=default, help=said)
    kind: click.ParamType[Any] = click.STRING
    if parameter.codes:
        kind = click.Choice(parameter.codes)
    elif isinstance(default, int):
        kind = click.IntRange(parameter.least, parameter.most)
    return click.option(
        flag, parameter.name, type=kind, default=default, show_default=True, help=said
    )


def _titled(question: Question, example: str) -> Callable[[Callable[..., None]], click.Command]:
    """A command of the question's name, with its title and an example as help."""
    title = f"{question.zh} / {question.en}"
    said = f"{title}.\n\n\b\nxinmai {example}"
    return click.command(question.name, help=said, short_help=title)


def _proof(question: Question) -> click.Command:
    @_titled(question, f"proof {question.name} ID -o answer.proof")
    @common
    @asked_by(question)
    @click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path),
                  help="写入文件 / write a file [stdout]")  # fmt: skip
    @moment
    def command(
        ids: tuple[str, ...], output: Path | None, as_of: date | None, known_at: int | None,
        **parameters: Any,
    ) -> None:  # fmt: skip
        asked = session()
        with asked.answers() as answers:
            ground = answers.on(Moment(as_of, known_at))
            found = proof_answer(ground, Ask(question.name, ids, parameters), answers.signer())
        texts.proof(found, output, as_json=asked.as_json)

    return command


@click.command()
@common
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", help="签发者的公钥 / the public key it must be signed by, hexadecimal")
def check(file: Path, key: str | None) -> None:
    """离线核验证明 / check a proof with nothing but the file; exit code 4 if it does not hold.

    \b
    xinmai proof check control.proof
    """
    session().say(checked_answer(file.read_bytes(), key), texts.checked)


@click.command()
@common
def key() -> None:
    """签发者的公钥 / the public key that this store's proofs are signed by.

    \b
    xinmai proof key
    """
    asked = session()
    asked.say({"key": asked.signer().public}, lambda answer: click.echo(answer["key"]))


def _diff(question: Question) -> click.Command:
    @_titled(question, f"diff {question.name} ID --from 2025-01-01 --to 2026-01-31")
    @common
    @asked_by(question)
    @click.option("--from", "since", type=Day(), required=True, help="此日 / the first day")
    @click.option("--to", "until", type=Day(), help="至此日 / the other day [today]")
    @click.option("--known-at", type=click.IntRange(0), help="当时所知的修订号 / revision")
    def command(
        ids: tuple[str, ...], since: date, until: date | None, known_at: int | None,
        **parameters: Any,
    ) -> None:  # fmt: skip
        asked = session()
        with asked.answers() as answers:
            ground = answers.on(Moment(until, known_at))
            found = difference_answer(ground, Ask(question.name, ids, parameters), since)
        asked.say(found, texts.difference)

    return command


def _what_if(question: Question) -> click.Command:
    @_titled(question, f"what-if {question.name} ID --suppose 'repair record=ID'")
    @common
    @asked_by(question)
    @click.option("--suppose", "lines", multiple=True, required=True,
                  help="transfer company=ID from=ID to=ID [percent=60] [on=DAY] | listing "
                       "subject=ID list=wage_arrears [decided=DAY] [behaviour=DAY] [until=DAY] | "
                       "repair record=ID [on=DAY]; 可多次 / may be repeated, in order")  # fmt: skip
    @moment
    def command(
        ids: tuple[str, ...], lines: tuple[str, ...], as_of: date | None, known_at: int | None,
        **parameters: Any,
    ) -> None:  # fmt: skip
        asked = session()
        with asked.answers() as answers:
            ground, ask = answers.on(Moment(as_of, known_at)), Ask(question.name, ids, parameters)
            found = what_if_answer(ground, ask, [in_words(line) for line in lines])
        asked.say(found, texts.what_if)

    return command


def _why_not(question: Question) -> click.Command:
    @_titled(question, f"why-not {question.name} SUBJECT OTHER")
    @common
    @click.argument("subject")
    @click.argument("other")
    @moment
    def command(
        subject: str, other: str, as_of: date | None, known_at: int | None, **parameters: Any
    ) -> None:
        asked = session()
        with asked.answers() as answers:
            ground = answers.on(Moment(as_of, known_at))
            found = why_not_answer(ground, Ask(question.name, (subject,), parameters), other)
        asked.say(found, texts.why_not)

    for parameter in question.parameters:
        command = _option(parameter)(command)
    return command


proof.add_command(check)
proof.add_command(key)
for _question in QUESTIONS.values():
    proof.add_command(_proof(_question))
    diff.add_command(_diff(_question))
    what_if.add_command(_what_if(_question))
    why_not.add_command(_why_not(_question))

COMMANDS: Final = (proof, diff, what_if, why_not)
