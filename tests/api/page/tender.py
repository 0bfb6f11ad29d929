"""A tender and a loan, drawn beside the town's building site, for the journeys.

           ┌─70%─► 海岱投资 ──65%──► 恒基路桥 ─┐
赵守诚 ────┤                                   ├─投标─► 城东污水处理厂 B07 ◄─投标── 历山建工
           └─60%─► 东阿商贸 ──55%──► 远洲市政 ─┘
宏图路桥 ──40%──► 清源建材 (applies for a loan)      宏图路桥 ──► a list, delivered later on
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Final

from graph.facts import Batch, DeliveredFile, Fact, Key, LinkFact, NodeFact, Row, subject
from graph.site_key import SiteKey
from graph.store import Store, open_store
from ingest.loader import load
from ingest.persons import PersonKeys
from tests.api import town
from tests.api.page import casts
from tests.api.page.site import project
from tests.api.town import office, organization

PLANT: Final = "2501-370112-04-01-200001"
HENGJI, YUANZHOU = "91370112MA86A1004B", "91370112MADQU3102A"
LISHAN, HAIDAI, DONGE = "91370112MAJBE6207X", "91370112MAPX093067", "91370112MAWGJB409D"
QINGYUAN, HONGTU = "91370112MA245E501B", "91370112MA7NNG6086"
ZHAO, SUN, ZHOU, LI, QIAN = (f"p-{number:032d}" for number in range(31, 36))
REGISTRY: Final = DeliveredFile("registry", "plain_subjects", "market.csv", "7" * 64)
OPENED: Final = date(2026, 1, 20)
LISTED: Final = date(2024, 3, 1)
LIST: Final = "拖欠农民工工资失信联合惩戒对象名单"
OFFICE: Final = "济南市人力资源和社会保障局"


CAST: Final = casts.Tender(
    PLANT, "B07", "土建施工", 3, "hengjiluqiao", casts.Named(HENGJI, "恒基路桥工程有限公司"),
    casts.Named(YUANZHOU, "远洲市政建设有限公司"), "海岱投资有限公司",
    casts.Named(ZHAO, "赵**", "赵守诚"), ("70%", "65%", "60%", "55%"), "registry · market.csv",
    town.TODAY,
)  # fmt: skip
LENDING: Final = casts.Loan(
    casts.Named(QINGYUAN, "清源建材有限公司"), casts.Named(HONGTU, "宏图路桥有限公司"),
    casts.Named(QIAN, "钱*", "钱程"), "40%", town.TODAY,
)  # fmt: skip


def owns(owner: str, company: str, percent: int, since: date) -> LinkFact:
    share = percent * 10_000
    return LinkFact("owns", subject(owner), subject(company),
                    {"share_min": share, "share_max": share}, valid_from=since)  # fmt: skip


def bid(unit: str, lot: Key, price: int) -> LinkFact:
    """Handed in, not decided on: nobody has won yet."""
    return LinkFact("bids", subject(unit), lot, {"price": price}, valid_from=OPENED)


def facts() -> list[Fact]:
    lot = Key("lot", f"{PLANT}#B07")
    return [
        *(organization(code, name, status="存续", registered=date(2015, 4, 1)) for code, name in (
            (HENGJI, "恒基路桥工程有限公司"), (YUANZHOU, "远洲市政建设有限公司"),
            (LISHAN, "历山建工有限公司"), (HAIDAI, "海岱投资有限公司"), (DONGE, "东阿商贸有限公司"),
            (QINGYUAN, "清源建材有限公司"), (HONGTU, "宏图路桥有限公司"))),
        *(NodeFact(subject(key), "person", {"name": name}) for key, name in (
            (ZHAO, "赵守诚"), (SUN, "孙立"), (ZHOU, "周平"), (LI, "李明远"), (QIAN, "钱程"))),
        owns(ZHAO, HAIDAI, 70, date(2016, 3, 1)), owns(HAIDAI, HENGJI, 65, date(2018, 9, 12)),
        owns(ZHAO, DONGE, 60, date(2019, 6, 5)), owns(DONGE, YUANZHOU, 55, date(2021, 11, 30)),
        owns(SUN, HENGJI, 35, date(2015, 4, 1)), owns(ZHOU, YUANZHOU, 45, date(2015, 4, 1)),
        office(SUN, HENGJI, "legal_representative"), office(ZHOU, YUANZHOU, "legal_representative"),
        office(LI, LISHAN, "legal_representative"), office(QIAN, HONGTU, "legal_representative"),
        owns(HONGTU, QINGYUAN, 40, date(2020, 7, 1)), owns(LI, QINGYUAN, 60, date(2020, 7, 1)),
        project(PLANT, "城东污水处理厂扩建工程", None, stage="engineering",
                investment=260_000_000_00, planned_end=date(2027, 9, 30)),
        NodeFact(lot, "lot", {"name": "土建施工", "code": "B07", "opened": OPENED}),
        LinkFact("part_of", lot, Key("project", PLANT)),
        bid(HENGJI, lot, 118_600_000_00), bid(YUANZHOU, lot, 119_850_000_00),
        bid(LISHAN, lot, 117_930_000_00),
    ]  # fmt: skip


def deliver(store: Store) -> None:
    """Into a store that holds the town."""
    rows = [Row(line, (fact,)) for line, fact in enumerate(facts(), start=2)]
    store.apply(Batch(REGISTRY, rows, through=len(rows), complete=True))


def list_the_partner(folder: Path, partner: str = HONGTU) -> None:
    """The department's delivery comes in, beside the running service: the partner is listed."""
    file = folder / "名单" / "失信记录.csv"
    file.parent.mkdir(exist_ok=True)
    row = {
        "subject": partner, "list": LIST, "kind": "serious_list",
        "document": "济人社列字〔2024〕7号", "authority": OFFICE,
        "basis": "保障农民工工资支付条例第四十八条", "behaviour": "2024-01-15",
        "decided": LISTED.isoformat(), "until": "2027-02-28", "state": "active",
    }  # fmt: skip
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, row)
        table.writeheader()
        table.writerow(row)
    with open_store(f"sqlite:///{folder}/town.db") as store:
        done = load(store, [file.parent], source="hrss", persons=PersonKeys(SiteKey(b"s" * 32)),
                    workers=0)  # fmt: skip
    assert [each.stored for each in done.files] == [1]
