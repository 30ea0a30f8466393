"""A release: the warehouse file, the marts as Parquet, the site, the docs and a manifest, in a folder that appears as a whole.

All is written under a name with a dot and forced to the disk; files that equal those of the release before are links to them.
Then the folder is renamed, and then it is put to use. On any error what served before goes on serving.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest.export.columnar import write_parquet
from ingest.export.tables import read_tables
from ingest.publish import Published, publish_failed, write_published
from ingest.releases.disk import force_folder, force_tree, link_unchanged
from ingest.releases.history import create_release_tables, next_number
from ingest.releases.manifest import Made, write_manifest
from ingest.releases.store import PUBLISHED, SITE, release_folder, release_numbers, switch_to
from ingest.stopwatch import Stopwatch
from ingest.workfile import WarehouseFiles, open_work_file

PARQUET = "parquet"
DOCS = "docs"
LINKED = (PARQUET, SITE, DOCS)

# Write the site of a file into a folder; the docs into a folder, given those of the release before. Both give warnings.
WriteSite = Callable[[Path, Path], tuple[str, ...]]
WriteDocs = Callable[[Path, Path | None], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Release:
    """A release that was published."""

    number: int
    published: Published
    warnings: tuple[str, ...]


def publish_release(
    files: WarehouseFiles,
    write_site: WriteSite,
    write_docs: WriteDocs,
    made: Made = Made(),  # noqa: B008
    watch: Stopwatch | None = None,
) -> Release:
    """Publish what the work file holds as the next release. Raises PublishFailed."""
    watch = watch or Stopwatch()
    with open_work_file(files) as connection:
        create_release_tables(connection)
        number = next_number(connection)
    folder = release_folder(files, number)
    fresh = folder.with_name(f".{folder.name}.tmp")
    earlier = release_numbers(files)
    before = release_folder(files, earlier[-1]) if earlier else None
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        file = fresh / files.published.name
        with watch.phase("publish"):
            published = write_published(files, file)
        with watch.phase(PARQUET):
            _write_parquet(file, fresh / PARQUET)
        with watch.phase("report"):
            warnings = write_site(file, fresh / SITE)
        with watch.phase(DOCS):
            warnings += write_docs(fresh / DOCS, before / DOCS if before else None)
        with watch.phase("manifest"):
            write_manifest(fresh, file, number, published.rows, made)
            if before:
                for part in LINKED:
                    link_unchanged(fresh / part, before / part)
        with watch.phase("switch"):
            force_tree(fresh)
            fresh.replace(folder)
            force_folder(files.releases)
            warnings += switch_to(files, number, PUBLISHED)
    except (duckdb.Error, OSError) as error:
        raise publish_failed(files, str(error).splitlines()[0]) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Release(number, published, warnings)


def _write_parquet(file: Path, folder: Path) -> None:
    """One file a table of the marts. One thread, so that equal rows give equal bytes."""
    folder.mkdir()
    with duckdb.connect(str(file), read_only=True) as connection:
        connection.execute("set threads = 1")
        for table in read_tables(connection, ()):
            write_parquet(connection, table, folder / f"{table.name}.parquet")
