"""The addresses under ``/v1``: each asks one question and writes it into the audit log first.

One module a topic. Order matters where one address is another's prefix (the bare subject is last),
and for speed: addresses are tried one after another, so what is asked most often comes first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fastapi import APIRouter

from api.routes.alerts import alert_routes
from api.routes.catalogue import catalogue_routes
from api.routes.checks import check_routes
from api.routes.commitments import commitment_routes
from api.routes.credit_map import map_routes
from api.routes.desk import Desk
from api.routes.drawn import drawn_routes
from api.routes.evaluations import evaluation_routes
from api.routes.explanation import explanation_routes
from api.routes.feed import feed_routes
from api.routes.files import file_routes
from api.routes.inspections import inspection_routes
from api.routes.investigations import investigation_routes
from api.routes.jobs import job_routes
from api.routes.looked_up import looked_up_routes
from api.routes.merges import merge_routes
from api.routes.objections import objection_routes
from api.routes.ownership import ownership_routes
from api.routes.policies import policy_routes
from api.routes.projects import project_routes
from api.routes.questions import question_routes
from api.routes.reconcile import reconcile_routes
from api.routes.registrations import registration_routes
from api.routes.repairs import repair_routes
from api.routes.risk import risk_routes
from api.routes.screen import screen_routes
from api.routes.statistics import statistics_routes
from api.routes.structures import structure_routes
from api.routes.subjects import subject_routes
from api.routes.webhooks import webhook_routes

TOPICS: Final[tuple[Callable[[Desk], APIRouter], ...]] = (
    check_routes,
    risk_routes,
    screen_routes,
    job_routes,
    feed_routes,
    webhook_routes,
    question_routes,
    alert_routes,
    ownership_routes,
    drawn_routes,
    project_routes,
    file_routes,
    map_routes,
    evaluation_routes,
    inspection_routes,
    policy_routes,
    repair_routes,
    objection_routes,
    commitment_routes,
    statistics_routes,
    explanation_routes,
    registration_routes,
    catalogue_routes,
    investigation_routes,
    structure_routes,
    looked_up_routes,
    merge_routes,
    reconcile_routes,
    subject_routes,
)

__all__ = ["TOPICS", "Desk"]
