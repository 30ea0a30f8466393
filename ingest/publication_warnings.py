"""What a publish should make a person look at: publishers that stopped, disclose far less or more, or left the warehouse.

The first two are rows of the published marts. The third compares with the release before, which no table can: the same
documents must give the same tables, whatever was published earlier.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

# More than so many of one kind are counted, not listed.
MOST_LISTED = 20

JUDGED = """
    select message || ' ' || message_en from marts.rpt_publication_freshness where freshness_outcome = 'late'
    union all
    select message || ' ' || message_en from marts.rpt_publication_volumes
    where volume_outcome in ('fell', 'rose') and is_latest_year
    order by 1
"""
PUBLISHERS = """
    select distinct coalesce(regions.region_name, '') || agencies.agency_name
    from marts.dim_documents as documents
    inner join marts.dim_agencies as agencies on documents.agency_id = agencies.agency_id
    left join marts.dim_regions as regions on agencies.region_code = regions.region_code
"""


def read_publishers(published: Path) -> frozenset[str]:
    """The publishers in a published file; none where there is no file that can be read."""
    try:
        return frozenset(name for (name,) in _ask(published, PUBLISHERS)) if published.is_file() else frozenset()
    except duckdb.Error:
        return frozenset()


def publication_warnings(published: Path, earlier: frozenset[str]) -> tuple[str, ...]:
    """What to look at in a file just published; `earlier` are the publishers of the one before."""
    judged = [text for (text,) in _ask(published, JUDGED)]
    gone = [
        f"{name}：上一版本有其文件，本版本已无 was in the release before, no document of it is left"
        for name in sorted(earlier - read_publishers(published))
    ]
    return (*_shortened(judged, "rpt_publication_freshness, rpt_publication_volumes"), *_shortened(gone, "dim_documents"))


def _shortened(texts: list[str], tables: str) -> list[str]:
    rest = len(texts) - MOST_LISTED
    return texts[:MOST_LISTED] + ([f"另有 {rest} 项 and {rest} more: marts {tables}"] if rest > 0 else [])


def _ask(published: Path, query: str) -> list[tuple[str]]:
    with duckdb.connect(str(published), read_only=True) as connection:
        return connection.execute(query).fetchall()
