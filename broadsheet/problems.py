"""Problems in the user's files: raised, collected, sorted and written out with line, caret and cure."""

from collections.abc import Iterable

from broadsheet.model import Problem, Severity
from broadsheet.text import in_place, one_line

LONGEST = 400
"""Characters of a message or a hint; a value in it may be as long as its file."""


class ProblemError(Exception):
    """Raised by a stage that cannot go on with one file; carries everything that is wrong with it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(f"{problem.path}: {problem.message}" for problem in self.problems)


def reason_of(error: OSError) -> str:
    """Say in the words of a sentence's second half what the system refused."""
    reason = error.strerror or str(error)
    return reason[:1].lower() + reason[1:]


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Order by file, line and column, each problem once."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: (p.path, p.line, p.column, p.severity, p.message))


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def format_problem(problem: Problem) -> str:
    """Write a problem as ``path:line:col: error: message`` with the source line, a caret and the hint."""
    place = problem.path
    if problem.line:
        place += f":{problem.line}"
        if problem.column:
            place += f":{problem.column}"
    hint = one_line(problem.hint, LONGEST)
    text = f"{place}: {problem.severity}: {one_line(problem.message, LONGEST)}"
    if not problem.source_line:
        return f"{text}\n      {hint}" if hint else text
    source_line, column = _around(problem.source_line, problem.column)
    text += f"\n{problem.line:>5} | {source_line}"
    if hint:
        caret = " " * max(column - 1, 0) + "^ " if column else ""
        text += f"\n      | {caret}{hint}"
    return text


def format_annotation(problem: Problem) -> str:
    """Write a problem as a GitHub Actions workflow command, so that it shows beside the file."""
    place = f"file={_escape_property(problem.path)}"
    if problem.line:
        place += f",line={problem.line}"
    if problem.column:
        place += f",col={problem.column}"
    message = one_line(problem.message, LONGEST)
    message += f"\n{one_line(problem.hint, LONGEST)}" if problem.hint else ""
    return f"::{problem.severity} {place}::{_escape_message(message)}"


def nearest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the known name that is most like ``name``, or an empty string.

    ``cutoff`` is the least likeness, from 0 to 1 (difflib's ratio).
    """
    names = list(known)
    if not names:
        return ""
    import difflib  # 4 ms, and only a mistake needs it

    matches = difflib.get_close_matches(name, names, n=1, cutoff=cutoff)
    return matches[0] if matches else ""


def _around(source_line: str, column: int, width: int = 100) -> tuple[str, int]:
    """Cut a long line to ``width`` characters around the column; return it and the column in the cut."""
    source_line = in_place(source_line.rstrip("\r\n").replace("\t", " "))
    if len(source_line) <= width:
        return source_line, column
    start = max(0, min(column - width // 2, len(source_line) - width))
    cut = source_line[start : start + width]
    lead = "…" if start else ""
    tail = "…" if start + width < len(source_line) else ""
    return lead + cut + tail, column - start + len(lead) if column else 0


def _escape_message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_message(text).replace(":", "%3A").replace(",", "%2C")
