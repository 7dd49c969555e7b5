"""Groups of articles by a name: (name, article) pairs in; groups with slugs of their own, by name, out."""

from collections.abc import Iterable

from broadsheet.model import Article, Group
from broadsheet.slugs import slugify


def make_groups(pairs: Iterable[tuple[str, str, Article]]) -> tuple[Group, ...]:
    """Group ``(key, name, article)`` triples whose keys differ in case only; keep the articles' order.

    Two names with one slug (``C`` and ``C++``) get ``c`` and ``c-2``, in the order of their keys.
    """
    names: dict[str, tuple[str, str]] = {}
    members: dict[str, dict[str, Article]] = {}
    folds: dict[str, str] = {}
    for key, name, article in pairs:
        folded = folds.get(key)
        if folded is None:
            folded = folds[key] = key.casefold()
            members.setdefault(folded, {})
        if folded not in names or (key, name) < names[folded]:
            names[folded] = (key, name)
        members[folded][article.origin or article.id] = article
    taken: set[str] = set()
    groups = []
    for folded in sorted(members):
        key, name = names[folded]
        slug = _free(slugify(key) or "other", taken)
        groups.append(Group(name=name, slug=slug, articles=tuple(members[folded].values()), key=key))
    return tuple(sorted(groups, key=lambda group: (group.name.casefold(), group.slug)))


def _free(slug: str, taken: set[str]) -> str:
    candidate, number = slug, 1
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    taken.add(candidate)
    return candidate
