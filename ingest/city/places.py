"""Jinan's divisions (GB/T 2260, as of 2023), streets and the like: the city's stage set.

The divisions are real; every company, person, address and record on it is made up.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

from ingest.city.arrays import listed, words

NAMED: Final = Path(__file__).with_name("divisions.csv")
"""Code, name and share of the companies; ``XINMAI_DIVISIONS`` reads the first two."""
with NAMED.open(encoding="utf-8", newline="") as _rows:
    DIVISIONS: Final = tuple(
        (row["code"], row["name"], float(row["weight"])) for row in csv.DictReader(_rows)
    )
DIVISION_CODES: Final = words([code for code, _, _ in DIVISIONS])
DIVISION_NAMES: Final = words([name for _, name, _ in DIVISIONS])
DIVISION_WEIGHTS: Final = [weight for _, _, weight in DIVISIONS]
HOMES: Final = words(
    [code for code, _, _ in DIVISIONS[:12]] + ["370202", "370302", "370602", "371502", "410102"]
)

STREETS: Final = listed(
    "经十路 经七路 泺源大街 历山路 解放路 工业南路 花园路 旅游路 二环东路 北园大街 济泺路 堤口路 "
    "纬二路 英雄山路 舜耕路 龙奥北路 奥体中路 新泺大街 舜华路 凤凰路 世纪大道 唐冶中路 山大南路 "
    "洪家楼西路 张庄路 南辛庄街 腊山河路 大学路 明水大街 双山大街 汇源大街 鲁中大街 龙潭东大街 "
    "黄河大街 青龙路 府前街 玉皇山路 银山路 富东街 彩虹湖路"
)  # fmt: skip
BUILDINGS: Final = listed("商务中心 大厦 创业园 科技园 孵化器 写字楼 综合楼 广场 市场 沿街商铺")
COURTS: Final = words([f"济南市{name}人民法院" for _, name, _ in DIVISIONS])
