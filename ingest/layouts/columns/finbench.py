"""LDBC FinBench: the incremental streams of investments and guarantees (synthetic)."""

from __future__ import annotations

from typing import Final

from ingest.layouts.columns.declare import column

_WHEN: Final = (
    column("created", "createTime", required=True, example="1669691373650"),
    column("depends", "dependencyTime", example="1629882914116"),
)
INVESTMENT_COLUMNS: Final = (
    *_WHEN,
    column("investor", "investorId", required=True, example="7696581397008"),
    column("company", "companyId", required=True, example="7696581394592"),
    column("ratio", required=True, example="0.14579884674642235"),
)
GUARANTEE_COLUMNS: Final = (
    *_WHEN,
    column("guarantor", "fromId", required=True, example="8796093022905"),
    column("guaranteed", "toId", required=True, example="6597069769462"),
    column("relation", required=True, example="business associate"),
)
