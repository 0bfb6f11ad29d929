"""Credit files: print one, and check a code."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import click
import msgspec

from api.answers.asking import Moment
from api.answers.files import KINDS, file_answer, page, pdf, verify_answer
from cli.session import common, moment, session
from cli.texts import files as texts


@click.command("file")
@common
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("id")
@click.option("--html", is_flag=True, help="输出可打印的网页 / print the page itself")
@click.option("--pdf", "target", type=click.Path(dir_okay=False, path_type=Path),
              help="写成 PDF / write a PDF")  # fmt: skip
@click.option("--base", default="http://127.0.0.1:8000", show_default=True, envvar="XINMAI_BASE",
              help="二维码所指的服务地址 / the service that the QR code leads to")  # fmt: skip
@moment
def credit_file(
    kind: str, id: str, html: bool, target: Path | None, base: str,
    as_of: date | None, known_at: int | None,
) -> None:  # fmt: skip
    """信用档案 / a credit file: of a project, of a participant, of a subject.

    \b
    xinmai file project 2012-370102-04-01-123456 --pdf file.pdf
    xinmai file subject 91370100MA3C4XXXXX --html > file.html
    """
    asked = session()
    with asked.answers() as answers:
        found = file_answer(answers.on(Moment(as_of, known_at)), answers.stamp(), kind, id)
    if target is not None:
        target.write_bytes(pdf(page(found, base)))
        report = {"file": str(target), "bytes": target.stat().st_size, "number": found["number"]}
        click.echo(msgspec.json.encode(report) if asked.as_json else f"{target} {found['number']}")
    elif html:
        click.echo(page(found, base))
    else:
        asked.say(found, texts.credit_file)


@click.command()
@common
@click.argument("code")
def verify(code: str) -> None:
    """核验信用档案 / whether the verification code of a credit file is genuine.

    \b
    xinmai verify P42-20260131-R12-7KQ2M4XD6A3BWZTE-5H6J2C4FXQ7M3DKB
    """
    asked = session()
    with asked.answers() as answers:
        asked.say(verify_answer(answers.on, answers.stamp(), code), texts.verdict)


COMMANDS: Final = (credit_file, verify)
