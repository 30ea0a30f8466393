"""Measure reading and whole runs over the shipped documents: `make bench`.

Prints seconds: the documents read and recognised in this process, then `xianzhang run` as a user starts it, first in a fresh
folder, then twice more in the same one. Nothing here is a test; a shared machine may take longer.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ingest.pipeline import SHIPPED_DOCUMENTS
from ingest.reading import read_source
from ingest.sources import find_sources

REPEATS = 3
PHASES = re.compile(r"([a-z]+) ([0-9.]+)[,)]")


def measure_reading() -> float:
    """Seconds to read and recognise every shipped document once, best of the repeats."""
    sources = find_sources([SHIPPED_DOCUMENTS])
    seconds = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        for source in sources.files:
            read_source(source)
        seconds.append(time.perf_counter() - begun)
    return min(seconds)


def measure_run(folder: Path) -> tuple[float, dict[str, float]]:
    """Seconds of the whole command, imports included, and of its phases as it reports them."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "ingest.cli", "run"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SHIPPED_DOCUMENTS.parents[1]), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - begun
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    last = next(line for line in done.stdout.splitlines() if line.startswith("seconds"))
    return seconds, {name: float(value) for name, value in PHASES.findall(last)}


def main() -> None:
    """Print the table."""
    print(f"cores {os.cpu_count()}, Python {sys.version.split()[0]}")
    print(f"reading the shipped documents: {measure_reading():.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        for number in range(REPEATS):
            seconds, phases = measure_run(Path(folder))
            parts = ", ".join(f"{name} {value:.1f}" for name, value in phases.items())
            print(f"run {number + 1} ({'fresh folder' if number == 0 else 'same folder again'}): {seconds:.1f} s ({parts})")


if __name__ == "__main__":
    main()
