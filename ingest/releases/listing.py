"""The releases that are kept, as a person or a program asks for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ingest.releases.manifest import read_manifest
from ingest.releases.store import number_in_use, release_folder, release_numbers
from ingest.workfile import WarehouseFiles


def list_releases(files: WarehouseFiles) -> list[dict[str, Any]]:
    """One entry a release, the newest first. `bytes` counts a file that releases share in each of them."""
    in_use = number_in_use(files)
    return [_describe(files, number, number == in_use) for number in reversed(release_numbers(files))]


def _describe(files: WarehouseFiles, number: int, is_in_use: bool) -> dict[str, Any]:
    manifest = read_manifest(files, number)
    findings = manifest.get("findings", [])
    return {
        "release_number": number,
        "built_at": manifest.get("built_at"),
        "documents": manifest.get("document_count"),
        "rejected": len(manifest.get("rejected", [])),
        "findings": sum(item["findings"] for item in findings),
        "open_findings": sum(item["findings"] for item in findings if item["review_status"] == "open"),
        "bytes": _size(release_folder(files, number)),
        "in_use": is_in_use,
    }


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
