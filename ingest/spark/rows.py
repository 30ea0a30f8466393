"""What was read of a file as rows of one flat table, and back: so outcomes travel through Parquet, whatever their records.

A file's first row is its name, or the rejection; one row a record follows. Every row says how many rows its file has.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from ingest.reading import ReadFile
from ingest.records import RAW_RECORDS, RejectionRecord
from ingest.workers import Outcome

RECORDS = {record.TABLE: record for record in RAW_RECORDS}


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One record of the file with that number (from 0), as JSON; `row_number` from 1 to `row_count`."""

    source_number: int
    row_number: int
    row_count: int
    table_name: str
    record_json: str


COLUMNS = tuple(field.name for field in dataclasses.fields(OutcomeRow))


def outcome_rows(number: int, outcome: Outcome) -> Iterator[OutcomeRow]:
    """The rows of one file."""
    records = (outcome.file, *outcome.records) if isinstance(outcome, ReadFile) else (outcome,)
    for row_number, record in enumerate(records, start=1):
        yield OutcomeRow(number, row_number, len(records), record.TABLE, json.dumps(dataclasses.asdict(record)))


def outcomes_of(rows: Iterable[OutcomeRow]) -> Iterator[Outcome]:
    """The outcomes of all files, from rows in their order."""
    for _, group in groupby(rows, attrgetter("source_number")):
        first, *others = (RECORDS[row.table_name](**json.loads(row.record_json)) for row in group)
        yield first if isinstance(first, RejectionRecord) else ReadFile(first, tuple(others))
