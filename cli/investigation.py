"""Investigations: open, enter, look up, print."""

from __future__ import annotations

import getpass
import hashlib
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
import msgspec

from api.answers.asking import Moment
from cli.session import common, session, today
from cli.texts import investigation as texts

if TYPE_CHECKING:
    from api.answers import Answers
    from api.answers.investigations.acts import Investigator
    from api.answers.investigations.book import Investigations
    from api.answers.investigations.entries import Entered, Opening

F = TypeVar("F", bound=Callable[..., Any])


def for_unit(command: F) -> F:
    return click.option("--unit", required=True, help="办案单位全称 / whose investigation it is")(
        command
    )


@click.group()
def investigation() -> None:
    """调查案卷 / investigations: open, list, show, add, note, find, close, reopen, report.

    \b
    xinmai investigation open 围串标线索 --why 招标投诉2026-17 --unit 济南市住房和城乡建设局
    xinmai investigation find inv-5f1c… control 9137… --says 受同一人控制 --unit 济南市住建局
    xinmai investigation report inv-5f1c… report.pdf --unit 济南市住房和城乡建设局
    """


@investigation.command("open")
@common
@click.argument("title")
@click.argument("ids", nargs=-1)
@click.option("--why", required=True, help="办案依据 / on what ground")
@for_unit
def open_(title: str, ids: tuple[str, ...], why: str, unit: str) -> None:
    """立卷 / open an investigation into these subjects.

    \b
    xinmai investigation open 围串标线索 9137… --why 招标投诉2026-17 --unit 济南市住房和城乡建设局
    """
    from api.answers.investigations.acts import open_investigation
    from api.answers.investigations.entries import Opening
    from api.bodies import unnumbered

    with _desk(unit) as (answers, kept, who):
        body = unnumbered(Opening(title, why, ids))
        made, _ = open_investigation(kept, answers.on, who, body, _key_of_the_day(body))
        _say(answers, kept, who, made)


@investigation.command("list")
@common
@click.option("--state", type=click.Choice(["open", "closed"]))
@click.option("--limit", type=click.IntRange(1, 200), default=50, show_default=True)
@click.option("--cursor", help="上一页给出的 next / where the page before ended")
@for_unit
def list_(state: Any, limit: int, cursor: str | None, unit: str) -> None:
    """本单位的案卷 / the organisation's investigations.

    \b
    xinmai investigation list --state open --unit 济南市住房和城乡建设局
    """
    from api.answers.investigations.looked_up import investigations_answer

    with _desk(unit) as (answers, kept, who):
        found = investigations_answer(answers.on(), kept, who.organisation, state, limit, cursor)
    session().say(found, texts.investigations)


@investigation.command()
@common
@click.argument("id")
@for_unit
def show(id: str, unit: str) -> None:
    """案卷全貌 / an investigation as it stands.

    \b
    xinmai investigation show inv-5f1c0b9d8e7a6f54 --unit 济南市住房和城乡建设局
    """
    with _desk(unit) as (answers, kept, who):
        _say(answers, kept, who, id)


@investigation.command()
@common
@click.argument("id")
@click.argument("subject")
@click.option("--note", default="", help="说明 / why it belongs here")
@for_unit
def add(id: str, subject: str, note: str, unit: str) -> None:
    """列入主体 / list a subject.

    \b
    xinmai investigation add inv-5f1c… 9137… --note 中标单位 --unit 济南市住房和城乡建设局
    """
    from api.answers.investigations.entries import SubjectAdded

    _enter(unit, id, SubjectAdded(subject, note))


@investigation.command()
@common
@click.argument("id")
@click.argument("text")
@for_unit
def note(id: str, text: str, unit: str) -> None:
    """记录一段文字 / enter a note.

    \b
    xinmai investigation note inv-5f1c… 已约谈项目负责人 --unit 济南市住房和城乡建设局
    """
    from api.answers.investigations.entries import Noted

    _enter(unit, id, Noted(text))


@investigation.command()
@common
@click.argument("id")
@click.argument("question")
@click.argument("subjects", nargs=-1, required=True)
@click.option("--says", required=True, help="结论 / what you make of the answer")
@click.option("--as-of", help="某日的情况 / as of a day [today]")
@for_unit
def find(
    id: str, question: str, subjects: tuple[str, ...], says: str, as_of: str | None, unit: str
) -> None:
    """认定一项发现并留存证明 / answer a question, prove it, and keep it as a finding.

    \b
    xinmai investigation find inv-5f1c… control 9137… --says 受同一人控制 --unit 济南市住建局
    """
    from api.answers.investigations.entries import Find

    _enter(unit, id, Find(question, subjects, says, {}, as_of))


@investigation.command()
@common
@click.argument("id")
@click.option("--why", required=True, help="结论 / how it ended")
@for_unit
def close(id: str, why: str, unit: str) -> None:
    """结卷 / close it.

    \b
    xinmai investigation close inv-5f1c… --why 移送行政处罚 --unit 济南市住房和城乡建设局
    """
    from api.answers.investigations.entries import Closed

    _enter(unit, id, Closed(why))


@investigation.command()
@common
@click.argument("id")
@click.option("--why", required=True, help="原因 / what is new")
@for_unit
def reopen(id: str, why: str, unit: str) -> None:
    """重新打开 / reopen a closed one.

    \b
    xinmai investigation reopen inv-5f1c… --why 新线索 --unit 济南市住房和城乡建设局
    """
    from api.answers.investigations.entries import Reopened

    _enter(unit, id, Reopened(why))


@investigation.command()
@common
@click.argument("id")
@click.argument("output", type=click.Path(path_type=Path, dir_okay=False))
@for_unit
def report(id: str, output: Path, unit: str) -> None:
    """调查报告,.html 或 .pdf / the report as a page or as PDF.

    \b
    xinmai investigation report inv-5f1c… report.pdf --unit 济南市住房和城乡建设局
    """
    from api.answers.files.pdf import pdf
    from api.answers.investigations.looked_up import investigation_answer
    from api.answers.investigations.report import report as printed

    with _desk(unit) as (answers, kept, who):
        found = investigation_answer(answers.on(), kept.trail(id, who.organisation))
    page = printed(found, unit)
    output.write_bytes(pdf(page) if output.suffix == ".pdf" else page.encode())
    session().say({"file": str(output), "bytes": output.stat().st_size}, texts.written)


@investigation.command()
@common
@click.argument("id")
@click.argument("output", type=click.Path(path_type=Path, dir_okay=False))
@for_unit
def proofs(id: str, output: Path, unit: str) -> None:
    """现仍成立的发现的证明文件 / the signed proofs of the findings that stand, as ZIP.

    \b
    xinmai investigation proofs inv-5f1c… proofs.zip --unit 济南市住房和城乡建设局
    """
    from api.answers.investigations.bundle import proof_bundle
    from api.answers.investigations.looked_up import investigation_answer

    with _desk(unit) as (answers, kept, who):
        trail = kept.trail(id, who.organisation)
        output.write_bytes(proof_bundle(kept, trail, investigation_answer(answers.on(), trail)))
    session().say({"file": str(output), "bytes": output.stat().st_size}, texts.written)


@contextmanager
def _desk(unit: str) -> Iterator[tuple[Answers, Investigations, Investigator]]:
    from api.answers.investigations.acts import Investigator
    from api.answers.investigations.book import Investigations

    asked = session()
    with asked.answers() as answers, asked.daybook() as book:
        yield answers, Investigations(book), Investigator(unit, getpass.getuser())


def _enter(unit: str, id: str, entry: Entered) -> None:
    from api.answers.investigations.acts import enter
    from api.answers.investigations.entries import Entering
    from api.bodies import unnumbered

    with _desk(unit) as (answers, kept, who):
        body = unnumbered(Entering(entry))
        enter(kept, answers.on, answers.signer, who, id, body, secrets.token_hex(16))
        _say(answers, kept, who, id)


def _say(answers: Answers, kept: Investigations, who: Investigator, id: str) -> None:
    from api.answers.investigations.looked_up import investigation_answer

    found = investigation_answer(answers.on(Moment()), kept.trail(id, who.organisation))
    session().say(found, texts.investigation)


def _key_of_the_day(body: Opening) -> str:
    """The same command on the same day opens one investigation."""
    told = msgspec.json.encode(body) + today().isoformat().encode()
    return hashlib.sha256(told).hexdigest()


COMMANDS: Final = (investigation,)
