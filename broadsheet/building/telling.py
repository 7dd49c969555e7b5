"""What a build did: its outcome in, the lines that it prints out."""

from broadsheet.model import Held, Outcome


def report(outcome: "Outcome", verbose: bool) -> list[str]:
    """Tell what a build did, a line a fact."""
    lines = []
    for item in outcome.added:
        words = sum(count for _, count in item.removed)
        if item.is_new:
            lines.append(f"added {item.origin} from {item.raw} ({counted(words, 'word')} taken out)")
        else:
            lines.append(f"{item.raw} was there already: {item.origin}")
    if verbose:
        lines += [f"rendered {stale.permalink}: {stale.why}" for stale in outcome.reasons]
    lines += [f"held back {held.origin}: {_held_reason(held)}" for held in outcome.held[:20]]
    if len(outcome.held) > 20:
        lines.append(f"… and {len(outcome.held) - 20} more held back: broadsheet list")
    if outcome.until:
        lines.append(f"next change without an edit: {outcome.until}")
    done = outcome.published
    articles = counted(outcome.articles, "article")
    if outcome.same:
        lines.append(f"{outcome.output}: nothing to do, {articles} on {counted(outcome.pages, 'page')}")
    else:
        changes = f"{done.written:,} written, {done.unchanged:,} unchanged, {done.pruned:,} deleted"
        lines.append(f"{outcome.output}: {articles} on {counted(outcome.pages, 'page')}: {changes}")
    return lines


def _held_reason(held: Held) -> str:
    when = {
        "draft": "a draft",
        "future": f"appears {held.when}",
        "expired": f"expired {held.when}",
        "withdrawn": f"withdrawn {held.when}",
    }
    return when[held.reason]


def counted(number: int, one: str, many: str = "") -> str:
    """Write ``1 article`` or ``3 articles``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
