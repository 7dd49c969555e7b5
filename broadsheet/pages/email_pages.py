"""E-mail editions: the desk in; an HTML file for any sender and its plain-text twin, for the latest days, out."""

from collections.abc import Iterator

from msgspec.structs import replace

from broadsheet.model import Page
from broadsheet.pages.desk import Desk
from broadsheet.pages.edition_pages import edition_context, story_card

MAILED = 7
"""Editions that have one: an older edition is not sent any more."""


def email_pages(desk: Desk) -> Iterator[Page]:
    """Plan the e-mail editions; none without a base address, as their links must be absolute."""
    if not desk.config.base_url:
        return
    dated = [edition for edition in desk.digest.editions if edition.day and edition.stories]
    for edition in dated[:MAILED]:
        seen = edition_context(edition, desk, "", None, None)
        page = replace(
            seen, lead=story_card(edition.stories[0], desk), lead_origin="", lead_key="", index=False
        )
        for ending in ("html", "txt"):
            permalink = desk.addresses.claim(f"/email/{edition.day}.{ending}", "an e-mail edition")
            reason = f"e-mail edition of {edition.day}"
            yield desk.page(f"email.{ending}", replace(page, permalink=permalink), reason)
