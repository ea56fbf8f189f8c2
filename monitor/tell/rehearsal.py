"""A destination that shows what another one would be told; the dry run's stand-in for every kind."""

from __future__ import annotations

import sys

from monitor.model import Receipt
from monitor.tell.console import Terminal
from monitor.tell.notice import Notice


class Rehearsal(Terminal):
    """Prints each notice on standard output under the name of the destination it was meant for."""

    def send(self, notice: Notice) -> Receipt:
        """Print it, sending nothing."""
        sys.stdout.write(f"\n{self.name} would be told:\n")
        return super().send(notice)
