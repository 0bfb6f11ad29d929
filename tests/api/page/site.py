"""The town's building site, for the views of projects, the map, the desk and investigations.

         ┌──施工── 甲集团 ──60%──► 乙公司      城南中学 (逾期) ◄─ 施工经理 李强 ─► 城北医院
城南中学 ┼──监理── 乙公司 (隶属于施工单位: not independent)
         └──建设── 教投公司            标段 B01: 甲集团, 乙公司 (control), 独行公司
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from api.acting import Acting
from api.answers.investigations.book import Investigations
from api.app import create_app
from api.audit import AuditLog
from api.daybook import Daybook
from api.feed.service import Feed
from graph.facts import Batch, DeliveredFile, Fact, Key, LinkFact, NodeFact, Row, Value, subject
from graph.signing_key import SigningKey
from graph.store import Store
from tests.api import town
from tests.api.browser import running
from tests.api.page import casts

SCHOOL: Final = "2401-370102-04-01-000001"
HOSPITAL: Final = "2402-370103-04-01-000002"
OWNER: Final = "t:school-owner"
LEADER: Final = "p-" + "0" * 31 + "2"
NAMES: Final = {"370102": "历下区", "370103": "市中区"}
CAST: Final = casts.Site(
    SCHOOL, "城南中学新建工程", "370102", "城北医院扩建工程", "甲建设集团有限公司",
    "乙建筑工程有限公司", "60%", casts.Named(LEADER, "李*", "李强"), 3,
)  # fmt: skip
FILE: Final = DeliveredFile("housing", "plain_projects", "projects.csv", "6" * 64)
OPENED: Final = date(2024, 2, 20)


def project(code: str, name: str, place: tuple[float, float] | None, **told: Value) -> NodeFact:
    where: dict[str, Value] = {}
    if place is not None:
        where = {"longitude": round(place[0] * 1e6), "latitude": round(place[1] * 1e6)}
    fields: dict[str, Value] = {"name": name, "code": code, "division": "370" + code[8:11]}
    return NodeFact(Key("project", code), "project", fields | where | told)


def milestone(site: str, stage: str, name: str, decided: date) -> tuple[Fact, ...]:
    key = Key("milestone", f"{site}/{stage}")
    told: dict[str, Value] = {
        "name": name, "stage": stage, "decided": decided, "outcome": "passed",
        "document": f"{decided.year}{stage[:2].upper()}01", "authority": "济南市行政审批服务局",
    }  # fmt: skip
    return NodeFact(key, "milestone", told), LinkFact("part_of", key, Key("project", site))


def taking(unit: str, site: str, role: str, **told: Value) -> LinkFact:
    return LinkFact("participates", subject(unit), Key("project", site), {"role": role, **told},
                    distinct=role, valid_from=date(2024, 3, 1))  # fmt: skip


def leading(site: str, role: str, unit: str) -> LinkFact:
    return LinkFact("leads", subject(LEADER), Key("project", site), {"role": role, "unit": unit},
                    distinct=role, valid_from=date(2024, 3, 1))  # fmt: skip


def bid(unit: str, lot: Key, price: int, won: bool) -> LinkFact:
    return LinkFact("bids", subject(unit), lot, {"price": price, "won": won}, valid_from=OPENED)


def facts() -> list[Fact]:
    lot = Key("lot", f"{SCHOOL}#B01")
    return [
        project(SCHOOL, "城南中学新建工程", (117.02, 36.65), stage="construction",
                investment=1_200_000_000_00, started=date(2024, 3, 1),
                planned_end=date(2025, 12, 31),
                key_level="市重点", category="房屋建筑", nature="新建",
                address="济南市历下区经十路"),
        project(HOSPITAL, "城北医院扩建工程", (117.08, 36.70), stage="construction",
                investment=800_000_000_00, started=date(2024, 5, 1), planned_end=date(2027, 5, 1)),
        *(project(f"25{n:02d}-37010{2 + n % 2}-04-01-0001{n:02d}", f"道路改造{n}号工程",
                  (116.9 + n * 0.03, 36.6 + (n * 7 % 5) * 0.04), stage="engineering",
                  investment=(n + 1) * 10_000_000_00) for n in range(8)),
        *milestone(SCHOOL, "planning", "立项批复", date(2023, 10, 8)),
        *milestone(SCHOOL, "engineering", "建设工程规划许可证", date(2023, 12, 20)),
        *milestone(SCHOOL, "construction", "施工许可证", date(2024, 3, 1)),
        *milestone(HOSPITAL, "construction", "施工许可证", date(2024, 5, 1)),
        town.organization(OWNER, "济南教育投资有限公司"),
        NodeFact(subject(LEADER), "person", {"name": "李强"}),
        taking(OWNER, SCHOOL, "construction"),
        taking(town.JIA, SCHOOL, "contractor", qualification="建筑工程施工总承包一级"),
        taking(town.YI, SCHOOL, "supervision"),
        taking(town.JIA, HOSPITAL, "contractor"),
        leading(SCHOOL, "contractor", town.JIA),
        leading(HOSPITAL, "contractor", town.JIA),
        NodeFact(lot, "lot", {"name": "主体施工", "code": "B01", "opened": OPENED}),
        LinkFact("part_of", lot, Key("project", SCHOOL)),
        bid(town.JIA, lot, 9_800_000_00, True),
        bid(town.YI, lot, 9_950_000_00, False),
        bid(town.LONER, lot, 10_400_000_00, False),
    ]  # fmt: skip


def deliver(store: Store) -> None:
    """Into a store that holds the town."""
    rows = [Row(line, (fact,)) for line, fact in enumerate(facts(), start=2)]
    store.apply(Batch(FILE, rows, through=len(rows), complete=True))


@contextmanager
def served(folder: Path, *beside: Callable[[Store], None]) -> Iterator[str]:
    """The town with its site, served by a desk that keeps investigations; ``beside`` deliver more
    before it starts."""
    with town.build(folder) as store:
        for delivering in (deliver, *beside):
            delivering(store)
        with serving(store, folder, town.TODAY, NAMES) as address:
            yield address


@contextmanager
def serving(store: Store, folder: Path, day: date, divisions: Mapping[str, str]) -> Iterator[str]:
    """A store, served on a day with everything that a city's service does."""
    answers = replace(
        town.answers_over(store), today=lambda: day, signer=lambda: SigningKey(b"k" * 32),
        divisions=divisions,
    )  # fmt: skip
    book = Daybook(folder / "daybook")
    app = create_app(
        answers, AuditLog(folder / "audit.jsonl"), keeper=town.keeper(folder),
        acting=Acting(answers), workbench=Investigations(book),
        feed=Feed(book, folder / "turn", town.SEALER),
    )  # fmt: skip
    with running(app) as address:
        yield address
