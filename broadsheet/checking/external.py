"""Links of a digest that lead into the web: articles and pages in; those that no longer answer out."""

import http.client
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from msgspec import Struct

from broadsheet import __version__
from broadsheet.articles.frontmatter import split
from broadsheet.articles.typed_links import typed_links
from broadsheet.building.place import Place
from broadsheet.disk.survey import read_start
from broadsheet.model import Digest, Problem, Severity

PATIENCE = 15
"""Seconds that a server has to begin its answer."""
HOSTS = 8
"""Servers that are asked at a time; each is asked one thing after the other."""
LARGEST = 16 * 1024 * 1024
NO_HEAD = frozenset({400, 403, 404, 405, 501})
"""Answers to ``HEAD`` that say nothing about ``GET``: some servers know only that."""
IS_THERE = frozenset({401, 402, 403, 429, 451, 999})
"""Answers of servers that have the page and do not show it to a program."""


class Address(Struct, frozen=True):
    """An address of the web and where it is first typed."""

    address: str
    origin: str
    line: int
    column: int
    source_line: str


def external_problems(place: Place, digest: Digest, watch: Callable[[str, int, int], None]) -> list[Problem]:
    """Ask for every address of the web that articles and pages link, once, and tell which no longer answer."""
    hosts: dict[str, list[Address]] = {}
    for one in addresses_in(place, digest):
        hosts.setdefault(_host(one.address), []).append(one)
    total = sum(map(len, hosts.values()))
    problems: list[Problem] = []
    done = 0
    with ThreadPoolExecutor(HOSTS) as pool:
        for found in pool.map(_ask_all, hosts.values()):
            problems += [problem for problem in found if problem is not None]
            done += len(found)
            watch("asking the web", done, total)
    return sorted(problems, key=lambda problem: (problem.path, problem.line, problem.column))


def addresses_in(place: Place, digest: Digest) -> list[Address]:
    """Return every address that articles and pages link, where it is typed first."""
    origins = [article.origin for article in digest.articles] + [page.origin for page in digest.pages]
    found: dict[str, Address] = {}
    for origin in sorted(filter(None, origins)):
        for one in _addresses_of(place, origin):
            found.setdefault(one.address, one)
    return list(found.values())


def _addresses_of(place: Place, origin: str) -> Iterator[Address]:
    try:
        text = read_start(place.root / origin, LARGEST).decode("utf-8-sig", "replace")
    except OSError:  # told elsewhere
        return
    lines = text.splitlines()
    body = split(text).body
    before = text.count("\n", 0, max(text.rfind(body), 0))
    for number, line in enumerate(lines[:before], 1):
        key, _, value = line.partition(":")
        address = value.strip().strip("\"'")
        if key.strip(" -") == "link" and _is_web(address):
            yield Address(address, origin, number, line.find(address) + 1, line)
    for link in typed_links(body):
        if _is_web(link.address):
            row = link.line + before
            shown = lines[row - 1] if 0 < row <= len(lines) else ""
            yield Address(link.address, origin, row, link.column, shown)


def _is_web(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""


def _ask_all(addresses: Sequence[Address]) -> list[Problem | None]:
    return [_problem(one, why_lost(one.address)) for one in addresses]


def _problem(one: Address, why: str) -> Problem | None:
    if not why:
        return None
    return Problem(
        path=one.origin,
        line=one.line,
        column=one.column,
        message=f"{one.address} {why}",
        hint="look at it in a browser; mend or remove it",
        source_line=one.source_line,
        severity=Severity.WARNING,
    )


def why_lost(address: str) -> str:
    """Ask for an address and say why it cannot be had; nothing where it can."""
    try:
        code = _answer(address, "HEAD")
        if code in NO_HEAD:
            code = _answer(address, "GET")
    except TimeoutError:
        return f"does not answer within {PATIENCE} seconds"
    except URLError as error:
        return f"does not answer ({error.reason})"
    except (OSError, http.client.HTTPException, ValueError) as error:
        return f"does not answer ({error})"
    return "" if code < 400 or code in IS_THERE else f"answers {code}, {_meaning(code)}"


def _answer(address: str, method: str) -> int:
    """Return the code of the answer, after all redirections."""
    request = Request(
        address, method=method, headers={"User-Agent": f"broadsheet/{__version__} (link check)"}
    )
    try:
        with urlopen(request, timeout=PATIENCE) as answer:
            return int(answer.status)
    except HTTPError as error:
        error.close()
        return error.code


def _meaning(code: int) -> str:
    return http.client.responses.get(code, "which says nothing").lower()
