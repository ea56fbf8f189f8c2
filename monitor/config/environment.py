"""`${NAME}` in the config: the environment, and the `.env` file beside config.yaml beneath it."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dotenv.parser import parse_stream

from monitor.config.mistakes import MissingVariableError, NotUnderstoodError, nearest
from monitor.errors import Mistake

_REFERENCE = re.compile(r"\$\{([^}\n]*)\}?")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Variables:
    """The values that `${NAME}` can read; never shown."""

    values: Mapping[str, str] = field(repr=False)

    def fill(self, text: str) -> str:
        """The text with every `${NAME}` replaced by its value."""
        return _REFERENCE.sub(self._value, text)

    def _value(self, match: re.Match[str]) -> str:
        name = match[1]
        if not match[0].endswith("}") or not _VARIABLE.fullmatch(name):
            raise NotUnderstoodError(
                "has a `${` without a variable's name", "write ${NAME}, in letters, digits and _"
            )
        value = self.values.get(name, "")
        if value:
            return value
        state = "is empty" if name in self.values else "is set neither in the environment nor in .env"
        raise MissingVariableError(f"names a variable that {state}", self._advice(name))

    def _advice(self, name: str) -> str:
        near = None if name in self.values else nearest(name, self.values)
        advice = f"add a line {name}=… to the file .env beside config.yaml"
        return f"did you mean ${{{near}}}? If not, {advice}" if near else advice


def variable_of(text: str) -> str | None:
    """The name in a text that is one `${NAME}` and nothing else."""
    match = _REFERENCE.fullmatch(text.strip())
    return match[1] if match and match[0].endswith("}") and _VARIABLE.fullmatch(match[1]) else None


def read_variables(folder: Path, environment: Mapping[str, str]) -> tuple[Variables, tuple[Mistake, ...]]:
    """The environment above the `.env` of a folder, and what is wrong in that file."""
    path = folder / ".env"
    try:
        text = path.read_bytes().decode("utf-8-sig")
    # Some keep a virtual environment in a folder of this name.
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return Variables(dict(environment)), ()
    except UnicodeDecodeError:
        mistake = Mistake(str(path), None, "the file is not in UTF-8", "save it as UTF-8")
    except OSError as error:
        mistake = Mistake(
            str(path), None, f"the file cannot be read: {error.strerror}", "check who may read it"
        )
    else:
        return _merged(text, str(path), environment)
    return Variables(dict(environment)), (mistake,)


def _merged(text: str, file: str, environment: Mapping[str, str]) -> tuple[Variables, tuple[Mistake, ...]]:
    values: dict[str, str] = {}
    mistakes: list[Mistake] = []
    for binding in parse_stream(io.StringIO(text)):
        if binding.error:
            # The line itself is not shown: it may hold a password.
            line = binding.original.line
            mistakes.append(Mistake(file, line, "this line is not NAME=value", "write NAME=value"))
        elif binding.key is not None and binding.value is not None:
            values[binding.key] = binding.value
    return Variables({**values, **environment}), tuple(mistakes)
