"""What all page planners share: a digest and the config in; addresses, cards and sealed pages out."""

from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import quote

from broadsheet.model import Article, Config, Digest, Edition, Group, SourceSettings
from broadsheet.pages.contexts import Card, EditionLink, Link, Site
from broadsheet.pages.permalinks import UNDATED, Addresses, claim_articles
from broadsheet.pages.seals import Seals

WORDS_A_MINUTE = 220
"""Silent reading of English nonfiction is 238 words a minute (Brysbaert 2019); other languages a bit less."""


class Desk:
    """The digest as page planners need it; everything is looked up by article origin."""

    def __init__(
        self,
        digest: Digest,
        config: Config,
        site: Site,
        addresses: Addresses,
        fingerprints: Mapping[str, bytes],
        sizes: Mapping[str, tuple[int, int]],
    ) -> None:
        self.sizes = sizes
        self.digest, self.config, self.site, self.addresses = digest, config, site, addresses
        self.settings = {source.key: source for source in config.sources}
        self.topics = {group.slug: f"/topics/{group.slug}/" for group in digest.topics}
        self.topic_links = {
            group.name.casefold(): Link(self.topics[group.slug], group.name) for group in digest.topics
        }
        self._topics: dict[tuple[str, ...], tuple[Link, ...]] = {}
        self.source_of = _groups_by_article(digest.sources)
        self.editions = tuple(edition_link(edition) for edition in digest.editions)
        self.stories = {origin_of(article): story for story in digest.stories for article in story.articles}
        self.permalinks = claim_articles(digest.articles, config, addresses)
        self.cards = {origin_of(article): self._card(article) for article in digest.articles}
        self.page = Seals(site, fingerprints).page
        self._layouts = fingerprints.keys()

    def has_layout(self, name: str) -> bool:
        """Whether there is such a layout (without any layouts, as in tests, every name will do)."""
        return name in self._layouts or not self._layouts

    def settings_of(self, article: Article) -> SourceSettings | None:
        group = self.source_of.get(origin_of(article))
        return self.settings.get(group.key) if group else None

    def display_of(self, article: Article) -> str:
        """Return how much of an article may be shown: ``full``, ``excerpt`` or ``link``."""
        settings = self.settings_of(article)
        return article.display or (settings.display if settings else "") or self.config.display

    def source_name(self, source: str) -> str:
        """Return the name of an outlet that is named by its key or by its name."""
        settings = self.settings.get(source)
        return settings.name or settings.key if settings else source

    def card_of(self, article: Article) -> Card:
        return self.cards[origin_of(article)]

    def text_of(self, article: Article) -> str:
        """Return what is the same for all copies of one text."""
        origin = origin_of(article)
        return self.digest.copies.get(origin, origin)

    def permalink_of(self, article: Article) -> str:
        return self.permalinks[origin_of(article)]

    def foreign(self, lang: str) -> str:
        """Return the language, or nothing if it is the site's own."""
        return "" if lang == self.config.language else lang

    def language_of(self, article: Article) -> str:
        """Return an article's language, its own or its source's, or nothing if it is the site's."""
        settings = None if article.lang else self.settings_of(article)
        return self.foreign(article.lang or (settings.lang if settings else ""))

    def sizes_of(self, paths: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Return the known sizes of pictures by address; ``paths`` are those below the content folder."""
        sizes = ((f"/{path}", self.sizes.get(f"/{quote(path)}")) for path in paths)
        return {address: size for address, size in sizes if size}

    def topics_of(self, article: Article) -> tuple[Link, ...]:
        found = self._topics.get(article.topics)
        if found is None:
            links = self.topic_links
            keys = dict.fromkeys(topic.casefold() for topic in article.topics)
            found = self._topics[article.topics] = tuple(links[key] for key in keys if key in links)
        return found

    def _card(self, article: Article) -> Card:
        group = self.source_of.get(origin_of(article))
        topics = self.topics_of(article)
        shown = self.display_of(article) != "link"
        return Card(
            permalink=self.permalink_of(article),
            title=article.title,
            deck=(article.summary or article.deck) if shown else "",
            source=group.name if group else "",
            source_permalink=f"/sources/{group.slug}/" if group else "",
            topic=topics[0].name if topics else "",
            topic_permalink=topics[0].permalink if topics else "",
            minutes=minutes_of(article),
            lang=self.language_of(article),
        )


def origin_of(article: Article) -> str:
    """Return what tells an article from all others: its file, or its id where it has none."""
    return article.origin or article.id


def minutes_of(article: Article) -> int:
    """Return the minutes it takes to read an article, at least one if it has any word."""
    return -(-article.words // WORDS_A_MINUTE)


def edition_link(edition: Edition) -> EditionLink:
    return EditionLink(edition_permalink(edition.day), edition.day, edition.number)


def edition_permalink(day: str) -> str:
    return f"/{day.replace('-', '/')}/" if day else f"/{UNDATED}/"


def last_day(monday: str) -> str:
    """Return the Sunday of the week that starts at ``monday``."""
    sunday = date.fromisoformat(monday).toordinal() + 6
    return date.fromordinal(min(sunday, date.max.toordinal())).isoformat()


def web_address(address: str) -> str:
    """Return an address if it is one of the web (``http`` or ``https``), else an empty string."""
    trimmed = address.strip()
    return trimmed if trimmed.lower().startswith(("http://", "https://")) else ""


def _groups_by_article(groups: tuple[Group, ...]) -> dict[str, Group]:
    return {origin_of(article): group for group in groups for article in group.articles}
