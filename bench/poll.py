"""How long a pass takes, against the bare libraries on the same server in the same run."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from bench.measure import Measure, process, row, typical

FEEDS = 1_000
RUNS = 3
LATENCY = 50
MOST_MEMORY = 130.0


def main() -> None:
    """Print cold, warm, late and slightly new passes, each as a ratio to its limit."""
    with tempfile.TemporaryDirectory() as folder, server() as port:
        place = Path(folder)
        config = written_config(place, port)
        cold_limit, cold = limit("feedparser", port, place / "parsed"), monitor(config)
        row("cold: every feed new", shown(cold), cold.cpu / cold_limit.cpu, 1.2, "of bare feedparser, CPU")
        limit("httpx", port, place / "bare")
        warm_limit, warm = both(port, place, config)
        row("warm: nothing new", shown(warm), warm.cpu / warm_limit.cpu, 2, "of the tuned client, CPU")
        quiet, news = advanced(port, config, "quiet"), advanced(port, config, "news")
        row("5 % of the feeds with a new item", shown(quiet), quiet.cpu / warm.cpu, 1.5, "of own warm, CPU")
        row("  where a fifth of these are news", shown(news), news.cpu / warm.cpu, note="of own warm, CPU")
        tell(port, f"latency/{LATENCY}")
        limit("httpx", port, place / "bare")
        late_limit, late = both(port, place, config)
        row(f"warm, {LATENCY} ms late", shown(late), late.wall / late_limit.wall, 1.5, "of the tuned client")
        peak = max(one.megabytes for one in (cold, warm, quiet, news, late))
        row("peak memory of them all", f"{peak:.0f} MB", peak / MOST_MEMORY, 1, f"of {MOST_MEMORY:.0f} MB")


def advanced(port: int, config: Path, how: str) -> Measure:
    """Passes that each find one more item in a twentieth of the feeds."""
    runs = []
    for _ in range(RUNS):
        tell(port, f"{how}/0.05")
        runs.append(monitor(config))
    return typical(runs)


@contextmanager
def server() -> Iterator[int]:
    """The feed server, in a process of its own; gives its port."""
    command = [sys.executable, "-m", "bench.server", str(FEEDS)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own command
    try:
        assert running.stdout is not None  # noqa: S101 - it was asked for
        yield int(running.stdout.readline())
    finally:
        running.terminate()
        running.wait()


def written_config(place: Path, port: int) -> Path:
    """A config of all the feeds, and nobody to tell."""
    sources = "".join(
        f"  - {{name: feed-{number}, url: 'http://127.0.0.1:{port}/feed/{number}', every: 15m}}\n"
        for number in range(FEEDS)
    )
    config = place / "config.yaml"
    config.write_text(
        f"fetch: {{concurrency: 50, allow_networks: [127.0.0.0/8]}}\nsources:\n{sources}teams: []\n"
    )
    return config


def monitor(config: Path) -> Measure:
    """One pass of the monitor."""
    return process("-m", "monitor", "--config", str(config), "poll")


def limit(what: str, port: int, folder: Path) -> Measure:
    """One round of the bare libraries."""
    folder.mkdir(exist_ok=True)
    return process("-m", "bench.limits", what, str(port), str(FEEDS), str(folder))


def both(port: int, place: Path, config: Path) -> tuple[Measure, Measure]:
    """The tuned client and the monitor, by turns, so that each pair meets the same machine."""
    pairs = [(limit("httpx", port, place / "bare"), monitor(config)) for _ in range(RUNS)]
    return typical([one for one, _ in pairs]), typical([other for _, other in pairs])


def tell(port: int, what: str) -> None:
    """Set the server."""
    urlopen(f"http://127.0.0.1:{port}/{what}", timeout=10).close()


def shown(one: Measure) -> str:
    """The figures behind a ratio."""
    return f"{one.wall:.2f} s, {one.cpu:.2f} CPU s"


if __name__ == "__main__":
    main()
