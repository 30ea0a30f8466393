"""`manifest.json` of a release: what went in, what came out, and by which code. Counts are asked of the release's own file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from ingest.releases.store import MANIFEST, release_folder
from ingest.workfile import PROJECT_FOLDER, WarehouseFiles

FORMAT = 1
QUERIES = {
    "inputs": "select file_name, sha256, document_id from raw.document_files inner join raw.documents using (document_id)"
    " order by file_name, document_id",
    "rejected": "select file_name, sha256, reason_code, reason from raw.rejections order by file_name, sha256",
    "checks": "select outcome, severity, count(*) as checks from marts.fct_checks inner join marts.dim_rules using (rule_id)"
    " group by all order by all",
    "findings": "select review_status, severity, count(*) as findings from marts.fct_findings group by all order by all",
}
RELEASE = "select release_id, built_at, code_version, contract_version, document_count from marts.dim_releases where is_current"


@dataclass(frozen=True, slots=True)
class Made:
    """What the manifest states of a build: the state of everything it was made from, the project's hash, and its settings."""

    fingerprint: str | None = None
    project_hash: str | None = None
    settings: Mapping[str, Any] | None = None


def write_manifest(folder: Path, file: Path, number: int, rows: Mapping[str, int | None], made: Made) -> None:
    """Write the manifest of the release in `folder`, whose warehouse is `file`."""
    with duckdb.connect(str(file), read_only=True) as connection:
        found = {name: _fetch(connection, query) for name, query in QUERIES.items()}
        release = _fetch(connection, RELEASE)[0]
    content = {
        "format": FORMAT,
        "release_number": number,
        **release,
        "git_commit": git_commit(PROJECT_FOLDER),
        "dbt_manifest_hash": made.project_hash,
        "fingerprint": made.fingerprint,
        "settings": dict(made.settings or {}),
        **found,
        "rows": dict(rows),
        "files": {path.relative_to(folder).as_posix(): _describe(path) for path in sorted(folder.rglob("*")) if path.is_file()},
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, default=lambda value: f"{value:%Y-%m-%dT%H:%M:%SZ}")
    (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8")


def read_manifest(files: WarehouseFiles, number: int) -> dict[str, Any]:
    """The manifest of a release; an empty one where it cannot be read."""
    try:
        found = json.loads((release_folder(files, number) / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def sha256_of_file(path: Path) -> str:
    """The SHA-256 of a file's content."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def git_commit(folder: Path) -> str | None:
    """The commit that is checked out there; None where there is no repository."""
    try:
        head = (folder / ".git" / "HEAD").read_text(encoding="utf-8").strip()
        if not head.startswith("ref: "):
            return head
        name = head.removeprefix("ref: ")
        loose = folder / ".git" / name
        if loose.is_file():
            return loose.read_text(encoding="utf-8").strip()
        packed = (folder / ".git" / "packed-refs").read_text(encoding="utf-8").splitlines()
        return next((line.split()[0] for line in packed if line.endswith(f" {name}")), None)
    except OSError:
        return None


def _describe(path: Path) -> dict[str, Any]:
    return {"bytes": path.stat().st_size, "sha256": sha256_of_file(path)}


def _fetch(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
