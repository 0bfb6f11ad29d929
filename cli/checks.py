"""Credit checks, measures in force, joint punishment cases, and reports of what was done."""

from __future__ import annotations

from datetime import date
from typing import Final

import click

from api.answers.asking import Moment
from api.answers.checks.feedback import CaseFeedback, CheckFeedback, report_case, report_check
from api.journal import CheckJournal
from cli.acts import acting, asked
from cli.progress import counting
from cli.session import common, moment, session, state_folder
from cli.texts import checks as texts


@click.command()
@common
@click.argument("id")
@click.option("--item", required=True, help="核查事项 / the item that is decided")
@click.option("--purpose", required=True, help="核查目的 / what the check is for")
@click.option("--unit", default="", help="核查单位 / who checks")
@moment
def check(
    id: str, item: str, purpose: str, unit: str, as_of: date | None, known_at: int | None
) -> None:
    """信用核查:通过、限制或需进一步核查 / may this subject pass this item.

    \b
    xinmai check 91370100MA3C4XXXXX --item bid-housing --purpose bidding
    xinmai checks   # the items and purposes
    """
    from api.answers.checks.check import check_answer

    at = session()
    with at.answers() as answers:
        found = check_answer(answers.on(Moment(as_of, known_at)), at.stamp, id, item, purpose)
        journal = CheckJournal(state_folder(at.url) / "checks")
        journal.record(found, unit)
        journal.sync()
    at.say(found, texts.check)


@click.group(invoke_without_command=True)
@common
@moment
@click.pass_context
def checks(context: click.Context, as_of: date | None, known_at: int | None) -> None:
    """核查事项,以及应用反馈 / what is checked; feedback.

    \b
    xinmai checks
    xinmai checks feedback K2026… 91370100MA3C4XXXXX --item bid-housing --purpose bidding \\
        --outcome punished --measure bidding_restricted --unit 济南市住房和城乡建设局
    """
    from api.answers.checks.check import items_answer

    if context.invoked_subcommand is not None:
        return
    at = session()
    with at.answers() as answers:
        found = items_answer(answers.on(Moment(as_of, known_at)))
    at.say(found, texts.items)


@checks.command()
@common
@click.argument("receipt")
@click.argument("id")
@click.option("--item", required=True, help="核查事项 / the item of the check")
@click.option("--purpose", required=True, help="核查目的 / the purpose of the check")
@click.option("--outcome", required=True,
              type=click.Choice(["punished", "rewarded", "passed", "none"]))  # fmt: skip
@click.option("--measure", help="所采取的措施 / the measure or incentive that was applied")
@acting
def feedback(
    receipt: str, id: str, item: str, purpose: str, outcome: str, measure: str | None,
    unit: str, officer: str, basis: str, note: str, key: str | None,
) -> None:  # fmt: skip
    """核查结果的应用反馈 / what was done after a check.

    \b
    xinmai checks feedback K2026… 91370100MA3C4XXXXX --item bid-housing --purpose bidding \\
        --outcome punished --measure bidding_restricted --unit 济南市住房和城乡建设局
    """
    body = CheckFeedback(
        unit=unit, officer=officer, basis=basis, note=note, receipt=receipt, subject=id,
        item=item, purpose=purpose, outcome=outcome, measure=measure,  # type: ignore[arg-type]
    )  # fmt: skip
    at = session()
    with at.acting() as acts:
        found = report_check(acts, *asked(body, "/v1/checks/feedback", key))
    at.say(found, texts.receipt)


@click.command()
@common
@click.argument("id")
@moment
def measures(id: str, as_of: date | None, known_at: int | None) -> None:
    """对该主体生效的惩戒与激励措施 / measures and incentives in force on a subject.

    \b
    xinmai measures 91370100MA3C4XXXXX
    """
    from api.answers.checks.check import measures_answer

    at = session()
    with at.answers() as answers:
        found = measures_answer(answers.on(Moment(as_of, known_at)), id)
    at.say(found, texts.measures)


@click.group(invoke_without_command=True)
@common
@click.option("--department", help="部门全称 / of one department")
@click.option("--state", type=click.Choice(["open", "overdue", "done", "recalled"]),
              help="缺省不列已撤回的 / all but the recalled unless named")  # fmt: skip
@click.option("--subject", help="一个主体的任务 / of one subject")
@click.option("--limit", type=click.IntRange(1, 100_000), default=100, show_default=True)
@moment
@click.pass_context
def cases(
    context: click.Context, department: str | None, state: str | None, subject: str | None,
    limit: int, as_of: date | None, known_at: int | None,
) -> None:  # fmt: skip
    """联合惩戒任务 / joint punishment: who must act on which record, and by when.

    \b
    xinmai cases --department 济南市住房和城乡建设局 --state overdue
    xinmai cases act RECORD~ITEM --unit 济南市住房和城乡建设局
    """
    from api.answers.checks.cases import cases_answer

    if context.invoked_subcommand is not None:
        return
    at = session()
    with at.answers() as answers, counting("失信主体 / subjects on record") as shown:
        ground = answers.on(Moment(as_of, known_at))
        found = cases_answer(ground, department, state, subject, limit, shown)
    at.say(found, texts.cases)


@cases.command("act")
@common
@click.argument("id")
@acting
def act_one(id: str, unit: str, officer: str, basis: str, note: str, key: str | None) -> None:
    """反馈任务的办理 / a department reports that it acted.

    \b
    xinmai cases act RECORD~ITEM --unit 济南市住房和城乡建设局
    """
    body = CaseFeedback(unit=unit, officer=officer, basis=basis, note=note)
    at = session()
    with at.acting() as acts:
        request, checked = asked(body, f"/v1/cases/{id}/feedback", key)
        found = report_case(acts, request, id, checked)
    at.say(found, texts.case_receipt)


COMMANDS: Final = (check, checks, measures, cases)
