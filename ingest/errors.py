"""What can go wrong, each with a reason and a remedy that a reader of the message can act on.

`UnreadableDocument` concerns one file and never stops the others. Every `RunStopped` ends the command; `exit_status` says how
(README, "Exit status"). They are plain dataclasses, not frozen ones: Python sets the traceback on an exception it raises.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, ClassVar


class DescribedError(Exception):
    """An error of several fields that another process can hand on: Python makes it again from its fields, in their order."""

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple(getattr(self, field.name) for field in dataclasses.fields(self))


@dataclass(eq=False)
class UnreadableDocument(DescribedError):
    """A file that no reader can read or no form knows. `place` is where in the file, None for the file as a whole."""

    reason_code: str
    reason: str
    reason_zh: str
    place: str | None = None
    remedy: str = ""
    remedy_zh: str = ""

    def __str__(self) -> str:
        return f"{self.reason_code}: {self.reason}"


@dataclass(eq=False)
class RunStopped(DescribedError):
    """A command that could not finish: nothing was published. `details` are lines of evidence, such as failed tests."""

    exit_status: ClassVar[int] = 1
    reason: str
    reason_zh: str
    remedy: str
    remedy_zh: str
    place: str | None = None
    details: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.reason


class WrongUsage(RunStopped):
    """A path that is missing, nothing to read, a table or row that is not there."""

    exit_status = 2


class WorkFileBusy(RunStopped):
    """Another process holds the work file."""

    exit_status = 4


class RawTableBroken(RunStopped):
    """A raw table without a column that the records need."""


class BuildFailed(RunStopped):
    """A dbt model or test failed."""


class PublishFailed(RunStopped):
    """The published file could not be written or did not equal what was built; the old one stays."""
