"""`xianzhang review` on a small published file: who is meant, what is refused, what is written."""

from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner, Result

from ingest.cli import app
from ingest.reviews import read_reviews

TABLES = """
    create schema marts;
    create table marts.dim_documents as select 'd1' as document_id, 'a.txt' as file_name;
    create table marts.dim_rules as select * from (values ('R10'), ('R30')) as rules (rule_id);
    create table marts.fct_checks as select * from (values
        ('c1', 'R10', 'f', 'f1', '=合计', 8400.00000000, 7300.50000000, 'fail'),
        ('c2', 'R10', 'f', 'f2', '合计', 1.00000000, -0.50000000, 'fail'),
        ('c3', 'R30', 'f', 'f3', '占比', null, 0.00000000, 'fail'),
        ('c4', 'R30', 'f', 'f4', '占比', 1.00000000, 1.00000000, 'pass')
    ) as checks (check_id, rule_id, fact_table, fact_id, subject, expected_value, actual_value, outcome);
    create table marts.fct_findings as select
        finding_id, check_id, rule_id, 'd1' as document_id, fact_table, fact_id, severity,
        '问题' as message, 'wrong' as message_en, 'open' as review_status, 7 as line_number
    from (values ('abcd1111', 'c1', 'error'), ('abcd2222', 'c2', 'warning'), ('ffff3333', 'c3', 'error'))
        as found (finding_id, check_id, severity) inner join marts.fct_checks using (check_id);
"""
DECISION = ("--reason", "seen", "--by", "clerk")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("XIANZHANG_WAREHOUSE", "XIANZHANG_REVIEWS", "XIANZHANG_REVIEWER"):
        monkeypatch.delenv(name, raising=False)
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as connection:
        connection.execute(TABLES)
    return tmp_path


def call(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["review", *arguments])


def written(folder: Path, name: str = "warehouse.reviews.csv") -> list[tuple[str, ...]]:
    return [
        (review.fact_id, review.expected_value, review.actual_value, review.review_status)
        for review in read_reviews(folder / name)
    ]


def test_open_findings_are_listed_until_they_are_decided(folder: Path) -> None:
    assert "3 open findings" in call().stdout
    assert "1 open findings" in call("--rule", "R30").stdout
    assert "2 open findings" in call("list", "--severity", "error").stdout
    assert call("accept", "ffff", *DECISION).exit_code == 0
    listed = call().stdout
    assert "2 open findings" in listed
    assert "1 more are reviewed and wait for the next build" in listed


def test_figures_are_written_as_the_models_write_them(folder: Path) -> None:
    assert call("accept", "abcd1", "abcd2", "ffff3333", *DECISION).exit_code == 0
    assert written(folder) == [
        ("f1", "8400", "7300.5", "accepted"),
        ("f2", "1", "-0.5", "accepted"),
        ("f3", "", "0", "accepted"),
    ]
    assert "'=合计" in (folder / "warehouse.reviews.csv").read_text(encoding="utf-8")


def test_a_later_decision_replaces_the_earlier_and_undo_takes_it_back(folder: Path) -> None:
    call("accept", "ffff", *DECISION)
    call("reject", "ffff", *DECISION, "--until", "2999-12-31")
    assert written(folder) == [("f3", "", "0", "rejected")]
    assert call("undo", "ffff").exit_code == 0
    assert written(folder) == []


def test_a_rule_in_a_document_is_decided_at_once_but_for_what_is_decided_already(folder: Path) -> None:
    call("reject", "abcd1", *DECISION)
    assert call("accept", "--rule", "R10", "--document", "a.txt", *DECISION).exit_code == 0
    assert sorted(row[0::3] for row in written(folder)) == [("f1", "rejected"), ("f2", "accepted")]


def test_reviews_go_where_they_are_told_to(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIANZHANG_REVIEWS", str(folder / "ours.csv"))
    monkeypatch.setenv("XIANZHANG_REVIEWER", "auditor")
    assert call("accept", "ffff", "--reason", "seen").exit_code == 0
    assert read_reviews(folder / "ours.csv")[0].reviewed_by == "auditor"


def test_what_does_not_count_any_more_is_listed_with_the_reason(folder: Path) -> None:
    call("accept", "abcd1", "abcd2", "ffff", *DECISION)
    file = folder / "warehouse.reviews.csv"
    text = file.read_text(encoding="utf-8")
    for place in ("d1,f,f4", "d9,f,f9", "d1,f,f8"):
        text += f"R30,{place},占比,2,1,accepted,seen,clerk,2026-01-01,\n"
    text += "R30,d1,f,f7,占比,2,1,accepted,seen,clerk,2026-01-01,2026-01-02\n"
    file.write_text(text.replace(",8400,", ",8401,"), encoding="utf-8")
    listed = call("lapsed").stdout
    for reason in (
        "the figures have changed",
        "the check holds now",
        "not in this warehouse",
        "its subject is gone",
        "expired",
    ):
        assert listed.count(reason) == 1, reason
    assert "5 reviews do not count" in listed


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("accept", "ffff"), "缺少 --reason"),
        (("accept", "ffff", "--reason", " ", "--by", "x"), "缺少 --reason"),
        (("accept", "ffff", "--reason", "x"), "缺少 --by"),
        (("accept", *DECISION), "未指定问题"),
        (("accept", "--rule", "R10", *DECISION), "未指定问题"),
        (("accept", "abcd", *DECISION), "2 findings begin with abcd"),
        (("accept", "abc", *DECISION), "问题编号过短"),
        (("accept", "0000", *DECISION), "没有该编号的问题"),
        (("accept", "ffff", *DECISION, "--until", "soon"), "日期无效"),
        (("accept", "ffff", *DECISION, "--until", "2020-01-01"), "日期已过"),
        (("accept", "--rule", "R99", "--document", "d1", *DECISION), "没有该规则"),
        (("accept", "--rule", "R10", "--document", "zz", *DECISION), "数据仓库中没有该文件"),
        (("--severity", "grave"), "没有该级别"),
        (("undo", "ffff"), "没有相应的复核记录"),
    ],
)
def test_wrong_usage_says_what_to_do(folder: Path, arguments: tuple[str, ...], reason: str) -> None:
    done = call(*arguments)
    assert done.exit_code == 2, done.output
    assert reason in " ".join(done.output.split())
    assert not (folder / "warehouse.reviews.csv").exists()
