"""One writer a format: paragraphs and grids in, the bytes of a file out."""

from __future__ import annotations

from ingest.readers import file_types
from tests.formats.write_excel import write_excel
from tests.formats.write_html import write_html
from tests.formats.write_pdf import write_pdf
from tests.formats.write_word import write_word

WRITERS = {
    file_types.WORD: write_word,
    file_types.EXCEL: write_excel,
    file_types.HTML: write_html,
    file_types.PDF: write_pdf,
}
