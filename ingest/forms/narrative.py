"""Figures stated in the prose of a disclosure (部门预算情况说明): amounts, shares, changes and counts.

Every printed number of the prose becomes a claim, or is furniture (dates, document numbers, numbering). A comparison in words
(与上年持平) is a claim too: its words stand in `value_text`. A limit (200 万元以上) keeps 以上 in `comparison_text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.forms.narrative_figures import Figure, find_figures
from ingest.forms.narrative_sentences import Claim, Reading, heading_subject, read_claims
from ingest.forms.narrative_text import Paragraph, Role, read_paragraphs
from ingest.records import Capture, NarrativeClaimRecord, NarrativePassageRecord, SourceDocument

RECOGNISED_BY = "narrative"
SECTION_SEPARATOR = "/"
SENTENCE = re.compile(r"[^。！？]+[。！？]*[”）)]*")
# A numbered paragraph that opens with the full name of a class (…（类）…（款）…（项）。) is about that class.
# What goes on longer is no prose; its figures are not read, and the ledger says so.
LONGEST_SENTENCE = 4_000
CLASS_LABEL = re.compile(r"^[^。，0-9]{0,8}[^。，]*[（(][类款项][）)][”\"]?。")


@dataclass(frozen=True, slots=True)
class NarrativeFound:
    claims: tuple[NarrativeClaimRecord, ...]
    captures: tuple[Capture, ...]
    passages: tuple[NarrativePassageRecord, ...] = ()


def recognise_narrative(document: SourceDocument, taken_lines: frozenset[int] = frozenset()) -> NarrativeFound:
    """Claims of the prose in print order. Lines in `taken_lines` were recognised by another form and are left alone."""
    claims: list[NarrativeClaimRecord] = []
    captures: list[Capture] = []
    paragraphs = read_paragraphs(document, taken_lines)
    for paragraph in paragraphs:
        figures = find_figures(paragraph.text) if paragraph.role is Role.PROSE else ()
        if paragraph.role is Role.PROSE:
            claims += _paragraph_claims(document.document_id, paragraph, figures)
            captures += _captures(paragraph, figures)
        else:
            captures += [Capture(line.line_number, RECOGNISED_BY, line.text.strip(), True) for line in paragraph.lines]
    numbered = tuple(replace(claim, claim_number=number) for number, claim in enumerate(claims, start=1))
    passages = [paragraph for paragraph in paragraphs if paragraph.role is not Role.FURNITURE]
    return NarrativeFound(
        numbered,
        tuple(captures),
        tuple(_passage(document.document_id, number, found) for number, found in enumerate(passages, start=1)),
    )


def _passage(document_id: str, number: int, paragraph: Paragraph) -> NarrativePassageRecord:
    return NarrativePassageRecord(
        document_id=document_id,
        passage_number=number,
        page_number=paragraph.lines[0].page_number,
        line_number=paragraph.lines[0].line_number,
        last_line_number=paragraph.lines[-1].line_number,
        role=paragraph.role.value,
        section_text=SECTION_SEPARATOR.join(paragraph.section) or None,
        passage_text=paragraph.text,
    )


def _paragraph_claims(document_id: str, paragraph: Paragraph, figures: tuple[Figure, ...]) -> Iterator[NarrativeClaimRecord]:
    text, section = paragraph.text, paragraph.section
    label = CLASS_LABEL.match(text)
    if label:
        section = (*section, label.group().rstrip("。"))
    reading = Reading(heading_subject(section))
    for sentence in SENTENCE.finditer(text):
        if sentence.end() - sentence.start() > LONGEST_SENTENCE:
            continue
        for claim in read_claims(text, sentence.start(), sentence.end(), figures, reading):
            yield _record(document_id, paragraph, section, sentence.group(), claim)


def _record(
    document_id: str, paragraph: Paragraph, section: tuple[str, ...], sentence: str, claim: Claim
) -> NarrativeClaimRecord:
    line = paragraph.lines[paragraph.line_of[claim.figure.start]]
    return NarrativeClaimRecord(
        document_id=document_id,
        claim_number=0,
        page_number=line.page_number,
        line_number=line.line_number,
        section_text=SECTION_SEPARATOR.join(section) or None,
        subject_text=claim.subject or None,
        kind=claim.kind,
        value_text=paragraph.text[claim.figure.start : claim.figure.end],
        unit_text=claim.figure.unit,
        direction=claim.direction,
        comparison_text=claim.comparison,
        sentence_text=sentence,
    )


def _captures(paragraph: Paragraph, figures: Iterable[Figure]) -> Iterator[Capture]:
    """The figures of each line; for a line that holds none of a claim, its words beside the furniture."""
    spare = [list(part) for part in _line_texts(paragraph)]
    begins: dict[int, int] = {}
    for position, index in enumerate(paragraph.line_of):
        begins.setdefault(index, position)
    claimed = set()
    for figure in figures:
        for index, text in _pieces(paragraph, figure):
            yield Capture(paragraph.lines[index].line_number, RECOGNISED_BY, text, figure.is_furniture)
            if not figure.is_furniture:
                claimed.add(index)
        for position in range(figure.start, figure.end):
            index = paragraph.line_of[position]
            spare[index][position - begins[index]] = ""
    for index, letters in enumerate(spare):
        words = "".join(letters)
        if index not in claimed and words:
            yield Capture(paragraph.lines[index].line_number, RECOGNISED_BY, words, False)


def _pieces(paragraph: Paragraph, figure: Figure) -> list[tuple[int, str]]:
    """The text of a figure on each line it is printed on."""
    indexes = sorted({paragraph.line_of[position] for position in range(figure.start, figure.end)})
    span = range(figure.start, figure.end)
    return [(index, "".join(paragraph.text[p] for p in span if paragraph.line_of[p] == index)) for index in indexes]


def _line_texts(paragraph: Paragraph) -> list[str]:
    letters: list[list[str]] = [[] for _ in paragraph.lines]
    for index, letter in zip(paragraph.line_of, paragraph.text, strict=True):
        letters[index].append(letter)
    return ["".join(line) for line in letters]
