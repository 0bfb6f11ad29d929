"""``xinmai …``: the one place where all layers meet.

Exit codes: 0 answered (rows in quarantine included), 2 wrong use, 3 unknown id, 4 refused input,
5 the store cannot be reached.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

import console
from api.answers.asking import Moment, PathOptions, RelatedOptions, kinds_of
from graph import errors
from session import common, moment, session, state_folder, walking

EXIT: Final[dict[type[Exception], int]] = {
    errors.UnknownId: 3,
    errors.AmbiguousId: 2,
    errors.RefusedInput: 4,
    errors.StoreError: 5,
}


def exit_code(error: Exception) -> int:
    """The exit code of the error's nearest class in the table."""
    return next((EXIT[kind] for kind in type(error).__mro__ if kind in EXIT), 1)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@common
def xinmai() -> None:
    """信脉 Xinmai: relationship analysis for public credit supervision.

    \b
    xinmai city var/city --companies 2000 --seed 1
    xinmai --store sqlite:///xinmai.db load var/city --source jinan
    xinmai --store sqlite:///xinmai.db search 建设
    """


@xinmai.command()
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
        report = load_delivery(store, paths, source=source, persons=asked.persons(), progress=shown)
    answer = report.as_json()
    asked.say(answer, console.load)
    if answer["files"] and all(file["layout"] is None for file in answer["files"]):
        raise SystemExit(EXIT[errors.RefusedInput])


@xinmai.command()
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
    session().say(shape.as_json(), console.city)


@xinmai.command()
@common
@click.argument("id")
@moment
def subject(id: str, as_of: date | None, known_at: int | None) -> None:
    """一个主体的档案 / one subject: fields, sources, ties, sanctions.

    \b
    xinmai subject 91370100MA3C4XXXXX --as-of 2026-01-31
    """
    asked = session()
    with asked.answers() as answers:
        asked.say(answers.subject(id, Moment(as_of, known_at)), console.subject)


@xinmai.command()
@common
@click.argument("text")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@moment
def search(text: str, limit: int, as_of: date | None, known_at: int | None) -> None:
    """按名称或代码查找 / find subjects by name or code; two characters are enough.

    \b
    xinmai search 建设 --limit 5
    """
    asked = session()
    with asked.answers() as answers:
        asked.say(answers.search(text, limit, Moment(as_of, known_at)), console.search)


@xinmai.command()
@common
@click.argument("id")
@click.option("--hops", type=click.IntRange(1, 4), default=2, show_default=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@walking
@moment
def related(
    id: str, as_of: date | None, known_at: int | None, kinds: str | None, **options: Any
) -> None:
    """关联方 / related parties within some hops, by kind of tie.

    \b
    xinmai related 91370100MA3C4XXXXX --hops 2 --kinds owns,holds_office
    """
    asked = session()
    question = RelatedOptions(kinds=kinds_of(kinds), **options)
    with asked.answers() as answers:
        asked.say(answers.related(id, question, Moment(as_of, known_at)), console.related)


@xinmai.command()
@common
@click.argument("a")
@click.argument("b")
@click.option("--max-hops", type=click.IntRange(1, 12), default=6, show_default=True)
@click.option("--mode", type=click.Choice(["shortest", "all_shortest", "disjoint"]),
              default="shortest", show_default=True)  # fmt: skip
@click.option("--disjoint", type=click.IntRange(1, 100), help="互不相交的路径数 / disjoint paths")
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True)
@walking
@moment
def paths(
    a: str, b: str, as_of: date | None, known_at: int | None, kinds: str | None, **options: Any
) -> None:
    """两个主体如何相连 / how two subjects are tied.

    \b
    xinmai paths 91370100MA3C4XXXXX 91370100MA3D5YYYYY --mode all_shortest
    """
    asked = session()
    question = PathOptions(kinds=kinds_of(kinds), **options)
    with asked.answers() as answers:
        asked.say(answers.paths(a, b, question, Moment(as_of, known_at)), console.paths)


@xinmai.command()
@common
@click.argument("id")
@click.option("--format", "format", default="graphml", show_default=True,
              type=click.Choice(["graphml", "gexf", "bods", "ftm", "csv"]))  # fmt: skip
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--hops", type=click.IntRange(1, 4), default=2, show_default=True)
@walking
@moment
def export(
    id: str, format: str, output: Path | None, as_of: date | None, known_at: int | None,
    kinds: str | None, **options: Any,
) -> None:  # fmt: skip
    """导出邻域 / export a neighbourhood as GraphML, GEXF, BODS 0.4, FollowTheMoney or CSV.

    \b
    xinmai export 91370100MA3C4XXXXX --format bods --output group.json
    """
    asked = session()
    question = RelatedOptions(kinds=kinds_of(kinds), **options)
    with asked.answers() as answers:
        exported = answers.export(id, format, question, Moment(as_of, known_at))
    console.export(exported, output, as_json=asked.as_json)


@xinmai.command()
@common
def status() -> None:
    """存储与装载的情况 / what the store holds, and what was delivered.

    \b
    xinmai status --json
    """
    asked = session()
    with asked.answers() as answers:
        asked.say(answers.status(), console.status)


@xinmai.command()
@common
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """启动服务与页面 / serve HTTP and the page.

    \b
    xinmai serve --store sqlite:///xinmai.db --port 8000
    """
    from api.app import create_app
    from api.audit import AuditLog
    from api.serve import serve as serve_app

    asked = session()
    with asked.answers() as answers:
        audit = AuditLog(state_folder(asked.url) / "audit.jsonl")
        app = create_app(answers, audit, threads=not asked.url.startswith("sqlite:"))
        click.echo(f"信脉 Xinmai: http://{host}:{port}/", err=True)
        serve_app(app, host, port)


@xinmai.group()
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
    asked.say(answer, console.quarantine)


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
    asked.say({"file": str(target), "rows": count}, console.quarantine_exported)


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
        answer = retry(store, asked.persons(), corrected).as_json()
    asked.say(answer, console.quarantine_retried)


def main() -> None:
    """Run the command; a refusal is said in both languages and ends with its exit code."""
    try:
        xinmai(prog_name="xinmai")
    except errors.XinmaiError as error:
        if "--json" in sys.argv:
            console.problem(error)
        click.echo(f"错误:{error.zh}\nError: {error.en}", err=True)
        raise SystemExit(exit_code(error)) from None


if __name__ == "__main__":
    main()
