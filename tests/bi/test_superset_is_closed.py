"""What the server refuses: strangers, other machines, writing, files and the network."""

import stat
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.bi.superset import ROOT, Refused, Superset

pytestmark = pytest.mark.bi

# By Superset; by DuckDB's settings; no file is taken for a table.
FORBIDDEN = "DML_NOT_ALLOWED_ERROR|disabled (by|through) configuration|configuration has been locked|README.md does not exist"


@pytest.fixture(scope="module")
def database(superset: Superset) -> int:
    (one,) = superset.list("database", ["id", "database_name"])
    return one["id"]


def run_sql(superset: Superset, database: int, sql: str) -> list[dict]:
    body = {"database_id": database, "sql": sql, "schema": "marts", "runAsync": False, "queryLimit": 100}
    return superset.post("/api/v1/sqllab/execute/", body)["data"]


def test_a_query_is_answered(superset: Superset, database: int) -> None:
    assert run_sql(superset, database, "select count(*) as documents from marts.dim_documents")[0]["documents"] > 0


@pytest.mark.parametrize(
    "sql",
    [
        "create table marts.taken as select 1 as one",
        "delete from marts.dim_documents",
        "update marts.dim_documents set title = 'taken'",
        "select * from read_csv('README.md')",
        "select * from read_text('superset.work/secret_key')",
        "select * from 'README.md'",
        "copy marts.dim_documents to 'taken.csv'",
        "attach 'other.duckdb' as other",
        "set enable_external_access = true",
        "install httpfs",
        "load httpfs",
        "select * from read_parquet('https://example.org/a.parquet')",
    ],
)
def test_nothing_but_reading_the_warehouse_is_possible(superset: Superset, database: int, sql: str) -> None:
    with pytest.raises(Refused, match=FORBIDDEN):
        run_sql(superset, database, sql)


def test_the_settings_forbid_it_whatever_the_statement(superset: Superset, database: int) -> None:
    rows = run_sql(
        superset,
        database,
        "select name, value from duckdb_settings() where name in ('access_mode', 'enable_external_access',"
        " 'lock_configuration', 'autoinstall_known_extensions') order by name",
    )
    assert {row["name"]: row["value"].lower() for row in rows} == {
        "access_mode": "read_only",
        "autoinstall_known_extensions": "false",
        "enable_external_access": "false",
        "lock_configuration": "true",
    }


@pytest.mark.parametrize("path", ["chart/", "dashboard/county_comparison", "database/", "sqllab/"])
def test_a_stranger_is_told_nothing(superset: Superset, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{superset.address}/api/v1/{path}")
    assert refused.value.code in (401, 403, 404)


def test_a_wrong_password_is_refused(superset: Superset) -> None:
    with pytest.raises(Refused):
        superset.sign_in("admin")


def test_another_name_for_this_machine_is_refused(superset: Superset) -> None:
    asked = urllib.request.Request(f"{superset.address}/login/", headers={"Host": "taken.example.org"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked)
    assert refused.value.code == 400


def test_other_machines_cannot_connect(superset: Superset) -> None:
    """The port is bound on the loopback address alone."""
    listening = f":{superset.port:04X}"
    lines = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]]
    assert {line[1] for line in lines if line[1].endswith(listening) and line[3] == "0A"} == {f"0100007F{listening}"}


def test_secrets_are_the_owners_alone(superset: Superset, folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    secret = (folder / "secret_key").read_text(encoding="ascii")
    for file in (folder / "prepare.log", folder / "prepared"):
        assert superset.password not in file.read_text(encoding="utf-8")
        assert secret not in file.read_text(encoding="utf-8")
    assert superset.output.count(superset.password) == 1
    for file in (ROOT / "deploy" / "superset").rglob("*.*"):
        assert file.suffix in {".py", ".yml", ".sql", ".pyc"}
