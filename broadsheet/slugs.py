"""Names for addresses and files: any text in; a short name that every file system and address bears out."""

import re
import unicodedata

LIMIT = 200
"""Bytes of UTF-8: leaves room for a suffix within the 255 bytes that file systems allow a name."""

_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:[-_T ]|$)")
_DROPPED = re.compile(r"['’‘ʼ`´\u00ad\u200b-\u200f\u2060\ufeff]")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])")


def slugify(text: str, fallback: str = "") -> str:
    """Make a slug: letters, marks and digits of any script in lower case, anything else one hyphen.

    Never empty while ``fallback`` is not; at most ``LIMIT`` bytes, cut at a word; never a name
    that Windows keeps for itself (``con``, ``aux`` ...).
    """
    if not text:
        return slugify(fallback) if fallback else ""
    if len(text) <= LIMIT and _PLAIN.fullmatch(text):
        slug = text
    else:
        slug = _cut(_spell(text))
    if not slug:
        return slugify(fallback) if fallback else ""
    return f"{slug}-1" if _RESERVED.fullmatch(slug) else slug


def undated_stem(path: str) -> tuple[str, str]:
    """Split a file's path into the day its name starts with (or "") and the rest of the name, no suffix."""
    name = path.rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    match = _DATE.match(stem)
    return (match[1], stem[match.end() :]) if match else ("", stem)


def _spell(text: str) -> str:
    text = unicodedata.normalize("NFC", _DROPPED.sub("", text).lower())
    if text.isascii():
        return "-".join(re.findall(r"[a-z0-9]+", text))
    kept = "".join(character if unicodedata.category(character)[0] in "LNM" else " " for character in text)
    return "-".join(kept.split())


def _cut(slug: str) -> str:
    if len(slug.encode()) <= LIMIT:
        return slug
    cut = slug.encode()[: LIMIT + 1].decode("utf-8", "ignore")
    head = cut.rpartition("-")[0]
    if len(head) < len(cut) // 2:
        head = slug.encode()[:LIMIT].decode("utf-8", "ignore")
    return head.strip("-")
