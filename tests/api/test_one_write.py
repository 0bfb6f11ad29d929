"""An answer written at once is the answer that uvicorn writes in two."""

from __future__ import annotations

import pytest

from api.one_write import whole

HEADERS = [(b"content-type", b"application/json"), (b"content-length", b"2"), (b"etag", b'"a"')]
START = {"type": "http.response.start", "status": 200}


def test_head_and_body_in_one() -> None:
    for _ in range(2):  # remembered the second time
        assert whole({**START, "headers": HEADERS}, b"{}") == (
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n"
            b'etag: "a"\r\n\r\n{}'
        )


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (HEADERS, b"{}more"),
        (HEADERS, b""),
        (HEADERS[:1], b"{}"),
        ([*HEADERS, (b"transfer-encoding", b"chunked")], b"{}"),
        ([*HEADERS, (b"connection", b"close")], b"{}"),
    ],
)
def test_what_else_there_is_goes_the_other_way(
    headers: list[tuple[bytes, bytes]], body: bytes
) -> None:
    assert whole({**START, "headers": headers}, body) is None


@pytest.mark.parametrize(
    "header", [(b"x-said", b"one\r\nset-cookie: two"), (b"two words", b"a"), (b"vary", b"a\x00")]
)
def test_no_header_can_be_smuggled_in(header: tuple[bytes, bytes]) -> None:
    for _ in range(2):
        with pytest.raises(RuntimeError, match="header"):
            whole({**START, "headers": [*HEADERS, header]}, b"{}")
