"""The page ``docs/layouts.md``, from the declarations: ``python -m ingest.layouts.page``."""

from __future__ import annotations

from typing import Final

from ingest.crosswalk import ROLE_TABLES
from ingest.layout import Column, Layout
from ingest.layouts import EXCHANGES, OFFICIAL_LAYOUTS

_HEAD: Final = """# Official layouts · 官方版式

Made from the declarations by `python -m ingest.layouts.page > docs/layouts.md`; a test compares.

A table is recognised by its header: the columns marked ● must be there, in any order, under any of
their headers (width, case, spaces, `_` and `-` do not count; the canonical name counts too). The
layout with the most columns in common wins. A row whose cells in **bold** columns are empty is set
aside. Columns marked 个人 are personal: no message repeats them. For data in none of these tables
there is the [plain layout](plain-layout.md).

What the official tables leave open, and how it is read:
- Somebody named without a code or number stays apart from every namesake: a person is one of that
  company (or document), an organisation one of that source. Numbers published with stars likewise.
- registry_subjects has room for one legal representative, one address and one telephone, and
  spgl_project for one construction unit, without days: where a later delivery names another, the
  former tie ends the day before that delivery and the new one begins with it. It stays to be seen
  on every earlier day. Only what the same table stated is ended, or its source without days.
- A share nobody gave is unknown: anything from 0 to 100 %.
- Columns headed 万元 are in units of 10,000 yuan; a unit written in a cell wins. Money is exact to
  the fen, or refused.
- A penalty by summary procedure (简易程序) is set aside: it is not credit information
  (山东省社会信用条例 第十三条). So is a row that its sender marks as no longer valid (SJYXBS 0).
- What was ended on a day (移出日期) is not in force on that day any more.
- Coordinates are kept in WGS-84. The row states its datum (坐标系), or the file `XINMAI_DATUMS`
  names declares it for the source; GCJ-02 and BD-09 are converted, CGCS2000 is the same within
  centimetres and is assumed where nothing is stated. Places that are zero, swapped, outside China
  or outside the division's province are refused; of an outline the mean of its corners is kept.
- Who takes part from when to when stands in contract_record and real_name_unit; the approval
  system's tables name the parties without days. A unit or a leader that is replaced is a row that
  ends and another that begins.
- An approval item that was refused, or is still open, is kept and enters no stage.
- Works (工程代码, GCDM) hang on their project; where their code is the project's own, the project
  itself stands for them.
- Identity numbers inside the contents of a change are masked.
"""

_EXCHANGES: Final = """
## Exchange formats · 交换格式
Recognised by their contents. An item that cannot be read is set aside and the next one is read.
{list}

- BODS: `shareholding` becomes ownership, voting rights and rights to income a stake of that kind
  (a shareholding beside them then does not carry them again), nominee and nominator the two sides
  of a stake held for another, board posts offices, other means control, the rest an association
  with its name. Exclusive bounds are exact: more than 50 % is at least 50.0001 %. An indirect
  interest is kept only where no components are given, and says so: no reckoning adds it up. A
  party that is not specified makes nobody. Of several statements of one record in a file the last
  one counts; earlier ones are reported as unchanged.
- GLEIF: full files and deltas alike. The consolidating parent *controls* the child (direct and
  ultimate are two links), funds are *managed by*, branches *branch of*. A relationship that is
  inactive ends on its last day, or where none is told on the day it was last updated; an annulled
  one is withdrawn. A reporting exception only names its subject: the reason for an absent parent
  is not kept, and nobody is made up from it.
- FollowTheMoney: things become nodes, intervals links, every value of an end its own link. An
  `ownershipType` that says indirect, ultimate or beneficial makes a stake that is shown and not
  added up; nominee, treasury, voting and income make stakes of that kind. A bare year stands for
  its first day at a beginning, its last day at an end. Schemata outside the graph's kinds are set
  aside by name.
"""


def page() -> str:
    """The whole page."""
    parts = [_HEAD, _roles(), *(_layout(layout) for layout in OFFICIAL_LAYOUTS)]
    listed = "\n".join(f"- `{each.name}` {each.zh}: {each.basis}" for each in EXCHANGES)
    return "\n".join(parts) + _EXCHANGES.format(list=listed)


def _roles() -> str:
    rows = [
        f"| `{name}` | {'、'.join(f'{code} {role}' for code, role in table.items())} |"
        for name, table in ROLE_TABLES.items()
    ]
    return (
        "## Role codes · 参建角色代码\n"
        "The feeds' lists contradict one another; each table is read by its own. Names in Chinese\n"
        "and English are the same everywhere.\n\n| list | codes |\n|---|---|\n"
        + "\n".join(rows) + "\n"
    )  # fmt: skip


def _layout(layout: Layout) -> str:
    rows = "\n".join(_column(column, layout) for column in layout.columns)
    return (
        f"## {layout.name} · {layout.zh}\n{layout.basis}\n\n"
        f"| | column | headers | example |\n|---|---|---|---|\n{rows}\n"
    )


def _column(column: Column, layout: Layout) -> str:
    mark = "●" if column.name in layout.telling else ""
    name = f"**{column.name}**" if column.required else column.name
    personal = " 个人" if column.personal else ""
    return f"| {mark} | {name}{personal} | {'、'.join(column.headers)} | {column.example} |"


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201
