"""What a pass costs beside a million known entries, and what a service costs that has nothing to do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, text

from bench.measure import row
from bench.poll import FEEDS, monitor, server, shown, written_config
from monitor.store.store import Store

KNOWN = 1_000_000
IDLE_SECONDS = 60
MOST_IDLE_MEGABYTES = 110
MOST_IDLE_CPU = 0.1


def main() -> None:
    """Print the ratio of a warm pass with a million entries to one with few, and an idle service's costs."""
    with tempfile.TemporaryDirectory() as folder, server() as port:
        config = written_config(Path(folder), port)
        monitor(config)
        few = min((monitor(config) for _ in range(3)), key=lambda one: one.cpu)
        store = Store(Path(folder) / "state" / "monitor.db")
        with store.transaction() as connection:
            fill(connection)
        with store.reading() as connection:
            connection.exec_driver_sql("COMMIT")  # a checkpoint stands outside every transaction
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        store.close()
        many = min((monitor(config) for _ in range(3)), key=lambda one: one.cpu)
        row("warm, beside a million known entries", shown(many), many.cpu / few.cpu, 1.15, "of with few, CPU")
        idle(config)


ENTRIES = text("""\
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :known)
INSERT INTO entries (id, source, url, title, first_seen, body_hash, verdict, reason)
SELECT 10000000 + i, 'feed-' || (i % :feeds), 'https://old.example/' || i, 'Old item ' || i, :now, '',
       'passed over', '' FROM n
""")
KEYS = text("""\
INSERT INTO entry_keys (source, key, entry_id)
SELECT source, 'url:' || url, id FROM entries WHERE id > 10000000
""")


def fill(connection: Connection) -> None:
    """A million entries of these feeds, as if they had been seen over the years."""
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    connection.execute(ENTRIES, {"now": now, "known": KNOWN, "feeds": FEEDS})
    connection.execute(KEYS)
    # What an idle service has long done: the first poll's old news.
    connection.execute(text("UPDATE articles SET state = 'understood' WHERE state = 'later'"))


def idle(config: Path) -> None:
    """A service whose feeds are not due: its memory, and the processor's time in a minute."""
    config.write_text(config.read_text().replace("every: 15m", "every: 1d"))
    command = [sys.executable, "-m", "monitor", "--config", str(config), "run"]
    service = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own command
    try:
        _settled(service.pid)
        before = cpu_of(service.pid)
        time.sleep(IDLE_SECONDS)
        used, megabytes = cpu_of(service.pid) - before, megabytes_of(service.pid)
    finally:
        service.send_signal(signal.SIGTERM)
        service.wait()
    a_minute = used * 60 / IDLE_SECONDS
    row(
        "an idle service, a minute",
        f"{a_minute:.3f} CPU s",
        a_minute / MOST_IDLE_CPU,
        1,
        f"of {MOST_IDLE_CPU} s",
    )
    limit = f"of {MOST_IDLE_MEGABYTES} MB"
    row("an idle service", f"{megabytes:.0f} MB", megabytes / MOST_IDLE_MEGABYTES, 1, limit)


def _settled(pid: int) -> None:
    """Wait until it has done what was due at its start."""
    quiet = 0
    while quiet < 5:  # noqa: PLR2004 - seconds without work
        before = cpu_of(pid)
        time.sleep(1)
        quiet = quiet + 1 if cpu_of(pid) - before < 0.02 else 0  # noqa: PLR2004 - seconds; the clock's own grain


def cpu_of(pid: int) -> float:
    """Seconds of the processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def megabytes_of(pid: int) -> float:
    """What it now holds in memory."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


if __name__ == "__main__":
    main()
