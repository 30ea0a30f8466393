"""The facts of a document laid out anew: layouts A and B share the facts, not the words, columns, order or merging."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.records import Recognition
from tests.formats.budget_layouts import ledger_table, printed_table
from tests.formats.form_layouts import Grid, county_form, province_form

LAYOUTS = {"A": (province_form, printed_table), "B": (county_form, ledger_table)}


def laid_out(facts: Recognition, layout: str, prose: Sequence[str] = ()) -> list[str | Grid]:
    """Paragraphs (text) and tables (rows in the manner of `grids.py`) that print the facts, below the prose."""
    form_layout, table_layout = LAYOUTS[layout]
    parts: list[str | Grid] = [*prose]
    for table in facts.budget_tables:
        parts += table_layout(table, facts)
    for form in facts.forms:
        parts += form_layout(form, facts)
    return parts
