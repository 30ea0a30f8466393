"""What must hold of a document whatever was done to it: it is read, every number accounted for, or rejected with a reason."""

from __future__ import annotations

import re
from collections import Counter

from ingest.ledger import count_numbers
from ingest.reading import ReadFile
from ingest.records import (
    BudgetCellRecord,
    DocumentLineRecord,
    DocumentRecord,
    IndicatorRowRecord,
    NarrativeClaimRecord,
    ProjectFundingRecord,
    RejectionRecord,
)

CHINESE = re.compile("[一-龥]")
BLANKS = re.compile(r"\s+")
# Records of figures, and the fields that hold them as printed.
FIGURES = {
    ProjectFundingRecord: "amount_text",
    BudgetCellRecord: "value_text",
    IndicatorRowRecord: "target_text",
    NarrativeClaimRecord: "value_text",
}


def complaints(outcome: ReadFile | RejectionRecord) -> list[str]:
    """What is wrong with an outcome; nothing for one that is as it must be."""
    return _of_rejection(outcome) if isinstance(outcome, RejectionRecord) else _of_records(outcome)


def figures(outcome: ReadFile) -> Counter[str]:
    """The captured figures as printed."""
    return Counter(
        value
        for record in outcome.records
        if type(record) in FIGURES and (value := getattr(record, FIGURES[type(record)])) is not None
    )


def lines_of(outcome: ReadFile) -> list[DocumentLineRecord]:
    return [record for record in outcome.records if isinstance(record, DocumentLineRecord)]


def _of_rejection(rejection: RejectionRecord) -> list[str]:
    found = []
    if rejection.reason_code == "extraction_failed":
        found.append(f"the program failed: {rejection.reason}")
    if not (
        rejection.reason and rejection.remedy and CHINESE.search(rejection.reason_zh) and CHINESE.search(rejection.remedy_zh)
    ):
        found.append(f"the rejection says too little: {rejection}")
    return found


def _of_records(outcome: ReadFile) -> list[str]:
    lines = lines_of(outcome)
    found = [f"line {line.line_number}: {_counts(line)}" for line in lines if _counts(line)]
    numbers = [line.line_number for line in lines]
    if sorted(set(numbers)) != numbers:
        found.append("line numbers are not in order")
    (document,) = (record for record in outcome.records if isinstance(record, DocumentRecord))
    if document.line_count != len(lines):
        found.append(f"{document.line_count} lines are stated, {len(lines)} recorded")
    printed = "".join(BLANKS.sub("", line.line_text) for line in lines)
    known, digits = set(numbers), set(count_numbers([printed, *(line.line_text for line in lines)]))
    for record in outcome.records:
        place = getattr(record, "line_number", None)
        if place is not None and place not in known:
            found.append(f"{type(record).__name__} stands on line {place}, which there is not")
        if type(record) in FIGURES:
            text = getattr(record, FIGURES[type(record)])
            found += [f"{number} of {text!r} is not printed" for number in _unprinted(text, printed, digits)]
    return found


def _counts(line: DocumentLineRecord) -> str:
    counted = count_numbers([line.line_text]).total()
    if line.numbers_printed != counted:
        return f"{line.numbers_printed} numbers are stated, {counted} are printed"
    if min(line.numbers_captured, line.numbers_furniture) < 0 or line.numbers_captured + line.numbers_furniture > counted:
        return f"{line.numbers_captured} captured and {line.numbers_furniture} furniture of {counted}"
    return ""


def _unprinted(text: str | None, printed: str, digits: set[str]) -> list[str]:
    """Numbers of a captured text that the document does not show: neither as a number, nor somewhere in its print."""
    if not text:
        return []
    return [number for number in count_numbers([text]) if number not in digits and BLANKS.sub("", number) not in printed]
