"""The ledger of a document's lines: what became of each line, and how many of its printed numbers were kept.

A number that no form put into a record and no form recognised as furniture (numbering, page numbers, dates) stays countable as
numbers_printed - numbers_captured - numbers_furniture, at its line. Blank lines are furniture, also
those that print separators or quotes around nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from ingest.records import Capture, DocumentLineRecord, Line, ReadingNoteRecord, Recognition, SourceDocument

FULL_WIDTH = str.maketrans("０１２３４５６７８９，．", "0123456789,.")

# A figure with thousands separators (1,234.50), or plain digits with decimals. Width is folded first.
NUMBER = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")


def keep_ledger(document: SourceDocument, recognition: Recognition) -> tuple[DocumentLineRecord, ...]:
    """One record a line of the document, in order."""
    captures: dict[int, list[Capture]] = defaultdict(list)
    for capture in recognition.captures:
        captures[capture.line_number].append(capture)
    return tuple(_record(document.document_id, line, captures[line.line_number]) for line in document.lines)


def keep_notes(document: SourceDocument, recognition: Recognition) -> tuple[ReadingNoteRecord, ...]:
    """What readers and forms say they did not read, numbered."""
    return tuple(
        ReadingNoteRecord(
            document_id=document.document_id,
            note_number=number,
            kind=note.kind,
            page_number=note.page_number,
            line_number=note.line_number,
            table_number=note.table_number,
            row_number=note.row_number,
            subject_text=note.text,
            reason=note.reason,
        )
        for number, note in enumerate(document.notes + recognition.notes, start=1)
    )


def count_numbers(texts: Iterable[str]) -> Counter[str]:
    """The numbers printed in the texts, each as its folded print, with how often it stands there."""
    return Counter(number for text in texts for number in NUMBER.findall(text.translate(FULL_WIDTH)))


def _record(document_id: str, line: Line, captures: list[Capture]) -> DocumentLineRecord:
    kept = [capture for capture in captures if not capture.is_furniture]
    furniture = [capture for capture in captures if capture.is_furniture]
    printed = count_numbers([line.text])
    captured = printed & count_numbers(capture.text for capture in kept)
    return DocumentLineRecord(
        document_id=document_id,
        page_number=line.page_number,
        line_number=line.line_number,
        table_number=line.table_number,
        row_number=line.row_number,
        box_text=" ".join(f"{edge:g}" for edge in line.box) if line.box else None,
        line_text=line.text,
        disposition=_disposition(line, kept, furniture),
        recognised_by=next((capture.recognised_by for capture in kept + furniture), None),
        numbers_printed=printed.total(),
        numbers_captured=captured.total(),
        numbers_furniture=((printed - captured) & count_numbers(capture.text for capture in furniture)).total(),
    )


def _disposition(line: Line, kept: list[Capture], furniture: list[Capture]) -> str:
    if kept:
        return "recognised"
    is_blank = not line.text.strip() or (bool(line.cells) and not any(cell.strip() for cell in line.cells))
    return "furniture" if furniture or is_blank else "not_recognised"
