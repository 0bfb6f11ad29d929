"""The sections of a participant's credit file: of a unit or of a leader."""

from __future__ import annotations

from typing import Any, Final

from analyses.projects.career import Career, career, lifelong
from api.answers.files.alerts import alerts
from api.answers.files.contracts import contracts
from api.answers.files.grades import grades
from api.answers.files.inspections import inspections
from api.answers.files.records import (
    COMMITMENT_COLUMNS,
    GOOD_COLUMNS,
    LICENCE_COLUMNS,
    RECORD_COLUMNS,
    adverse,
    of_kind,
    undelivered,
)
from api.answers.files.sections import MOST, Columns, facts, percent, section
from api.answers.files.shapes import Section
from api.answers.ground import Ground
from api.answers.masks import readable
from api.answers.projects.participant import liability, mentioned, post
from api.answers.projects.shapes import PostShape
from api.answers.projects.wording import iso_day, names
from graph.facts import NodeView
from graph.vocabulary import LINK_CODE, NODE_KIND, OFFICE_ZH

MOST_PROJECTS: Final = 500
_POSTS: Final[Columns] = (
    ("role", "角色"), ("project", "项目"), ("site", "工程"), ("unit", "代表单位"),
    ("valid_from", "自", "day"), ("valid_until", "至", "day"),
)  # fmt: skip
_OWNS, _HOLDS, _CONTROLS = (LINK_CODE[name] for name in ("owns", "holds_office", "controls"))


def participant_sections(ground: Ground, view: NodeView) -> list[Section]:
    """Basics, qualification, works by role, evaluation, record, commitments, who stands behind."""
    number = view.number
    found = career(ground.network, ground.views, number, most=MOST_PROJECTS)
    return [
        basics(view), _qualification(ground, found, number),
        _works(ground, found), _led(ground, found),
        grades(ground, [view.number], "evaluation", ("信用评价", "Evaluation")),
        good(ground, number),
        section("bad_records", ("失信记录(有效期内)", "Adverse records within their life"),
                RECORD_COLUMNS, adverse(ground, number, lambda *_: True),
                missing=undelivered(ground, "sanction"),
                unread=not ground.judged.records_read(ground, number)),
        commitments(ground, number), contracts(ground, number), inspections(ground, [number]),
        behind(ground, number), alerts(ground, [number]), _liability(ground, found),
    ]  # fmt: skip


def basics(view: NodeView) -> Section:
    """All the subject's own fields, persons' masked, by their Chinese names."""
    fields, _ = readable(NODE_KIND[view.kind].fields, view.fields)
    told = [("代码", view.key.id), ("类别", NODE_KIND[view.kind].zh)]
    told += [(field.zh, str(fields[field.name])) for field in NODE_KIND[view.kind].fields
             if field.name in fields and field.name not in ("uscc", "identity_sealed")]  # fmt: skip
    return facts("basics", ("基本信息", "Basics"), told)


def _qualification(ground: Ground, found: Career, number: int) -> Section:
    stated = dict.fromkeys(
        str(view.fields["qualification"]) for part in found.taken
        for view in [found.projects[_of(found, part.site)].said[part.link]]
        if "qualification" in view.fields
    )  # fmt: skip
    rows: list[dict[str, Any]] = [{"name": each, "state": "参建时载明"} for each in stated]
    rows += of_kind(ground, number, "licensed_by",
                    ("document", "authority", "decided", "until", "state"))  # fmt: skip
    return section("qualification", ("资质与许可", "Qualification and licences"),
                   LICENCE_COLUMNS, rows, missing=undelivered(ground, "licence"))  # fmt: skip


def _of(found: Career, site: int) -> int:
    return next(p for p, each in found.projects.items() if site in each.sites.parent)


def _posts(ground: Ground, found: Career, *, led: bool) -> list[dict[str, Any]]:
    spoken = names(ground, mentioned(found))
    parts = found.led if led else found.taken
    told = [post(ground, spoken, found, part) for part in parts
            if part.first <= ground.day.toordinal()]  # fmt: skip
    return [_post(each) for each in sorted(told, key=lambda each: each["role"])]


def _post(told: PostShape) -> dict[str, Any]:
    return {
        "role": told["role_zh"], "project": told["project"]["name"], "site": told["site"]["name"],
        "unit": told["unit"]["name"] if told["unit"] else None,
        "valid_from": told["valid_from"], "valid_until": told["valid_until"],
    }  # fmt: skip


def _works(ground: Ground, found: Career) -> Section:
    return section("works", ("参建业绩(按角色)", "Works, by role"), _POSTS,
                   _posts(ground, found, led=False))  # fmt: skip


def _led(ground: Ground, found: Career) -> Section:
    return section("led", ("任项目负责人", "Posts as project leader"), _POSTS,
                   _posts(ground, found, led=True))  # fmt: skip


def good(ground: Ground, number: int) -> Section:
    rows = of_kind(ground, number, "commended_by", ("document", "authority", "decided", "until"))
    return section("good_records", ("守信记录", "Commendations"), GOOD_COLUMNS, rows,
                   missing=undelivered(ground, "commendation"))  # fmt: skip


def commitments(ground: Ground, number: int) -> Section:
    rows = of_kind(ground, number, "committed", [name for name, *_ in COMMITMENT_COLUMNS[1:-1]])
    return section("commitments", ("信用承诺", "Commitments"), COMMITMENT_COLUMNS, rows,
                   missing=undelivered(ground, "commitment"))  # fmt: skip


def behind(ground: Ground, number: int) -> Section:
    """Who owns the subject, holds its offices or is registered to control it on the day."""
    day = ground.day.toordinal()
    ties = [
        tie
        for tie in ground.network.every_tie(number)
        if not tie[7] and tie[6] in (_OWNS, _HOLDS, _CONTROLS) and tie[4] <= day <= tie[5]
    ]
    shown = sorted(ties, key=lambda tie: (tie[6], -tie[3], tie[1]))[:MOST]
    spoken = names(ground, [tie[0] for tie in shown])
    links = ground.views.links(tie[1] for tie in shown)
    rows = [
        {
            "name": spoken.named(tie[0])["name"], "id": spoken.named(tie[0])["id"],
            "how": _how(tie[6], str(links[tie[1]].fields.get("office", ""))),
            "share": _share(tie[2], tie[3]) if tie[6] == _OWNS else None,
            "since": iso_day(tie[4]),
        }
        for tie in shown
    ]  # fmt: skip
    return section("behind", ("背后主体摘要(直接关系)", "Who stands behind, directly"), (
        ("name", "名称"), ("id", "代码"), ("how", "关系"), ("share", "份额"),
        ("since", "自", "day"),
    ), rows, total=len(ties))  # fmt: skip


def _how(kind: int, office: str) -> str:
    if kind == _OWNS:
        return "出资持股"
    return "登记的实际控制" if kind == _CONTROLS else OFFICE_ZH.get(office, "任职")


def _share(least: int, most: int) -> str:
    """Percent, exact; a range where it is not known."""
    low, high = percent(least), percent(most)
    return f"{low}%" if least == most else f"{low}%–{high}%(未载明)"


def _liability(ground: Ground, found: Career) -> Section:
    rules = ground.rules.construction
    spoken = names(ground, mentioned(found))
    told = [liability(ground, spoken, found, each)
            for each in lifelong(ground.views, rules, found, found.led, ground.day)]  # fmt: skip
    rows = [
        {
            "project": each["project"]["name"], "site": each["site"]["name"],
            "role": each["role_zh"], "unit": each["unit"]["name"] if each["unit"] else None,
            "since": each["since"], "left": each["left"],
            "years": f"{each['years']} 年{'(推定)' if each['years_assumed'] else ''}",
            "until": each["until"] or "竣工验收起算",
            "basis": ";".join(f"《{one['document']}》{one['article']}" for one in each["basis"]),
        }
        for each in told
    ]  # fmt: skip
    return section("liability", ("质量终身责任", "Lifelong liability for quality"), (
        ("project", "项目"), ("site", "工程"), ("role", "角色"), ("unit", "代表单位"),
        ("since", "到任", "day"), ("left", "离任", "day"), ("years", "设计使用年限"),
        ("until", "责任至"), ("basis", "依据"),
    ), rows)  # fmt: skip
