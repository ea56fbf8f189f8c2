"""The command line: parse, call, print, exit code."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence

from monitor.commands.output import say
from monitor.errors import MonitorError


def main() -> None:
    """Run the command that was typed; every error a person can mend is told without a traceback."""
    from monitor.commands import failures  # noqa: PLC0415 - what a Ctrl-C interrupts stands in the `try`

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that knows no “ shows ? instead of a traceback
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


def _run(arguments: Sequence[str]) -> int:
    import typer  # noqa: PLC0415 - a tenth of a second in which a Ctrl-C may come

    from monitor.commands.cli import PROGRAM, cli, in_order, misused  # noqa: PLC0415 - likewise

    try:
        code = cli(in_order(arguments) or ["--help"], prog_name=PROGRAM, standalone_mode=False)
    except typer.TyperException as error:
        say(misused(error))
        return 2
    except typer.Abort:
        return 1
    if not arguments:
        return 2
    return code if isinstance(code, int) else 0


if __name__ == "__main__":
    main()
