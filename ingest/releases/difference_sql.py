"""The statements that compare one table of two attached files, `before` and `later`."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.export.tables import quote


def paired_sql(table: str, columns: Sequence[str], key: Sequence[str]) -> str:
    """Rows of one key that differ, or that only one release has, each with both sides."""
    listed = ", ".join(map(quote, columns))
    same_key = " and ".join(f"old_row.{quote(name)} = new_row.{quote(name)}" for name in key)
    other = " or ".join(f"{_text('old_row', name)} is distinct from {_text('new_row', name)}" for name in columns)
    return f"""
        create or replace temp table differing as
        select
            case
                when new_row.is_there is null then 'removed' when old_row.is_there is null then 'added' else 'changed'
            end as change,
            old_row, new_row
        from (select {listed}, true as is_there from before.marts.{quote(table)}) as old_row
        full join (select {listed}, true as is_there from later.marts.{quote(table)}) as new_row on {same_key}
        where old_row.is_there is null or new_row.is_there is null or {other}
    """


def unpaired_sql(table: str, columns: Sequence[str]) -> str:
    """Without a key: rows that one release has more often than the other."""
    listed = ", ".join(map(quote, columns))
    old, new = (f"select {listed} from {side}.marts.{quote(table)}" for side in ("before", "later"))
    return f"""
        create or replace temp table differing as
        select 'removed' as change, old_row, null as new_row from ({old} except all {new}) as old_row
        union all by name
        select 'added' as change, null as old_row, new_row from ({new} except all {old}) as new_row
    """


def values_sql(table: str, columns: Sequence[str], key: Sequence[str]) -> str:
    """Every change among those rows: a value a line; a row that came or went is one line, as JSON."""
    name = "'" + table.replace("'", "''") + "'"
    fields = [f"coalesce(cast(old_row.{quote(item)} as varchar), cast(new_row.{quote(item)} as varchar))" for item in key]
    label = f"concat_ws(' | ', {', '.join(fields)})" if fields else "''"
    old, new = (_json(side, columns) for side in ("old_row", "new_row"))
    whole = (
        f"select {name}, change, {label}, null, case when change = 'removed' then {old} end,"
        f" case when change = 'added' then {new} end from differing where change <> 'changed'"
    )
    parts = [
        f"select {name}, change, {label}, '{item}', {_text('old_row', item)}, {_text('new_row', item)} from differing"
        f" where change = 'changed' and {_text('old_row', item)} is distinct from {_text('new_row', item)}"
        for item in columns
        if key and item not in key
    ]
    return " union all ".join([whole, *parts])


def _text(side: str, column: str) -> str:
    return f"cast({side}.{quote(column)} as varchar)"


def _json(side: str, columns: Sequence[str]) -> str:
    fields = ", ".join(f"{quote(name)} := {side}.{quote(name)}" for name in columns)
    return f"cast(to_json(struct_pack({fields})) as varchar)"
