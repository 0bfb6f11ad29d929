"""Bearer tokens of an OpenID Connect issuer, as the other way to say who asks.

A configuration file names the issuer, its keys and what its claims mean. Only signatures by the
issuer's public keys count: algorithms with a shared secret, and none at all, are refused whatever a
token says of itself.
"""

from __future__ import annotations

import hmac
import json
import threading
import time
import urllib.request
from collections import OrderedDict
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

import jwt
import msgspec
from msgspec import Meta

from analyses.rulebook.access import Role
from api.access import refusals
from api.access.actor import KEPT_ROLES, Actor
from api.access.tokens import digest
from graph.errors import RefusedInput

REFRESH_SECONDS: Final = 10.0  # least between two fetches of the issuer's keys
PURPOSE: Final = "xinmai oidc subject 1"
FETCH_SECONDS: Final = 3.0
MOST_KEPT: Final = 10_000  # tokens known to be good
_LONGEST: Final = 8_000
Algorithm = Literal["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]


class Claims(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The names of the claims that say who it is, for whom, in which role and scope."""

    id: str = "sub"
    organisation: str = "organisation"
    role: str = "role"
    subject: str = "credit_subject"
    items: str = "items"
    purposes: str = "purposes"


class Configuration(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``roles`` maps what the issuer calls a role to ours; ``leeway`` is in seconds."""

    issuer: str
    audience: str
    keys: str  # where the issuer's JWKS is
    algorithms: tuple[Algorithm, ...] = ("RS256", "ES256")
    leeway: Annotated[float, Meta(ge=0, le=120)] = 30.0
    claims: Claims = Claims()
    roles: dict[str, Role]

    def __post_init__(self) -> None:
        place = urlsplit(self.keys)
        local = place.hostname in {"127.0.0.1", "localhost", "::1"}
        if place.scheme != "https" and not (place.scheme == "http" and local):
            raise ValueError("keys must be an https address")
        if not set(self.roles.values()) <= set(KEPT_ROLES):
            raise ValueError("no token can have the role development")


def load_configuration(file: Path) -> Configuration:
    """Raises RefusedInput, naming the file and what is wrong."""
    try:
        return msgspec.toml.decode(file.read_bytes(), type=Configuration)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise RefusedInput(
            f"OIDC 配置文件 {file.name} 不能使用:{reason}",
            f"the OIDC configuration {file.name} cannot be used: {reason}",
            field="XINMAI_OIDC",
        ) from None


class Issuer:
    """Safe for many threads. A token is verified once and then known until it expires; the
    issuer's keys are fetched when a token names one not known, at most every ten seconds.

    ``secret`` is of ``PURPOSE``: who somebody is at the issuer is often an identity number, and a
    plain digest of one is found by trying all there are. Logs name them by a keyed one."""

    def __init__(self, configuration: Configuration, secret: bytes) -> None:
        self._told, self._secret = configuration, secret
        self._lock = threading.Lock()
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched = float("-inf")
        self._known: OrderedDict[bytes, Actor] = OrderedDict()

    def known(self, token: str) -> Actor | None:
        """Whose a token is, if it was verified before and has not expired."""
        actor = self._known.get(digest(token))
        return actor if actor is not None and actor.expires > time.time() else None

    def verify(self, token: str) -> Actor:
        """May ask the issuer for its keys. Raises NotSignedIn, saying what is wrong."""
        if len(token) > _LONGEST:
            raise refusals.bad_token("太长", "it is too long")
        actor = self._actor(self._claims(token))
        with self._lock:
            self._known[digest(token)] = actor
            while len(self._known) > MOST_KEPT:
                self._known.popitem(last=False)
        return actor

    def _claims(self, token: str) -> dict[str, Any]:
        told = self._told
        try:
            head = jwt.get_unverified_header(token)
            if head.get("alg") not in told.algorithms:
                raise refusals.bad_token("签名算法不被接受", "its algorithm is not accepted")
            key = self._key(str(head.get("kid", "")))
            claims: dict[str, Any] = jwt.decode(
                token, key.key, algorithms=[head["alg"]], audience=told.audience,
                issuer=told.issuer, leeway=told.leeway,
                options={"require": ["exp", "iss", "aud", told.claims.id]},
            )  # fmt: skip
        except jwt.ExpiredSignatureError:
            raise refusals.bad_token("已过期", "it has expired") from None
        except (jwt.InvalidAudienceError, jwt.InvalidIssuerError):
            raise refusals.bad_token("不是签发给本服务的", "it was not issued for us") from None
        except (jwt.PyJWTError, ValueError, TypeError):
            raise refusals.bad_token("签名或格式不对", "its signature or form is wrong") from None
        return claims

    def _key(self, kid: str) -> jwt.PyJWK:
        with self._lock:
            if kid not in self._keys and time.monotonic() - self._fetched >= REFRESH_SECONDS:
                self._fetched = time.monotonic()
                self._keys = self._fetch()
            found = self._keys.get(kid)
        if found is None:
            raise refusals.bad_token("其密钥不为签发方所有", "its key is not one of the issuer's")
        return found

    def _fetch(self) -> dict[str, jwt.PyJWK]:
        try:
            with urllib.request.urlopen(self._told.keys, timeout=FETCH_SECONDS) as answer:  # nosec B310 # noqa: S310
                told = json.loads(answer.read(1_000_000))
            return {str(key.key_id): key for key in jwt.PyJWKSet.from_dict(told).keys}
        except (OSError, ValueError, jwt.PyJWTError):
            return self._keys

    def _actor(self, claims: dict[str, Any]) -> Actor:
        told = self._told.claims
        said = claims.get(told.role)
        names = said if isinstance(said, list) else [said]
        roles = [self._told.roles[name] for name in names
                 if isinstance(name, str) and name in self._told.roles]  # fmt: skip
        if len(roles) != 1:
            raise refusals.bad_token("须恰有一个本服务认识的角色", "it must name one role of ours")
        self._check_whose(roles[0], claims)
        return Actor(
            id=f"oidc-{self._veiled(str(claims[told.id]))}", role=roles[0],
            organisation=str(claims.get(told.organisation, "")),
            subject=str(claims.get(told.subject, "")),
            items=_names(claims.get(told.items)), purposes=_names(claims.get(told.purposes)),
            expires=float(claims["exp"]) + self._told.leeway,
        )  # fmt: skip

    def _veiled(self, id: str) -> str:
        return hmac.digest(self._secret, id.encode(), "sha256").hex()[:12]

    def _check_whose(self, role: Role, claims: dict[str, Any]) -> None:
        """Whoever has a role has it in an organisation, or speaks for itself: lists, cases and acts
        are an organisation's, and those of nobody would be everybody's."""
        if role is Role.PUBLIC:
            return
        named = self._told.claims
        claim = named.subject if role is Role.CREDIT_SUBJECT else named.organisation
        said = claims.get(claim)
        if not (isinstance(said, str) and said.strip()):
            raise refusals.bad_token(f"须写明 {claim}", f"it must name its {claim}")


def _names(claim: Any) -> frozenset[str]:
    """A list, or words in one string, as scopes are written."""
    words = claim.split() if isinstance(claim, str) else claim if isinstance(claim, list) else ()
    return frozenset(word for word in words if isinstance(word, str))
