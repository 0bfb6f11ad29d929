"""Who asks: a role, the organisation it acts for, and the scope it was given."""

from __future__ import annotations

from typing import Final

import msgspec

from analyses.rulebook.access import EVERY as ANY
from analyses.rulebook.access import Role

__all__ = ["ANY", "KEPT_ROLES", "ROLES_ZH", "Actor", "Role", "covers"]

ROLES_ZH: Final = {
    Role.PUBLIC: "公众",
    Role.OFFICER: "经办人员",
    Role.REVIEWER: "审核人员",
    Role.INVESTIGATOR: "调查人员",
    Role.BANK: "金融机构",
    Role.CREDIT_SUBJECT: "信用主体",
    Role.FEEDER: "报送单位",
    Role.STEWARD: "数据管理人员",
    Role.AUDITOR: "审计人员",
    Role.SECURITY_ADMINISTRATOR: "安全管理员",
    Role.SYSTEM_ADMINISTRATOR: "系统管理员",
    Role.DEVELOPMENT: "本机开发",
}
KEPT_ROLES: Final = tuple(role for role in Role if role is not Role.DEVELOPMENT)


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks. ``id`` names the key or the token, never a person and never a secret.

    ``items`` and ``purposes`` are what its credit checks may be for, ``networks`` the addresses it
    may come from (CIDR; none: any), ``subject`` whom a credit subject speaks for, ``expires`` the
    first second (UTC, Unix) at which it counts no longer.
    """

    id: str
    role: Role
    organisation: str = ""
    subject: str = ""
    items: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    networks: tuple[str, ...] = ()
    expires: float = float("inf")

    @property
    def name(self) -> str:
        """As the audit log names it: who, and for whom."""
        return f"{self.id}@{self.organisation or self.subject or 'local'}"


def covers(scope: frozenset[str], wanted: str) -> bool:
    return wanted in scope or ANY in scope
