"""How many examples a property test tries: always the same ones in the suite, many new ones on a hunt.

A suite that draws new examples each time fails for whoever comes by, not for who broke it. So it draws the same
ones; ``HUNT=20 python -m pytest tests/promises`` draws twenty times as many, others each time.
"""

import os
from typing import Final

from hypothesis import HealthCheck, settings

HUNT: Final = int(os.environ.get("HUNT", "0"))
COMMON: Final = 100
"""The examples of a test that asks for no number."""


def examples(count: int = COMMON, *, slow: bool = False) -> settings:
    """Try so many examples, or ``HUNT`` times as many that nobody saw before; ``slow`` ones may take seconds."""
    return settings(
        max_examples=count * max(HUNT, 1),
        deadline=None,
        derandomize=not HUNT,
        suppress_health_check=[HealthCheck.too_slow] if slow or HUNT else [],
    )


def make_common() -> None:
    """Make what ``examples`` gives the rule for tests that name no number."""
    settings.register_profile("suite", examples())
    settings.load_profile("suite")
