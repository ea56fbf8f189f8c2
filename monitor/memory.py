"""How the process keeps its memory: blocks as large as a feed go back to the system when they are freed.

By itself the C library learns from the first such block to keep all later ones, and a pass over a thousand
feeds leaves its heap full of holes: 15 MB that a service would hold for months.
"""

from __future__ import annotations

import gc

_MMAP_THRESHOLD = -3
"""glibc's number for the size from which a block is the system's own."""
_LARGE = 64 * 1024


def give_back_large_blocks() -> bool:
    """Say so to the C library; False where it is another one than glibc, and left as it is."""
    import ctypes  # noqa: PLC0415 - only a pass needs it

    try:
        return bool(ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE))
    except (OSError, AttributeError, TypeError):
        return False


_ALLOCATIONS = 1_000
"""So many new objects may wait until those that only point at each other are looked for."""


def sweep_often() -> None:
    """Look for garbage again as Python does by itself: parsers leave it in circles, megabytes a feed."""
    gc.set_threshold(_ALLOCATIONS, 10, 10)
