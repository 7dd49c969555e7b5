"""How much work something is, in seconds of CPU."""

import gc
import time
from collections.abc import Callable


def cpu(work: Callable[[], object]) -> float:
    """Return the seconds of CPU of some work, without the collector: it would go over the suite's own objects."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()
