import base64
import multiprocessing
import pickle
import stat
from pathlib import Path

import pytest

from graph.errors import RefusedInput
from graph.sealing import Sealer, SiteKey

KEY = SiteKey(bytes(range(32)))


@pytest.fixture(autouse=True)
def _no_key_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XINMAI_SITE_KEY", raising=False)


def test_what_is_sealed_opens_again_and_does_not_show() -> None:
    sealed = Sealer(KEY).seal("E12345678")
    assert "E12345678" not in sealed
    assert Sealer(KEY).unseal(sealed) == "E12345678"


def test_the_same_text_is_sealed_the_same_so_that_a_delivery_twice_is_unchanged() -> None:
    assert Sealer(KEY).seal("E12345678") == Sealer(KEY).seal("E12345678")


@pytest.mark.parametrize("place", range(0, 30, 3))
def test_an_altered_seal_is_refused(place: int) -> None:
    sealed = Sealer(KEY).seal("E12345678")
    altered = sealed[:place] + ("A" if sealed[place] != "A" else "B") + sealed[place + 1 :]
    with pytest.raises(RefusedInput):
        Sealer(KEY).unseal(altered)


@pytest.mark.parametrize("nonsense", ["", "s1.", "s1.?", "s1.中", "plain"])
def test_what_is_no_seal_is_refused(nonsense: str) -> None:
    with pytest.raises(RefusedInput):
        Sealer(KEY).unseal(nonsense)


def test_another_site_cannot_open_it() -> None:
    with pytest.raises(RefusedInput):
        Sealer(SiteKey(b"o" * 32)).unseal(Sealer(KEY).seal("E12345678"))


def test_keys_and_sealers_travel_to_workers_without_showing_their_secret() -> None:
    sealer = pickle.loads(pickle.dumps(Sealer(KEY)))
    assert sealer.unseal(Sealer(KEY).seal("x")) == "x"
    assert repr(KEY) == "SiteKey(…)"
    assert repr(sealer) == "Sealer(…)"


@pytest.mark.parametrize(
    "text",
    [
        bytes(range(250, 256)).hex() * 6,
        base64.b64encode(bytes(range(220, 256))).decode(),
        base64.urlsafe_b64encode(bytes(range(220, 256))).decode().rstrip("="),
        f" {'ab' * 32}\n",
    ],
)
def test_a_key_may_be_hexadecimal_or_base64(text: str) -> None:
    assert len(SiteKey.from_text(text).derive("test")) == 32


@pytest.mark.parametrize("text", ["", "ab" * 31, "not a key!", "密钥" * 40])
def test_a_short_or_unreadable_key_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(RefusedInput) as refused:
        SiteKey.from_text(text)
    assert not text or text not in str(refused.value)


def test_purposes_have_keys_of_their_own() -> None:
    assert KEY.derive("one") != KEY.derive("two")


def test_the_environment_comes_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XINMAI_SITE_KEY", bytes(range(32)).hex())
    assert SiteKey.from_env_or_file(tmp_path).derive("x") == KEY.derive("x")
    assert not list(tmp_path.iterdir())


def test_the_first_use_makes_a_file_only_its_owner_reads(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    first = SiteKey.from_env_or_file(folder)
    assert [file.name for file in folder.iterdir()] == ["site.key"]
    assert stat.S_IMODE((folder / "site.key").stat().st_mode) == 0o600
    assert SiteKey.from_env_or_file(folder).derive("x") == first.derive("x")


def test_a_file_others_may_read_is_refused(tmp_path: Path) -> None:
    SiteKey.from_env_or_file(tmp_path)
    (tmp_path / "site.key").chmod(0o644)
    with pytest.raises(RefusedInput, match="chmod 600"):
        SiteKey.from_env_or_file(tmp_path)


def test_an_empty_file_is_refused_and_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "site.key").touch(0o600)
    with pytest.raises(RefusedInput):
        SiteKey.from_env_or_file(tmp_path)
    assert (tmp_path / "site.key").read_bytes() == b""


def _derived(folder: Path) -> bytes:
    return SiteKey.from_env_or_file(folder).derive("x")


def test_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert len(set(pool.map(_derived, [tmp_path] * 16, chunksize=1))) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["site.key"]
