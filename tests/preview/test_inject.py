"""What is put into a page: script and overlay come in, the page's policy lets them and nothing else."""

from broadsheet.preview.inject import inject, widen

ORIGIN = "http://127.0.0.1:8000"
PAGE = b"<!doctype html><html><head><title>A</title></head><body><main>B</main></body></html>"


def test_head_and_overlay_stand_at_the_end_of_head_and_body() -> None:
    page = inject(PAGE, b"<script></script>", b"<aside></aside>", ORIGIN)
    assert page == PAGE.replace(b"</head>", b"<script></script></head>").replace(
        b"</body>", b"<aside></aside></body>"
    )


def test_a_page_without_head_or_body_gets_both_at_its_end() -> None:
    assert inject(b"<p>Bare", b"<link>", b"<aside>", ORIGIN) == b"<p>Bare<aside><link>"


def test_the_last_body_end_counts() -> None:
    page = inject(b"<body><pre>&lt;/body></pre></body>", b"", b"X", ORIGIN)
    assert page.endswith(b"</pre>X</body>")


def test_a_strict_policy_is_widened_for_the_preview_alone() -> None:
    meta = b"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'\">"
    page = inject(PAGE.replace(b"<title>", meta + b"<title>"), b"", b"", ORIGIN)
    assert b"script-src http://127.0.0.1:8000/_preview/;" in page
    assert b"style-src 'self' http://127.0.0.1:8000/_preview/;" in page
    assert b"default-src 'none';" in page and b"unsafe" not in page


def test_a_policy_keeps_what_it_allows() -> None:
    wide = widen("default-src 'none'; script-src 'self' 'nonce-a1'; img-src 'self'", ORIGIN)
    assert wide.split("; ")[:3] == [
        "default-src 'none'",
        "script-src 'self' 'nonce-a1' http://127.0.0.1:8000/_preview/",
        "img-src 'self'",
    ]
    assert "connect-src http://127.0.0.1:8000/" in wide


def test_a_policy_that_forbids_nothing_is_left_alone() -> None:
    assert widen("base-uri 'none'", ORIGIN) == "base-uri 'none'"
