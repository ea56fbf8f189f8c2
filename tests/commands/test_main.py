"""The program as the system sees it: start, streams, signals."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from monitor import __version__
from monitor.commands.cli import COMMANDS, in_order
from tests.commands.support import CommandLine, command, environment, run
from tests.support.newsroom import wait_until
from tests.support.world import READING, World

HEAVY = ("pydantic.main", "sqlalchemy", "httpx", "trafilatura", "apscheduler", "slack_sdk", "rich.console")
LINES = b'{"id": "1", "text": "A text."}\n'


@pytest.mark.parametrize("typed", ["--version", "--version --config nowhere.yaml", "--verbose --version"])
def test_the_version_is_told(cli: CommandLine, typed: str) -> None:
    ran = cli(*typed.split())
    assert (ran.code, ran.out) == (0, f"ofsted-monitor {__version__}\n")


def test_the_help_lists_every_command_with_a_whole_sentence(cli: CommandLine) -> None:
    ran = cli("--help")
    assert ran.code == 0
    lines = [line for line in ran.out.splitlines() if line.startswith("  ")]
    for name in COMMANDS:
        (line,) = (line for line in lines if line.split()[0] == name)
        assert line.endswith("."), name


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("asked", ["{} --help", "{} -h", "help {}"])
def test_every_command_has_a_help_of_its_own(cli: CommandLine, name: str, asked: str) -> None:
    ran = cli(*asked.format(name).split())
    assert ran.code == 0
    assert ran.out.startswith(f"Usage: ofsted-monitor {name} ")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("poll --verbose", "--verbose poll"),
        ("status --config a.yaml --format json", "--config a.yaml status --format json"),
        ("status --config=a.yaml", "--config=a.yaml status"),
        ("--config a.yaml status --verbose", "--config a.yaml --verbose status"),
        ("status --config", "--config"),
        ("classify -- --verbose", "classify -- --verbose"),
        ("help", "--help"),
        ("help poll", "poll --help"),
    ],
)
def test_options_for_all_commands_work_in_any_place(typed: str, meant: str) -> None:
    assert in_order(typed.split()) == meant.split()


def test_the_config_counts_wherever_it_is_named(world: World, monitor: CommandLine, tmp_path: Path) -> None:
    world.publishes("weekly", READING)
    world.config()
    monitor.world = None
    path = str(tmp_path / "config.yaml")
    results = [
        monitor(*arguments).json
        for arguments in (
            ("--config", path, "status", "--format", "json"),
            ("status", "--config", path, "--format", "json"),
            ("status", "--format", "json", f"--config={path}"),
            ("status", "--format", "json"),
        )
    ]
    assert results == results[:1] * 4


@pytest.mark.parametrize(
    ("typed", "spared"),
    [
        (["--version"], HEAVY),
        (["--help"], HEAVY[1:]),
        (["councils", "--format", "json"], HEAVY[1:]),
        (["classify", "-", "--format", "json"], HEAVY[1:]),
    ],
)
def test_light_commands_import_nothing_heavy(tmp_path: Path, typed: list[str], spared: list[str]) -> None:
    script = (
        "import atexit, sys\n"
        "from monitor.__main__ import main\n"
        "atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr))\n"
        f"sys.argv[1:] = {typed!r}\n"
        "main()"
    )
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=environment(),
        input=b"A text.",
        capture_output=True,
        timeout=30,
        check=True,
    )
    assert not set(ran.stderr.decode().split()) & set(spared)


def test_python_m_monitor_is_the_program(tmp_path: Path) -> None:
    assert run("--version", folder=tmp_path).out == f"ofsted-monitor {__version__}\n"
    ran = run("pol", folder=tmp_path)
    assert ran.code == 2
    assert ran.err == "No such command 'pol'. Did you mean 'poll'?\nSee `ofsted-monitor --help`.\n"


def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    with subprocess.Popen(  # noqa: S603 - our own program
        command("classify", "--jsonl"),
        cwd=tmp_path,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(LINES)
        process.stdin.flush()
        assert process.stdout.readline().startswith(b'{"id":"1"')  # an answer comes before the input ends
        process.stdout.close()
        process.stdin.write(LINES * 10)
        process.stdin.close()
        assert process.wait(timeout=30) == 0
        assert process.stderr.read() == b""


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(  # noqa: S603 - our own program
            command("councils"),
            cwd=tmp_path,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=30,
            check=False,
        )
    assert ran.returncode == 1
    assert ran.stderr.decode() == (
        "The result could not be written: No space left on device. Make room, or send it somewhere else.\n"
    )


def test_closed_streams_are_no_reason_for_a_traceback(tmp_path: Path) -> None:
    ran = subprocess.run(  # noqa: S603 - our own program
        ["/bin/sh", "-c", '"$@" <&- >&-', "sh", *command("classify")],
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.PIPE,
        timeout=30,
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stderr.decode().startswith("Standard input is empty")


@pytest.mark.parametrize("typed", ["poll", "check --online"])
def test_ctrl_c_stops_a_command_at_once_and_quietly(world: World, tmp_path: Path, typed: str) -> None:
    world.newsroom.talk("/silent", lambda wire, _: wire.hang())
    world.sources.append("silent")
    world.config()
    with subprocess.Popen(  # noqa: S603 - our own program
        command(*typed.split()),
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert wait_until(lambda: "/silent" in world.newsroom.paths(), seconds=30)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=15)
    assert process.returncode == 130
    assert err.decode() == "Stopped.\n"


def test_the_service_ends_well_when_it_is_asked_to(world: World, tmp_path: Path) -> None:
    world.publishes("weekly", READING)
    world.config()
    with subprocess.Popen(  # noqa: S603 - our own program
        command("run"),
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert wait_until(lambda: "/weekly" in world.newsroom.paths(), seconds=30)
        busy = run("poll", folder=tmp_path)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=15)
    assert process.returncode == 0
    assert err.decode().splitlines()[-1].endswith("stopped")
    assert busy.code == 3
    assert f"process {process.pid}" in busy.err


def test_piped_tables_are_neither_folded_nor_coloured(tmp_path: Path) -> None:
    narrow = run("councils", folder=tmp_path, COLUMNS="30", FORCE_COLOR="")
    assert len(narrow.out.splitlines()) == 154
    assert "\x1b" not in narrow.out
    assert all(line == line.rstrip() for line in narrow.out.splitlines())
