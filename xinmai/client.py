"""Xinmai over HTTP, for Python: one method a question, the answers as the service gives them.

    from xinmai.client import Client

    with Client("https://credit.example.gov.cn", key="xk_…") as xinmai:  # or XINMAI_URL, _KEY
        answer = xinmai.risk("91370100MA3C4XXXXX", as_of="2026-01-31")
        for row in xinmai.screen(["91370100MA3C4XXXXX", "market:4711"]):
            print(row["asked"], row["outcome"])

``AsyncClient`` has the same methods, to be awaited. What the service refuses is raised as Problem.
A question is repeated when the service is busy or out of reach; an act, too, for its key makes it
once only. Needs httpx: ``pip install xinmai[client]``.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, Self, TypeVar
from urllib.parse import quote

import httpx

LOCAL: Final = "http://127.0.0.1:8000"
TRIES: Final = 4
LONGEST_WAIT: Final = 30.0  # seconds, whatever Retry-After says
BUSY: Final = frozenset({429, 503})
LINES: Final = "application/x-ndjson"
AT_ONCE: Final = 1_000  # subjects of one screening
AT_A_TIME: Final = 50  # names of one matching
HELD: Final = 20  # seconds the service may wait for an event before it answers


class Answer(dict[str, Any]):
    """The object the service answered. ``trace`` finds the request in the service's log."""

    trace: str = ""


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field of the request, in both languages."""

    field: str
    zh: str
    en: str


class Problem(Exception):
    """The service refused (RFC 9457). ``kind`` is stable, for a program to branch on."""

    def __init__(self, status: int, said: Mapping[str, Any]) -> None:
        self.status = status
        self.kind = str(said.get("type", "")).rpartition(":")[2]
        self.title_zh, self.title_en = said.get("title_zh", ""), said.get("title_en", "")
        self.detail_zh, self.detail_en = said.get("detail_zh", ""), said.get("detail_en", "")
        listed = said.get("errors", ())
        self.errors = tuple(
            FieldError(*(str(e.get(name, "")) for name in ("field", "zh", "en")))
            for e in (listed if isinstance(listed, list) else ())
            if isinstance(e, dict)
        )
        self.trace = str(said.get("trace", ""))
        super().__init__(f"{status} {self.kind}: {self.detail_en or self.title_en}")


class Unreachable(Exception):
    """No answer came, after all tries, or it broke off: ask again for what is missing."""


@dataclass(frozen=True)
class Call:
    """One request, before it is sent. It may be sent again: a question changes nothing, and an act
    is carried out once under its key."""

    method: str
    path: str
    params: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


def _get(path: str, params: Mapping[str, Any]) -> Call:
    return Call("GET", path, {name.rstrip("_"): v for name, v in params.items() if v is not None})


def _act(path: str, body: Mapping[str, Any], key: str | None) -> Call:
    """Under one key however often it is sent: the service carries it out once."""
    return Call("POST", path, body=body, headers={"Idempotency-Key": key or uuid.uuid4().hex})


def _screening(ids: Sequence[str], options: Mapping[str, Any]) -> Iterator[Call]:
    """A list of any length, a thousand at a time."""
    told = {name: value for name, value in options.items() if value is not None}
    for first in range(0, len(ids), AT_ONCE):
        body = {"ids": list(ids[first : first + AT_ONCE]), **told}
        yield Call("POST", "/v1/screen", body=body, headers={"Accept": LINES})


def _matching(names: Sequence[str], limit: int) -> Iterator[Call]:
    """A list of any length, fifty at a time."""
    for first in range(0, max(len(names), 1), AT_A_TIME):
        told = [{"conditions": [{"matchType": "name", "propertyValue": name}], "limit": limit}
                for name in names[first : first + AT_A_TIME]]  # fmt: skip
        yield Call("POST", "/reconcile/match", body={"queries": told})


def _joined(answers: Sequence[Answer]) -> Answer:
    """The results of all, in their order; the trace is of the last."""
    joined = Answer(results=[result for answer in answers for result in answer["results"]])
    joined.trace = answers[-1].trace
    return joined


def _following(call: Call, answer: Mapping[str, Any]) -> Call | None:
    """The call for the next page; None after the last."""
    after = answer.get("next")
    return _get(call.path, {**call.params, "cursor": after}) if after else None


def _answer(response: httpx.Response) -> Answer:
    """Raises Problem for what was refused, and for what is no answer of the service."""
    said = _json(_accepted(response))
    if not isinstance(said, dict):
        raise Problem(response.status_code, {"detail_en": response.text[:200]})
    answer = Answer(said)
    answer.trace = response.headers.get("x-trace-id", "")
    return answer


def _accepted(response: httpx.Response) -> httpx.Response:
    """Raises Problem for what was refused, also by whatever stands before the service."""
    if not response.is_error:
        return response
    said = _json(response)
    told = said if isinstance(said, dict) else {"detail_en": response.text[:200]}
    raise Problem(response.status_code, told)


def _json(response: httpx.Response) -> Any:
    """None for what is none."""
    try:
        return response.json()
    except ValueError:
        return None


def _broken(error: httpx.TransportError) -> Unreachable:
    return Unreachable(f"the rows broke off: {error or type(error).__name__}")


def _wait(tried: int, response: httpx.Response | None) -> float:
    """Seconds before the next try: what the service asked for, else 0.5, 1, 2 …"""
    asked = "" if response is None else response.headers.get("retry-after", "")
    return min(float(asked) if asked.isdigit() else 0.5 * 2**tried, LONGEST_WAIT)


R = TypeVar("R")


class Questions(Generic[R]):
    """What may be asked. Options are the address's own: ``as_of="2026-01-31"``, ``hops=2``; one
    that is a word of Python gets an underscore (``from_``)."""

    def _ask(self, call: Call) -> R:
        raise NotImplementedError

    def get(self, path: str, **options: Any) -> R:
        """Any other question, by its address."""
        return self._ask(_get(path, options))

    def act(self, path: str, body: Mapping[str, Any], *, key: str | None = None) -> R:
        """An act, by its address; ``key`` makes it once only, also when sent again later."""
        return self._ask(_act(path, body, key))

    def put(self, path: str) -> R:
        """As a subject is put on a watch list; again changes nothing."""
        return self._ask(Call("PUT", path))

    def delete(self, path: str) -> R:
        return self._ask(Call("DELETE", path))

    def search(self, text: str, **options: Any) -> R:
        return self.get("/v1/search", q=text, **options)

    def subject(self, id: str, **options: Any) -> R:
        return self.get(f"/v1/subjects/{quote(id, safe='')}", **options)

    def related(self, id: str, **options: Any) -> R:
        return self.get(f"/v1/subjects/{quote(id, safe='')}/related", **options)

    def paths(self, a: str, b: str, **options: Any) -> R:
        return self.get("/v1/paths", from_=a, to=b, **options)

    def risk(self, id: str, **options: Any) -> R:
        return self.get(f"/v1/subjects/{quote(id, safe='')}/risk", **options)

    def owners(self, id: str, **options: Any) -> R:
        return self.get(f"/v1/subjects/{quote(id, safe='')}/owners", **options)

    def project(self, code: str, **options: Any) -> R:
        return self.get(f"/v1/projects/{quote(code, safe='')}", **options)

    def check(self, id: str, item: str, purpose: str, **options: Any) -> R:
        """A credit check (信用核查), with its receipt."""
        return self.get("/v1/checks", id=id, item=item, purpose=purpose, **options)

    def changes(self, **options: Any) -> R:
        """One page of the change feed, after a ``cursor``."""
        return self.get("/v1/changes", **options)

    def match(self, names: Sequence[str], *, limit: int = 5) -> R:
        """Whom names mean, any number: ``results`` in their order, each with its candidates."""
        return self._matched(_matching(names, limit))

    def _matched(self, calls: Iterator[Call]) -> R:
        raise NotImplementedError


def _settings(url: str | None, key: str | None, purpose: str | None) -> dict[str, Any]:
    shown = key or os.environ.get("XINMAI_KEY", "")
    headers: dict[str, str | bytes] = {"Authorization": f"Bearer {shown}"} if shown else {}
    if purpose:
        headers["X-Purpose"] = purpose.encode()  # the service says which there are
    place = url or os.environ.get("XINMAI_URL", LOCAL)
    return {"base_url": place, "headers": headers, "follow_redirects": True}


def _request(http: httpx.Client | httpx.AsyncClient, call: Call) -> httpx.Request:
    trace = f"00-{uuid.uuid4().hex}-{uuid.uuid4().hex[:16]}-01"
    headers = {"traceparent": trace, **call.headers}
    body = {} if call.body is None else {"json": call.body}
    return http.build_request(
        call.method, call.path, params=dict(call.params), headers=headers, **body
    )


class Client(Questions[Answer]):
    """Asks and waits. ``timeout`` in seconds, a try; ``purpose`` is stated with every question;
    ``transport`` as httpx has it. Close it, or use it in a ``with``."""

    def __init__(
        self, url: str | None = None, key: str | None = None, *, purpose: str | None = None,
        timeout: float = 30.0, tries: int = TRIES, transport: httpx.BaseTransport | None = None,
    ) -> None:  # fmt: skip
        settings = _settings(url, key, purpose)
        self._http = httpx.Client(timeout=timeout, transport=transport, **settings)
        self._tries = tries

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def file(self, path: str, **options: Any) -> bytes:
        """What an address gives that is no JSON: a credit file's PDF, an export."""
        return _accepted(self._send(_get(path, options))).content

    def pages(self, path: str, **options: Any) -> Iterator[Answer]:
        """Every page of a list, by its address."""
        call: Call | None = _get(path, options)
        while call is not None:
            answer = self._ask(call)
            yield answer
            call = _following(call, answer)

    def events(self, cursor: str | None = None) -> Iterator[tuple[dict[str, Any], str]]:
        """What changes for the subjects watched, as it comes, without end; each with the cursor to
        go on from after it."""
        while True:
            page = self.changes(cursor=cursor, wait=HELD)
            cursor = str(page["cursor"])
            for event in page["events"]:
                yield event, event["cursor"]

    def screen(self, ids: Sequence[str], **options: Any) -> Iterator[dict[str, Any]]:
        """A row a subject, in order, as they are worked out. Any number of subjects."""
        for call in _screening(ids, options):
            response = self._send(call, stream=True)
            try:
                if response.is_error:
                    response.read()
                _accepted(response)
                yield from map(json.loads, response.iter_lines())
            except httpx.TransportError as error:
                raise _broken(error) from error
            finally:
                response.close()

    def _matched(self, calls: Iterator[Call]) -> Answer:
        return _joined([self._ask(call) for call in calls])

    def _ask(self, call: Call) -> Answer:
        return _answer(self._send(call))

    def _send(self, call: Call, *, stream: bool = False) -> httpx.Response:
        for tried in range(self._tries):
            last = tried == self._tries - 1
            response: httpx.Response | None = None
            try:
                response = self._http.send(_request(self._http, call), stream=stream)
            except httpx.TransportError as error:
                if last:
                    raise Unreachable(str(error) or type(error).__name__) from error
            if response is not None:
                if response.status_code not in BUSY or last:
                    return response
                response.close()
            time.sleep(_wait(tried, response))
        raise ValueError("tries must be 1 or more")


class AsyncClient(Questions[Awaitable[Answer]]):
    """The same, to be awaited."""

    def __init__(
        self, url: str | None = None, key: str | None = None, *, purpose: str | None = None,
        timeout: float = 30.0, tries: int = TRIES,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:  # fmt: skip
        settings = _settings(url, key, purpose)
        self._http = httpx.AsyncClient(timeout=timeout, transport=transport, **settings)
        self._tries = tries

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        await self._http.aclose()

    async def file(self, path: str, **options: Any) -> bytes:
        """What an address gives that is no JSON: a credit file's PDF, an export."""
        return _accepted(await self._send(_get(path, options))).content

    async def pages(self, path: str, **options: Any) -> AsyncIterator[Answer]:
        """Every page of a list, by its address."""
        call: Call | None = _get(path, options)
        while call is not None:
            answer = await self._ask(call)
            yield answer
            call = _following(call, answer)

    async def events(self, cursor: str | None = None) -> AsyncIterator[tuple[dict[str, Any], str]]:
        """What changes for the subjects watched, as it comes, without end; each with the cursor to
        go on from after it."""
        while True:
            page = await self.changes(cursor=cursor, wait=HELD)
            cursor = str(page["cursor"])
            for event in page["events"]:
                yield event, event["cursor"]

    async def screen(self, ids: Sequence[str], **options: Any) -> AsyncIterator[dict[str, Any]]:
        """A row a subject, in order, as they are worked out. Any number of subjects."""
        for call in _screening(ids, options):
            response = await self._send(call, stream=True)
            try:
                if response.is_error:
                    await response.aread()
                _accepted(response)
                async for line in response.aiter_lines():
                    yield json.loads(line)
            except httpx.TransportError as error:
                raise _broken(error) from error
            finally:
                await response.aclose()

    async def _matched(self, calls: Iterator[Call]) -> Answer:
        return _joined([await self._ask(call) for call in calls])

    async def _ask(self, call: Call) -> Answer:
        return _answer(await self._send(call))

    async def _send(self, call: Call, *, stream: bool = False) -> httpx.Response:
        for tried in range(self._tries):
            last = tried == self._tries - 1
            response: httpx.Response | None = None
            try:
                response = await self._http.send(_request(self._http, call), stream=stream)
            except httpx.TransportError as error:
                if last:
                    raise Unreachable(str(error) or type(error).__name__) from error
            if response is not None:
                if response.status_code not in BUSY or last:
                    return response
                await response.aclose()
            await asyncio.sleep(_wait(tried, response))
        raise ValueError("tries must be 1 or more")
