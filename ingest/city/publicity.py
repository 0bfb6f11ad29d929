"""Licences and penalties (双公示), the lists, and the commitments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import numpy as np

from ingest.city import names
from ingest.city.arrays import (
    NO_DAY,
    TODAY,
    Ints,
    Mask,
    Texts,
    day_number,
    day_texts,
    listed,
    words,
)
from ingest.city.city import City
from ingest.city.companies import years
from ingest.city.places import COURTS, DIVISION_NAMES
from ingest.city.sanctions import ACTIVE, ANNULLED, REPAIRED, Records
from ingest.city.table import Cells, Form, Table
from ingest.layouts.columns.bids import COMMITMENT_COLUMNS
from ingest.layouts.columns.double_publicity import LICENCE_COLUMNS, PENALTY_COLUMNS
from ingest.layouts.columns.lists import ABNORMAL_COLUMNS, DEBTOR_COLUMNS, SERIOUS_COLUMNS

_VIOLATIONS: Final = (
    ("未取得施工许可证擅自施工", "《建筑法》第六十四条", "罚款"),
    ("使用不合格的建筑材料", "《建设工程质量管理条例》第六十四条", "罚款"),
    ("未按规定公示年度报告", "《企业信息公示暂行条例》第十八条", "警告"),
    ("安全生产条件不达标", "《安全生产法》第九十七条", "罚款;责令停产停业"),
    ("虚假广告宣传", "《广告法》第五十五条", "罚款"),
    ("销售不合格产品", "《产品质量法》第四十九条", "罚款;没收违法所得"),
)
_ISSUERS: Final = listed(
    "住房和城乡建设局 住房和城乡建设局 市场监督管理局 应急管理局 市场监督管理局 市场监督管理局"
)
_LISTS: Final = (
    ("拖欠农民工工资失信联合惩戒对象名单", "《保障农民工工资支付条例》第四十八条",
     "人力资源和社会保障局"),
    ("安全生产严重失信主体名单", "《安全生产严重失信主体名单管理办法》第六条", "应急管理局"),
    ("市场监督管理严重违法失信名单", "《市场监督管理严重违法失信名单管理办法》第五条",
     "市场监督管理局"),
    ("政府采购严重违法失信行为记录名单", "《政府采购法》第七十七条", "财政局"),
)  # fmt: skip
_ABSENCES: Final = words([
    "通过登记的住所或者经营场所无法联系", "未依照规定的期限公示年度报告",
    "公示企业信息隐瞒真实情况、弄虚作假", "未按照责令的期限公示有关企业信息",
])  # fmt: skip
_DEBTS: Final = words(["支付工程款", "偿还借款本金及利息", "支付货款", "支付劳动报酬"])
_EVASIONS: Final = words([
    "有履行能力而拒不履行生效法律文书确定义务", "违反财产报告制度", "违反限制消费令",
    "以其他方法规避执行",
])  # fmt: skip
_LICENCES: Final = words([
    "建筑业企业资质许可", "食品经营许可", "安全生产许可", "道路运输经营许可", "施工许可证核发",
])  # fmt: skip
_ITEMS: Final = words(["施工许可证核发", "食品经营许可", "信用修复承诺", "诚信经营承诺"])
_KINDS: Final = words(["审批替代型", "审批替代型", "信用修复型", "主动型"])
_ORDER_36: Final = day_number(2026, 4, 1)  # since when records are classed by severity
_STATES: Final = words(["履约中", "已履约", "已履约", "违约"])


def publicity_tables(city: City) -> Iterator[Table]:
    """Lists come as a workbook and as JSON lines, as they do."""
    for path, layout, columns, kind, fill in (
        ("行政审批服务局/行政许可.csv", "double_publicity_licence", LICENCE_COLUMNS, "licence",
         _licences),
        ("发展和改革委员会/行政处罚.csv", "double_publicity_penalty", PENALTY_COLUMNS, "penalty",
         _penalties),
        ("发展和改革委员会/严重失信主体名单.xlsx", "serious_list", SERIOUS_COLUMNS, "serious",
         _serious),
        ("市场监督管理局/经营异常名录.csv", "abnormal_operation", ABNORMAL_COLUMNS, "abnormal",
         _abnormal),
        ("中级人民法院/失信被执行人.jsonl", "judgment_debtor", DEBTOR_COLUMNS, "debtor", _debtors),
        ("发展和改革委员会/信用承诺.csv", "commitments", COMMITMENT_COLUMNS, "commitment",
         _commitments),
    ):  # fmt: skip
        rows = np.arange(len(city.records[kind]))
        filled: Callable[[Ints], Cells] = partial(fill, city, city.records[kind])
        yield Table(path, layout, columns, rows, filled, _form(path))


def _form(path: str) -> Form:
    return "xlsx" if path.endswith(".xlsx") else "jsonl" if path.endswith(".jsonl") else "csv"


def _numbered(records: Records, rows: Ints, head: str, tail: str) -> Texts:
    """``济罚〔2024〕12号``: never twice."""
    pairs = zip(years(records.decided[rows]).tolist(), (rows + 1).tolist(), strict=True)
    return words([f"{head}{year}{tail}{number}号" for year, number in pairs])


def _who(city: City, subject: Ints) -> tuple[Mask, Texts, Texts]:
    """Which are companies; every subject's name; its code or identity number."""
    company = subject >= 0
    name, code = np.empty(len(subject), dtype=object), np.empty(len(subject), dtype=object)
    name[company] = city.companies.names(subject[company])
    code[company] = city.companies.codes(subject[company])
    name[~company] = city.persons.names(~subject[~company])
    code[~company] = city.persons.identities(~subject[~company])
    return company, name, code


def _representatives(city: City, subject: Ints) -> tuple[Texts, Texts]:
    person = city.companies.representative[np.maximum(subject, 0)]
    company = subject >= 0
    return (
        np.where(company, city.persons.names(person), ""),
        np.where(company, city.persons.identities(person), ""),
    )


def _party(city: City, subject: Ints) -> Cells:
    company, name, code = _who(city, subject)
    representative, identity = _representatives(city, subject)
    household = city.companies.kind[np.maximum(subject, 0)] == names.HOUSEHOLD
    kind = np.where(household, "个体工商户", "法人及非法人组织")
    return {
        "subject_name": name,
        "subject_kind": np.where(company, kind, "自然人"),
        "uscc": np.where(company, code, ""),
        "legal_representative": representative,
        "legal_representative_identity_kind": np.where(company, "身份证", ""),
        "legal_representative_identity": identity,
        "identity_kind": np.where(company, "", "身份证"),
        "identity": np.where(company, "", code),
    }


def _licences(city: City, records: Records, rows: Ints) -> Cells:
    topic = records.topic[rows]
    return {
        **_party(city, records.subject[rows]),
        "document_name": _LICENCES[topic] + "决定书",
        "document": _numbered(records, rows, "济审许〔", "〕"),
        "category": np.where(topic == 0, "认可", "普通"),
        "certificate": _LICENCES[topic],
        "certificate_number": words([f"XK{n:08d}" for n in rows.tolist()]),
        "content": "准予" + _LICENCES[topic],
        "decided": day_texts(records.decided[rows]),
        "valid_from": day_texts(records.decided[rows]),
        "until": day_texts(records.until[rows]),
        "authority": "济南市行政审批服务局",
        "state": np.where(records.state[rows] == ANNULLED, "2", "1"),
        "department": "济南市行政审批服务局",
    }


def _behaved(records: Records, rows: Ints) -> Texts:
    """A few days or weeks before the decision."""
    return day_texts(records.decided[rows] - 5 - rows % 15)


def penalty_numbers(records: Records, rows: Ints) -> Texts:
    """The number of each penalty's decision."""
    return _numbered(records, rows, "济罚〔", "〕")


def _penalties(city: City, records: Records, rows: Ints) -> Cells:
    topic, amount = records.topic[rows], records.amount[rows]
    fined = np.array(["罚款" in kinds for _, _, kinds in _VIOLATIONS])[topic]
    yuan = words([f"{n // 10_000}.{n % 10_000:04d}".rstrip("0").rstrip(".") for n in amount])
    state = records.state[rows]
    authority = "济南市" + _ISSUERS[topic]
    return {
        **_party(city, records.subject[rows]),
        "document": penalty_numbers(records, rows),
        "violation": words([v for v, _, _ in _VIOLATIONS])[topic],
        "facts": "经查," + words([v for v, _, _ in _VIOLATIONS])[topic],
        "basis": words([b for _, b, _ in _VIOLATIONS])[topic],
        "penalty_kinds": words([k for _, _, k in _VIOLATIONS])[topic],
        "content": np.where(fined, "罚款" + amount.astype(str).astype(object) + "元", "警告"),
        "fine": np.where(fined, yuan, ""),
        "decided": day_texts(records.decided[rows]),
        "until": day_texts(records.until[rows]),
        "published_until": day_texts(
            np.where(state == REPAIRED, records.ended[rows], records.until[rows])
        ),
        "authority": authority,
        "department": authority,
        "procedure": "普通程序",
        "behaviour": _behaved(records, rows),
        "severity": np.where(
            records.decided[rows] < _ORDER_36, "", np.where(fined, "一般", "轻微")
        ),
        "repaired": day_texts(np.where(state == REPAIRED, records.ended[rows], NO_DAY)),
        "annulled": day_texts(np.where(state == ANNULLED, records.ended[rows], NO_DAY)),
        "remark": words(["", "已修复", "决定已撤销"])[state],
    }


def _serious(city: City, records: Records, rows: Ints) -> Cells:
    topic, state = records.topic[rows], records.state[rows]
    over = (state == ACTIVE) & (records.until[rows] < TODAY)
    _, name, code = _who(city, records.subject[rows])
    representative, identity = _representatives(city, records.subject[rows])
    return {
        "name": name,
        "uscc": code,
        "list": words([n for n, _, _ in _LISTS])[topic],
        "document": _numbered(records, rows, "济列〔", "〕"),
        "authority": "济南市" + words([a for _, _, a in _LISTS])[topic],
        "basis": words([b for _, b, _ in _LISTS])[topic],
        "facts": "符合列入情形",
        "decided": day_texts(records.decided[rows]),
        "ended": day_texts(records.ended[rows]),
        "until": day_texts(records.until[rows]),
        "state": np.where(over, "到期", words(["列入", "已修复", "撤销"])[state]),
        "legal_representative": representative,
        "identity": identity,
        "behaviour": _behaved(records, rows),
    }


def _abnormal(city: City, records: Records, rows: Ints) -> Cells:
    subject, state = records.subject[rows], records.state[rows]
    _, name, code = _who(city, subject)
    authority = "济南市" + DIVISION_NAMES[city.companies.division[subject]] + "市场监督管理局"
    removed = state != ACTIVE
    return {
        "name": name,
        "uscc": code,
        "facts": _ABSENCES[records.topic[rows]],
        "decided": day_texts(records.decided[rows]),
        "authority": authority,
        "removal_reason": np.where(removed, "列入情形已经消除,申请移出", ""),
        "ended": day_texts(records.ended[rows]),
        "removal_authority": np.where(removed, authority, ""),
    }


def _debtors(city: City, records: Records, rows: Ints) -> Cells:
    subject, topic = records.subject[rows], records.topic[rows]
    _, name, code = _who(city, subject)
    representative, _ = _representatives(city, subject)
    return {
        "name": name,
        "identity": code,
        "legal_representative": representative,
        "authority": COURTS[city.companies.division[np.maximum(subject, 0)]],
        "basis": _numbered(records, rows, "(", ")鲁01民初"),
        "document": _numbered(records, rows, "(", ")鲁01执"),
        "filed": day_texts(records.decided[rows] - 40),
        "decided": day_texts(records.decided[rows]),
        "duty": _DEBTS[topic],
        "performance": np.where(records.state[rows] == REPAIRED, "全部已履行", "全部未履行"),
        "facts": _EVASIONS[topic],
        "ended": day_texts(records.ended[rows]),
    }


def _commitments(city: City, records: Records, rows: Ints) -> Cells:
    topic = records.topic[rows]
    _, name, code = _who(city, records.subject[rows])
    project = city.projects.code[rows % len(city.projects)]
    return {
        "name": name,
        "uscc": code,
        "kind": _KINDS[topic],
        "item": _ITEMS[topic],
        "project": np.where((topic == 0) & (rows % 4 == 0), project, ""),
        "made": day_texts(records.decided[rows]),
        "until": day_texts(records.until[rows]),
        "accepting_unit": "济南市行政审批服务局",
        "supervising_unit": "济南市市场监督管理局",
        "verify_by": day_texts(records.decided[rows] + 60),
        "state": _STATES[rows * 7 % len(_STATES)],
    }
