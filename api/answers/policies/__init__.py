"""The "1+N" register as answers."""

from __future__ import annotations

from api.answers.policies.policies import policies_answer
from api.answers.policies.policy import MOST, policy_answer

__all__ = ["MOST", "policies_answer", "policy_answer"]
