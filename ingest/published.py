"""The published file, opened for reading only."""

from __future__ import annotations

from pathlib import Path

import duckdb

from ingest.errors import WrongUsage


def open_published(published: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection. Raises WrongUsage where there is no published file, or it is no warehouse."""
    if not published.is_file():
        raise WrongUsage(
            reason=f"there is no warehouse at {published}",
            reason_zh="数据仓库文件不存在",
            place=str(published),
            remedy="run `xianzhang run` first, or name the file after --warehouse",
            remedy_zh="请先运行 xianzhang run，或用 --warehouse 指定文件",
        )
    try:
        connection = duckdb.connect(str(published), read_only=True)
        connection.execute("select 1 from marts.dim_documents limit 1")
    except duckdb.Error as error:
        raise WrongUsage(
            reason=f"the file is no published warehouse: {str(error).splitlines()[0]}",
            reason_zh="该文件不是已发布的数据仓库",
            place=str(published),
            remedy="name a file that `xianzhang run` has published",
            remedy_zh="请指定由 xianzhang run 发布的文件",
        ) from error
    return connection
