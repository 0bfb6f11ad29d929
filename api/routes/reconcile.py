"""``/reconcile``: names matched with subjects, as OpenRefine and its like ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, Any, Final, TypeVar
from urllib.parse import parse_qsl

import msgspec
from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api import problems
from api.acting import nobody_acts
from api.answers import reconcile as answers
from api.answers.reconcile.asked import BATCH_02, MOST_CANDIDATES
from api.answers.reconcile.candidates import organizations
from api.answers.reconcile.judged import Judgement, Judgements, Verdict, holding
from api.answers.reconcile.manifest import DRAFT
from api.answers.resolve import subject_of
from api.answers.search import LONGEST_QUERY
from api.bodies import Name, parsed, read_body, read_kept
from api.examples import reconcile as documented
from api.questions import Number
from api.routes.desk import Desk, answer
from api.routes.investigations import investigator
from graph.errors import RefusedInput, UnsupportedMedia
from graph.masking import speakable

B = TypeVar("B")
FORM: Final = "application/x-www-form-urlencoded"
FIELDS: Final = ("queries", "extend")
MANIFESTS: Final[Mapping[str | None, Callable[[str], dict[str, Any]]]] = {
    None: answers.manifest_02,
    "0.2": answers.manifest_02,
    "0.3": answers.manifest_draft,  # as the draft was called at first
    DRAFT: answers.manifest_draft,
}


class Manifest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: Annotated[
        str | None,
        Field(max_length=20, description="规范版本,缺省 0.2 / 0.2, 1.0-draft or 0.3"),
    ] = None
    queries: Annotated[str | None, Field(description="0.2 的一批查询 / a batch, of 0.2")] = None
    extend: Annotated[str | None, Field(description="0.2 的扩展查询 / an extension, of 0.2")] = None


class Suggest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    prefix: Annotated[str, Field(max_length=LONGEST_QUERY)] = ""
    cursor: Annotated[Number, Field(ge=0, le=1_000)] = 0


class Propose(BaseModel):
    model_config = ConfigDict(extra="forbid")

    type: Annotated[str, Field(max_length=200)] = ""
    limit: Annotated[Number, Field(ge=1, le=100)] = 100


def reconcile_routes(desk: Desk) -> APIRouter:
    """Names matched with subjects."""
    router = APIRouter(prefix="/reconcile", tags=["reconcile"])

    @router.get("", responses=documented.ANY)
    async def manifest(request: Request, asked: Annotated[Manifest, Query()]) -> Response:
        """服务清单,或 0.2 的查询 / the manifest, or a batch of version 0.2."""
        if asked.queries is not None or asked.extend is not None:
            return await _asked_02(desk, request, asked.queries, asked.extend)
        base = str(request.base_url)
        told = _manifest_of(asked.version)
        return answer(told(base))

    @router.post("", responses=documented.ANY, openapi_extra=documented.FORM)
    async def batch(request: Request) -> Response:
        """0.2 的一批查询或扩展查询 / a batch or an extension, as version 0.2 sends them."""
        told = await _form(request)
        return await _asked_02(desk, request, told.get("queries"), told.get("extend"))

    @router.post("/match", responses=documented.ANY, openapi_extra=documented.BATCH)
    async def match(request: Request) -> Response:
        """草案版本的一批查询 / a batch, as the draft sends it."""
        asked = answers.queries_draft(await read_body(request, answers.DraftSent))
        return answer(answers.results_draft(await _told(desk, request, asked)))

    @router.post("/extend", responses=documented.ANY, openapi_extra=documented.EXTENSION)
    async def extend(request: Request) -> Response:
        """草案版本的扩展查询 / properties of subjects, as the draft asks."""
        meta, rows = await _extended(desk, request, await read_body(request, answers.Extension))
        listed = [
            {"id": one, "properties": [{"id": name, "values": v} for name, v in values.items()]}
            for one, values in rows.items()
        ]
        return answer({"meta": meta, "rows": listed})

    @router.get("/extend/propose", responses=documented.ANY)
    async def propose(request: Request, asked: Annotated[Propose, Query()]) -> Response:
        """可取的属性 / properties that may be fetched."""
        found = answers.proposed(asked.type, asked.limit)
        return answer({"type": speakable(asked.type), "limit": asked.limit, "properties": found})

    @router.get("/suggest/entity", responses=documented.ANY)
    async def entities(request: Request, asked: Annotated[Suggest, Query()]) -> Response:
        """按名称补全组织 / organisations, as they are typed."""
        found = await to_thread.run_sync(lambda: _suggested(desk, asked))
        desk.log(request, "reconcile:suggest", tuple(one["id"] for one in found), 200)
        return answer({"result": found})

    @router.get("/suggest/property", responses=documented.ANY)
    async def properties(request: Request, asked: Annotated[Suggest, Query()]) -> Response:
        """按名称补全属性 / properties, as they are typed."""
        return answer({"result": answers.properties_like(asked.prefix)[asked.cursor :]})

    @router.get("/suggest/type", responses=documented.ANY)
    async def types(request: Request, asked: Annotated[Suggest, Query()]) -> Response:
        """按名称补全类型 / types, as they are typed."""
        return answer({"result": answers.types_like(asked.prefix)[asked.cursor :]})

    @router.post("/judgements", responses=documented.ANY, openapi_extra=documented.JUDGEMENT)
    async def judged(request: Request) -> Response:
        """认定一个名称是或不是某主体,可撤回 / judge whom a name means; it may be withdrawn."""
        kept, who = _judgements(desk), investigator(request)
        body = await read_kept(request, Judging)
        told = await to_thread.run_sync(lambda: _judgement(desk, body, who.author))
        new = await to_thread.run_sync(lambda: kept.judge(who.organisation, told))
        desk.log(request, f"reconcile:judged:{told.verdict}", (told.subject,), 200)
        found = await to_thread.run_sync(lambda: kept.of(who.organisation, told.name))
        return answer({**_judged(found), "repeated": not new})

    @router.get("/judgements", responses=documented.ANY)
    async def judgements(
        request: Request, name: Annotated[str, Query(min_length=1, max_length=400)]
    ) -> Response:
        """本单位对一个名称的认定 / what the organisation judged of a name, and why."""
        kept, who = _judgements(desk), investigator(request)
        found = await to_thread.run_sync(lambda: kept.of(who.organisation, name))
        desk.log(request, "reconcile:judgements", tuple({one.subject for one in found}), 200)
        return answer(_judged(found))

    @router.get("/preview", responses=documented.PREVIEW)
    async def preview(request: Request, id: Annotated[str, Query(max_length=400)]) -> Response:
        """一个组织的小卡片 / a subject in a small frame."""
        shown, page = await desk.ask(lambda: answers.preview_page(desk.answers.on(), id))
        desk.log(request, "reconcile:preview", (shown,), 200)
        return Response(page, media_type="text/html; charset=utf-8")

    return router


def _manifest_of(version: str | None) -> Callable[[str], dict[str, Any]]:
    """Raises RefusedInput for a version that is not spoken."""
    if version not in MANIFESTS:
        listed = ", ".join(filter(None, MANIFESTS))
        raise RefusedInput(
            f"version 应为以下之一:{listed}", f"version must be one of: {listed}", field="version"
        )
    return MANIFESTS[version]


def _suggested(desk: Desk, asked: Suggest) -> list[dict[str, Any]]:
    if not asked.prefix.strip():
        return []
    ground = desk.answers.on()
    hits = ground.store.search(asked.prefix, limit=asked.cursor + MOST_CANDIDATES)
    views = organizations(ground, [hit.number for hit in hits])
    return [
        {"id": view.key.id, "name": view.name, "notable": ["organization"]}
        for view in list(views.values())[asked.cursor :]
    ]


async def _asked_02(
    desk: Desk, request: Request, queries: str | None, extend: str | None
) -> Response:
    if queries is not None:
        asked = answers.queries_02(_parsed("queries", queries, BATCH_02))
        found = await _told(desk, request, asked.values())
        return answer(answers.results_02(dict(zip(asked, found, strict=True))))
    if extend is not None:
        meta, rows = await _extended(desk, request, _parsed("extend", extend, answers.Extension))
        return answer({"meta": meta, "rows": rows})
    raise RefusedInput("请给出 queries 或 extend", "give queries or extend", field="queries")


def _parsed(parameter: str, text: str, shape: type[B]) -> B:
    """Raises RefusedInput, naming the parameter if it is nothing inside it that is wrong."""
    try:
        return parsed(text.encode(), shape)
    except RefusedInput as refusal:
        field = parameter if refusal.field in (None, "body") else refusal.field
        raise RefusedInput(refusal.zh, refusal.en, field=field) from None


async def _told(
    desk: Desk, request: Request, asked: Iterable[answers.Read]
) -> list[list[answers.Found] | dict[str, Any]]:
    """Of each query its candidates, or what is wrong with it."""
    read = list(asked)
    right = [one for one in read if isinstance(one, answers.Query)]
    found = iter(await _reconciled(desk, request, right))
    return [_wrong(request, one) if isinstance(one, RefusedInput) else next(found) for one in read]


def _wrong(request: Request, refusal: RefusedInput) -> dict[str, Any]:
    accept = request.headers.get("accept-language", "")
    return problems.body(problems.refusal_of(refusal), accept=accept, trace=request.state.trace)


async def _reconciled(
    desk: Desk, request: Request, queries: Iterable[answers.Query]
) -> list[list[answers.Found]]:
    asked, kept, unit = list(queries), desk.judgements, investigator(request).organisation

    def judged(name: str) -> Mapping[str, Verdict]:
        return kept.in_force(unit, name) if kept is not None else {}

    found = await to_thread.run_sync(lambda: answers.reconciled(desk.answers.on(), asked, judged))
    named = dict.fromkeys(one.view.key.id for several in found for one in several)
    desk.log(request, "reconcile", tuple(named), 200)
    return found


async def _extended(
    desk: Desk, request: Request, asked: answers.Extension
) -> tuple[list[dict[str, Any]], dict[str, dict[str, list[dict[str, Any]]]]]:
    found = await to_thread.run_sync(lambda: answers.extended(desk.answers.on(), asked))
    desk.log(request, "reconcile:extend", tuple(found[1]), 200)
    return found


class Judging(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``verdict`` of whether the name means the subject; ``withdrawn`` takes the last one back."""

    name: Name
    id: Name
    verdict: Verdict
    reason: Name


def _judgement(desk: Desk, body: Judging, author: str) -> Judgement:
    """Raises UnknownId for whom nobody knows, RefusedInput for a person or a number of one."""
    ground = desk.answers.on()
    who, _ = subject_of(ground, body.id)
    if not organizations(ground, [who.number]) or speakable(body.name) != body.name:
        raise RefusedInput(
            "只认定组织的名称,不认定自然人",
            "names of organisations are judged, persons are not",
            field="id",
        )
    return Judgement(body.name, who.key.id, body.verdict, body.reason, author, "")


def _judgements(desk: Desk) -> Judgements:
    """Raises NotPermitted where the service keeps none."""
    if desk.judgements is None:
        raise nobody_acts()
    return desk.judgements


def _judged(found: Sequence[Judgement]) -> dict[str, Any]:
    held = holding(found)
    return {
        "judgements": [{**one._asdict(), "in_force": held.get(one.subject) is one} for one in found]
    }


async def _form(request: Request) -> dict[str, str]:
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != FORM:
        raise UnsupportedMedia(f"请以 {FORM} 发送", f"send it as {FORM}")
    try:
        pairs = parse_qsl((await request.body()).decode("utf-8"), keep_blank_values=True,
                          strict_parsing=True, errors="strict", max_num_fields=4)  # fmt: skip
    except ValueError:
        raise RefusedInput("表单内容有误", "the form is malformed", field="queries") from None
    told = dict(pairs)
    if len(told) != len(pairs) or not set(told) <= set(FIELDS):
        raise RefusedInput(
            "表单只有 queries 或 extend,各一次",
            "the form has queries or extend, once",
            field="queries",
        )
    return told
