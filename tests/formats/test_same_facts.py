"""The facts of the shipped documents, written in other formats and layouts, read back the same."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from ingest.forms import recognise
from ingest.pipeline import SHIPPED_DOCUMENTS
from ingest.readers import READERS, read_document
from ingest.records import Recognition
from tests.formats.facts import budget_facts, form_facts
from tests.formats.layouts import LAYOUTS, laid_out
from tests.formats.writers import WRITERS
from tests.ingest.grids import document_of

NAMES = sorted(path.name for path in Path(SHIPPED_DOCUMENTS).glob("*.txt"))
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
def test_files_give_the_same_facts(kind: str, name: str, layout: str) -> None:
    if kind not in READERS:
        pytest.skip(f"no reader of {kind} is registered")
    expected = shipped(name)
    content = WRITERS[kind](laid_out(expected, layout))
    assert_same_facts(recognise(read_document(content)), expected)
