"""Hostile and unlucky texts: what Markdown, HTML, YAML and Jinja would eat, in every script."""

from hypothesis import strategies as st

from broadsheet.text import squeeze, tidy

LOOKALIKES = (
    "{{ 7*7 }}", "{% include 'x' %}", "{# gone #}", "---", "***", "* * *", "___", "===", "=", "--", "- ", "-- ", "+ x",
    "1.", "2)", "10. ten", "1986. A year", "1986) A year", "# head", "#", "###", "#tag", "*", "**bold**", "*it*",
    "_it_", "__init__", "a_b_c", "x*y*z", "2*3*4", "~~gone~~", "a~~~b",
    "~~~", "```", "``", "`code`", "[x](y)", "[x][y]", "[x]", "[ ]",
    "[a]: b", "[^1]: note", "![p](q.png)", "!", "](", "<b>", "</b>", "<script>", "<!-- c -->", "<![CDATA[", "<?php ?>",
    "<https://a.example/>", "<me@a.example>", "<a", "<3", "a<b", "a>b", ">", ">>", "> quote", "&amp;", "&lt;b&gt;",
    "&copy;", "&#65;", "&#x41;", "&nbsp;", "&bogus;", "AT&T", "&", "\\", "\\\\", "a\\", "\\*", "\\(x\\)", "$x$", "|",
    "|a|b|", "|-|-|", ":-:", "a|b", "- item", "• item", "– dash", "* star", "+1", "-1", ":", ": ", "key: value", "? ",
    "!tag", "%", "@", "^", "~", "(c)", "https://a.example/x_y_z", "www.a.example", "me@a.example", "\"q\"", "'s",
    "it's",     "“c”", "«x»", "„d“", "…", "...", "— ", "5\" disc", "'90s", "100%", "$5", "…a",
)  # fmt: skip
SCRIPTS = (
    "Ferry", "café", "e\u0301lan", "straße", "İstanbul", "ﬁsh", "Паромы", "ї", "Ελλάδα", "עברית", "\u200fעברית", "عربي",
    "می\u200cخواهم", "हिन्दी", "বাংলা", "தமிழ்", "ไทย", "ქართული", "Հայերեն", "አማርኛ", "日本語", "漢字", "한국어", "ᐃᓄᒃᑎᑐᑦ",
    "𝒜𝓁𝑒𝓍", "👩\u200d👩\u200d👧", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "❤\ufe0f", "Z̷̢̛̗",
    "ª²½", "①",     "\u00a0", "\u3000", "\u2003", "\ufffd", "a\u00a0b", "\ue000",
)  # fmt: skip
PLAIN = (
    "the", "ferry", "crews", "voted", "on", "Monday", "to", "return", "after", "nine", "days", "of", "strike",
    "said", "mayor", "because", "costs",
)  # fmt: skip

WORD = st.sampled_from(LOOKALIKES) | st.sampled_from(SCRIPTS) | st.sampled_from(PLAIN)
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
LINE = (
    st.lists(WORD | ANYTHING, min_size=1, max_size=14)
    .map(lambda words: squeeze(tidy(" ".join(words))))
    .filter(bool)
)
"""One line as a raw text has it, tidy."""
SENTENCE = LINE.flatmap(
    lambda line: st.sampled_from(
        [
            f"{line} was what the crews of the ferries voted for on Monday, the mayor said.",
            f"The crews of the ferries voted on Monday for {line} and went back to work, the mayor said.",
            f"The mayor said on Monday that the crews of the ferries had voted for {line}",
        ]
    )
)
"""A paragraph of news with anything at its start, in its middle or at its end."""
