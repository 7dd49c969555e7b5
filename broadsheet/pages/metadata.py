"""Structured data: an article's page in; a schema.org NewsArticle as a plain map out."""

from typing import Any

from broadsheet.pages.addresses import absolute
from broadsheet.pages.contexts import ArticlePage, Site

HEADLINE_LIMIT = 110
"""Characters of a headline that search engines read (Google's Article page)."""


def news_article(page: ArticlePage, site: Site) -> dict[str, Any]:
    """Describe an article: who wrote it, who published the original, and what it is based on."""
    item: dict[str, Any] = {"@context": "https://schema.org", "@type": "NewsArticle"}
    item["headline"] = page.title[:HEADLINE_LIMIT]
    item["inLanguage"] = page.lang or site.language
    if page.date:
        item["datePublished"] = page.date
    if page.updated or page.date:
        item["dateModified"] = page.updated or page.date
    item["author"] = _authors(page, site)
    if page.source:
        item["publisher"] = _organization(page.source, page.source_url)
    if page.link:
        item["isBasedOn"] = page.link
    if page.description:
        item["description"] = page.description
    if page.license.startswith("http"):
        item["license"] = page.license
    if site.base_url:
        item["mainEntityOfPage"] = absolute(page.permalink, site.base_url)
        pictures = [absolute(picture.address, site.base_url) for picture in page.pictures if picture.address]
        if pictures:
            item["image"] = pictures
    if not item["author"]:
        del item["author"]
    return item


def _authors(page: ArticlePage, site: Site) -> list[dict[str, str]]:
    address = page.source_url or (
        absolute(page.source_permalink, site.base_url) if page.source_permalink else ""
    )
    if page.byline:
        return [
            {"@type": "Person", "name": name} | ({"url": address} if address else {}) for name in page.byline
        ]
    return [_organization(page.source, address)] if page.source else []


def _organization(name: str, address: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name} | ({"url": address} if address else {})
