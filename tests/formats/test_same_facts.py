"""The facts of the shipped documents, written in other formats and layouts, read back the same."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from ingest.forms import recognise
from ingest.pipeline import SHIPPED_DOCUMENTS
from ingest.readers import read_document
from ingest.records import Recognition
from tests.formats.facts import budget_facts, form_facts
from tests.formats.layouts import LAYOUTS, laid_out
from tests.formats.write_pdf import write_pdf
from tests.formats.writers import WRITERS
from tests.ingest.grids import document_of

NAMES = sorted(path.name for path in Path(SHIPPED_DOCUMENTS).glob("*.txt"))
# Known faults of reading: a case leaves this list by being read right.
MISREAD: dict[tuple[str, str, str], str] = {}
BOTH = pytest.mark.parametrize("layout", LAYOUTS)
EVERY = pytest.mark.parametrize("name", NAMES)


@cache
def shipped(name: str) -> Recognition:
    return recognise(read_document((Path(SHIPPED_DOCUMENTS) / name).read_bytes()))


def assert_same_facts(found: Recognition, expected: Recognition) -> None:
    found_forms, expected_forms = form_facts(found), form_facts(expected)
    assert len(found_forms) == len(expected_forms)
    for one, other in zip(found_forms, expected_forms, strict=True):
        assert one == other
    assert budget_facts(found) == budget_facts(expected)


@EVERY
@BOTH
def test_grids_give_the_same_facts(name: str, layout: str) -> None:
    expected = shipped(name)
    assert_same_facts(recognise(document_of(*laid_out(expected, layout))), expected)


@EVERY
@BOTH
@pytest.mark.parametrize("kind", WRITERS)
def test_files_give_the_same_facts(kind: str, name: str, layout: str, request: pytest.FixtureRequest) -> None:
    if (kind, name, layout) in MISREAD:
        request.applymarker(pytest.mark.xfail(strict=True, raises=AssertionError, reason=MISREAD[kind, name, layout]))
    expected = shipped(name)
    content = WRITERS[kind](laid_out(expected, layout))
    assert_same_facts(recognise(read_document(content)), expected)


def test_a_lone_character_of_a_font_that_is_not_embedded_is_read() -> None:
    grid = [["指标", "性质", "值", "单位"], ["人数", "≥", "3", "人"]]
    document = read_document(write_pdf([grid]))
    assert [list(line.cells) for line in document.lines] == grid
