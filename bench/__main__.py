"""All benchmarks: `python -m bench`, or some of them: `python -m bench poll startup`.

Each line gives what was measured, and where there is a limit to compare with, the ratio to it: absolute
figures are this machine's alone. On a machine that does other work, believe the ratios of CPU time.
"""

from __future__ import annotations

import sys
from importlib import import_module

SECTIONS = ("poll", "memory", "understanding", "startup", "digest")


def main() -> None:
    """Run the sections that were named, or all."""
    for name in sys.argv[1:] or SECTIONS:
        print(f"\n{name}")
        import_module(f"bench.{name}").main()


if __name__ == "__main__":
    main()
