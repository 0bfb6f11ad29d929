"""The service: what the store holds, and serving it over HTTP."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import click

from api.access.tokens import new_token, strong
from api.workers import MOST, spread
from cli.session import AUDIT, Session, common, daybook_file, limits, session, state_folder
from cli.texts import service as texts
from graph.errors import RefusedInput

if TYPE_CHECKING:
    from api.access.oidc import Issuer

T = TypeVar("T")
VARIABLE: Final = "XINMAI_DEV_KEY"


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
@click.option("--tls-cert", type=click.Path(path_type=Path), help="TLS 证书 / certificate (PEM)")
@click.option("--tls-key", type=click.Path(path_type=Path), help="其私钥 / its private key (PEM)")
@click.option("--behind-proxy", metavar="ADDRESS",
              help="做 TLS 的代理的地址 / the proxy that does TLS: its address")  # fmt: skip
@click.option(
    "--workers",
    type=click.IntRange(1, MOST),
    default=1,
    show_default=True,
    help="同一端口上的进程数 / processes that answer on the port",
)
@click.option("--read-only", is_flag=True, help="只答复,不办理 / answer only, record no acts")
def serve(
    host: str, port: int, tls_cert: Path | None, tls_key: Path | None, behind_proxy: str | None,
    workers: int, read_only: bool,
) -> None:  # fmt: skip
    """启动服务与页面 / serve HTTP and the page.

    On loopback a development key is printed at the start (XINMAI_DEV_KEY, or a new one); elsewhere
    only keys of `xinmai keys` count.

    \b
    xinmai serve --store sqlite:///xinmai.db --port 8000
    """
    gc.disable()  # until all is there: nothing is garbage before, and to look takes long
    from api.access.doorkeeper import Doorkeeper
    from api.answers.investigations.book import Investigations
    from api.answers.reconcile.judged import Judgements
    from api.app import create_app
    from api.audit import AuditLog
    from api.feed.hooks import PURPOSE as WEBHOOKS
    from api.feed.service import Feed
    from api.journal import CheckJournal
    from api.serve import Place, listening
    from api.serve import serve as serve_app

    asked, limit = session(), limits()
    place = _refused_as_usage(lambda: Place(host, port, tls_cert, tls_key, behind_proxy))
    development = None if place.protected else _refused_as_usage(development_key)
    listener = _refused_as_usage(lambda: listening(place))
    place = replace(place, port=listener.getsockname()[1])
    _announce(place.address, development)
    if not spread(workers):
        return
    with ExitStack() as opened:
        acting = None if read_only else opened.enter_context(asked.acting())
        answers = acting.answers if acting else opened.enter_context(asked.answers())
        audit = opened.enter_context(closing(AuditLog(state_folder(asked.url) / AUDIT)))
        threads = not asked.url.startswith("sqlite:")
        journal = opened.enter_context(closing(CheckJournal(state_folder(asked.url) / "checks")))
        book = opened.enter_context(asked.daybook())
        answers.store.attend()
        book.attend()
        keeper = Doorkeeper(book, development=development, issuer=token_issuer(asked))
        workbench = None if read_only else Investigations(book)
        feed = None if read_only else Feed(
            book, Path(f"{daybook_file(asked.url)}.turn"), asked.sealer(WEBHOOKS), limit.retention
        )  # fmt: skip
        judgements = None if read_only else Judgements(book)
        app = create_app(
            answers, audit, keeper=keeper, threads=threads, acting=acting, journal=journal,
            workbench=workbench, feed=feed, judgements=judgements, limits=limit,
            alone=True,
        )  # fmt: skip
        serve_app(app, place, limit, listener)


def _announce(address: str, development: str | None) -> None:
    click.echo(f"信脉 Xinmai: {address}/", err=True)
    if development:
        click.echo(f"开发密钥 / development key: {development}", err=True)


def token_issuer(asked: Session) -> Issuer | None:
    """The OpenID Connect issuer of the file ``XINMAI_OIDC`` names. Raises RefusedInput."""
    from api.access.oidc import PURPOSE, Issuer, load_configuration

    file = os.environ.get("XINMAI_OIDC")
    return Issuer(load_configuration(Path(file)), asked.derived(PURPOSE)) if file else None


def development_key() -> str:
    """The key of ``XINMAI_DEV_KEY``, else a new one. Raises RefusedInput for one easily guessed."""
    given = os.environ.get(VARIABLE)
    if given and not strong(given):
        raise RefusedInput(
            f"{VARIABLE} 太容易猜中:应为 xk_ 加 43 个以上随机的 base64url 字符",
            f"{VARIABLE} is too easily guessed: write xk_ and 43 or more random base64url letters",
            field=VARIABLE,
        )
    return given or new_token()


def _refused_as_usage(checked: Callable[[], T]) -> T:
    try:
        return checked()
    except RefusedInput as refused:
        raise click.UsageError(str(refused)) from None


COMMANDS: Final = (status, serve)
