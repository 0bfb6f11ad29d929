"""The whole service over a handful of firms: what is killed, cut off and starved in trials.

All state is in one folder: store, audit log, journal of checks, daybook.
"""

from __future__ import annotations

import tempfile
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from fastapi import FastAPI

from analyses.rulebook import Rulebook, load_rules
from analyses.warming import warm_kernels
from api.access.doorkeeper import Doorkeeper
from api.acting import Acting
from api.answers import Answers
from api.answers.checks.check import check_answer
from api.answers.investigations.book import Investigations
from api.answers.registrations.acts import Registering, register
from api.answers.stamp import Stamp
from api.app import create_app
from api.audit import AuditLog
from api.daybook import Daybook
from api.journal import CheckJournal
from api.serve import Place, serve
from graph.acts import Request
from graph.facts import Batch, DeliveredFile, Fact, LinkFact, NodeFact, Row, subject
from graph.networks import Networks
from graph.store import Store, open_store

KEY: Final = "xk_" + "Tq3Lw9ZrNf6VbYx1Kd8HsJm4PcGu7EaQo2RiUv5XtDk"
TODAY: Final = date(2026, 1, 31)
FIRMS: Final = tuple(f"firm:{number}" for number in range(1, 9))
AUDIT: Final = "audit.jsonl"
DAYBOOK: Final = "store.db.daybook"


def store_url(folder: Path) -> str:
    return f"sqlite:///{folder}/store.db"


def found(url: str) -> None:
    """A store of eight firms in a row of owners, if there is none yet."""
    facts: list[Fact] = [
        NodeFact(subject(firm), "organization", {"name": f"{firm}公司"}) for firm in FIRMS
    ]
    ties = [
        LinkFact(
            "owns", subject(owner), subject(firm), {"share_min": 600_000, "share_max": 600_000}
        )
        for owner, firm in pairwise(FIRMS)
    ]
    with open_store(url) as store:
        store.prepare()
        if store.revision() == 0:
            file = DeliveredFile("trial", "plain_subjects", "firms.csv", "0" * 64)
            rows = [Row(line, (fact,)) for line, fact in enumerate([*facts, *ties], start=2)]
            store.apply(Batch(file, rows, through=len(rows), complete=True))


def service(
    folder: Path, url: str | None = None, *, threads: bool = False, busy_seconds: float = 5.0
) -> FastAPI:
    """The application over what is in the folder."""
    store = open_store(url or store_url(folder), busy_seconds=busy_seconds)
    answers = _answers(store)
    book = Daybook(folder / DAYBOOK)
    return create_app(
        answers, AuditLog(folder / AUDIT), keeper=Doorkeeper(book, development=KEY),
        threads=threads, acting=Acting(answers), journal=CheckJournal(folder / "checks"),
        workbench=Investigations(book),
    )  # fmt: skip


@cache
def rules() -> Rulebook:
    """Read once, and inherited by servers that are forked."""
    return load_rules()


def _answers(store: Store) -> Answers:
    stamp = Stamp(b"s" * 32)
    return Answers(store, Networks(store, None), lambda: TODAY, rules(), lambda: stamp)


def run(folder: Path, port: int) -> None:
    """Serve what is in the folder until killed."""
    serve(service(folder), Place(port=port))


def warm() -> None:
    """Everything that a start and a first act would otherwise wait for; for a process that starts
    many servers. Leaves no thread behind. The application is built once for nothing: what its
    routes' models are compiled from is kept, and the next one takes a third of the time."""
    warm_kernels()
    with tempfile.TemporaryDirectory() as folder:
        url = store_url(Path(folder))
        found(url)
        with open_store(url) as store:
            acting = Acting(_answers(store))
            body = Registering(unit=FIRMS[0], subject=FIRMS[0], kind="welfare", title="捐建",
                               evidence="票据", truthful=True)  # fmt: skip
            register(acting, Request(FIRMS[0], "warm", b""), body)
            check_answer(acting.answers.on(), acting.answers.stamp, FIRMS[0], "bid-housing",
                         "bidding")  # fmt: skip
        service(Path(folder))
