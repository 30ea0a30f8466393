"""The documents of a generated country: which agency of which county publishes for which year, and what each file is called."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from benchmarks.country_tables import values, write_table
from benchmarks.country_words import OFFICES, SCHOOL_OFFICE, YEARS
from ingest.records import DocumentFileRecord, DocumentRecord
from ingest.workfile import PROJECT_FOLDER

if TYPE_CHECKING:
    from benchmarks.generate import Country

REGIONS = PROJECT_FOLDER / "seeds" / "regions.csv"
LOADED_AT = "2026-01-01 00:00:00"
TARGETS, BUDGET = "performance_targets", "department_budget"
TITLES = {TARGETS: "项目支出绩效目标表", BUDGET: "部门预算"}


def draw_documents(connection: duckdb.DuckDBPyConnection, country: Country) -> None:
    """Tables `publishers` (who publishes the documents of one number) and `documents`, and the macros that draw and print.

    A county's office publishes once a year, then its service centres do, each once a year. The counties take turns, so every
    size spreads over the whole country; of a skewed country the even numbers are schools of the first county.
    """
    connection.execute(
        f"create macro draw(number, salt, choices) as cast(hash({country.seed}, salt, number) % choices as bigint)"
    )
    connection.execute(
        "create macro print_cents(cents) as format('{:,}', cents // 100) || '.' || lpad(cast(cents % 100 as varchar), 2, '0')"
    )
    connection.execute("create table planted (rule_id varchar, document_id varchar, form_number integer)")
    connection.execute(f"""
        create table counties as
        select row_number() over (order by hash({country.seed}, region_code)) - 1 as county_number, region_code, region_name
        from read_csv('{REGIONS}', all_varchar = true)
        where level = 'county' and status = 'current' and code_kind = 'gbt2260'
    """)
    offices = values((number, name, section) for number, (name, section) in enumerate(OFFICES))
    connection.execute(f"create table offices as from (values {offices}) as offices(office_number, office_name, section_code)")
    (counties,) = connection.execute("select count(*) from counties").fetchall()[0]
    highest = max(country.target_documents, country.budget_documents)
    is_school = "number % 2 = 0" if country.is_skewed else "false"
    connection.execute(f"""
        create table publishers as
        with numbered as (
            select
                range as number,
                {is_school} as is_school,
                case when {is_school} then 0 else number % {counties} end as county_number,
                number // {counties} as round_number,
                case when {is_school} then {SCHOOL_OFFICE} else (number % {counties} + round_number) % {len(OFFICES)} end
                    as office_number,
                number // {counties * len(OFFICES) * len(YEARS)} as centre_number,
                {YEARS[0]} + (number % {counties} + round_number // {len(OFFICES)}) % {len(YEARS)} as fiscal_year
            from range({highest})
        )
        select
            number,
            region_code,
            region_name || office_name as department,
            case
                when is_school then region_name || '第' || (number // 2 + 1) || '小学'
                when centre_number > 0 then department || '第' || centre_number || '服务中心'
                else department
            end as unit,
            section_code,
            fiscal_year
        from numbered inner join counties using (county_number) inner join offices using (office_number)
        order by number
    """)
    connection.execute(f"""
        create table documents as
        with kinds(document_type, title, document_count) as (
            values ('{TARGETS}', '{TITLES[TARGETS]}', {country.target_documents}),
                ('{BUDGET}', '{TITLES[BUDGET]}', {country.budget_documents})
        )
        select
            sha256('{country.seed} ' || document_type || ' ' || number) as sha256,
            left(sha256, 16) as document_id,
            document_type,
            unit || fiscal_year || '年' || title as title_text,
            publishers.*
        from kinds inner join publishers on publishers.number < kinds.document_count
        order by document_type, number
    """)


def draw_errors(
    connection: duckdb.DuckDBPyConnection, country: Country, table: str, count: int, rules: tuple[str, ...]
) -> None:
    """Table `table`: which of so many numbers have an error, exactly the country's share, and which; the rules take turns."""
    connection.execute(f"""
        create table {table} as
        with drawn as (
            select range as number, row_number() over (order by hash({country.seed}, '{table}', range), range) as place
            from range({count})
        )

        select number, (list_value({", ".join(f"'{rule}'" for rule in rules)}))[1 + place % {len(rules)}] as error
        from drawn where place <= {round(country.errors * count)}
    """)


def write_documents(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """raw.documents and raw.document_files."""
    write_table(
        connection,
        folder,
        DocumentRecord,
        f"""
        select
            document_id, sha256, 20000 as byte_count, 'text' as reader, 'utf-8' as encoding, line_count, title_text,
            unit as publisher_text, fiscal_year || '年' as fiscal_year_text, document_type,
            timestamp '{LOADED_AT}' as loaded_at
        from documents inner join line_counts using (document_id)
        order by document_type, number
        """,
    )
    write_table(
        connection,
        folder,
        DocumentFileRecord,
        """
        select
            document_id, document_type || '_' || number || '.txt' as file_name, unit as publisher, region_code,
            fiscal_year, document_type, fiscal_year || '-03-01' as published_date
        from documents
        order by document_type, number
        """,
    )
