"""The sections of a project's credit file."""

from __future__ import annotations

from typing import Any, Final

from analyses.acted_on import standing_fields
from analyses.projects.history import changes
from analyses.projects.liability import liabilities
from analyses.projects.requirements import Required
from api.answers.describe import iso
from api.answers.files.alerts import alerts
from api.answers.files.conflicts import conflicts
from api.answers.files.grades import grades
from api.answers.files.inspections import inspections
from api.answers.files.records import (
    COMMITMENT_COLUMNS,
    GOOD_COLUMNS,
    LICENCE_COLUMNS,
    RECORD_COLUMNS,
    adverse,
    concerned,
    concerning,
    holders,
    of_kind,
    plain,
    undelivered,
    who,
)
from api.answers.files.sections import facts, section, source, yuan
from api.answers.files.shapes import Section
from api.answers.projects.gathered import Gathered
from api.answers.projects.project import milestone, participant
from api.answers.projects.wording import STAGE_ZH, based, iso_day, names
from graph.vocabulary import ROLE_ZH

_JUDGED: Final = {"met": "已具备", "late": "迟交", "missing": "缺失",
                  "unknown": "无数据,不能判断"}  # fmt: skip
_CHANGED: Final = {
    "unit_joined": "单位进场", "unit_left": "单位退出", "leader_began": "负责人到任",
    "leader_ended": "负责人离任", "milestone": "审批办结",
}  # fmt: skip
_CONSORTIUM: Final = {"lead": "牵头人", "member": "成员"}


def project_sections(found: Gathered) -> list[Section]:
    """Basics, stages, parties, records here and elsewhere, commitments, liability, changes."""
    here, elsewhere = _records(found)
    return [
        _basics(found), _stages(found), _requirements(found), _participants(found),
        section("records_here", ("本项目上产生的失信记录", "Adverse records of this project"),
                RECORD_COLUMNS, here, missing=undelivered(found.ground, "sanction")),
        section("records_elsewhere", ("参建主体的其他失信记录", "The parties' records elsewhere"),
                RECORD_COLUMNS, elsewhere, missing=undelivered(found.ground, "sanction"),
                unread=not all(found.ground.judged.records_read(found.ground, party)
                               for party in _people(found))),
        _good(found),
        grades(found.ground, _people(found), "grades",
               ("参建主体的信用评价", "The parties' grades")),
        _commitments(found), _permits(found),
        inspections(found.ground, _people(found)),
        conflicts(found.ground, found.sites.project),
        alerts(found.ground, _people(found)),
        _liability(found), _changes(found), _sources(found),
    ]  # fmt: skip


def _basics(found: Gathered) -> Section:
    view = found.asked
    whole = {**found.ground.views.nodes([found.sites.project])[found.sites.project].fields,
             **view.fields}  # fmt: skip
    stage = found.stages.of(view.number)
    degrees = [whole[name] for name in ("longitude", "latitude") if name in whole]
    place = ", ".join(f"{int(each) / 1e6:.6f}" for each in degrees)  # type: ignore[arg-type]
    return facts("basics", ("基本信息", "Basics"), (
        ("名称", view.name), ("代码", view.key.id), ("阶段", STAGE_ZH[stage] if stage else None),
        ("重点项目", whole.get("key_level")), ("总投资", yuan(whole.get("investment"))),
        ("工程分类", whole.get("category")), ("建设性质", whole.get("nature")),
        ("建设地点", whole.get("address")), ("行政区划", whole.get("division")),
        ("建设规模", whole.get("scale")), ("开工", plain(whole.get("started"))),
        ("竣工", plain(whole.get("completed"))), ("设计使用年限", whole.get("design_life")),
        ("位置(WGS-84 经度, 纬度)", place),
        ("工程", "、".join(each.name for each in
                         found.ground.views.nodes(found.sites.works).values())),
    ))  # fmt: skip


def _stages(found: Gathered) -> Section:
    spoken = names(found.ground, found.sites.parent)
    rows: list[dict[str, Any]] = []
    for each in found.milestones():
        told = milestone(spoken, each)
        rows.append({**told, "site": told["site"]["name"]})
    return section("stages", ("审批阶段", "Approval stages"), (
        ("decided", "办结日期", "day"), ("stage_zh", "阶段"), ("name", "事项"),
        ("document", "编号"), ("authority", "审批部门"), ("site", "工程"),
    ), rows,
                   missing=undelivered(found.ground, "milestone"))  # fmt: skip


def _requirements(found: Gathered) -> Section:
    """What holds alike for several works stands once."""
    rows = {tuple(row.items()): row for row in (_requirement(found, each)
                                                for each in found.required())}  # fmt: skip
    return section("requirements", ("各阶段信用要求", "What each stage requires of credit"), (
        ("stage", "阶段"), ("entered", "进入日期", "day"), ("rule", "要求"), ("role", "角色"),
        ("party", "应提交者"), ("state", "情况"), ("made", "提交日期", "day"), ("basis", "依据"),
    ), list(rows.values()), missing=undelivered(found.ground, "milestone"))  # fmt: skip


def _requirement(found: Gathered, each: Required) -> dict[str, Any]:
    basis = based(found.ground.rules, each.rule.basis)
    return {
        "stage": STAGE_ZH[each.rule.stage],
        "entered": iso(each.milestone.day),
        "rule": each.rule.zh,
        "role": ROLE_ZH[each.participant.role],
        "party": None if each.party is None else who(found.ground, each.party),
        "state": _JUDGED[each.state],
        "finding": each.is_finding,
        "made": iso(each.made),
        "basis": ";".join(f"《{one['document']}》{one['article']}" for one in basis),
    }


def _participants(found: Gathered) -> Section:
    taking = found.participants()
    spoken = names(found.ground, [*found.sites.parent, *(
        number for each in taking for number in (each.unit, each.leader) if number is not None
    )])  # fmt: skip
    rows = []
    for each in taking:
        told = participant(found, spoken, each)
        rows.append({
            "role": told["role_zh"], "unit": told["unit"]["name"], "unit_id": told["unit"]["id"],
            "leader": told["leader"]["name"] if told["leader"] else None,
            "valid_from": told["valid_from"], "valid_until": told["valid_until"],
            "contracts": told["contracts"], "qualification": told["qualification"],
            "consortium": _CONSORTIUM.get(told["consortium"] or ""),
            "sites": [site["name"] for site in told["sites"]],
        })  # fmt: skip
    return section("participants", ("参建各方与项目负责人", "Parties and their leaders"), (
        ("role", "角色"), ("unit", "单位"), ("unit_id", "代码"), ("leader", "项目负责人"),
        ("valid_from", "自", "day"), ("valid_until", "至", "day"), ("contracts", "合同", "many"),
        ("qualification", "资质", "many"), ("consortium", "联合体"), ("sites", "工程", "many"),
    ), rows)  # fmt: skip


def _people(found: Gathered) -> list[int]:
    """Units and leaders of the day, each once, in the order of the parties."""
    return list(dict.fromkeys(
        number for each in found.participants() for number in (each.unit, each.leader)
        if number is not None
    ))  # fmt: skip


def _records(found: Gathered) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What arose on this project, whoever did it, apart from what its parties did elsewhere."""
    ground, sites = found.ground, set(found.sites.parent)
    about = concerning(ground, filter(found.within, found.sites.parent), "sanction")
    on_it = {tie[0] for _, tie in about}
    doers = {doer: None for record in sorted(on_it)
             for doer in holders(ground, record, "sanctioned_by")}  # fmt: skip
    here = [row for doer in doers
            for row in adverse(ground, doer, lambda *_: True, on_it)]  # fmt: skip
    elsewhere = [
        row for party in _people(found)
        for row in adverse(ground, party,
                           lambda each, _: sites.isdisjoint(concerned(ground, each.number)))
    ]  # fmt: skip
    return here, elsewhere


def _good(found: Gathered) -> Section:
    names_ = ("document", "authority", "decided", "until")
    rows = [row for party in _people(found)
            for row in of_kind(found.ground, party, "commended_by", names_)]  # fmt: skip
    return section("good_records", ("参建主体的守信记录", "The parties' commendations"),
                   GOOD_COLUMNS, rows,
                   missing=undelivered(found.ground, "commendation"))  # fmt: skip


def _commitments(found: Gathered) -> Section:
    ground = found.ground
    rows = []
    for each in sorted(found.commitments(), key=lambda one: (str(one.made), one.number)):
        view = ground.views.nodes([each.number])[each.number]
        fields = standing_fields(ground.network, ground.rules, view, ground.day)
        told = {name: plain(fields.get(name)) for name, *_ in COMMITMENT_COLUMNS}
        origin = view.statements[0].origin if view.statements else None
        rows.append({**told, "party": "、".join(who(ground, by) for by in sorted(each.by)),
                     "source": source(origin) if origin else None})  # fmt: skip
    return section("commitments", ("信用承诺及履行", "Commitments and their fulfilment"),
                   COMMITMENT_COLUMNS, rows,
                   missing=undelivered(found.ground, "commitment"))  # fmt: skip


def _permits(found: Gathered) -> Section:
    """Licences that concern the project, and the numbers parties take part under."""
    rows = []
    for _, tie in concerning(found.ground, filter(found.within, found.sites.parent), "licence"):
        view = found.ground.views.nodes([tie[0]])[tie[0]]
        told = {name: plain(view.fields.get(name)) for name, *_ in LICENCE_COLUMNS}
        link = found.ground.views.links([tie[1]])[tie[1]]
        rows.append({**told, "name": view.name, "source": source(link.origin)})
    for each in found.milestones():
        if each.stage in ("construction", "acceptance") and each.fields.get("document"):
            rows.append({"name": each.fields.get("item") or each.fields["name"],
                         "document": each.fields["document"], "decided": iso(each.day),
                         "authority": each.fields.get("authority"), "state": "通过"})  # fmt: skip
    return section("permits", ("许可与备案", "Permits and records of acceptance"),
                   LICENCE_COLUMNS, rows,
                   missing=undelivered(found.ground, "milestone"))  # fmt: skip


def _liability(found: Gathered) -> Section:
    rules, day = found.ground.rules, found.ground.day
    liable = liabilities(rules.construction, found.works(), found.posts(), day)
    rows = [
        {
            "leader": who(found.ground, each.post.leader),
            "role": ROLE_ZH[each.post.role],
            "unit": who(found.ground, each.post.unit) if each.post.unit >= 0 else None,
            "since": iso_day(each.post.first),
            "left": iso_day(each.post.last) if each.left(day) else None,
            "years": f"{each.years} 年{'(推定)' if each.assumed else ''}",
            "until": iso(each.until) or "竣工验收起算",
            "basis": ";".join(f"《{one['document']}》{one['article']}"
                              for one in based(rules, each.rule.basis)),
        }
        for each in liable
    ]  # fmt: skip
    return section("liability", ("项目负责人质量终身责任", "The leaders' lifelong liability"), (
        ("leader", "负责人"), ("role", "角色"), ("unit", "代表单位"), ("since", "到任", "day"),
        ("left", "离任", "day"), ("years", "设计使用年限"), ("until", "责任至"), ("basis", "依据"),
    ), rows)  # fmt: skip


def _changes(found: Gathered) -> Section:
    rows = [
        {
            "day": iso(each.day),
            "what": _CHANGED[each.what],
            "name": who(found.ground, each.node),
            "role": (STAGE_ZH if each.what == "milestone" else ROLE_ZH)[each.role],
            "site": who(found.ground, each.site),
        }
        for each in changes(found.parties, found.passed, found.ground.day)
        if found.within(each.site)
    ]
    return section("changes", ("变化过程", "Changes over time"), (
        ("day", "日期", "day"), ("what", "事项"), ("name", "主体或事项"), ("role", "角色或阶段"),
        ("site", "工程"),
    ), rows)  # fmt: skip


def _sources(found: Gathered) -> Section:
    origins = [view.origin for view in found.parties.said.values()]
    described = found.ground.views.nodes([*found.sites.parent, *found.sites.milestones])
    origins += [said.origin for view in described.values() for said in view.statements]
    files = {(each.file.source, each.file.layout, each.file.name) for each in origins}
    rows = [dict(zip(("source", "layout", "file"), each, strict=True)) for each in sorted(files)]
    return section("sources", ("数据来源", "Sources"), (
        ("source", "来源"), ("layout", "版式"), ("file", "文件"),
    ), rows)  # fmt: skip
