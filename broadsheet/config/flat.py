"""A config of plain lines in; the tree that YAML makes of it out, without the 12 ms that loading YAML takes."""

import re

from broadsheet.yaml_lines import Mapping, Node, Scalar, Source, Tree

_LINE = re.compile(r'([a-z_]+):( +)(?:"([^"\\]*)"|([A-Za-z0-9/](?:[A-Za-z0-9 /._-]*[A-Za-z0-9/._-])?))')


def read_flat(text: str, path: str) -> Tree | None:
    """Read lines ``key: value``, each key once, and comments on lines of their own; None for anything else.

    ``read_yaml`` gives the same tree (a property test compares them). A value is in double quotation marks
    without a backslash, or of letters, digits, spaces and ``/ . _ -``.
    """
    if not text.isascii() or not text.replace("\n", "").isprintable():
        return None
    lines = text.split("\n")
    entries: list[tuple[Scalar, Node]] = []
    for number, line in enumerate(lines, 1):
        if not line or line[0] == "#":
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            return None
        key, gap, quoted, plain = found.groups()
        column = len(key) + len(gap) + 2
        value = Scalar(quoted, number, column, False) if plain is None else Scalar(plain, number, column)
        entries.append((Scalar(key, number, 1), value))
    if not entries or len({key.text for key, _ in entries}) < len(entries):
        return None
    return Tree(Mapping(tuple(entries), entries[0][0].line, 1), Source(path, tuple(lines)))
