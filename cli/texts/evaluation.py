"""Evaluations as text."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import click

from analyses.evaluation.batch import Grades
from analyses.evaluation.roll import Roll
from cli.console import Sheet, brief, frame


def evaluation(answer: dict[str, Any]) -> None:
    grade = answer["grade"] or "未评价 / not evaluated"
    head = f"{brief(answer)}  {grade}  {answer['score']} / {answer['full']}"
    sheet = Sheet(head, "指标 indicator", "分 points", "满分 most", "证据 evidence")
    for part in answer["indicators"]:
        told = ", ".join(f"{e['name']} [{e['id']}]" for e in part["evidence"])
        unknown = "未知 unknown" if part["unknown"] else ""
        sheet.row(f"{part['zh']} {part['code']}", part["points"], part["most"], told or unknown)
    for hit in answer["vetoes"]:
        sheet.row(f"否决 veto: {hit['zh']}", hit["grade"], "", "")
    for graded in answer["gradings"]:
        sheet.row(graded["zh"], f"{graded['grade']} ({graded['score']})", "", "")
    sheet.show()
    for notice in answer["notices"]:
        click.echo(notice)
    frame(answer)


def history(answer: dict[str, Any]) -> None:
    sheet = Sheet(brief(answer), "自 since", "至 until", "等级 grade", "得分 score")
    for period in answer["periods"]:
        sheet.row(period["since"], period["until"], period["grade"], period["score"])
    sheet.show()
    frame(answer)


def evaluations(answer: dict[str, Any]) -> None:
    sheet = Sheet(f"{answer['firms']:,} 户 / firms", "等级 grade", "户数 firms")
    for grade, count in answer["grades"].items():
        sheet.row(grade, f"{count:,}")
    sheet.show()
    frame(answer)


def simulation(answer: dict[str, Any]) -> None:
    sheet = Sheet("试算 / simulation", "原等级 before", "新等级 after", "户数 firms")
    for count in answer["counts"]:
        sheet.row(count["before"], count["after"], f"{count['firms']:,}")
    sheet.show()
    moved = Sheet("等级变化 / moved", "id", "before", "after", "score")
    for move in answer["moves"]:
        moved.row(move["id"], move["before"], move["after"],
                  f"{move['score_before']} → {move['score_after']}")  # fmt: skip
    moved.show()
    if answer["omitted"]:
        click.echo(f"另有 {answer['omitted']:,} 户 / {answer['omitted']:,} more; use --limit")
    frame(answer)


def write_grades(roll: Roll, grades: Grades, target: Path) -> None:
    """A line for each firm: id, grade, score."""
    with target.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["id", "grade", "score"])
        for place, firm in enumerate(roll.ids):
            rows.writerow([firm, grades.named(place), int(grades.scores[place])])
