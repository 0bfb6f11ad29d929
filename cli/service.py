"""The service: what the store holds, and serving it over HTTP."""

from __future__ import annotations

from contextlib import ExitStack, closing
from typing import Final

import click

from cli.session import AUDIT, common, session, state_folder
from cli.texts import service as texts


@click.command()
@common
def status() -> None:
    """存储与装载的情况 / what the store holds, and what was delivered.

    \b
    xinmai status --json
    """
    asked = session()
    with asked.answers() as answers:
        asked.say(answers.status(), texts.status)


@click.command()
@common
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--read-only", is_flag=True, help="只答复,不办理 / answer only, record no acts")
def serve(host: str, port: int, read_only: bool) -> None:
    """启动服务与页面 / serve HTTP and the page.

    \b
    xinmai serve --store sqlite:///xinmai.db --port 8000
    """
    from api.app import create_app
    from api.audit import AuditLog
    from api.journal import CheckJournal
    from api.serve import serve as serve_app

    asked = session()
    with ExitStack() as opened:
        acting = None if read_only else opened.enter_context(asked.acting())
        answers = acting.answers if acting else opened.enter_context(asked.answers())
        audit = opened.enter_context(closing(AuditLog(state_folder(asked.url) / AUDIT)))
        threads = not asked.url.startswith("sqlite:")
        journal = opened.enter_context(closing(CheckJournal(state_folder(asked.url) / "checks")))
        app = create_app(answers, audit, threads=threads, acting=acting, journal=journal)
        click.echo(f"信脉 Xinmai: http://{host}:{port}/", err=True)
        serve_app(app, host, port)


COMMANDS: Final = (status, serve)
