"""What is loaded: without a document there is nothing to build."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.errors import RunStopped
from ingest.records import RejectionRecord
from ingest.warehouse import create_raw_schema
from ingest.workfile import WarehouseFiles, open_work_file


def require_documents(files: WarehouseFiles) -> tuple[RejectionRecord, ...]:
    """The rejected files. Raises RunStopped where no document is loaded."""
    with open_work_file(files) as connection:
        create_raw_schema(connection)
        rows = connection.execute("select * from raw.rejections order by file_name, sha256").fetchall()
        is_empty = not connection.execute("select 1 from raw.documents limit 1").fetchone()
    rejections = tuple(RejectionRecord(*row) for row in rows)
    if is_empty:
        raise nothing_loaded(rejections)
    return rejections


def nothing_loaded(rejections: Sequence[RejectionRecord]) -> RunStopped:
    """The error of a run that has no document."""
    if not rejections:
        return RunStopped(
            reason="no document is loaded; nothing was published",
            reason_zh="尚未导入公开文件，未发布新文件",
            remedy="run `xianzhang load PATH` first",
            remedy_zh="请先运行 xianzhang load 导入文件",
        )
    return RunStopped(
        reason="no document could be read; nothing was published",
        reason_zh="没有可用的公开文件，未发布新文件",
        remedy="load at least one disclosure that is read; each rejected file says why it was not",
        remedy_zh="请至少导入一份可识别的公开文件，未导入的原因见上",
        details=tuple(
            f"{item.file_name}: {item.reason_zh} {item.reason}; {item.remedy_zh} {item.remedy}" for item in rejections
        ),
    )
