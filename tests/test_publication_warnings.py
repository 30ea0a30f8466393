"""What a run warns of after a publish: late publishers, changed volumes of the last year, publishers that are gone."""

from pathlib import Path

import duckdb
import pytest

from ingest import publication_warnings
from ingest.publication_warnings import read_publishers


@pytest.fixture
def published(tmp_path: Path) -> Path:
    file = tmp_path / "w.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("""
            create schema marts;
            create table marts.rpt_publication_freshness as
            select * from (values ('late', '甲局未见', 'a is late'), ('current', null, null))
                as _(freshness_outcome, message, message_en);
            create table marts.rpt_publication_volumes as
            select *
            from (values ('fell', true, '乙局减少', 'b fell'), ('rose', false, '丙局', 'c'), ('steady', true, null, null))
                as _(volume_outcome, is_latest_year, message, message_en);
            create table marts.dim_documents as select 'a' as agency_id union all select null;
            create table marts.dim_agencies as select 'a' as agency_id, '甲局' as agency_name, '1' as region_code;
            create table marts.dim_regions as select '1' as region_code, '某县' as region_name;
        """)
    return file


def test_late_changed_and_gone_publishers_are_told(published: Path) -> None:
    assert publication_warnings.publication_warnings(published, frozenset({"某县甲局", "某县丁局"})) == (
        "乙局减少 b fell",
        "甲局未见 a is late",
        "某县丁局：上一版本有其文件，本版本已无 was in the release before, no document of it is left",
    )


def test_many_warnings_are_counted(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publication_warnings, "MOST_LISTED", 1)
    told = publication_warnings.publication_warnings(published, frozenset())
    assert told[1] == "另有 1 项 and 1 more: marts rpt_publication_freshness, rpt_publication_volumes"


def test_publishers_of_a_first_or_foreign_file_are_none(published: Path, tmp_path: Path) -> None:
    assert read_publishers(published) == {"某县甲局"}
    assert read_publishers(tmp_path / "missing.duckdb") == frozenset()
    (tmp_path / "text.duckdb").write_text("no database", encoding="utf-8")
    assert read_publishers(tmp_path / "text.duckdb") == frozenset()
