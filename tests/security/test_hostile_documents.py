"""Documents made to harm: archives that unfold or lie, entities, pages without end. Each ends in time, with a reason."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.manifest import ManifestEntry
from ingest.readers.limits import Limits
from ingest.reading import ReadFile
from ingest.records import RejectionRecord
from ingest.sources import SourceFile
from ingest.workers import read_files
from tests.test_bad_input import CONTENT_TYPES, GOOD, archive

CHINESE = re.compile("[一-龥]")
LIMITS = Limits(expanded_bytes=4_000_000, pages=50, cells=20_000, seconds=20, memory_mebibytes=700)
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = f'<w:document xmlns:w="{SPACE}"><w:body><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:body></w:document>'
TYPES = {"[Content_Types]_xml": CONTENT_TYPES}
LAUGHS = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10 if number else "ha" * 50}">' for number in range(9))
DECLARED = f'<?xml version="1.0"{{}}?><!DOCTYPE x [{LAUGHS}]>' + BODY.format("&e8;")
BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{}</sheets></workbook>'
)
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


def book(sheet: str, copies: int = 1) -> bytes:
    listed = "".join(f'<sheet name="s{number}" sheetId="{number}" r:id="r1"/>' for number in range(1, copies + 1))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    relations = f'<Relationships><Relationship Id="r1" Type="{kind}" Target="worksheets/sheet1.xml"/></Relationships>'
    parts = {"xl/workbook.xml": BOOK.format(listed), "xl/_rels/workbook.xml.rels": relations, "xl/worksheets/sheet1.xml": sheet}
    return archive(**TYPES, **parts)


def twice() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as written, warnings.catch_warnings(action="ignore"):
        written.writestr("[Content_Types].xml", CONTENT_TYPES)
        written.writestr("word/document.xml", BODY.format("one"))
        written.writestr("word/document.xml", BODY.format("two"))
    return target.getvalue()


def lying() -> bytes:
    """The directory says that a part has ten bytes; it unfolds to millions."""
    content = bytearray(archive(**TYPES, word__document_xml=b" " * 20_000_000))
    entry = content.rindex(b"PK\x01\x02")
    assert content[entry : entry + 4] == b"PK\x01\x02"
    content[entry + 24 : entry + 28] = struct.pack("<I", 10)
    return bytes(content)


def pdf(stream: bytes, page: str = "", filters: str = "/FlateDecode") -> bytes:
    """One page whose content is the stream; `page` are more entries of its dictionary."""
    resources = "/Resources<</Font<</F 5 0 R>>/XObject<</X 4 0 R>>>>"
    form = f"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]{resources}/Filter[{filters}]/Length {len(stream)}>>stream\n"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R{resources}{page}>>".encode(),
        form.encode() + stream + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    return assembled(objects)


def assembled(objects: list[bytes]) -> bytes:
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(
        b"%010d 00000 n \n" % place for place in places
    )
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(content))
    return content + table + end


PAGES_IN_A_CIRCLE = assembled(
    [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 9999999>>",
        b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 5>>",
    ]
)
UTF_7 = b'<?xml version="1.0" encoding="utf-7"?>' + DECLARED.split("?>")[1].encode("utf-7")
UTF_16 = DECLARED.format(' encoding="utf-16"').encode("utf-16")
UNREAD = {"no_known_form", "no_table_read"}
STOPPED = {"worker_died", "out_of_memory", "timed_out", "no_text_layer"}
CELL = '<row r="1"><c r="A1" t="str"><v>&e8;</v></c></row>'
LONG_TEXT = b"BT /F 9 Tf 9 9 Td " + b"(1 2 3)Tj " * 30_000 + b"ET"
PAGE = "<html><body>{}<table><tr><td{}>1</td></tr></table></body></html>"


def thrice(content: bytes) -> bytes:
    return zlib.compress(zlib.compress(zlib.compress(content, 1), 1), 1)


# Made when they are needed: some are large before they are packed.
HOSTILE: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "nested.zip": (lambda: archive(inner=archive(inner=archive(a=bytes(5_000_000)))), {"binary_content"}),
    "many_parts.docx": (
        lambda: archive(**TYPES, **{f"word/{number}.bin": b"" for number in range(20_001)}),
        {"too_many_entries"},
    ),
    "lying.docx": (lying, {"truncated", "damaged", "too_many_expanded_bytes"}),
    "twice.docx": (twice, {"damaged"}),
    "bomb.docx": (lambda: archive(**TYPES, word__document_xml=b" " * 20_000_000), {"too_many_expanded_bytes"}),
    "no_office.docx": (lambda: archive(**TYPES, **{"word/media/a.png": bytes(9_000_000)}), {"damaged"}),
    "laughs.docx": (lambda: archive(**TYPES, word__document_xml=DECLARED.format("")), {"damaged"}),
    "laughs_utf16.docx": (lambda: archive(**TYPES, word__document_xml=UTF_16), {"damaged"}),
    "laughs_utf7.docx": (lambda: archive(**TYPES, word__document_xml=UTF_7), {"damaged"}),
    "deep.docx": (lambda: archive(**TYPES, word__document_xml=BODY.format("<w:r>" * 100_000)), {"damaged"}),
    "laughs.xlsx": (lambda: book(f"<!DOCTYPE x [{LAUGHS}]>" + SHEET.format(CELL)), {"damaged"}),
    "far_cell.xlsx": (
        lambda: book(SHEET.format('<row r="1048576"><c r="XFD1048576" t="str"><v>部门支出总表</v></c></row>')),
        UNREAD | {"too_many_cells"},
    ),
    "impossible_cell.xlsx": (
        lambda: book(SHEET.format('<row r="99999999999999999999"><c r="ZZZZZZZ99999999999" t="str"><v>1</v></c></row>')),
        UNREAD | {"too_many_cells", "damaged"},
    ),
    "one_sheet_often.xlsx": (lambda: book(SHEET.format(" " * 500_000), 60), {"too_many_expanded_bytes", "too_many_pages"}),
    "laughs.html": (lambda: (f"<!DOCTYPE html [{LAUGHS}]>" + PAGE.format("&e8;", "")).encode(), UNREAD),
    "wide.html": (lambda: PAGE.format("", " rowspan=65000 colspan=1000").encode(), UNREAD | {"too_many_cells"}),
    "bold.html": (lambda: b"<html><body>" + b"<b><i>" * 100_000 + b"1", UNREAD | {"damaged"}),
    "circle.pdf": (lambda: PAGES_IN_A_CIRCLE, {"truncated", "too_many_pages", "no_text_layer"}),
    "form_in_itself.pdf": (lambda: pdf(zlib.compress(b"q /X Do Q BT /F 9 Tf 9 9 Td (Budget) Tj ET")), UNREAD),
    "bomb.pdf": (lambda: pdf(zlib.compress(b" " * 600_000_000, 1)), STOPPED),
    "packed_often.pdf": (lambda: pdf(thrice(b" " * 90_000_000), filters="/FlateDecode" * 3), STOPPED),
    "endless_page.pdf": (lambda: pdf(zlib.compress(LONG_TEXT), "/UserUnit 99999"), UNREAD),
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ReadFile | RejectionRecord]:
    folder = tmp_path_factory.mktemp("hostile")
    contents = {name: make() for name, (make, _) in HOSTILE.items()} | {"good.txt": GOOD.encode()}
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    sources = [SourceFile(folder / name, name, ManifestEntry(name)) for name in contents]
    return dict(zip(contents, read_files(sources, LIMITS, 2), strict=True))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_ends_with_a_reason(outcomes: dict[str, ReadFile | RejectionRecord], name: str) -> None:
    outcome = outcomes[name]
    assert isinstance(outcome, RejectionRecord)
    assert outcome.reason_code in HOSTILE[name][1], outcome
    assert outcome.file_name == name
    assert outcome.reason
    assert outcome.remedy
    assert CHINESE.search(outcome.reason_zh)
    assert CHINESE.search(outcome.remedy_zh)


def test_the_others_are_read(outcomes: dict[str, ReadFile | RejectionRecord]) -> None:
    assert isinstance(outcomes["good.txt"], ReadFile)


def test_nothing_that_an_entity_unfolds_to_is_quoted(outcomes: dict[str, ReadFile | RejectionRecord]) -> None:
    assert not any("haha" in str(outcome) for outcome in outcomes.values())


def test_the_folder_is_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(HOSTILE["bomb.docx"][0]())
    list(read_files([SourceFile(tmp_path / "a.docx", "a.docx", ManifestEntry("a.docx"))], LIMITS, 1))
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]
