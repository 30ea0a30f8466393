"""The file of reviews: what is written is read back, in one order, whole, by one writer at a time."""

import multiprocessing
from pathlib import Path

import pytest

from ingest.errors import RunStopped, WrongUsage
from ingest.reviews import COLUMNS, Review, change_reviews, guard, read_reviews
from ingest.workfile import PROJECT_REVIEWS, WarehouseFiles

HEADER = ",".join(COLUMNS) + "\n"
ROW = "R30,d1,fct_narrative_claims,d1-n1,占比,1.2526,1.26,accepted,rounded,maintainer,2026-11-21,\n"


def review(number: int, **fields: str) -> Review:
    known = {
        "rule_id": "R30",
        "document_id": "d1",
        "fact_table": "fct_narrative_claims",
        "fact_id": f"d1-n{number}",
        "subject": "占比",
        "expected_value": "1.2526",
        "actual_value": "1.26",
        "review_status": "accepted",
        "review_reason": "rounded",
        "reviewed_by": "maintainer",
        "reviewed_at": "2026-11-21",
    }
    return Review(**known | fields)


def test_the_projects_own_file_is_written_as_it_is(tmp_path: Path) -> None:
    copy = tmp_path / "copy.csv"
    copy.write_bytes(PROJECT_REVIEWS.read_bytes())
    change_reviews(copy, lambda old: list(reversed(old)))
    assert copy.read_bytes() == PROJECT_REVIEWS.read_bytes()


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+A1", "-2", "@SUM(A1)", "\t=1", "＝1", "'quoted", '说“=”, "a"', "a,b\nc", "<script>alert(1)</script>", "’s", " "],
)
def test_any_text_comes_back_and_none_is_a_formula(tmp_path: Path, text: str) -> None:
    file = tmp_path / "reviews.csv"
    written = review(1, subject=text, review_reason=f"{text} x", actual_value="-0.5")
    change_reviews(file, lambda old: [written])
    assert read_reviews(file) == [written]
    cell = guard(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))


def test_a_new_file_opens_in_a_spreadsheet_and_an_old_one_keeps_its_mark(tmp_path: Path) -> None:
    fresh, plain = tmp_path / "fresh.csv", tmp_path / "plain.csv"
    plain.write_text(HEADER + ROW, encoding="utf-8")
    for file in (fresh, plain):
        change_reviews(file, lambda old: [*old, review(2)])
    assert (fresh.read_bytes()[:3], plain.read_bytes()[:3]) == (b"\xef\xbb\xbf", b"rul")
    assert read_reviews(plain) == [review(1), review(2)]


def test_a_link_stays_a_link_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link.csv").symlink_to(tmp_path / "real" / "reviews.csv")
    change_reviews(tmp_path / "link.csv", lambda old: [review(1)])
    assert (tmp_path / "link.csv").is_symlink()
    assert [path.name for path in (tmp_path / "real").iterdir()] == ["reviews.csv"]


def test_a_write_that_fails_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "reviews.csv"
    file.write_text(HEADER + ROW, encoding="utf-8")

    def fail(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(RunStopped, match="No space left"):
        change_reviews(file, lambda old: [])
    assert file.read_text(encoding="utf-8") == HEADER + ROW
    assert list(tmp_path.iterdir()) == [file]


def _add(file: Path, number: int) -> None:
    change_reviews(file, lambda old: [*old, review(number)])


def test_writers_at_the_same_time_lose_no_row(tmp_path: Path) -> None:
    file = tmp_path / "reviews.csv"
    writers = [multiprocessing.get_context("fork").Process(target=_add, args=(file, number)) for number in range(12)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(item.fact_id for item in read_reviews(file)) == sorted(f"d1-n{number}" for number in range(12))


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        ("", "columns", "line 1"),
        ("rule_id,reason\n", "columns", "line 1"),
        (HEADER + ROW.replace("accepted", "ok"), "`ok` is neither accepted nor rejected", "line 2"),
        (HEADER + ROW.replace("rounded", " "), "no reason", "line 2"),
        (HEADER + ROW + ROW, "two reviews of one finding", ""),
        (HEADER + ROW + "R30,d1\n", "fields", "line 3"),
        (HEADER + ROW.strip() + "tomorrow\n", "`tomorrow` is no date", "line 2"),
        (HEADER + '"open', "unexpected end of data", ""),
    ],
)
def test_a_file_that_cannot_be_read_names_the_line(tmp_path: Path, content: str, reason: str, line: str) -> None:
    file = tmp_path / "reviews.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(WrongUsage, match=reason) as caught:
        read_reviews(file)
    assert line in caught.value.place


def test_a_file_of_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "reviews.csv").write_bytes((HEADER + ROW).encode("gb18030"))
    with pytest.raises(WrongUsage, match="UTF-8"):
        read_reviews(tmp_path / "reviews.csv")


def test_reviews_lie_beside_the_warehouse_unless_it_is_the_projects_own(tmp_path: Path) -> None:
    assert WarehouseFiles(tmp_path / "county.duckdb").reviews == tmp_path / "county.reviews.csv"
    assert WarehouseFiles(PROJECT_REVIEWS.parents[1] / "warehouse.duckdb").reviews == PROJECT_REVIEWS
    assert WarehouseFiles(tmp_path / "county.duckdb", tmp_path / "r.csv").reviews == tmp_path / "r.csv"
