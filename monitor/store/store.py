"""The one file behind everything: opened, migrated, locked, written in short transactions."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from monitor.errors import LockedError, MonitorError
from monitor.store import migrations

BUSY_TIMEOUT_MILLISECONDS = 15_000


class Store:
    """The state of one monitor; safe beside other processes on the same file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._engine = _engine(path)
        with _told_plainly(path):
            migrations.bring_up_to_date(self._engine)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A write: committed as a whole at the end of the block, or not at all."""
        with _told_plainly(self.path), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent look that holds up nobody."""
        with (
            _told_plainly(self.path),
            self._engine.connect().execution_options(read_only=True) as connection,
        ):
            yield connection

    @contextmanager
    def pass_lock(self) -> Iterator[None]:
        """The right to poll; the system frees it when the process ends, however it ends.

        Raises:
            LockedError: another `run` or `poll` holds it.
        """
        lock = self.path.with_name(self.path.name + ".lock")
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise LockedError(
                    f"Another ofsted-monitor (process {_holder(descriptor)}) is already polling with "
                    f"{self.path}. Stop it first, or let it do the work: all commands but `run` and `poll` "
                    "work beside it."
                ) from None
            os.ftruncate(descriptor, 0)
            os.write(descriptor, str(os.getpid()).encode())
            yield
        finally:
            os.close(descriptor)

    def polling_elsewhere(self) -> bool:
        """Whether a `run` or `poll` is alive on this state right now."""
        try:
            with self.pass_lock():
                return False
        except LockedError:
            return True

    def copy_to(self, target: Path) -> None:
        """A consistent copy of the state, while others read and write it.

        Raises:
            MonitorError: the target cannot be written.
        """
        try:
            with closing(sqlite3.connect(self.path)) as here, closing(sqlite3.connect(target)) as there:
                here.backup(there)
        except sqlite3.Error as error:
            raise MonitorError(
                f"The state could not be copied to {target}: {error}. "
                "Name a folder that exists, with room on its disk."
            ) from error

    def close(self) -> None:
        """Let the file go."""
        self._engine.dispose()


def _engine(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"timeout": BUSY_TIMEOUT_MILLISECONDS / 1000, "isolation_level": None},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    """WAL lets other commands read beside a pass; FULL keeps a sent message settled through a power cut."""
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MILLISECONDS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Take the write lock at once: a transaction that reads first would otherwise fail on the upgrade."""
    mode = "DEFERRED" if connection.get_execution_options().get("read_only") else "IMMEDIATE"
    connection.exec_driver_sql(f"BEGIN {mode}")


@contextmanager
def _told_plainly(path: Path) -> Iterator[None]:
    """Database troubles that a person can end (disk, rights, a foreign file), in words that say how."""
    try:
        yield
    except OperationalError as error:
        raise MonitorError(f"The state {path} cannot be used: {_advice(error)}") from error
    except DatabaseError as error:
        if "not a database" in str(error) or "malformed" in str(error):
            raise MonitorError(
                f"The state {path} is damaged or no state of this monitor: {error.orig}. "
                "Put a copy made by `ofsted-monitor backup` in its place, or name another file under "
                "`state:`."
            ) from error
        raise


def _advice(error: OperationalError) -> str:
    text = str(error.orig)
    if "locked" in text:
        return "another process holds it for too long. Try again; if it stays so, stop that process."
    if "full" in text:
        return "the disk is full. Make room; nothing was lost, the next pass goes on where this one stopped."
    if "readonly" in text or "unable to open" in text:
        return f"{text}. Give this user the right to write the file and its folder."
    return f"{text}. Look at the disk and the file's rights."


def _holder(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, 32).decode(errors="replace") or "unknown"
