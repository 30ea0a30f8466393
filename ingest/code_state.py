"""The state of the code, as one hash: of what reads documents, of the dbt project, of what publishes.

Another state reads documents again, builds models again, publishes again; the same state need not.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ingest.workfile import PROJECT_FOLDER

PACKAGE = PROJECT_FOLDER / "ingest"
# From a file's bytes to raw rows, and the gate that lets rows pass.
READING = ("readers", "forms", "reading.py", "ledger.py", "records.py", "expectations.py", "errors.py")
READING_LIBRARIES = ("tablers", "pypdfium2", "numpy", "lxml", "selectolax", "python-calamine")
# What dbt reads.
PROJECT = ("models", "macros", "seeds", "tests/warehouse", "metrics/definitions", "dbt_project.yml", "profiles.yml")
BUILDING_LIBRARIES = ("dbt-core", "dbt-duckdb", "duckdb")
SEED = re.compile(r"\b(\w+)\.csv\b")


@cache
def reading_code() -> str:
    """What decides the raw rows of a document: code, the words it knows (the seeds it names), and libraries."""
    files = _files(PACKAGE, READING)
    named = {name for file in files if file.suffix == ".py" for name in SEED.findall(file.read_text(encoding="utf-8"))}
    seeds = (PROJECT_FOLDER / "seeds" / f"{name}.csv" for name in sorted(named))
    return _hash([*files, *(seed for seed in seeds if seed.is_file())], READING_LIBRARIES)


@cache
def project_code() -> str:
    """What decides the tables, besides the raw rows: everything dbt reads, and dbt and DuckDB."""
    return _hash(_files(PROJECT_FOLDER, PROJECT), BUILDING_LIBRARIES)


@cache
def publishing_code() -> str:
    """What decides a release, besides the tables: the package as a whole."""
    return _hash(_files(PACKAGE, (".",)), ("altair", "vl-convert-python"))


def hash_texts(texts: Iterable[str]) -> str:
    """One hash of texts in their order."""
    digest = hashlib.sha256()
    for text in texts:
        content = text.encode("utf-8", "surrogatepass")
        digest.update(b"%d " % len(content) + content)
    return digest.hexdigest()


def _files(folder: Path, parts: Iterable[str]) -> list[Path]:
    found: set[Path] = set()
    for part in parts:
        path = folder / part
        found |= {path} if path.is_file() else set(path.rglob("*"))
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def _hash(files: Iterable[Path], libraries: Iterable[str]) -> str:
    parts = [f"{path.relative_to(PROJECT_FOLDER)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files]
    return hash_texts([*parts, *(f"{name} {_version(name)}" for name in libraries)])


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"
