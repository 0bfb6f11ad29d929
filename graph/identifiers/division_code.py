"""行政区划代码, GB/T 2260 (six digits) and GB/T 10114 (nine for a town, twelve for a village).

Counties come and go, provinces do not: the shape and the province are checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.identifiers.shape import DIGITS, Standard

STANDARD: Final = Standard("行政区划代码", "division code", (6, 9, 12))
PROVINCES: Final = {
    "10": "全国", "11": "北京市", "12": "天津市", "13": "河北省", "14": "山西省",
    "15": "内蒙古自治区", "21": "辽宁省", "22": "吉林省", "23": "黑龙江省", "31": "上海市",
    "32": "江苏省", "33": "浙江省", "34": "安徽省", "35": "福建省", "36": "江西省",
    "37": "山东省", "41": "河南省", "42": "湖北省", "43": "湖南省", "44": "广东省",
    "45": "广西壮族自治区", "46": "海南省", "50": "重庆市", "51": "四川省", "52": "贵州省",
    "53": "云南省", "54": "西藏自治区", "61": "陕西省", "62": "甘肃省", "63": "青海省",
    "64": "宁夏回族自治区", "65": "新疆维吾尔自治区", "71": "台湾省", "81": "香港特别行政区",
    "82": "澳门特别行政区",
}  # fmt: skip
"""Name by the first two digits. 10 stands for the centre, as national registrars use 100000."""


@dataclass(frozen=True, slots=True)
class DivisionCode:
    """A code of the right shape in a known province, in force or retired."""

    text: str

    def __str__(self) -> str:
        return self.text

    @property
    def province(self) -> str:
        return PROVINCES[self.text[:2]]

    @property
    def level(self) -> str:
        """country, province, city, county, town or village."""
        if self.text.startswith("10"):
            return "country"
        if len(self.text) > 6:
            return "village" if len(self.text) == 12 and self.text[9:] != "000" else "town"
        if self.text[4:] != "00":
            return "county"
        return "province" if self.text[2:4] == "00" else "city"


def is_valid(text: str) -> bool:
    """Whether the text is six, nine or twelve digits that start with a known province."""
    right = len(text) in STANDARD.lengths and text.isascii() and text.isdigit()
    return right and text[:2] in PROVINCES and (text[:2] != "10" or not text[2:].strip("0"))


def parse(text: str) -> DivisionCode:
    """The code. Raises BadIdentifier."""
    STANDARD.check_length(text)
    STANDARD.check_characters(text, DIGITS, "应为数字", "must be a digit")
    if not is_valid(text):
        raise STANDARD.bad("起的两位不是省级代码(11-82)", "starts no province's code (11-82)", 1)
    return DivisionCode(text)
