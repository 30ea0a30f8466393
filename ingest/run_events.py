"""What became of a document, as an event of the run's log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ingest.records import RejectionRecord
from ingest.run_log import tell
from ingest.summary import HELD_REASON, HELD_REASON_ZH, HELD_REMEDY, HELD_REMEDY_ZH
from ingest.workfile import WarehouseFiles

if TYPE_CHECKING:
    from ingest.releases.publishing import Release


def tell_document(status: str, file_name: str, **fields: Any) -> None:
    """A document was added, replaced, found unchanged, removed, rejected or held."""
    tell("document", status=status, file_name=file_name, **fields)


def tell_rejection(rejection: RejectionRecord) -> None:
    """A file is not loaded, and why."""
    tell_document(
        "rejected",
        rejection.file_name,
        sha256=rejection.sha256,
        reason_code=rejection.reason_code,
        reason=rejection.reason,
        reason_zh=rejection.reason_zh,
        place=rejection.place,
        remedy=rejection.remedy,
        remedy_zh=rejection.remedy_zh,
    )


def tell_held(file_name: str) -> None:
    """A document is kept out of the facts until its errors have been reviewed."""
    tell_document(
        "held",
        file_name,
        reason_code="open_errors",
        reason=HELD_REASON,
        reason_zh=HELD_REASON_ZH,
        place=None,
        remedy=HELD_REMEDY,
        remedy_zh=HELD_REMEDY_ZH,
    )


def tell_published(files: WarehouseFiles, release: Release) -> None:
    """A release serves."""
    rows = release.published.rows
    tell(
        "published",
        release_number=release.number,
        file=files.published,
        bytes=release.published.byte_count,
        tables=len(rows),
        rows=sum(filter(None, rows.values())),
    )
