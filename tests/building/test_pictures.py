"""Pictures have their size on the page, so that nothing moves when they come."""

import struct
from pathlib import Path

import pytest

from broadsheet.building.pictures import read_size, size_in
from tests.conftest import DigestFolder

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIB", 13, b"IHDR", 640, 360, 8)
JPEG = (
    b"\xff\xd8\xff\xe0"
    + struct.pack(">H", 16)
    + bytes(14)
    + b"\xff\xc2"
    + struct.pack(">HBHH", 17, 8, 360, 640)
)


@pytest.mark.parametrize(
    "head",
    [
        PNG,
        JPEG,
        b"GIF89a" + struct.pack("<HH", 640, 360),
        b"RIFF....WEBPVP8X" + bytes(8) + (639).to_bytes(3, "little") + (359).to_bytes(3, "little"),
        b"RIFF....WEBPVP8L" + bytes(5) + (639 | 359 << 14).to_bytes(4, "little"),
        b"RIFF....WEBPVP8 " + bytes(10) + struct.pack("<HH", 640, 360),
        b'<?xml version="1.0"?>\n<svg xmlns="x" width="640px" height=\'360\'>',
        b'<svg viewBox="0 0 640 360">',
    ],
)
def test_the_size_stands_in_the_first_bytes(head: bytes) -> None:
    assert size_in(head) == (640, 360)


@pytest.mark.parametrize(
    "head", [b"", b"text", PNG[:18], JPEG[:24], b"\xff\xd8\xff", b"<svg>", b'<svg width="3em">']
)
def test_what_says_no_size_has_none(head: bytes) -> None:
    assert size_in(head) is None


def test_an_article_shows_the_size_and_a_new_picture_a_new_one(digest: DigestFolder) -> None:
    digest.write("content/media/pier.png", PNG)
    digest.article("pier", image="{src: pier.png, alt: A pier}")
    digest.build()
    page = "2026/11/18/pier/index.html"
    assert '<img src="../../../../media/pier.png" alt="A pier" width="640" height="360">' in digest.page(page)
    digest.write("content/media/pier.png", PNG.replace(struct.pack(">I", 640), struct.pack(">I", 641)))
    digest.build()
    assert 'width="641"' in digest.page(page)


@pytest.mark.parametrize(
    "typed", ["![A pier](/media/old%20pier.png)", "![A pier][1]\n\n[1]: <../media/old pier.png>"]
)
def test_a_picture_in_the_text_has_its_size(digest: DigestFolder, typed: str) -> None:
    digest.write("content/media/old pier.png", PNG)
    digest.article("pier", body=f"One.\n\n{typed}")
    digest.write("content/pages/about.md", f"---\ntitle: About\n---\n\n{typed}\n")
    for width in (640, 641):
        digest.write(
            "content/media/old pier.png", PNG.replace(struct.pack(">I", 640), struct.pack(">I", width))
        )
        digest.build()
        for page in ("2026/11/18/pier/index.html", "about/index.html"):
            assert f'media/old%20pier.png" width="{width}" height="360" alt="A pier"' in digest.page(page)


def test_a_picture_that_is_not_there_has_no_size(tmp_path: Path) -> None:
    assert read_size(tmp_path / "none.png") is None
