"""Regular expressions that are compiled when they are first needed.

There are hundreds, and most texts need a part of them: a command that reads one text starts sooner so. Those
that nearly every article needs are compiled at once with `re.compile`, which answers a little faster.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class Uncompiled:
    """A regular expression in waiting: compiled at the first question, it then answers every one itself."""

    def __init__(self, source: str) -> None:
        """Note what it will be compiled from."""
        self.pattern = source

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever `re.Pattern` has under that name
        """Asked only for what is not there yet: compiles, and keeps what a pattern can do as its own."""
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(source: str) -> re.Pattern[str]:
    """A pattern for `search`, `match` and their like, compiled at its first use."""
    return cast("re.Pattern[str]", Uncompiled(source))
