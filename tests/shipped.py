"""Run the shipped documents strictly, as a user runs them, in a folder of their own: `python -m tests.shipped FOLDER`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ingest.workfile import PROJECT_FOLDER


def run_shipped(folder: Path) -> None:
    """The run publishes, and says nothing."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XIANZHANG_")}
    environment["PYTHONPATH"] = str(PROJECT_FOLDER)
    command = [sys.executable, "-m", "ingest.cli", "run", "--quiet"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


if __name__ == "__main__":
    run_shipped(Path(sys.argv[1]))
