"""What the preview adds to a page: a finished page in; the page with script, style and overlay out."""

import re

PREFIX = "/_preview/"

_POLICY = re.compile(rb"<meta\b(?=[^>]*http-equiv\s*=\s*[\"']?content-security-policy)[^>]*>", re.IGNORECASE)
_CONTENT = re.compile(rb"content\s*=\s*\"([^\"]*)\"|content\s*=\s*'([^']*)'", re.IGNORECASE)
_HEAD_END = re.compile(rb"</head\s*>", re.IGNORECASE)
_BODY_END = re.compile(rb"</body\s*>", re.IGNORECASE)


def inject(page: bytes, head: bytes, overlay: bytes, origin: str) -> bytes:
    """Put ``head`` at the end of the head and ``overlay`` at the end of the body.

    The page's own content policy forbids scripts; it is widened for the preview's and nothing else.
    ``origin`` is how the browser calls us, such as ``http://127.0.0.1:8000``.
    """
    page = _POLICY.sub(lambda match: _widened(match[0], origin), page)
    bodies = list(_BODY_END.finditer(page))
    page = _insert(page, bodies[-1].start() if bodies else len(page), overlay)
    end = _HEAD_END.search(page)
    return _insert(page, end.start() if end else len(page), head)


def _widened(meta: bytes, origin: str) -> bytes:
    found = _CONTENT.search(meta)
    if found is None:
        return meta
    group = 1 if found[1] is not None else 2
    policy = widen(found[group].decode("utf-8", "replace"), origin)
    return meta[: found.start(group)] + policy.encode() + meta[found.end(group) :]


def widen(policy: str, origin: str) -> str:
    """Let a content policy load the preview's script, its style, and fetch from the preview itself."""
    directives: dict[str, list[str]] = {}
    for part in policy.split(";"):
        words = part.split()
        if words:
            directives.setdefault(words[0].lower(), words[1:])
    fallback = directives.get("default-src")
    wanted = {
        "script-src": f"{origin}{PREFIX}",
        "style-src": f"{origin}{PREFIX}",
        "connect-src": f"{origin}/",
    }
    for name, source in wanted.items():
        listed = directives.get(name, fallback)
        if listed is not None:
            directives[name] = [word for word in listed if word.lower() != "'none'"] + [source]
    return "; ".join(" ".join((name, *words)) for name, words in directives.items())


def _insert(page: bytes, place: int, piece: bytes) -> bytes:
    return page[:place] + piece + page[place:]
