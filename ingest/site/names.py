"""Personal names in what a page quotes: a form prints its manager beside the project, so a quoted line may name one."""

from __future__ import annotations

import re
from collections.abc import Callable

import duckdb

QUERY = """
    with printed as (
        select document_id, manager_name as name_text from marts.dim_projects
        union
        select document_id, manager_text from raw.project_forms
    )
    select document_id, name_text from printed
    where
        name_text is not null
        and name_text not in (select agency_name from marts.dim_agencies where agency_name is not null)
    order by 1, 2
"""
OMITTED = "〔姓名略 name omitted〕"
BETWEEN_NAMES = re.compile(r"[、，,;；/]+|\s{2,}|\t")
# A cell of a shifted row may hold a figure where the manager should stand: that is no name.
NAME = re.compile(r"[^\W0-9_]{1,}(?:[ ·•.．-][^\W0-9_]+)*")
SHORTEST_NAME, LONGEST_NAME = 2, 24

Cover = Callable[[str, str | None], str | None]


def read_name_cover(connection: duckdb.DuckDBPyConnection) -> Cover:
    """A function that takes a document and a text from it, and gives the text without the names of the document's managers."""
    names: dict[str, set[str]] = {}
    for document_id, text in connection.execute(QUERY).fetchall():
        found = {part.strip() for part in (text, *BETWEEN_NAMES.split(text))}
        names.setdefault(document_id, set()).update(name for name in found if _is_name(name))
    patterns = {
        document_id: re.compile("|".join(re.escape(name) for name in sorted(found, key=lambda name: (-len(name), name))))
        for document_id, found in names.items()
        if found
    }

    def cover(document_id: str, text: str | None) -> str | None:
        pattern = patterns.get(document_id)
        return pattern.sub(OMITTED, text) if pattern and text else text

    return cover


def _is_name(text: str) -> bool:
    return SHORTEST_NAME <= len(text) <= LONGEST_NAME and NAME.fullmatch(text) is not None
