"""The ledger: every line ends with a disposition, every printed number is counted once."""

from ingest.ledger import count_numbers, keep_ledger
from ingest.records import Capture, DocumentLineRecord, Line, Recognition, SourceDocument

DOCUMENT_ID = "00000000000000aa"


def ledger_of(*texts: str, captures: tuple[Capture, ...]) -> list[tuple]:
    lines = tuple(Line(number, text, (text,)) for number, text in enumerate(texts, start=1))
    document = SourceDocument(DOCUMENT_ID, "aa", 1, "text", "utf-8", None, lines)
    return [
        (line.disposition, line.recognised_by, line.numbers_printed, line.numbers_captured, line.numbers_furniture)
        for line in keep_ledger(document, Recognition(captures=captures))
    ]


def test_every_line_gets_the_disposition_of_its_captures() -> None:
    captures = (
        Capture(1, "project_targets", "2023", is_furniture=True),
        Capture(2, "project_targets", "430,000"),
    )
    assert ledger_of("(2023年度)", "年度资金总额 430,000", "", "第 3 批", captures=captures) == [
        ("furniture", "project_targets", 1, 0, 1),
        ("recognised", "project_targets", 1, 1, 0),
        ("furniture", None, 0, 0, 0),
        ("not_recognised", None, 1, 0, 0),
    ]


def test_a_number_counts_as_often_as_it_is_printed_and_kept() -> None:
    captures = (Capture(1, "budget_tables", "2.00"), Capture(1, "budget_tables", "1", is_furniture=True))
    assert ledger_of("1 接待费 2.00 2.00", captures=captures) == [("recognised", "budget_tables", 3, 1, 1)]


def test_a_number_kept_twice_is_captured_once() -> None:
    captures = (Capture(1, "narrative", "704人"), Capture(1, "project_targets", "共704人"))
    assert ledger_of("代发项目共704人", captures=captures) == [("recognised", "narrative", 1, 1, 0)]


def test_a_kept_number_is_not_furniture_as_well() -> None:
    captures = (Capture(1, "narrative", "5"), Capture(1, "narrative", "5", is_furniture=True))
    assert ledger_of("5", captures=captures) == [("recognised", "narrative", 1, 1, 0)]


def test_numbers_are_told_apart() -> None:
    texts = ["1,234.50元", "2019,2020", "３．５％", "100-150人", "2080505", "①"]
    assert count_numbers(texts) == {
        "1,234.50": 1,
        "2019": 1,
        "2020": 1,
        "3.5": 1,
        "100": 1,
        "150": 1,
        "2080505": 1,
    }


def test_places_and_text_are_kept() -> None:
    line = Line(7, "a\tb", ("a", "b"), page_number=2, table_number=3, row_number=4)
    document = SourceDocument(DOCUMENT_ID, "aa", 1, "text", "utf-8", 2, (line,))
    assert keep_ledger(document, Recognition()) == (
        DocumentLineRecord(DOCUMENT_ID, 2, 7, 3, 4, None, "a\tb", "not_recognised", None, 0, 0, 0),
    )


def test_a_row_of_separators_and_quotes_is_blank() -> None:
    lines = (Line(1, '""', ("",)), Line(2, ',"",', ("", "", "")), Line(3, "-", ("-",)))
    document = SourceDocument(DOCUMENT_ID, "aa", 1, "text", "utf-8", None, lines)
    dispositions = [line.disposition for line in keep_ledger(document, Recognition())]
    assert dispositions == ["furniture", "furniture", "not_recognised"]
