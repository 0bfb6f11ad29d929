"""Deliveries in: load them, make a city of them, and see to the rows set aside."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from cli.admissions import admissions
from cli.exits import EXIT
from cli.session import common, rulebook, session, today
from cli.texts import deliveries as texts
from graph import errors


@click.command()
@common
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--source", default="local", show_default=True, help="数据来源名 / source name")
def load(paths: tuple[Path, ...], source: str) -> None:
    """装载文件或文件夹 / load files and folders; a folder is one delivery.

    \b
    xinmai load delivery/ --source jinan --store sqlite:///xinmai.db
    """
    from ingest.loader import load as load_delivery
    from ingest.progress import Progress

    asked = session()
    with asked.writing() as store, Progress() as shown:
        report = load_delivery(
            store, paths, source=source, persons=asked.persons(), progress=shown, day=today(),
            admissions=admissions(rulebook(), today()),
        )  # fmt: skip
    answer = report.as_json()
    asked.say(answer, texts.load)
    if answer["files"] and all(file["layout"] is None for file in answer["files"]):
        raise SystemExit(EXIT[errors.RefusedInput])


@click.command()
@common
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--companies", type=click.IntRange(200, 10_000_000), default=20_000, show_default=True
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
def city(folder: Path, companies: int, seed: int) -> None:
    """生成一座虚构城市的报送数据 / write a synthetic city's deliveries in the official layouts.

    \b
    xinmai city var/city --companies 20000 --seed 1
    """
    from ingest.city import write_city

    shape = write_city(folder, companies, seed)
    session().say(shape.as_json(), texts.city)


@click.group()
def quarantine() -> None:
    """隔离的行 / rows set aside: list, export for correction, retry.

    \b
    xinmai quarantine list
    xinmai quarantine export wrong.csv   # correct the cells, then
    xinmai quarantine retry wrong.csv
    """


@quarantine.command("list")
@common
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
def quarantine_list(limit: int) -> None:
    """有哪些行、为何隔离 / which rows, and why.

    \b
    xinmai quarantine list --limit 20 --json
    """
    from ingest.quarantine import described

    asked = session()
    with asked.reading() as store:
        rows = [described(entry) for entry in store.quarantine()]
    answer = {"rows": rows[:limit], "total": len(rows), "omitted": len(rows[limit:])}
    asked.say(answer, texts.quarantine)


@quarantine.command("export")
@common
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def quarantine_export(target: Path) -> None:
    """写成可改正的 CSV / write the rows as a CSV to correct; it holds personal data.

    \b
    xinmai quarantine export wrong.csv
    """
    from ingest.quarantine import export as export_rows

    asked = session()
    with asked.reading() as store:
        count = export_rows(store, asked.persons(), target)
    asked.say({"file": str(target), "rows": count}, texts.quarantine_exported)


@quarantine.command("retry")
@common
@click.argument("corrected", required=False, type=click.Path(exists=True, path_type=Path))
def quarantine_retry(corrected: Path | None) -> None:
    """重试 / try the rows again, as they are or as a corrected export has them.

    \b
    xinmai quarantine retry wrong.csv
    """
    from ingest.quarantine import retry

    asked = session()
    with asked.writing() as store:
        bound = admissions(rulebook(), today())
        answer = retry(store, asked.persons(), corrected, day=today(), admissions=bound).as_json()
    asked.say(answer, texts.quarantine_retried)


COMMANDS: Final = (load, city, quarantine)
