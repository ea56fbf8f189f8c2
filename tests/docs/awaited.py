"""Commands that the documentation describes and the program does not have yet.

Empty this set when they are there: from then on the documentation and the program must agree entirely.
A command or option named here that exists is checked like every other.
"""

from __future__ import annotations

AWAITED: frozenset[str] = frozenset()
