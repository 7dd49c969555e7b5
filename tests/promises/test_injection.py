"""Nothing in an article can run in a reader's browser: in any field, feed, index or address, by any trick."""

import json
import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.articles.markdown import is_allowed, render_body
from broadsheet.articles.read import parse_article
from broadsheet.config import read_config
from tests.conftest import DigestFolder
from tests.examples import examples
from tests.promises.markup import assert_address, assert_harmless
from tests.promises.sheet import Parsed, fill_every_field, pages_of

PAYLOADS = [
    "</script><script>hit()</script>",
    "<img src=x onerror=hit()>",
    '"><svg onload=hit()>',
    "' onmouseover=hit() x='",
    '" autofocus onfocus=hit() x="',
    "</title></textarea></style></noscript><script>hit()</script>",
    "<base href=//evil.example><meta http-equiv=refresh content='0;url=javascript:hit()'>",
    '<iframe srcdoc="<script>hit()</script>"></iframe>',
    "<math><mtext><mglyph><style></math><img src=x onerror=hit()>",
    "javascript:hit()",
    "data:text/html,<script>hit()</script>",
    "https://e.example/\"onmouseover=hit() x='<script>hit()</script>",
    "0;url=javascript:hit()",
    "]]><script>hit()</script><!--",
    "--><script>hit()</script>",
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
    "&lt;script&gt;hit()&lt;/script&gt;",
    "{{ 7*7 }}{% include 'x' %}{{ site.title.__class__.__mro__ }}",
    "${7*7} #{7*7} <%= 7*7 %> $(id) `id`",
    "\u2028hit()//\u202e\u2066",
    "{n} {name} %s %(x)s \\1 \\g<0>",
    "../../../etc/passwd",
]
TRICKS = [
    "javascript:hit()", "JaVaScRiPt:hit()", "java\tscript:hit()", "java\nscript:hit()", " javascript:hit()",
    "\x01javascript:hit()", "&#106;avascript:hit()", "&#x6a;avascript:hit()", "javascript&colon;hit()",
    "javascript&#58;hit()", "java&Tab;script:hit()", "javascript%3ahit()", "%6aavascript:hit()",
    "javascript\\:hit()", "\\javascript:hit()", "feed:javascript:hit()", "feed:https://e.example/",
    "view-source:javascript:hit()", "jar:javascript:hit()", "vbscript:hit()", "livescript:hit()",
    "data:text/html,x", "data:image/svg+xml,<svg onload=hit()>", "data:image/png;base64,AA",
    "blob:https://e.example/x", "file:///etc/passwd", "about:blank", "chrome://settings", "intent://x",
    "ws://e.example", "tel:1", "sms:1", "x:y", "//evil.example/x", "\\\\evil.example/x",
    "/\\evil.example/x", "\\/evil.example/x", "%2f%2fevil.example/x", "/%2fevil.example",
    "/%5cevil.example", "http:evil", "https:/evil", "../../../etc/passwd", "..%2f..%2fetc/passwd",
    "%2e%2e/%2e%2e/x", "..\\..\\x", "javascript://e.example/%0ahit()", "javascript:",
    "\ufeffjavascript:hit()", "\u200bjavascript:hit()", "java\u00adscript:hit()", "j\u0430vascript:hit()",
    "JAVASCRIPT\t:hit()",
]  # fmt: skip


def elements_of(digest: DigestFolder) -> set[tuple[str, ...]]:
    """Return every kind of element, attribute, address, script and XML tag that the site is made of."""
    found: set[tuple[str, ...]] = set()
    for path, text in pages_of(digest):
        assert ">49<" not in text and "root:" not in text, path
        if path.endswith((".xml", ".opml")):
            found |= {("xml", element.tag) for element in ElementTree.fromstring(text).iter()}
        elif path.endswith(".html"):
            page = Parsed(text)
            found |= {("comment",) for _ in page.comments}
            found |= {("script", kind) for kind, _ in page.scripts}
            for element in page.elements:
                found |= {(element.name, name) for name in (element.name, *element.attributes)}
                for name in ("href", "src", "action", "poster", "srcset", "formaction"):
                    if name in element.attributes:
                        assert_address(element.attributes[name])
                if element.attributes.get("http-equiv") == "refresh":
                    assert re.fullmatch(r"0; url=[./][^:]*", element.attributes["content"]), path
    return found


def hostile_body(text: str) -> str:
    line = " ".join(text.split())
    return (
        f"{text}\n\n[link]({line}) ![picture]({line}) <{line}> [r] ![p](media/a.png '{line}')\n\n[r]: <{line}>\n\n"
        f"> {line}\n\n- {line}\n\n| {line} | b |\n| :-: | --- |\n| {line} | c |\n\n"
        f"`{line}`\n\n```{line}\n{line}\n```\n\n"
        f"    {line}\n\n# {line}\n\n**{line}** ~~{line}~~ the end.\n"
    )


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, ...]]:
    """What sites of harmless words and addresses are made of."""
    found = set()
    for number, words in enumerate(
        ("harmless words", "https://e.example/", "/old/address/", "**bold** *words*", "xx")
    ):
        digest = DigestFolder(tmp_path_factory.mktemp(f"harmless{number}"))
        fill_every_field(digest, json.dumps(words), hostile_body(words))
        digest.write(
            "content/inbox/raw.txt",
            f"{words} voted\n\nBy {words}\n\nThe crews of the ferry {words} voted on Monday.\n",
        )
        foreign = "Les équipages des bateaux ont voté lundi pour la fin de la grève, a dit le maire."
        digest.write("content/inbox/foreign.txt", f"La grève est finie\n\n{foreign}\n\n{foreign}\n")
        digest.article("foreign", lang="fr", body=foreign, date="2026-11-19")
        digest.build()
        found |= elements_of(digest)
    return found


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_field_adds_an_element_an_attribute_or_an_address_to_any_page(
    digest: DigestFolder, harmless: set[tuple[str, ...]], payload: str
) -> None:
    fill_every_field(digest, json.dumps(payload), hostile_body(payload))
    for number, suffix in enumerate(("", ".x")):
        name = f"content/articles/2026-11-1{number}-{payload.replace('/', '')[:90]}{suffix}.md"
        digest.write(name, f"{payload}\n")
    digest.write(
        "content/inbox/raw.txt",
        f"{payload} voted\n\nBy {payload}\n\nThe crews of the ferry {payload} voted on Monday.\n",
    )
    digest.write(
        "content/boilerplate/mine.yaml",
        f"rules:\n  - {{id: {json.dumps(payload)}, kind: appeal, phrases: [{json.dumps(payload)}]}}\n",
    )
    digest.build()
    assert len(digest.site()) > 30
    assert elements_of(digest) <= harmless
    for path in digest.site():
        assert ".." not in path.split("/") and path.isprintable()


@pytest.mark.parametrize("address", TRICKS)
def test_no_trick_gets_an_address_past_the_allow_list(address: str) -> None:
    for form in (
        "[x]({0})", "[x](<{0}>)", "[x][r]\n\n[r]: {0}", "[x][r]\n\n[r]: <{0}>", "<{0}>", "![x]({0})", "![x](<{0}>)",
         "[![x]({0})]({0})",
        "| [x]({0}) |\n| --- |\n| ![x]({0}) |", "[x]({0} 'title')", "> - [x]({0})", "# [x]({0})",
    ):  # fmt: skip
        for html in (render_body(form.format(address)).html, render_body(form.format(address), "fr").html):
            assert_harmless(html)
            hrefs = [one.attributes.get("href", "") for one in Parsed(html).elements]
            outside = [href for href in hrefs if not href.startswith("/")]
            assert not any("hit()" in href or "//evil" in href for href in outside)


@pytest.mark.parametrize("address", TRICKS)
@pytest.mark.parametrize("key", ["link", "also", "image"])
def test_no_trick_gets_an_address_into_a_header(address: str, key: str) -> None:
    quoted = json.dumps(address)
    line = {"link": quoted, "also": f"[{{source: a, link: {quoted}}}]", "image": f"{{src: {quoted}}}"}[key]
    article, _ = parse_article(
        f"---\ntitle: T\ndate: 2026-11-18\n{key}: {line}\n---\n\nText.\n", "content/articles/x.md"
    )
    assert article.link == "" or article.link.startswith(("http://", "https://"))
    assert all(one.link == "" or one.link.startswith(("http://", "https://")) for one in article.also)
    for image in article.images:
        assert_address(image.src)
        assert ".." not in image.src.replace("\\", "/").split("/")


@pytest.mark.parametrize("address", TRICKS)
@pytest.mark.parametrize("key", ["base_url", "sources: {k: {url", "sources: {k: {support_url"])
def test_no_trick_gets_an_address_into_the_settings(address: str, key: str) -> None:
    config, problems = read_config(f"{key}: {json.dumps(address)}{'}}' if '{' in key else ''}\n")
    assert problems
    assert config.base_url == "" and all(not (one.url or one.support_url) for one in config.sources)


@given(
    st.text(max_size=40),
    st.sampled_from(["{}", "[x]({})", "[x](<{}>)", "<{}>", "![{}](a)", "[x]: {}\n\n[x]", "`{}`", "<a {}>"]),
)
@examples(300)
def test_no_text_at_all_becomes_markup_that_is_not_on_the_list(text: str, form: str) -> None:
    assert_harmless(render_body(form.format(text), "en").html)


@given(st.text(max_size=20), st.sampled_from(["javascript:", "data:", "feed:", "//", "\\\\", "x:"]))
@examples(300)
def test_an_address_that_is_allowed_is_one_for_a_browser_too(text: str, scheme: str) -> None:
    for address in (text + scheme, scheme + text, text + scheme + text):
        if is_allowed(address):
            assert_address(address)


@pytest.mark.parametrize("link", ["/etc/passwd", "../../secret.txt", "content/../../secret.txt"])
def test_nothing_outside_the_digest_is_read_or_written(
    digest: DigestFolder, tmp_path: Path, link: str
) -> None:
    (tmp_path / "secret.txt").write_text("Secret words.")
    before = sorted(path for path in tmp_path.rglob("*") if digest.root not in path.parents)
    quoted = json.dumps(link)
    digest.article(
        "a",
        image=f"{{src: {quoted}}}",
        aliases=f"[{quoted}]",
        original=quoted,
        layout=quoted,
        slug=quoted,
        id=quoted,
    )
    digest.article(
        "b",
        body=f"![x]({link}) [y]({link})\n\n{{% include '{link}' %}} {{{{ include('{link}') }}}}\n\n"
        f"!include {link}\n\n<!--#include file='{link}'-->\n",
    )
    digest.write(
        "content/inbox/r.txt",
        f"---\ntitle: R\nid: {quoted}\nslug: {quoted}\noriginal: {quoted}\n---\n\nText of the raw file.\n",
    )
    (digest.root / "content/media").mkdir(parents=True)
    os.symlink(tmp_path / "secret.txt", digest.root / "content/media/leak.txt")
    digest.build()
    assert not any(b"Secret words" in content or b"root:" in content for content in digest.site().values())
    after = sorted(path for path in tmp_path.rglob("*") if digest.root not in path.parents)
    assert [path for path in after if path != digest.root] == [path for path in before if path != digest.root]
