"""The command line: parse, call, print, exit code."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from collections.abc import Sequence

from monitor.commands.output import say
from monitor.errors import MonitorError

_ALLOCATIONS = 50_000


def main() -> None:
    """Run the command that was typed; every error a person can mend is told without a traceback."""
    # What a command allocates at its start lives to its end: to look for garbage there only takes time.
    gc.set_threshold(_ALLOCATIONS)
    from monitor.commands import failures  # noqa: PLC0415 - what a Ctrl-C interrupts stands in the `try`

    _mend_streams()
    try:
        code = _run(sys.argv[1:])
    except MonitorError as error:
        say(failures.words(error))
        code = failures.exit_code(error)
    except OSError as error:
        say(failures.system_words(error))
        code = 1
    except KeyboardInterrupt:
        code = failures.STOPPED
    if code == failures.STOPPED:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # impatience ends what still runs, without a word
        say("Stopped.")
    sys.exit(code)


def _mend_streams() -> None:
    """Streams that a shell has closed lead nowhere; a terminal that knows no “ shows a question mark."""
    sys.stdin = sys.stdin or open(os.devnull)  # noqa: SIM115, PTH123 - as long as the process
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115, PTH123 - likewise
    sys.stderr = sys.stderr or sys.stdout
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _run(arguments: Sequence[str]) -> int:
    import typer  # noqa: PLC0415 - a tenth of a second in which a Ctrl-C may come

    from monitor.commands.cli import PROGRAM, in_order, misused, program  # noqa: PLC0415 - likewise

    ordered = in_order(arguments)
    try:
        code = program(ordered)(ordered or ["--help"], prog_name=PROGRAM, standalone_mode=False)
    except typer.TyperException as error:
        say(misused(error))
        return 2
    except typer.Abort:
        return 1
    if not arguments:
        return 2  # nothing was asked: the help tells what could be
    return code if isinstance(code, int) else 0


if __name__ == "__main__":
    main()
