"""Where questions are asked, and what every address does with an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Final, TypeVar
from urllib.parse import quote

import msgspec
from anyio import to_thread
from fastapi import Path, Request, Response

from api.access.refusals import of_another
from api.access.sight import Sight
from api.acting import Acting, nobody_acts
from api.answers import Answers, Moment
from api.answers.ground import Ground
from api.answers.investigations.book import Investigations
from api.answers.reconcile.judged import Judgements
from api.audit import AuditLog, LookUp
from api.dispatch import AtOnce
from api.feed.service import Feed
from api.journal import CheckJournal
from api.recorded import expect
from graph.masking import speakable

T = TypeVar("T")
_speakable: Final = lru_cache(maxsize=4096)(speakable)  # items and purposes are few
Id = Annotated[str, Path(description="统一社会信用代码或 来源:id / a USCC, or SOURCE:id")]
NOBODY: Final = "nobody"
_LATEST: Final = Moment()
encoder = msgspec.json.Encoder()


def answer(content: Any, status: int = 200, location: str | None = None) -> Response:
    headers = {"Location": location} if location else None
    return Response(encoder.encode(content), status, headers, media_type="application/json")


class Tagged(Response):
    """An answer in bytes with its tag, its headers as they go out."""

    media_type = "application/json"

    def __init__(self, content: bytes, tag: bytes) -> None:
        self.status_code, self.background, self.body = 200, None, content
        self.raw_headers = [
            (b"content-length", b"%d" % len(content)), (b"content-type", b"application/json"),
            (b"etag", tag),
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """Where questions are asked, over what each request may see: ``threads`` when the store waits
    on a network connection.

    ``acting`` carries out what organisations do; None where the service only answers. Credit
    checks are written into the ``journal`` too, if there is one. ``workbench`` keeps what the
    organisations look into, ``feeding`` whom they watch.
    """

    sight: Sight
    audit: AuditLog
    threads: bool = False
    acting: Acting | None = None
    journal: CheckJournal | None = None
    workbench: Investigations | None = None
    feeding: Feed | None = None
    judgements: Judgements | None = None

    def feed(self) -> Feed:
        """Raises NotPermitted where the service keeps none."""
        if self.feeding is None:
            raise nobody_acts()
        return self.feeding

    def investigations(self) -> Investigations:
        """Raises NotPermitted where the service keeps none."""
        if self.workbench is None:
            raise nobody_acts()
        return self.workbench

    @property
    def answers(self) -> Answers:
        """Over the view of the request at hand. Raises LookupError outside one."""
        return self.sight.current()

    async def ask(self, question: Callable[[], T], *, apart: bool = False) -> T:
        """``apart``: in a thread of its own, for what takes longer than others should wait."""
        return await to_thread.run_sync(question) if self.threads or apart else question()

    def is_hub(self, id: str) -> bool:
        """Whether so many ties lead to it that to read them alone takes long."""
        return id in self.answers.hubs.ids

    async def act(self, deed: Callable[[Acting], T]) -> T:
        """In a worker thread: an act waits for the disk. Raises NotPermitted if nobody acts."""
        acting = self.acting
        if acting is None:
            raise nobody_acts()
        return await to_thread.run_sync(lambda: deed(acting))

    def log(
        self, request: Request, item: str, subjects: tuple[str, ...], status: int,
        why: str = "",
    ) -> None:  # fmt: skip
        """Before the answer leaves, which waits until the line is durable (``api.recorded``);
        ``nobody`` where no key, token or session was good. Raises NotPermitted if who asks may be
        told of itself only, and this tells of others."""
        state = request.scope["state"]
        actor, grant = state["actor"], state["grant"]
        if (
            grant is not None
            and grant.of == "own"
            and status < 400
            and actor.subject not in subjects
        ):
            raise of_another()
        who = NOBODY if actor is None else actor.name
        why = _speakable(why or state["purpose"] or "unstated")
        look_up = LookUp(who, why, _speakable(item), subjects, status, state["trace"])
        expect(request.scope, self.audit.record(look_up))

    def note_check(self, request: Request, found: Any, unit: str) -> None:
        """Write a check as answered into the journal, before the answer leaves."""
        if self.journal is not None:
            expect(request.scope, self.journal.record(found, unit))

    def sync(self) -> None:
        """Wait until what was logged is on the disk."""
        self.audit.sync()
        if self.journal is not None:
            self.journal.sync()


def attachment(content: bytes, name: str, media: str, **headers: str) -> Response:
    """A file to keep, under its name."""
    named = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", **headers}
    return Response(content, headers=named, media_type=media)


def organisation_of(request: Request) -> str:
    """For whom is asked; on its own machine the service is one organisation, ``local``."""
    name: str = request.state.actor.organisation
    return name or "local"


def moved(path: str, id: str, suffix: str, query: str) -> Response:
    location = f"{path}{quote(id, safe='')}{suffix}" + (f"?{query}" if query else "")
    return answer({"moved_to": id, "location": location}, 308, location)


async def of_subject(
    desk: Desk, request: Request, item: str, question: Callable[[], Any],
    suffix: str | None = None, *, apart: bool = False,
) -> Response:  # fmt: skip
    """Ask about one subject, log it, and answer; a merged id answers 308. ``item`` names the
    question in the log and, unless ``suffix`` says otherwise, ends its address; what is asked of a
    hub, or costs several answers (``apart``), keeps nobody else waiting."""
    apart = apart or desk.is_hub(request.path_params["id"])
    found = await desk.ask(question, apart=apart)
    redirected = found["redirected_from"] is not None
    desk.log(request, item, (found["id"],), 308 if redirected else 200)
    if redirected:
        ending = f"/{item}" if suffix is None else suffix
        return moved("/v1/subjects/", found["id"], ending, request.url.query)
    return answer(found)


async def given_of(
    desk: Desk, request: Request, item: str, id: str, moment: Moment,
    make: Callable[[Ground, str], Any],
) -> Response:  # fmt: skip
    """As ``of_subject``, for what is asked all day: given before, it is given again."""
    answers = desk.answers
    found = await desk.ask(
        lambda: answers.given.ask(answers, item, id, moment, make), apart=desk.is_hub(id)
    )  # fmt: skip
    desk.log(request, item, (found.id,), 308 if found.moved else 200)
    if found.moved:
        return moved("/v1/subjects/", found.id, f"/{item}", request.url.query)
    return Tagged(found.content, found.tag)


def given_again(desk: Desk, item: str) -> AtOnce | None:
    """What ``given_of`` gave before, without waiting; None where the store is waited for."""
    if desk.threads:
        return None

    def again(request: Request, id: str) -> Response | None:
        answers = desk.answers
        found = answers.given.again(answers, item, id, _LATEST)
        if found is None or found.moved:
            return None
        desk.log(request, item, (found.id,), 200)
        return Tagged(found.content, found.tag)

    return again
