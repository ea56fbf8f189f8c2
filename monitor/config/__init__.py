"""config.yaml → Config, or every mistake at once with file and line."""

from __future__ import annotations

from monitor.config.describe import describe
from monitor.config.mistakes import render_mistakes
from monitor.config.read import fingerprint, read_config
from monitor.config.settings import Config, watched_pairs

__all__ = ["Config", "describe", "fingerprint", "read_config", "render_mistakes", "watched_pairs"]
