"""Lists of subjects screened from a file."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import click
import msgspec

from api.answers import Answers
from api.answers.screen import screen_answer, screening
from api.answers.screen.asked import Screen
from api.feed.book import Owner
from api.feed.jobs import JobBook, finish, job_answer, rows_answer
from cli.session import common, moment, session
from cli.texts import screen as texts
from graph.errors import RefusedInput

AT_ONCE: Final = 1_000
HERE: Final = Owner("local", "whole")  # whoever may read the store's file sees all that is in it


@click.command()
@common
@click.argument("file", type=click.Path(allow_dash=True, dir_okay=False, path_type=str))
@click.option("--item", help="核查事项 / the item that is decided")
@click.option("--purpose", help="核查目的 / what it is for")
@click.option("--job", is_flag=True, help="存为任务,中断后可续 / keep it, to go on after a stop")
@click.option("--ndjson", is_flag=True, help="每行一个 JSON / a JSON object a row")
@moment
def screen(
    file: str, item: str | None, purpose: str | None, job: bool, ndjson: bool,
    as_of: date | None, known_at: int | None,
) -> None:  # fmt: skip
    """批量筛查 / screen the ids of a file, one a line (- reads standard input).

    With --job the same command on the same file goes on where it was stopped.

    \b
    xinmai screen customers.txt --ndjson
    xinmai screen customers.txt --job
    """
    ids = read_ids(file)
    asked = session()
    day = as_of.isoformat() if as_of else None
    told = Screen(ids=[*ids], item=item, purpose=purpose, as_of=day, known_at=known_at)
    with asked.answers() as answers:
        found = _as_job(answers, told) if job else _at_once(answers, told)
    if ndjson:
        for row in found["rows"]:
            click.echo(bytes(row))
    else:
        asked.say(found, texts.screened)


def read_ids(file: str) -> list[str]:
    """The ids of a file, one a line; of a table the first column. Raises RefusedInput."""
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise RefusedInput(
            f"读不出“{file}”:应为 UTF-8 文本,每行一个代码",
            f"{file!r} cannot be read: it should be UTF-8 text, an id a line", field="file",
        ) from None  # fmt: skip
    lines = [line.split(",")[0].strip().strip('"') for line in text.splitlines()]
    ids = [line for line in lines if line]
    if ids and ids[0].lower() in {"id", "统一社会信用代码"}:
        ids = ids[1:]
    if not ids:
        raise RefusedInput("文件里没有代码", "there is no id in the file", field="file")
    return ids


def _at_once(answers: Answers, told: Screen) -> Any:
    ids = told.ids
    asked = screening(
        answers.on(told.moment()), answers.sheets, answers.boards, told.item, told.purpose,
        wait=len(ids) > AT_ONCE,
    )  # fmt: skip
    rows = []
    with click.progressbar(length=len(ids), label="筛查 / screening", file=sys.stderr) as bar:
        for at in range(0, len(ids), AT_ONCE):
            part = asked.rows(ids[at : at + AT_ONCE])
            rows += part
            bar.update(len(part))
    return screen_answer(asked, rows)


def _as_job(answers: Answers, told: Screen) -> Any:
    """The same file, items and moment are the same job: it is gone on with, or was done before."""
    key = hashlib.sha256(msgspec.json.encode(told)).hexdigest()
    with session().daybook() as book:
        jobs = JobBook(book)
        job, _ = jobs.make(answers, HERE, told, key)
        length = job.total
        with click.progressbar(length=length, label="筛查 / screening", file=sys.stderr) as bar:
            bar.update(job.done)
            job = finish(jobs, job, answers, lambda done, _: bar.update(done - bar.pos))
        stands = job_answer(job)
        return {**stands, "rows": list(_rows(jobs, job.id))}


def _rows(jobs: JobBook, id: str) -> Iterator[msgspec.Raw]:
    cursor: str | None = None
    while True:
        page, _ = rows_answer(jobs, HERE, id, cursor)
        raw: Any = page["rows"]
        part: Sequence[msgspec.Raw] = msgspec.json.decode(raw, type=list[msgspec.Raw])
        yield from part
        cursor = page["next"]
        if cursor is None or not part:
            return


COMMANDS: Final = (screen,)
