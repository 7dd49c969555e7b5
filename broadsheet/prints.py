"""Bytes in; the few bytes by which these are known again out."""

import hashlib

WIDTH = 16
"""Bytes of a fingerprint."""


def fingerprint(content: bytes) -> bytes:
    """Return 128 bits of a content's SHA-1.

    It tells what its owner has edited, which is no matter of security, and is never dearer than BLAKE2b;
    with a processor that knows it, it takes half of the time.
    """
    return hashlib.sha1(content, usedforsecurity=False).digest()[:WIDTH]
