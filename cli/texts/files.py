"""Credit files as text."""

from __future__ import annotations

from typing import Any

import click

from api.answers.files.page import shown
from cli.console import Sheet, frame


def credit_file(file: dict[str, Any]) -> None:
    click.echo(f"{file['title']}  {file['name']} [{file['id']}]")
    click.echo(f"编号 number {file['number']}\n核验码 verification {file['verification']}")
    for section in file["sections"]:
        title = f"{section['title']} {section['title_en']}"
        if not section["rows"]:
            click.echo(f"{title}: {section['note']}")
            continue
        sheet = Sheet(title, *(column["title"] for column in section["columns"]))
        for row in section["rows"]:
            sheet.row(*(shown(row, column) for column in section["columns"]))
        sheet.show()
    frame(file)


def verdict(answer: dict[str, Any]) -> None:
    if not answer["issued"]:
        click.echo("本系统没有签发过这份档案 / this service did not issue such a file")
        return
    same = "内容可重现" if answer["reproduced"] else "内容已不能重现,请重新开具"
    click.echo(
        f"签发属实 genuine: {answer['number']} {answer['name'] or ''} "
        f"{answer['as_of']} R{answer['revision']} {same}"
    )
