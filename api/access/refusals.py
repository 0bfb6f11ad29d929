"""Why somebody is not let in. Each wording says what to do."""

from __future__ import annotations

from collections.abc import Sequence

from api.access.actor import ROLES_ZH, Role
from graph.errors import NotPermitted, RefusedInput, XinmaiError


class NotSignedIn(XinmaiError):
    """No valid key, token or session came with the request."""


def no_key() -> NotSignedIn:
    return NotSignedIn(
        "请在请求头中写明密钥:Authorization: Bearer xk_…;密钥由安全管理员以 xinmai keys add 签发",
        "send a key in the header Authorization: Bearer xk_…; "
        "the security administrator issues keys with xinmai keys add",
    )


def unknown_key() -> NotSignedIn:
    return NotSignedIn(
        "不认识这把密钥;请检查是否抄写完整,或向安全管理员申请",
        "this key is not known: check that it is whole, or ask the security administrator for one",
    )


def expired_key() -> NotSignedIn:
    return NotSignedIn(
        "这把密钥已过期;请向安全管理员申请轮换",
        "this key has expired: ask the security administrator to rotate it",
    )


def revoked_key() -> NotSignedIn:
    return NotSignedIn(
        "这把密钥已吊销;请向安全管理员申请新的密钥",
        "this key was revoked: ask the security administrator for a new one",
    )


def bad_token(zh: str, en: str) -> NotSignedIn:
    return NotSignedIn(
        f"令牌不被接受:{zh};请重新从身份提供方取得", f"the token is refused: {en}; get a new one"
    )


def key_in_address() -> NotSignedIn:
    return NotSignedIn(
        "密钥不得写在地址里:它会留在各处日志中;请立即轮换,并改用 Authorization 请求头",
        "a key must not be in an address, where logs keep it: rotate it at once, and send it in "
        "the Authorization header",
    )


def ended_session() -> NotSignedIn:
    return NotSignedIn("登录已结束,请重新登录", "the session has ended: sign in again")


def wrong_network() -> NotPermitted:
    return NotPermitted(
        "这把密钥不得从此网络地址使用;请从登记的网络访问,或请安全管理员更改",
        "this key may not be used from this address: use it from the networks it was issued for, "
        "or ask the security administrator to change them",
    )


def sent_elsewhere() -> NotPermitted:
    return NotPermitted(
        "以登录会话办理业务,只能从本服务的页面发出;程序请用 Authorization 请求头",
        "a session acts from the service's own page only; programs send an Authorization header",
    )


def not_granted(
    zh: str, en: str, question_zh: str, question_en: str, allowed: Sequence[Role]
) -> NotPermitted:
    listed = "、".join(ROLES_ZH[role] for role in allowed) or "(无)"
    return NotPermitted(
        f"{zh}不能查询或办理“{question_zh}”;可以的角色:{listed}",
        f"the role {en} may not ask for {question_en or 'this'}; "
        f"who may: {', '.join(allowed) or 'nobody'}",
    )


def of_another() -> NotPermitted:
    return NotPermitted(
        "信用主体在此只能查询或办理自己的事项",
        "a credit subject asks and acts here for itself only",
    )


def no_purpose(zh: str, en: str, purposes: Sequence[str]) -> RefusedInput:
    listed = ", ".join(purposes)
    return RefusedInput(
        f"{zh}查询须说明目的:请在请求头 X-Purpose 中写明以下之一:{listed}",
        f"the role {en} states a purpose: give one of these in X-Purpose: {listed}",
        field="X-Purpose",
    )


def unknown_purpose(purposes: Sequence[str]) -> RefusedInput:
    listed = ", ".join(purposes)
    return RefusedInput(
        f"X-Purpose 应为以下之一:{listed}", f"X-Purpose must be one of: {listed}",
        field="X-Purpose",
    )  # fmt: skip


def beyond_purpose(purpose: str, allowed: Sequence[str]) -> NotPermitted:
    listed = ", ".join(allowed)
    return NotPermitted(
        f"这把密钥不得用于目的 {purpose};可用于:{listed}",
        f"this key may not be used for the purpose {purpose}; it may for: {listed}",
        field="purpose",
    )


def beyond_item(item: str, allowed: Sequence[str]) -> NotPermitted:
    listed = ", ".join(allowed) or "—"
    return NotPermitted(
        f"这把密钥不得核查事项 {item};可核查:{listed}",
        f"this key may not check the item {item}; it may: {listed}",
        field="item",
    )


def of_another_case(organisation: str) -> NotPermitted:
    return NotPermitted(
        f"此申请属于“{organisation or '本机'}”的案件,只由该单位的人员查看与批准",
        f"this was asked for a case of {organisation or 'this machine'!r}: "
        "who looks at it and allows it is of that organisation",
    )


def for_another_unit(organisation: str) -> NotPermitted:
    return NotPermitted(
        f"只能以本单位的名义办理:unit 应为“{organisation}”",
        f"one acts for one's own organisation only: unit must be {organisation!r}",
        field="unit",
    )
