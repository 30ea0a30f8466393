"""Files into the raw tables: read each of them, then load what was read and record what was not."""

from __future__ import annotations

from datetime import UTC, datetime

from ingest.readers.limits import limits_from_environment
from ingest.reading import ReadFile, read_source
from ingest.records import RejectionRecord
from ingest.sources import Sources
from ingest.stopwatch import Report, Stopwatch
from ingest.warehouse import Loading, create_raw_schema, keep_only, load_document, reject_file
from ingest.workfile import WarehouseFiles, open_work_file


def load_files(
    files: WarehouseFiles, sources: Sources, is_exact: bool, report: Report, watch: Stopwatch
) -> tuple[list[Loading], list[RejectionRecord]]:
    """Read every file, then load. With `is_exact`, what is not among the files goes, if at least one of them was read."""
    read: list[ReadFile] = []
    rejections: list[RejectionRecord] = []
    limits = limits_from_environment()
    with watch.phase("read"):
        for number, source in enumerate(sources.files, start=1):
            outcome = read_source(source, limits)
            (read if isinstance(outcome, ReadFile) else rejections).append(outcome)  # type: ignore[arg-type]
            report("read", number, len(sources.files))
    with watch.phase("load"), open_work_file(files) as connection:
        create_raw_schema(connection)
        now = datetime.now(UTC).replace(tzinfo=None)
        loadings = []
        for number, document in enumerate(read, start=1):
            loadings.append(load_document(connection, document.file, document.records, now))
            report("load", number, len(read))
        for rejection in rejections:
            reject_file(connection, rejection)
        if is_exact and read:
            names = {(document.file.document_id, document.file.file_name) for document in read}
            keep_only(connection, names, {rejection.file_name for rejection in rejections})
    return loadings, rejections
