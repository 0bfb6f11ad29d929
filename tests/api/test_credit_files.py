"""Credit files over HTTP: JSON, page, PDF with every character, and the check of codes."""

from __future__ import annotations

import io
import os
import re
from datetime import date
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from api.answers import Answers
from api.answers.files import file_answer
from api.answers.files.pdf import PrintingUnavailable, pdf
from api.answers.stamp import FileNumber, Stamp
from graph.facts import Batch, DeliveredFile, Key, LinkFact, NodeFact, Row, subject
from graph.store import Store
from tests.api import town
from tests.api.conftest import Get

FILE = f"/v1/files/subject/{town.JIA}"
RARE = "䶮𠮷㐂镕喆"  # beyond the common set; 𠮷 is beyond the basic plane


def printed(page: str) -> bytes:
    try:
        return pdf(page)
    except PrintingUnavailable as lacking:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(lacking))


@pytest.mark.parametrize("kind", ["subject", "participant"])
def test_a_file_has_its_frame_and_its_sections(get: Get, kind: str) -> None:
    file = get(f"/v1/files/{kind}/{town.JIA}").json()
    assert {"number", "as_of", "revision", "verification", "sections"} <= file.keys()
    assert file["verification"].startswith(file["number"])
    for section in file["sections"]:
        assert (section["state"] == "told") == bool(section["rows"])
        assert bool(section["note"]) != bool(section["rows"])


def test_a_subjects_file_has_the_national_reports_sections(get: Get) -> None:
    titles = [section["title"] for section in get(FILE).json()["sections"]]
    for heading in (
        "行政管理", "诚实守信", "严重失信主体名单", "经营异常", "信用承诺", "信用评价", "司法判决",
        "其他",
    ):  # fmt: skip
        assert any(title.startswith(heading) for title in titles), heading


def test_what_is_not_delivered_is_not_called_none(get: Get) -> None:
    states = {each["name"]: each["state"] for each in get(FILE).json()["sections"]}
    assert (states["penalties"], states["commitments"]) == ("nothing", "no_data")


def test_the_page_is_whole_and_names_are_text(get: Get) -> None:
    answer = get(f"/v1/files/subject/{town.DING}.html")
    assert answer.headers["content-type"].startswith("text/html")
    assert "<script" not in answer.text
    assert "onerror=&#34;" in answer.text or "onerror=&quot;" in answer.text
    assert "<img src=x" not in answer.text
    assert "张伟" not in answer.text


def test_an_unchanged_file_is_not_sent_again(get: Get) -> None:
    first = get(f"{FILE}.html")
    again = get(f"{FILE}.html", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_project_file_by_its_code(get: Get) -> None:
    file = get("/v1/files/project/west-lake").json()
    assert (file["name"], file["id"]) == ("西湖改造工程", "t:west-lake")
    parties = next(each for each in file["sections"] if each["name"] == "participants")
    assert [row["role"] for row in parties["rows"]] == ["监理", "施工"]


def test_refusals(get: Get) -> None:
    assert get("/v1/files/project/nobody").status_code == 404
    assert get("/v1/files/cake/nobody").status_code == 422
    assert get(f"{FILE}?as_of=2026-02-30").status_code == 422


def test_a_code_checks(get: Get) -> None:
    file = get(FILE).json()
    verdict = get(f"/v1/files/verify/{file['verification']}").json()
    assert (verdict["issued"], verdict["reproduced"]) == (True, True)
    assert (verdict["id"], verdict["number"]) == (town.JIA, file["number"])
    page = get(f"/v1/files/verify/{file['verification']}.html")
    assert "核验通过" in page.text
    assert file["number"] in page.text


def test_every_changed_letter_of_a_code_is_noticed(get: Get) -> None:
    code = get(FILE).json()["verification"]
    stamp = Stamp(b"s" * 32)
    assert stamp.issued(code) is not None
    for place, letter in enumerate(code):
        other = {"7": "6"}.get(letter, "7" if letter.isdigit() else "B" if letter != "B" else "C")
        if letter != "-":
            assert stamp.issued(code[:place] + other + code[place + 1 :]) is None
    assert Stamp(b"t" * 32).issued(code) is None
    verdict = get(f"/v1/files/verify/{code[:-1]}").json()
    assert (verdict["issued"], verdict["id"], verdict["number"]) == (False, None, None)


def test_a_code_stands_for_the_content() -> None:

    number, stamp = FileNumber("subject", 3, date(2026, 1, 31), 12), Stamp(b"s" * 32)
    assert stamp.code(number, {"a": 1, "b": 2}) == stamp.code(number, {"b": 2, "a": 1})
    assert stamp.code(number, {"a": 1}) != stamp.code(number, {"a": 2})
    issued = stamp.issued(stamp.code(number, {}))
    assert issued is not None
    assert issued[0] == number


def test_the_pdf_holds_every_character_of_the_page(get: Get) -> None:
    page = get(f"{FILE}.html").text.replace("甲建设集团有限公司", f"甲建设{RARE}有限公司")
    reader = PdfReader(io.BytesIO(printed(page)))
    text = "".join(sheet.extract_text() for sheet in reader.pages)
    shown = re.sub(r"<(style|title|svg).*?</\1>|<[^>]+>", "", page, flags=re.S)
    wanted = {letter for letter in shown if not letter.isspace()} - set("&#;")
    assert wanted - set(text) == set()
    assert set(RARE) <= set(text)


def test_no_glyph_of_the_pdf_is_notdef(get: Get) -> None:
    page = get(f"{FILE}.html").text.replace("甲建设集团有限公司", f"甲建设{RARE}有限公司")
    reader = PdfReader(io.BytesIO(printed(page)))
    used: dict[str, set[int]] = {}
    fonts: dict[str, Any] = {}
    for sheet in reader.pages:
        named = sheet["/Resources"]["/Font"]  # type: ignore[index]
        fonts |= {str(named[name]["/BaseFont"]): named[name] for name in named}
        glyphs(sheet.get_contents().get_data(), named, used)  # type: ignore[union-attr]
    assert used
    for name, drawn in used.items():
        assert 0 not in drawn, name
        assert embedded(fonts[name]), name
    assert any("CJK" in name for name in used)


def glyphs(content: bytes, fonts: Any, used: dict[str, set[int]]) -> None:
    """Which glyphs each font draws: two bytes a glyph, as an Identity-H font is written."""
    at = ""
    for name, text in re.findall(rb"/(\S+) [\d.]+ Tf|<([0-9a-fA-F]+)>", content):
        if name:
            at = str(fonts[f"/{name.decode()}"]["/BaseFont"])
        elif text:
            drawn = used.setdefault(at, set())
            drawn.update(int(text[i : i + 4], 16) for i in range(0, len(text), 4))


def embedded(font: Any) -> bool:
    """Whether the font's program is inside, and is a subset that fontTools can read."""
    descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
    program = next(descriptor[key] for key in ("/FontFile3", "/FontFile2") if key in descriptor)
    data = program.get_data()
    if data[:4] in (b"OTTO", b"\x00\x01\x00\x00"):
        TTFont(io.BytesIO(data)).getGlyphOrder()
    return 100 < len(data) < 1_000_000  # the whole font has sixteen million bytes


def test_the_pdf_over_http(get: Get) -> None:
    answer = get(f"{FILE}.pdf")
    if answer.status_code == 503 and not os.environ.get("CI"):
        pytest.skip(answer.json()["detail"])
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content[:5] == b"%PDF-"


def test_a_firms_file_tells_how_it_performed_its_contracts(store: Store, answers: Answers) -> None:
    contract = Key("contract", "t:c-1")
    facts = (
        NodeFact(contract, "contract", {
            "name": "主体劳务", "number": "HT-1", "amount": 56_000_000, "state": "late",
            "signed": date(2025, 2, 10), "due": date(2025, 12, 31), "performed": date(2026, 1, 20),
        }),
        LinkFact("performs", subject(town.YI), contract, valid_from=date(2025, 2, 10)),
        LinkFact("awarded", subject(town.JIA), contract, valid_from=date(2025, 2, 10)),
    )  # fmt: skip
    file = DeliveredFile("credit", "contract_performance", "c.csv", "2" * 64)
    store.apply(Batch(file, [Row(2, facts)], through=1, complete=True))
    told = file_answer(answers.on(), answers.stamp(), "subject", town.YI)
    (row,) = next(each for each in told["sections"] if each["name"] == "contracts")["rows"]
    assert (row["number"], row["state"], row["other"]) == ("HT-1", "逾期履约", "甲建设集团有限公司")
    assert (row["amount"], row["performed"]) == ("56.00 万元", "2026-01-20")
