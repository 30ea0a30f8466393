"""Writing a site: everything is read from the published file, rendered page by page, and swapped in as a whole."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest.errors import WrongUsage
from ingest.page_data import collect_page_data
from ingest.published import open_published
from ingest.site.comparisons import read_functions, read_programs
from ingest.site.contents import read_contents
from ingest.site.dictionary import read_dictionary, read_labels
from ingest.site.downloads import list_downloads, list_files_beside
from ingest.site.drawing import Draw
from ingest.site.folder import replace_folder, require_own_folder
from ingest.site.links import document_page
from ingest.site.names import read_name_cover
from ingest.site.overview import read_overview
from ingest.site.pages import SiteData, render_site
from ingest.site.rows import fetch
from ingest.site.search import read_index

SOURCES = "select document_id, sha256, source_url from marts.dim_documents order by document_id"


@dataclass(frozen=True, slots=True)
class Site:
    """A site that was written."""

    folder: Path
    file_count: int
    byte_count: int
    seconds: float


def write_site(published: Path, folder: Path, draw: Draw) -> Site:
    """Write the site of a published file. Raises WrongUsage where the folder is not ours or the file is no warehouse."""
    started = time.perf_counter()
    require_own_folder(folder)
    try:
        with open_published(published) as connection:
            data = read_site_data(connection, published, folder)
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise _older(published, str(error).splitlines()[0]) from error
    file_count, byte_count = replace_folder(folder, render_site(data, draw))
    return Site(folder, file_count, byte_count, time.perf_counter() - started)


def read_site_data(connection: duckdb.DuckDBPyConnection, published: Path, folder: Path) -> SiteData:
    """Everything that the pages show."""
    overview, tables = read_overview(connection), read_dictionary(connection)
    programs, functions = read_programs(connection), read_functions(connection)
    sources = {row["document_id"]: row for row in fetch(connection, SOURCES)}
    return SiteData(
        page=collect_page_data(connection, published, None),
        sources=sources,
        contents=read_contents(connection),
        overview=overview,
        programs=programs,
        functions=functions,
        tables=tables,
        names=read_labels(connection),
        index=read_index(connection, {key: document_page(key) for key in sources}),
        downloads=list_downloads(overview, programs, functions, tables),
        beside=list_files_beside(folder, published, overview.release["built_at"]),
        cover=read_name_cover(connection),
    )


def _older(published: Path, detail: str) -> WrongUsage:
    return WrongUsage(
        reason="the warehouse was built by another version: a table or column of the report is missing",
        reason_zh="该数据仓库由其他版本生成，缺少报告需要的表或字段",
        place=str(published),
        remedy="run `xianzhang build` first",
        remedy_zh="请先运行 xianzhang build",
        details=(detail,),
    )
