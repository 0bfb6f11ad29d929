"""Look-ups: a subject, its related parties, paths, search, and a neighbourhood as a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final, get_args

import click

from api.answers.asking import Moment, PathOptions, RelatedOptions, kinds_of
from api.answers.search import Sought
from cli.session import common, moment, session, walking
from cli.texts import lookups as texts


@click.command()
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
        asked.say(answers.subject(id, Moment(as_of, known_at)), texts.subject)


@click.command()
@common
@click.argument("text")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--of", type=click.Choice(get_args(Sought)),
              help="只找这一类 / subjects, projects or departments only")  # fmt: skip
@moment
def search(
    text: str, limit: int, of: Sought | None, as_of: date | None, known_at: int | None
) -> None:
    """按名称、拼音或代码查找 / find subjects and projects by name, pinyin or code.

    \b
    xinmai search 建设 --limit 5
    xinmai search xinmai --of project
    """
    asked = session()
    with asked.answers() as answers:
        asked.say(answers.search(text, limit, Moment(as_of, known_at), of), texts.search)


@click.command()
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
        asked.say(answers.related(id, question, Moment(as_of, known_at)), texts.related)


@click.command()
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
        asked.say(answers.paths(a, b, question, Moment(as_of, known_at)), texts.paths)


@click.command()
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
    texts.export(exported, output, as_json=asked.as_json)


COMMANDS: Final = (subject, search, related, paths, export)
