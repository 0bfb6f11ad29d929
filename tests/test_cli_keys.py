"""`xinmai keys`, and what `xinmai serve` refuses to open."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.commands import ROOT, answer, xinmai

BANK = ("--role", "bank", "--organisation", "中国工商银行济南分行", "--item", "loan-bank1")

NUMBER = "370124195302206411"


def listed(folder: Path) -> dict[str, dict[str, Any]]:
    return {key["id"]: key for key in answer(folder, "keys", "list")["keys"]}


def test_a_key_is_issued_listed_rotated_and_revoked(tmp_path: Path) -> None:
    first = answer(tmp_path, "keys", "add", *BANK, "--purpose", "loan")
    old = first["key"]["id"]
    assert first["token"].startswith("xk_")
    code, output, error = xinmai(tmp_path, "keys", "rotate", old, "--overlap", "0")
    assert (code, output[:3], "shown this once" in error) == (0, "xk_", True)
    (new,) = listed(tmp_path).keys() - {old}
    answer(tmp_path, "keys", "revoke", new)
    states = {key: told["state"] for key, told in listed(tmp_path).items()}
    assert states == {old: "expired", new: "revoked"}
    assert listed(tmp_path)[new]["items"] == ["loan-bank1"]
    assert first["token"] not in json.dumps(listed(tmp_path))


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("keys", "add", "--role", "officer"), 4, "organisation"),
        (("keys", "add", *BANK, "--expires", "2020-01-01"), 4, "future"),
        (("keys", "add", "--role", "emperor"), 2, "emperor"),
        (("keys", "add", *BANK, "--item", "nonsense"), 4, "loan-bank1"),
        (("keys", "add", *BANK, "--purpose", "bogus"), 4, "loan"),
        (("keys", "add", *BANK, "--subject", "t:yi"), 4, "credit-subject"),
        (("keys", "add", *BANK, "--note", f"持有人 {NUMBER}"), 4, "note"),
        (("keys", "add", "--role", "credit-subject", "--subject", NUMBER), 4, "subject"),
        (("keys", "revoke", "k-none"), 3, "k-none"),
        (("serve", "--host", "0.0.0.0"), 2, "--behind-proxy"),
        (("serve", "--host", "::"), 2, "--tls-cert"),
        (("serve", "--host", "0.0.0.0", "--behind-proxy", "nonsense"), 2, "IP"),
        (("serve", "--tls-cert", "c.pem"), 2, "--tls-key"),
        (("serve", "--tls-cert", "none.pem", "--tls-key", "none.pem"), 2, "No such file"),
        (("serve", "--tls-cert", __file__, "--tls-key", __file__), 2, "PEM"),
        (("serve", "--workers", "0"), 2, "workers"),
    ],
)
def test_each_refusal_says_what_would_be_right(
    tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    found, _, error = xinmai(tmp_path, *words)
    assert found == code
    assert said in error
    assert NUMBER not in error


def test_a_weak_development_key_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XINMAI_DEV_KEY", "xk_" + "a" * 43)
    code, _, error = xinmai(tmp_path, "serve")
    assert code == 2
    assert "XINMAI_DEV_KEY" in error
    assert "a" * 43 not in error


def test_the_service_starts_closed_and_prints_one_key(tmp_path: Path) -> None:
    (tmp_path / "subjects.csv").write_text("id,name,kind\nA,甲有限公司,组织\n", encoding="utf-8")
    assert xinmai(tmp_path, "load", str(tmp_path / "subjects.csv"))[0] == 0
    words = [sys.executable, "-m", "cli", "serve", "--port", "0"]
    store = f"sqlite:///{tmp_path / 'x.db'}"
    env = {**os.environ, "XINMAI_STORE": store, "XINMAI_DEV_KEY": ""}
    with subprocess.Popen(words, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = [process.stderr.readline() for _ in range(2)]
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert said[1].startswith("开发密钥 / development key: xk_")
