"""The site as the last step of a publish: what goes wrong with it is told and never undoes the publish."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import RunStopped
from ingest.published import open_published
from ingest.site.drawing import Draw
from ingest.site.write import write_site

# A page takes some hundredths of a second; a run over thousands of documents does not wait for theirs.
MOST_DOCUMENTS = 300
TOO_MANY = "文件较多，未自动生成报告，请运行 xianzhang report; many documents: run `xianzhang report` for the site"


def write_published_site(published: Path, folder: Path, draw: Draw) -> tuple[str, ...]:
    """Write the site of a published file. Gives warnings: none, or why there is no new site."""
    try:
        with open_published(published) as connection:
            (count,) = connection.execute("select count(*) from marts.dim_documents").fetchone()
        if count > MOST_DOCUMENTS:
            return (f"{TOO_MANY} ({count})",)
        write_site(published, folder, draw)
    except RunStopped as error:
        return (f"{error.reason_zh} {error.reason} ({error.place or folder}); {error.remedy_zh} {error.remedy}",)
    return ()
