"""A reading process can read files and answer, and nothing else; what it answers is taken for records alone."""

from __future__ import annotations

import json
import os
import pickle
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.confinement import CALLS
from ingest.workers import _answer
from ingest.workfile import PROJECT_FOLDER

# Run in a process of its own that then cannot be let loose again.
PROBE = """
import json, os, resource, socket, subprocess, sys
import ingest.reading
from ingest.confinement import confine
from ingest.readers.limits import Limits

confine(Limits())
other = sys.argv[1]
attempts = {
    "internet socket": lambda: socket.socket(socket.AF_INET),
    "local socket": lambda: socket.socket(socket.AF_UNIX),
    "new file": lambda: open(other + ".new", "w"),
    "append": lambda: open(other, "a"),
    "change": lambda: open(other, "r+"),
    "rename": lambda: os.rename(other, other + ".renamed"),
    "delete": lambda: os.unlink(other),
    "truncate": lambda: os.truncate(other, 0),
    "folder": lambda: os.mkdir(other + ".folder"),
    "link": lambda: os.symlink(other, other + ".link"),
    "rights": lambda: os.chmod(other, 0o777),
    "times": lambda: os.utime(other, (0, 0)),
    "process": os.fork,
    "program": lambda: subprocess.run(["true"]),
    "replacement": lambda: os.execv("/bin/true", ["true"]),
    "signal": lambda: os.kill(os.getppid(), 0),
}
found = {}
for name, attempt in attempts.items():
    try:
        attempt()
        found[name] = "done"
    except PermissionError:
        found[name] = "refused"
    except OSError as error:
        found[name] = str(error)
found["read"] = open(other).read()
found["limits"] = [resource.getrlimit(kind) for kind in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)]
print(json.dumps(found))
"""


def probe(file: Path) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(file)], cwd=PROJECT_FOLDER, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


@pytest.mark.skipif(platform.machine() not in CALLS or sys.platform != "linux", reason="the platform has no filter of calls")
def test_all_but_reading_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.txt"
    file.write_text("text", encoding="utf-8")
    before = file.stat()
    found = probe(file)
    assert (found.pop("read"), found.pop("limits")) == ("text", [[0, 0], [0, 0]])
    assert set(found.values()) == {"refused"}, found
    assert [item.name for item in tmp_path.iterdir()] == ["other.txt"]
    assert (file.stat().st_mode, file.stat().st_mtime) == (before.st_mode, before.st_mtime)


class _Order:
    """What a worker that a document has taken over might send."""

    def __reduce__(self) -> tuple:
        return os.system, ("true",)


@pytest.mark.parametrize("sent", [_Order(), {"file_name": "a"}, [1, 2]])
def test_only_records_are_made_of_an_answer(sent: object) -> None:
    with pytest.raises(pickle.UnpicklingError):
        _answer(pickle.dumps(sent))
