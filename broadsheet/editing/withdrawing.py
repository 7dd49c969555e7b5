"""An article taken off the site: its file in; the same file with one more line in its header out.

The file stays, so its text is known when it comes again and is not added a second time; its address stays too,
with a page that says no more than that the article was withdrawn. Whoever takes the line away puts it back.
"""

from broadsheet.building.place import Place
from broadsheet.model import Problem
from broadsheet.output.write import write_whole
from broadsheet.problems import ProblemError
from broadsheet.text import squeeze
from broadsheet.yaml_lines import quote

KEY = b"withdrawn:"
LINE_END = b"\n"


def withdraw_article(place: Place, origin: str, day: str, reason: str = "") -> None:
    """Write into an article's file when and why it was withdrawn. Raises ProblemError where that cannot be."""
    file = place.root / origin
    try:
        content = file.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ProblemError(Problem(path=origin, message=f"cannot be read: {reason}")) from error
    write_whole(file, with_line(content, origin, squeeze(f"{day} {reason}")), place.state)


def with_line(content: bytes, origin: str, value: str) -> bytes:
    """Return a file with the key at the end of its header; nothing else is changed."""
    lines = content.split(LINE_END)
    bare = [line.strip().removeprefix(b"\xef\xbb\xbf") for line in lines]
    first = next((number for number, line in enumerate(bare) if line), 0)
    closing = (number for number in range(first + 1, len(bare)) if bare[number] in (b"---", b"..."))
    last = next(closing, 0) if bare[first] == b"---" else 0
    written = f"withdrawn: {quote(value)}"
    if not last:
        hint = f"put this between two lines of --- at its top: {written}"
        raise ProblemError(Problem(path=origin, message="has no header to write into", hint=hint))
    found = next((number for number in range(first, last) if bare[number].startswith(KEY)), -1)
    if found >= 0:
        message = "is withdrawn already"
        raise ProblemError(Problem(path=origin, line=found + 1, message=message, hint="build once more"))
    end = b"\r" if lines[last].endswith(b"\r") else b""
    return LINE_END.join([*lines[:last], written.encode() + end, *lines[last:]])
