"""One project from 立项 to acceptance, in official tables, on both stores: its files on each day.

Units join, the contractor's leader is replaced, the works are sanctioned, the record is repaired.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from analyses.rulebook import load_rules
from api.answers import Answers, Moment
from api.answers.files import file_answer, page, verify_answer
from api.answers.projects import project_answer
from api.answers.stamp import Stamp
from graph.identifiers import is_uscc
from graph.networks import Networks
from graph.site_key import SiteKey
from graph.store import Store
from ingest.loader import load
from ingest.persons import PersonKeys

CODE: Final = "2301-370102-04-01-123456"
ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def uscc(serial: int) -> str:
    """A code that passes both check digits."""
    body = f"91370100MA3{serial:05d}"
    return next(
        code for one in ALPHABET for two in ALPHABET if is_uscc(code := f"{body}{one}{two}")
    )


OWNER, BUILDER, WATCHER, DESIGNER, SURVEYOR = (uscc(n) for n in range(1, 6))
NAMES: Final = {
    OWNER: "济南甲置业有限公司", BUILDER: "济南乙建设有限公司", WATCHER: "济南丙监理有限公司",
    DESIGNER: "济南丁设计有限公司", SURVEYOR: "济南戊勘察有限公司",
}  # fmt: skip
IDENTITIES: Final = ("11010519491231002X", "440524188001010014")  # GB 11643's own examples
PROJECT: Final = f"""XZQHDM,XMDM,GCDM,XMMC,ZTZE,JSDW,JSDWDM,XMJWDZB,SJZBXT
370102,{CODE},001,样例学校,12000.50,{NAMES[OWNER]},{OWNER},"117.02,36.66",CGCS2000
"""
APPROVALS: Final = f"""XMDM,GCDM,SPSXMC,DYBZSPJDXH,SPSXSLBM,SLSJ,BJSJ,BLZT
{CODE},{CODE},企业投资项目备案,1,SL-1,2023-01-05,2023-01-10,11
{CODE},001,建设工程规划许可证核发,2,SL-2,2023-05-01,2023-05-20,11
{CODE},001,市政公用报装,5,SL-3,2023-06-01,2023-06-10,11
{CODE},001,超限审查,2,SL-4,2023-06-01,2023-06-10,12
"""
PERMIT: Final = f"""GCDM,XMDM,SGXKZBH,FZJG,FZRQ,JSDW,JSDWDM,JSDWXMFZR
001,{CODE},370102202309010101,济南市行政审批服务局,2023-09-01,{NAMES[OWNER]},{OWNER},赵六
"""
ACCEPTED: Final = f"""GCDM,XMDM,JGYSBABH,BAJG,BARQ,JGRQ,JSDW,JSDWDM,JSDWXMFZR
001,{CODE},37010220260301BA01,济南市住房和城乡建设局,2026-03-01,2026-02-10,{NAMES[OWNER]},{OWNER},赵六
"""
UNITS: Final = f"""projectCode,corpCode,corpName,corpType,entryTime,exitTime,pmName,pmIDCardNumber
{CODE},{SURVEYOR},{NAMES[SURVEYOR]},010,2023-02-01,2023-04-30,周勘,
{CODE},{DESIGNER},{NAMES[DESIGNER]},011,2023-03-01,,吴设,
{CODE},{WATCHER},{NAMES[WATCHER]},007,2023-09-01,,郑监,
{CODE},{BUILDER},{NAMES[BUILDER]},009,2023-09-01,2024-06-30,张三丰,{IDENTITIES[0]}
{CODE},{BUILDER},{NAMES[BUILDER]},009,2024-07-01,,李四光,{IDENTITIES[1]}
"""
LETTERS: Final = f"""name,uscc,kind,item,project,works,made,leader,leader_identity
{NAMES[OWNER]},{OWNER},审批替代型,项目信用承诺书,{CODE},,2023-01-04,,
{NAMES[BUILDER]},{BUILDER},质量责任,法定代表人授权书,{CODE},001,2023-08-20,,
{NAMES[BUILDER]},{BUILDER},质量责任,工程质量终身责任承诺书,{CODE},001,2023-09-15,张三丰,{IDENTITIES[0]}
"""


def conduct(state: str, ended: str) -> str:
    return f"""name,uscc,conduct,item,document,authority,project,works,decided,until,ended,state
{NAMES[BUILDER]},{BUILDER},不良,未按审查合格的图纸施工,济建信〔2024〕8号,济南市住房和城乡建设局,{CODE},001,2024-10-01,2025-09-30,{ended},{state}
{NAMES[WATCHER]},{WATCHER},不良,监理人员不到岗,济建信〔2024〕9号,济南市住房和城乡建设局,,,2024-10-01,2025-09-30,,有效
{NAMES[DESIGNER]},{DESIGNER},优良,泰山杯设计奖,鲁建奖〔2023〕1号,山东省住房和城乡建设厅,,,2023-12-01,,,
"""


TABLES: Final = {
    "项目": PROJECT, "审批": APPROVALS, "许可": PERMIT, "竣工": ACCEPTED, "参建": UNITS,
    "承诺": LETTERS, "信用": conduct("有效", ""),
}  # fmt: skip


class Walk:
    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.folder = store, folder
        key = SiteKey(b"k" * 32)
        self.persons, stamp = PersonKeys(key), Stamp(key.derive("test"))
        self.answers = Answers(
            store, Networks(store, None), lambda: date(2026, 6, 30), load_rules(), lambda: stamp
        )

    def deliver(self, name: str, text: str) -> None:
        file = self.folder / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        report = load(self.store, [file], source="jinan", persons=self.persons, workers=0)
        (one,) = report.files
        assert (one.quarantined, one.layout is None) == (0, False), one

    def file(self, day: str, kind: str = "project", id: str = CODE) -> dict[str, Any]:
        ground = self.answers.on(Moment(date.fromisoformat(day)))
        return dict(file_answer(ground, self.answers.stamp(), kind, id))

    def section(self, day: str, name: str, kind: str = "project", id: str = CODE) -> Any:
        found = self.file(day, kind, id)
        return next(each for each in found["sections"] if each["name"] == name)

    def rows(self, day: str, name: str, column: str, **of: str) -> list[Any]:
        return [row[column] for row in self.section(day, name, **of)["rows"]]

    def leader(self, day: str, role: str) -> str | None:
        told = project_answer(self.answers.on(Moment(date.fromisoformat(day))), CODE)
        found = [each["leader"] for each in told["participants"] if each["role"] == role]
        return found[0]["name"] if found and found[0] else None


@pytest.fixture
def walk(store: Store, tmp_path: Path) -> Iterator[Walk]:
    made = Walk(store, tmp_path)
    for name, text in TABLES.items():
        made.deliver(name, text)
    yield made


def test_the_way_of_a_project(walk: Walk) -> None:
    stages(walk)
    parties(walk)
    requirements(walk)
    records(walk)
    liability(walk)
    repaired(walk)


def stages(walk: Walk) -> None:
    told = {
        day: project_answer(walk.answers.on(Moment(date.fromisoformat(day))), CODE)["stage"]
        for day in ("2023-01-09", "2023-01-10", "2023-05-20", "2023-09-01", "2026-03-01")
    }
    assert list(told.values()) == [None, "planning", "engineering", "construction", "acceptance"]
    items = walk.rows("2023-08-31", "stages", "stage_zh")
    assert items == ["立项用地规划许可", "工程建设许可", "并行推进"]  # the refused item is no stage


def parties(walk: Walk) -> None:
    assert walk.rows("2023-03-15", "participants", "role") == ["建设", "勘察", "设计"]
    assert walk.rows("2023-05-01", "participants", "role") == ["建设", "设计"]
    assert walk.rows("2024-01-01", "participants", "role") == ["建设", "设计", "监理", "施工"]
    assert walk.leader("2024-06-30", "contractor") == "张**"
    assert walk.leader("2024-07-01", "contractor") == "李**"
    what = walk.rows("2024-07-01", "changes", "what")
    assert (what.count("负责人到任"), what.count("负责人离任")) == (5, 2)
    changed = walk.section("2024-07-01", "changes")["rows"]
    assert [row["role"] for row in changed if row["what"] == "审批办结"] == [
        "立项用地规划许可", "工程建设许可", "并行推进", "施工许可",
    ]  # fmt: skip


def requirements(walk: Walk) -> None:
    rows = walk.section("2023-09-01", "requirements")["rows"]
    told = {(row["rule"], row["role"]): row["state"] for row in rows}
    assert told["建设单位信用承诺书", "建设"] == "已具备"
    assert told["法定代表人授权书", "施工"] == "已具备"
    assert told["工程质量终身责任承诺书", "施工"] == "迟交"
    assert told["工程质量终身责任承诺书", "监理"] == "缺失"
    assert told["施工许可前信用核查", "施工"] == "无数据,不能判断"


def records(walk: Walk) -> None:
    assert walk.rows("2024-09-30", "records_here", "name") == []
    assert walk.rows("2024-10-01", "records_here", "name") == ["未按审查合格的图纸施工"]
    assert walk.rows("2024-10-01", "records_elsewhere", "name") == ["监理人员不到岗"]
    assert walk.rows("2024-10-01", "good_records", "name") == ["泰山杯设计奖"]
    assert walk.rows("2025-10-01", "records_here", "name") == []  # its term is over
    subject = {"kind": "subject", "id": BUILDER}
    assert walk.rows("2024-10-01", "other_records", "document", **subject) == ["济建信〔2024〕8号"]
    assert walk.section("2024-10-01", "inspections")["state"] == "no_data"
    assert walk.rows("2024-10-01", "grades", "party") == [
        NAMES[one] for one in (OWNER, DESIGNER, WATCHER, BUILDER)
    ]
    assert walk.section("2024-09-30", "records_here")["state"] == "nothing"


def liability(walk: Walk) -> None:
    first, replaced = ("2026-03-01", "liability"), {"kind": "participant"}
    replaced["id"] = walk.persons.key(IDENTITIES[0])
    (row,) = walk.section(*first, **replaced)["rows"]
    assert (row["left"], row["until"], row["years"]) == ("2024-06-30", "2076-02-29", "50 年(推定)")
    assert len(walk.rows("2026-03-01", "liability", "leader")) == 6


def repaired(walk: Walk) -> None:
    before = walk.file("2024-12-01")
    walk.deliver("信用", conduct("已修复", "2024-11-15"))
    assert walk.rows("2024-11-14", "records_here", "name") == ["未按审查合格的图纸施工"]
    assert walk.rows("2024-12-01", "records_here", "name") == []
    after = walk.file("2024-12-01")
    assert after["revision"] > before["revision"]
    on, stamp = walk.answers.on, walk.answers.stamp()
    for file in (before, after):  # the earlier file is what was known then, and stays genuine
        verdict = verify_answer(on, stamp, file["verification"])
        assert (verdict["issued"], verdict["reproduced"], verdict["id"]) == (True, True, CODE)
    printed = page(before, "https://credit.example")  # type: ignore[arg-type]
    assert "未按审查合格的图纸施工" in printed
    assert before["verification"] in printed
    assert "张三丰" not in printed
