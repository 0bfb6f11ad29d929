"""Names of made-up companies and persons, by number."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ingest.city.arrays import Texts, listed, words
from ingest.city.places import DIVISION_NAMES

_BRAND: Final = words(list(
    "泉舜鲁齐岱泰恒瑞祥盛隆昌兴旺达通顺安康宁和美佳德信诚义仁智慧明辉光华东方北辰海天宇宏"
    "伟博远志鸿鹏程凯元丰润泽源鑫金银铭锦绣春秋正大中联合众创新科捷迅腾飞龙凤麒麟松柏林森"
    "茂青绿蓝白云山川河湖江洋汇聚贤良才俊杰英豪雅韵乐怡景福禄寿喜吉庆嘉"
))  # fmt: skip
_TRADES: Final = (
    "建设工程", "建筑工程", "建筑设计", "勘察测绘", "工程监理", "房地产开发", "市政工程",
    "装饰工程", "商贸", "贸易", "科技", "信息技术", "网络科技", "电子商务", "文化传媒", "广告",
    "企业管理咨询", "物业服务", "餐饮管理", "食品", "医药", "医疗器械", "机械设备", "汽车销售",
    "物流", "运输", "劳务", "环保科技", "新能源", "农业发展", "园林绿化", "投资", "投资管理",
    "财务咨询", "教育咨询", "旅游", "家政服务", "服装", "化工", "钢材销售",
)  # fmt: skip
TRADES: Final = words(_TRADES)
CONTRACTING, DESIGNING, SURVEYING, SUPERVISING, DEVELOPING = 0, 2, 3, 4, 5
INVESTING: Final = 31
_SHOPS: Final = listed(
    "便利店 餐馆 面馆 理发店 服装店 五金店 水果店 超市 修理部 文具店 花店 药房 快餐店 茶行 建材店"
)  # fmt: skip
INDUSTRIES: Final = words([
    "E47", "E50", "M74", "M74", "M74", "K70", "E48", "E50", "F51", "F51", "I65", "I65", "I64",
    "F52", "R86", "L72", "L72", "K70", "H62", "F51", "F51", "F51", "C35", "F52", "G59", "G54",
    "E50", "N77", "D44", "A05", "N78", "L72", "L72", "L72", "P83", "N79", "O80", "F52", "C26",
    "F51",
])  # fmt: skip

(
    HOUSEHOLD, SEVERAL, SOLE_PERSON, SOLE_COMPANY, STOCK, STATE, PARTNERSHIP, BRANCH, COOPERATIVE,
    ORGAN,
) = range(10)  # fmt: skip
TYPES: Final = words([
    "个体工商户", "有限责任公司(自然人投资或控股)", "有限责任公司(自然人独资)",
    "有限责任公司(法人独资)", "股份有限公司(非上市)", "有限责任公司(国有独资)", "有限合伙企业",
    "分公司", "农民专业合作社", "机关法人",
])  # fmt: skip
_FORMS: Final = words([
    "", "有限公司", "有限公司", "有限公司", "股份有限公司", "有限公司", "合伙企业(有限合伙)",
    "分公司", "专业合作社", "",
])  # fmt: skip

_FAMILIES: Final = words(list(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
))  # fmt: skip
_GIVEN: Final = words(list(
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲建华红波宁斌宇浩凯健俊帆帅"
    "旭婷雪晨欣怡佳琳瑞博鑫鹏飞龙志国庆春梅云峰林海东山"
))  # fmt: skip


def company_names(
    index: npt.NDArray[Any], kind: npt.NDArray[Any], trade: npt.NDArray[Any], seed: int
) -> Texts:
    """``济南泉恒瑞商贸有限公司``; a household is ``历下区泉恒餐馆``. Some names are alike, as in
    any city."""
    mixed = _mixed(index, seed)
    size = len(_BRAND)
    brand = _BRAND[mixed % size] + _BRAND[(mixed // size) % size]
    third = np.where(mixed // size**3 % 3 > 0, _BRAND[(mixed // size**2) % size], "")
    middle = np.where(kind == HOUSEHOLD, _SHOPS[mixed // 7 % len(_SHOPS)], TRADES[trade])
    place = np.where(kind == HOUSEHOLD, DIVISION_NAMES[mixed // 11 % len(DIVISION_NAMES)], "济南")
    named: Texts = place + brand + third + middle + _FORMS[kind]
    return named


def person_names(index: npt.NDArray[Any], seed: int) -> Texts:
    """Two or three characters."""
    mixed = _mixed(index, seed + 1)
    family = _FAMILIES[np.minimum(mixed % 97, mixed // 97 % 97) % len(_FAMILIES)]
    first = _GIVEN[mixed // 9409 % len(_GIVEN)]
    second = np.where(mixed // 977 % 6 > 0, _GIVEN[mixed // 600_000 % len(_GIVEN)], "")
    named: Texts = family + first + second
    return named


def _mixed(index: npt.NDArray[Any], seed: int) -> npt.NDArray[np.int64]:
    """A well-spread 62-bit number of each index (SplitMix64)."""
    state = index.astype(np.uint64) + np.uint64((seed * 0x9E3779B97F4A7C15) % 2**64)
    with np.errstate(over="ignore"):
        state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((state ^ (state >> np.uint64(31))) >> np.uint64(2)).astype(np.int64)
