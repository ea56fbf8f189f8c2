"""What went wrong, in words for the person at the terminal, and the exit code that scripts see."""

from __future__ import annotations

import errno

from monitor.errors import ConfigError, LockedError, MonitorError, UsageError

EXIT_CODES = {ConfigError: 2, UsageError: 2, LockedError: 3}
STOPPED = 130
"""The exit code after Ctrl-C."""

_ADVICE = {
    errno.EACCES: "Give this user the right to use it, or name another place.",
    errno.EPERM: "Give this user the right to use it, or name another place.",
    errno.EROFS: "This disk cannot be written: name another place.",
    errno.ENOSPC: "The disk is full: make room and try again.",
    errno.EDQUOT: "The disk is full: make room and try again.",
    errno.ENOTDIR: "A file stands where a folder is needed: move it, or name another place.",
    errno.EEXIST: "A file stands where a folder is needed: move it, or name another place.",
    errno.EMFILE: "Too many files are open: raise the limit (`ulimit -n`) or lower `fetch: concurrency:`.",
}


def exit_code(error: MonitorError) -> int:
    """2 for a mistake in what was asked, 3 for a held lock, 1 for everything else."""
    return EXIT_CODES.get(type(error), 1)


def words(error: MonitorError) -> str:
    """The error as a person reads it; a wrong config on one screen."""
    if isinstance(error, ConfigError):
        from monitor.config import render_mistakes  # noqa: PLC0415 - needed only when a config is wrong

        return render_mistakes(error)
    return str(error)


def system_words(error: OSError) -> str:
    """What the system refused: the file, the reason and what to do about it."""
    what = f"{error.filename} cannot be used" if error.filename else "The system refused"
    reason = error.strerror or type(error).__name__
    return f"{what}: {reason}. {_ADVICE.get(error.errno or 0, 'Check the name and the rights.')}"
