"""All raw rows are read once a run, and again where the gate has taken some out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import duckdb
import pytest

from ingest import build_state, building
from ingest.build_state import read_inputs
from ingest.options import RunOptions
from ingest.raw_state import scan_raw, scanned, unbuilt_documents
from ingest.stopwatch import Stopwatch
from ingest.warehouse import create_raw_schema


@pytest.fixture
def raw() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    create_raw_schema(connection)
    connection.execute("insert into raw.documents (document_id) values ('a'), ('b')")
    return connection


def test_what_was_scanned_is_told_without_reading_it_again(
    raw: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = scan_raw(raw)
    raw.execute("delete from raw.documents where document_id = 'b'")
    assert scanned(raw) == found
    assert unbuilt_documents(raw) == ["a", "b"]
    monkeypatch.setattr(build_state, "project_code", lambda: "code")
    as_scanned = read_inputs(raw, "flag", is_scanned=True)
    now = read_inputs(raw, "flag")
    assert {name for name in now if now[name] != as_scanned[name]} == {"source.raw.documents"}
    assert unbuilt_documents(raw) == ["a"]


@pytest.mark.parametrize(("set_aside", "scans"), [((), [True]), (("a",), [True, False])])
def test_what_the_gate_takes_out_is_scanned_anew(
    set_aside: tuple[str, ...], scans: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[bool] = []
    compared = iter([(None, True)])

    def built(*_: object, is_scanned: bool) -> tuple[SimpleNamespace, None]:
        found.append(is_scanned)
        return SimpleNamespace(models=0, tests=0), None

    @contextmanager
    def ready(*_: object) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(result=lambda: None)

    stubs = {"require_documents": (), "load_reviews": (), "unjudged_documents": ({"a": "1"}, []), "judge": set_aside}
    for name, answer in stubs.items():
        monkeypatch.setattr(building, name, lambda *_, answer=answer: answer)
    monkeypatch.setattr(building, "_try_build", built)
    # Before the builds and after them; what comes then is none of this test's business.
    monkeypatch.setattr(building, "_compare", lambda *_: next(compared))
    for name in ("drawing", "validating"):
        monkeypatch.setattr(building, name, ready)
    with pytest.raises(StopIteration):
        building.build_and_publish(SimpleNamespace(data_docs=None), RunOptions("flag"), (), lambda *_: None, Stopwatch())
    assert found == scans
