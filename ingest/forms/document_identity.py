"""What a document says of itself: title, publisher, year and kind, as printed. `documents.csv` may overrule it later."""

from __future__ import annotations

import re
from collections import Counter

from ingest.forms.words import clean
from ingest.records import DocumentRecord, Recognition, SourceDocument

HEADING_MARKS = re.compile(r"^[#\s]+")
YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*年")
DOCUMENT_WORD = re.compile("预算|决算|绩效|目标表")
UNIT_CODE = re.compile(r"(?<![0-9])[0-9]{6,9}(?![0-9])")
LONGEST_TITLE = 60
# Years are looked for in the title lines at the top before anywhere else.
TITLE_LINES = 10


def describe_document(document: SourceDocument, recognition: Recognition) -> DocumentRecord:
    """The row of `raw.documents`: fields the document does not state are None."""
    filled = [HEADING_MARKS.sub("", clean(line.text)) for line in document.lines if clean(line.text).strip("# ")]
    return DocumentRecord(
        document_id=document.document_id,
        sha256=document.sha256,
        byte_count=document.byte_count,
        reader=document.reader,
        encoding=document.encoding,
        page_count=document.page_count,
        line_count=len(document.lines),
        title_text=_title(filled),
        publisher_text=_publisher(recognition),
        fiscal_year_text=_fiscal_year(filled, recognition),
        document_type=_document_type(filled, recognition),
        reporting_scope=_reporting_scope(filled, recognition),
    )


def _title(filled: list[str]) -> str | None:
    """The first line; with the second where only that one says what the document is (某中心 / 2023年部门预算)."""
    for count in (1, 2):
        title = "".join(filled[:count])
        if DOCUMENT_WORD.search(title) and len(title) <= LONGEST_TITLE:
            return title
    return filled[0] if filled else None


def _reporting_scope(filled: list[str], recognition: Recognition) -> str | None:
    """unit where the title says so, or where every table is of one agency with a unit's code: six digits, not the department's
    own 001."""
    if any("单位预算" in text or "单位决算" in text for text in filled[:TITLE_LINES]):
        return "unit"
    agencies = {table.agency_text for table in recognition.budget_tables if table.agency_text}
    codes = {code for text in agencies for code in UNIT_CODE.findall(text)}
    return "unit" if len(agencies) == 1 and len(codes) == 1 and not codes.pop().endswith("001") else None


def _publisher(recognition: Recognition) -> str | None:
    """The agency a budget's tables name most often; without tables, the unit most of the forms name."""
    agencies = Counter(table.agency_text for table in recognition.budget_tables if table.agency_text)
    units = Counter(form.implementing_unit_text for form in recognition.forms if form.implementing_unit_text)
    return next((name for counts in (agencies, units) for name, _ in counts.most_common(1)), None)


def _fiscal_year(filled: list[str], recognition: Recognition) -> str | None:
    """A year at the top of the document, else the year most of its forms print."""
    for text in filled[:TITLE_LINES]:
        if YEAR.search(text):
            return text
    years = Counter(form.fiscal_year_text for form in recognition.forms if form.fiscal_year_text)
    titles = Counter(table.title_text for table in recognition.budget_tables if YEAR.search(table.title_text))
    return next((text for counts in (years, titles) for text, _ in counts.most_common(1)), None)


def _document_type(filled: list[str], recognition: Recognition) -> str | None:
    if recognition.budget_tables:
        settled = any("决算" in text for text in filled[:TITLE_LINES])
        return "final_accounts" if settled else "department_budget"
    if recognition.forms and all(form.form_type == "self_evaluation" for form in recognition.forms):
        return "self_evaluation"
    return "performance_targets" if recognition.forms else None
