"""Jinan's divisions (GB/T 2260, as of 2023), streets and the like: the city's stage set.

The divisions are real; every company, person, address and record on it is made up.
"""

from __future__ import annotations

from typing import Final

from ingest.city.arrays import listed, words

DIVISIONS: Final = (
    ("370102", "历下区", 0.17), ("370103", "市中区", 0.13), ("370104", "槐荫区", 0.10),
    ("370105", "天桥区", 0.11), ("370112", "历城区", 0.16), ("370113", "长清区", 0.05),
    ("370114", "章丘区", 0.08), ("370115", "济阳区", 0.04), ("370116", "莱芜区", 0.07),
    ("370117", "钢城区", 0.02), ("370124", "平阴县", 0.02), ("370126", "商河县", 0.03),
    ("370176", "高新区", 0.02),
)  # fmt: skip
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
