"""The text of a Markdown file in, an Article (page, edition notes) and its problems out; and back to text."""

import re
from typing import Any

from broadsheet.articles.frontmatter import Parts, read_own_header, split, split_own, write_header
from broadsheet.articles.pictures import shown_pictures
from broadsheet.articles.schema import Header, read_fields
from broadsheet.articles.timestamps import is_canonical
from broadsheet.model import Article, EditionNotes, Problem, Severity, StaticPage
from broadsheet.prints import fingerprint
from broadsheet.problems import ProblemError, has_errors
from broadsheet.text import count_words, has_unspaced, normalize, tidy
from broadsheet.yaml_lines import Mapping, Node, Scalar, Source, read_yaml


def parse_article(text: str, origin: str, timezone: str = "UTC") -> tuple[Article, tuple[Problem, ...]]:
    """Read an article file.

    ``origin`` is its path relative to the digest's root; a time without a zone is one of ``timezone``.
    A value that cannot be read is a problem, and the article comes without it. Raises ProblemError when
    the header as a whole cannot be read, or when nothing gives the article a title.
    """
    text = tidy(text)
    own = split_own(text)
    if own is not None:
        fields = read_own_header(own[0])
        if fields is not None:
            fields.setdefault("id", normalize(_stem(origin)))
            return _article(fields, own[1], origin), ()
    return _parse_any(text, origin, timezone)


def read_body(text: str, origin: str) -> str:
    """Return the body of an article file, as ``parse_article`` does, without reading the header again."""
    text = tidy(text)
    own = split_own(text)
    if own is not None and _HAS_TITLE.search(own[0]):
        return own[1]
    return parse_article(text, origin)[0].body


_HAS_TITLE = re.compile(r"""^title: ["']?[^\W_]""", re.MULTILINE)


def dump_article(article: Article) -> str:
    """Write an article as a Markdown file; ``parse_article`` gives the same article back."""
    body = f"\n{article.body}\n" if article.body else ""
    return f"---\n{write_header(article)}---\n{body}"


def body_key(body: str) -> str:
    """Return the fingerprint of a body (128 bits)."""
    return fingerprint(body.encode("utf-8", "replace")).hex()


def body_words(body: str) -> int:
    """Count the words of a body: between white space, or half the characters of scripts without it."""
    encoded = body.encode("utf-8", "replace")
    if len(encoded) != len(body):
        if len(encoded) >= 2 * len(body) and has_unspaced(body):
            return count_words(body)
        others = encoded.translate(None, _ASCII).decode()
        if len(f"x{others}x".split()) > 1:
            return len(body.split())
    return (b" " + encoded.translate(_WORDS)).count(b" w")


_ASCII = bytes(range(128))
_WORDS = bytes(32 if chr(byte).isspace() and byte < 128 else ord("w") for byte in range(256))
"""What each byte becomes where words are counted by how they begin: half of the time it takes to cut them apart."""


def parse_page(text: str, origin: str) -> tuple[StaticPage, tuple[Problem, ...]]:
    """Read a page of ``content/pages/``: ``title slug lang summary``, ``in_menu`` and ``index``.

    Raises ProblemError as ``parse_article`` does.
    """
    parts, header, problems = _read_header(text, origin, "UTC")
    title, body = _title(header, parts, origin, problems)
    page = StaticPage(
        slug=header.fields.get("slug") or _name_parts(origin)[1],
        title=title,
        body=body,
        lang=header.fields.get("lang", ""),
        summary=header.fields.get("summary", ""),
        origin=origin,
        in_menu=_is_on(header, "in_menu") and _is_on(header, "menu"),
        index=_is_on(header, "index"),
        shown=shown_pictures(body),
    )
    return page, tuple(problems)


def _is_on(header: Header, key: str) -> bool:
    return str(header.extra.get(key, True)).lower() not in ("no", "off", "false", "0")


def parse_edition_notes(text: str, origin: str) -> tuple[EditionNotes, tuple[Problem, ...]]:
    """Read ``content/editions/YYYY-MM-DD.md``: ``title`` (or ``headline``), ``order``, and the introduction.

    Raises ProblemError when the name of the file is not a day.
    """
    stem = _stem(origin)
    if not (len(stem) == 10 and is_canonical(stem)):
        raise ProblemError(
            Problem(path=origin, message=f'"{stem}" is not a day', hint="name it 2024-05-03.md")
        )
    parts, header, problems = _read_header(text, origin, "UTC")
    headline = header.fields.get("title") or header.extra.get("headline", "")
    order = header.extra.get("order", [])
    order = order if isinstance(order, list) else [order]
    notes = EditionNotes(
        day=stem,
        headline=str(headline),
        intro=parts.body,
        order=tuple(str(name) for name in order if name != ""),
        origin=origin,
    )
    return notes, tuple(problems)


def _article(fields: dict[str, Any], body: str, origin: str) -> Article:
    return Article(
        **fields,
        body=body,
        origin=origin,
        words=body_words(body),
        body_key=body_key(body),
        shown=shown_pictures(body),
    )


def _parse_any(text: str, origin: str, timezone: str) -> tuple[Article, tuple[Problem, ...]]:
    parts, header, problems = _read_header(text, origin, timezone)
    fields = header.fields
    fields["title"], body = _title(header, parts, origin, problems)
    day = _name_parts(origin)[0]
    if "date" not in fields and "added" not in fields and day:
        fields["date"] = day
    if not fields.get("id"):
        fields["id"] = normalize(_stem(origin))
    if header.extra:
        fields["extra"] = tuple(header.extra.items())
    return _article(fields, body, origin), tuple(problems)


def _read_header(text: str, origin: str, timezone: str) -> tuple[Parts, Header, list[Problem]]:
    parts = split(tidy(text))
    if parts.header is None:
        parts, entries, source = _pelican(parts, origin)
        header = Header(source, timezone)
        read_fields(header, entries)
        return parts, header, header.problems
    tree = read_yaml(parts.header, origin, parts.header_line)
    if tree.root is None and has_errors(tree.problems):
        raise ProblemError(*tree.problems)
    if tree.root is not None and not isinstance(tree.root, Mapping):
        hint = "write each line as `key: value`"
        raise ProblemError(tree.source.at(tree.root, "the header is not a list of keys and values", hint))
    header = Header(tree.source, timezone)
    header.problems.extend(tree.problems)
    if not parts.closed:
        message = "the header has no closing line; the first empty line was taken for it"
        line = max(parts.header_line - 1, 1)
        header.problems.append(
            Problem(
                path=origin,
                line=line,
                message=message,
                hint="write --- under the last key",
                severity=Severity.WARNING,
            )
        )
    read_fields(header, tree.root.entries if tree.root else ())
    return parts, header, header.problems


_PELICAN_LINE = re.compile(r"([A-Za-z][\w-]*):[ \t]+(.*\S)[ \t]*")


def _pelican(parts: Parts, origin: str) -> tuple[Parts, list[tuple[Scalar, Node]], Source]:
    """Read the lines ``Title: x`` that Pelican takes for a header; without a title among them it is text."""
    top, _, rest = parts.body.partition("\n\n")
    lines = top.split("\n")
    source = Source(origin, tuple(lines))
    matches = [_PELICAN_LINE.fullmatch(line) for line in lines[:40]]
    keys = [match[1].lower() for match in matches if match]
    if len(keys) != len(lines) or "title" not in keys or len(set(keys)) < len(keys):
        return parts, [], source
    entries: list[tuple[Scalar, Node]] = [
        (Scalar(match[1].lower(), number, 1), Scalar(match[2], number, match.start(2) + 1))
        for number, match in enumerate(matches, 1)
        if match
    ]
    return Parts(None, rest.strip("\n")), entries, source


_HEADING = re.compile(r"#{1,2}[ \t]+(\S.*?)[ \t#]*(?:\n|\Z)")


def _title(header: Header, parts: Parts, origin: str, problems: list[Problem]) -> tuple[str, str]:
    """Return the title and the body; the body's first heading, or the file's name, gives a missing title."""
    title = header.fields.get("title", "")
    if title:
        return title, parts.body
    heading = _HEADING.match(parts.body)
    if heading:
        return heading[1], parts.body[heading.end() :].strip("\n")
    words = " ".join(_name_parts(origin)[1].replace("_", "-").split("-")).strip()
    hint = 'write a line `title: "…"` between two lines `---` at the top'
    if not words or not (parts.body or header.fields):
        raise ProblemError(
            Problem(path=origin, message="this file is empty" if not words else "no title", hint=hint)
        )
    message = f'no title; the name of the file gives "{words[:1].upper() + words[1:]}"'
    line = parts.header_line - 1 if parts.header is not None else 1
    problems.append(Problem(path=origin, line=line, message=message, hint=hint, severity=Severity.WARNING))
    return words[:1].upper() + words[1:], parts.body


def _stem(origin: str) -> str:
    """Return the file's name without its ending, or its folder's for ``name/index.md``."""
    *folders, name = origin.split("/")
    stem = name.rpartition(".")[0] or name
    return folders[-1] if stem in ("index", "_index") and folders else stem


_DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T[\d:Z+-]*)?[-_ ]*(.*)", re.DOTALL)


def _name_parts(origin: str) -> tuple[str, str]:
    """Return the day and the rest of names such as ``2024-05-03-slug.md`` (Jekyll, Zola, Hugo)."""
    stem = normalize(tidy(_stem(origin)))
    match = _DATED_NAME.fullmatch(stem)
    if match is None or not is_canonical(match[1]):
        return "", stem
    return match[1], match[2] or stem
