"""Who may ask: the headers of a request in; a reason to refuse it, or nothing, out.

A page of the internet that a browser shows can send requests to this machine. It cannot choose the Host
header (but can make its own name point here, "rebinding") and cannot forge Origin; so both are compared whole.
"""

import hmac
import ipaddress
from collections.abc import Mapping

from msgspec import Struct

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")


class Guard(Struct, frozen=True):
    """Knows under which names the preview may be asked for."""

    host: str
    """The address it listens on."""
    port: int
    token: str
    """What the forms of this run of the preview carry."""

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the preview."""
        return is_loopback(self.host)

    def refusal(self, headers: Mapping[str, str], *, is_action: bool = False) -> str:
        """Return why a request is refused, or an empty string."""
        host = headers.get("host", "").lower()
        if not self._is_ours(host):
            return f"this preview does not answer to the host {host[:100]!r}"
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            return "requests from other sites are not answered"
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin") and not _is_visit(headers):
            return "requests from other sites are not answered"
        if is_action and origin is None:
            return "an action needs the Origin header that every browser sends"
        if is_action and not self.is_local:
            return "the review works on this machine only; serve without --host"
        return ""

    def has_token(self, token: str) -> bool:
        return hmac.compare_digest(token.encode(), self.token.encode())

    def _is_ours(self, host: str) -> bool:
        name, _, port = host.rpartition(":") if _has_port(host) else (host, "", "80")
        if port != str(self.port):
            return False
        if name in LOOPBACK_NAMES or name == _bracketed(self.host):
            return True
        return self.host in ("0.0.0.0", "::", "") and _is_address(name)


def is_loopback(host: str) -> bool:
    """Say whether an address or name is this machine's own and nobody else's."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_visit(headers: Mapping[str, str]) -> bool:
    """Say whether somebody followed a link to us: that shows a page to a person, and to no script."""
    return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"


def _has_port(host: str) -> bool:
    return host.rpartition(":")[2].isdecimal() and not host.endswith("]")


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host.lower()


def _is_address(name: str) -> bool:
    """Say whether a host is written in figures: names can be made to point here, figures cannot."""
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
