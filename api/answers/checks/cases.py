"""Joint punishment cases: of a department, of a subject, or one."""

from __future__ import annotations

from analyses.checks.cases import Case, Progress, all_cases, cases_of, counted
from analyses.own_record import RECORDS
from analyses.work import BUDGETS, Work
from api.answers.checks import shapes
from api.answers.checks.wording import case, case_id
from api.answers.ground import Ground
from api.answers.paging import page_at
from api.answers.resolve import key_in, subject_of
from graph.errors import RefusedInput, UnknownId
from graph.masking import shown
from graph.views import StoreViews


def cases_answer(
    ground: Ground,
    department: str | None = None,
    state: str | None = None,
    subject: str | None = None,
    limit: int = 100,
    progress: Progress | None = None,
    cursor: str | None = None,
) -> shapes.CasesAnswer:
    """Of one department, or all; of one subject, or the whole city; the earliest due first, a page
    of them.

    What was recalled is listed only when asked for by that state: its record may not be shown.
    Raises RefusedInput for what is no cursor.
    """
    page = page_at(cursor, limit, "cases", department, state, subject)
    _known_department(ground, department)
    work = Work(BUDGETS.records.weighed)
    found = _all(ground, department, subject, progress, work)
    shown = [each for each in found if (each.state == state if state else not each.recalled)]
    left = page.left(len(shown))
    return {
        **ground.frame(truncated=left > 0 or work.cut_short),
        "departments": [
            {"department": name, "open": of["open"], "overdue": of["overdue"],
             "done": of["done"], "recalled": of["recalled"]}
            for name, of in sorted(counted(found).items())
        ],
        "cases": [case(ground, each) for each in shown[page.first : page.last]],
        "omitted": left,
        "next": page.next(len(shown)),
    }  # fmt: skip


def _all(
    ground: Ground, department: str | None, subject: str | None, progress: Progress | None,
    work: Work,
) -> list[Case]:  # fmt: skip
    if subject is not None:
        view, _ = subject_of(ground, subject)
        of = cases_of(ground.network, ground.views, ground.rules, view.number, ground.day, work)
        return [each for each in of if department in (None, each.item.department)]
    return all_cases(
        ground.network, lambda: StoreViews(ground.store, ground.known_at), ground.rules,
        ground.day, department, progress,
    )  # fmt: skip


def one_case(ground: Ground, id: str) -> Case:
    """Raises UnknownId for a case there is not (yet)."""
    record, _, item = id.rpartition("~")
    key = key_in(ground, record or id, ("sanction",), "失信记录", "record")
    number = ground.store.nodes([key], known_at=ground.known_at)[key].number
    for subject, *_ in ground.network.ties(number, RECORDS.reversed()):
        asked_of = ground.network, ground.views, ground.rules, subject, ground.day
        for found in cases_of(*asked_of, only=(number,)):
            if found.item.id == item:
                return found
    raise UnknownId(
        f"没有惩戒任务“{shown(id, 120)}”;编号为 记录~事项",
        f"no case {shown(id, 120)!r}; its id is RECORD~ITEM",
        field="id",
    )


def case_answer(ground: Ground, id: str) -> shapes.CaseAnswer:
    return {**ground.frame(), "case": case(ground, one_case(ground, id))}


def _known_department(ground: Ground, department: str | None) -> None:
    names = sorted({each.department for each in ground.rules.checks.item})
    if department is not None and department not in names:
        raise RefusedInput(
            f"没有部门“{shown(department, 60)}”;应为以下之一:{'、'.join(names)}",
            f"no department {shown(department, 60)!r}; use one of: {', '.join(names)}",
            field="department",
        )


__all__ = ["case_answer", "case_id", "cases_answer", "one_case"]
