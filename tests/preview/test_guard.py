"""Who may ask the preview: exact hosts, no foreign origin, actions from its own forms only."""

import pytest

from broadsheet.preview.guard import Guard, is_loopback

LOCAL = Guard("127.0.0.1", 8000, "secret")
OPEN = Guard("0.0.0.0", 8000, "secret")


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000"])
def test_the_names_of_this_machine_are_answered(host: str) -> None:
    assert not LOCAL.refusal({"host": host})


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.example:8000",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.1:8001",
        "localhost.evil.example:8000",
        "192.168.1.7:8000",
        "127.0.0.1:8000:8000",
        "127.0.0.1:8000@evil.example:8000",
        "[::1]",
    ],
)
def test_any_other_host_is_refused(host: str) -> None:
    assert LOCAL.refusal({"host": host})


@pytest.mark.parametrize(
    "origin", ["null", "http://evil.example", "https://127.0.0.1:8000", "http://127.0.0.1:8001"]
)
def test_a_foreign_origin_is_refused(origin: str) -> None:
    assert LOCAL.refusal({"host": "127.0.0.1:8000", "origin": origin})
    assert not LOCAL.refusal({"host": "127.0.0.1:8000", "origin": "http://127.0.0.1:8000"})


def test_a_link_from_elsewhere_may_be_followed_but_nothing_else_comes_from_there() -> None:
    foreign = {"host": "localhost:8000", "sec-fetch-site": "cross-site"}
    assert LOCAL.refusal({**foreign, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script"})
    assert LOCAL.refusal({**foreign, "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"})
    assert not LOCAL.refusal({**foreign, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"})


def test_an_action_needs_an_origin_and_the_token() -> None:
    assert LOCAL.refusal({"host": "127.0.0.1:8000"}, is_action=True)
    assert not LOCAL.refusal({"host": "127.0.0.1:8000", "origin": "http://127.0.0.1:8000"}, is_action=True)
    assert LOCAL.has_token("secret") and not LOCAL.has_token("") and not LOCAL.has_token("sécret")


def test_on_the_network_addresses_in_figures_are_answered_and_there_are_no_actions() -> None:
    assert not OPEN.refusal({"host": "192.168.1.7:8000"})
    assert OPEN.refusal({"host": "rebound.example:8000"})
    assert OPEN.refusal({"host": "192.168.1.7:8000", "origin": "http://192.168.1.7:8000"}, is_action=True)


def test_loopback_is_known() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "::1", "localhost", "127.8.8.8")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "10.0.0.1", "example.org")))
