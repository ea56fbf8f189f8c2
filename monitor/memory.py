"""How the process keeps its memory: blocks as large as a feed go back to the system when they are freed.

By itself the C library learns from the first such block to keep all later ones, and a pass over a thousand
feeds leaves its heap full of holes: 15 MB that a service would hold for months.
"""

from __future__ import annotations

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
