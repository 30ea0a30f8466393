"""Numbers counted, ledgers kept, manifests and reviews read, over texts of any kind."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import WrongUsage
from ingest.ledger import count_numbers, keep_ledger
from ingest.manifest import read_manifest
from ingest.records import Capture, Recognition
from ingest.reviews import Review, change_reviews, read_reviews
from tests.ingest.grids import document_of

QUICK = settings(max_examples=60, deadline=None, derandomize=True)
WORDS = st.text(alphabet="项目资金元万，。：（）%≥-/ 　\t", min_size=1, max_size=6)
NUMBERS = st.one_of(
    st.integers(0, 10**9).map(str),
    st.integers(1_000, 10**9).map("{:,}".format),
    st.decimals(0, 10**6, places=2).map("{:,}".format),
)
FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
ANY_TEXT = st.text(st.characters(blacklist_categories=("Cs",)), max_size=40)


@QUICK
@given(st.lists(st.tuples(WORDS, NUMBERS, st.booleans()), max_size=20))
def test_every_printed_number_is_counted_once(parts: list[tuple[str, str, bool]]) -> None:
    # A full-width comma between a word and a number parts them; one between two numbers would not.
    text = "".join(
        word.rstrip("，") + "元" + (number.translate(FULL_WIDTH) if is_wide else number) for word, number, is_wide in parts
    )
    assert count_numbers([text]) == Counter(number for _, number, _ in parts)


@QUICK
@given(st.lists(ANY_TEXT.filter(lambda text: "\n" not in text), min_size=1, max_size=6), st.data())
def test_a_ledger_keeps_no_more_than_is_printed(lines: list[str], data: st.DataObject) -> None:
    document = document_of(*lines)
    captures = data.draw(
        st.lists(
            st.builds(
                Capture,
                st.sampled_from([line.line_number for line in document.lines] or [1]),
                st.just("form"),
                st.one_of(ANY_TEXT, st.sampled_from(lines)),
                st.booleans(),
            ),
            max_size=8,
        )
    )
    records = keep_ledger(document, Recognition(captures=tuple(captures)))
    assert [record.line_number for record in records] == [line.line_number for line in document.lines]
    for record, line in zip(records, document.lines, strict=True):
        assert record.numbers_printed == count_numbers([line.text]).total()
        assert 0 <= record.numbers_captured + record.numbers_furniture <= record.numbers_printed
        assert min(record.numbers_captured, record.numbers_furniture) >= 0


@QUICK
@given(
    st.one_of(
        st.binary(max_size=200), st.text(max_size=200).map(lambda text: ("file,note\n" + text).encode("utf-8", "replace"))
    )
)
def test_a_manifest_is_read_or_says_where_it_is_broken(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / "documents.csv").write_bytes(content)
        stopped, entries = None, {}
        try:
            entries = read_manifest(Path(folder)).entries
        except WrongUsage as error:
            stopped = error
    assert stopped is None or (re.search("line [0-9]+$", stopped.place) and stopped.remedy_zh)
    assert all(name == entry.file and name for name, entry in entries.items())


@QUICK
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(("R01", "R30")), ANY_TEXT),
        st.tuples(ANY_TEXT.filter(str.strip), ANY_TEXT),
        max_size=6,
    )
)
def test_reviews_come_back_as_they_were_written(found: dict[tuple[str, str], tuple[str, str]]) -> None:
    reviews = [
        Review(rule, "d" * 16, "fct_checks", f"{number}", subject, "-5.00", "=", "accepted", reason, by, "2026-01-01")
        for number, ((rule, subject), (reason, by)) in enumerate(found.items())
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "reviews.csv"
        change_reviews(path, lambda _: reviews)
        assert sorted(read_reviews(path), key=lambda review: review.place) == sorted(reviews, key=lambda review: review.place)
