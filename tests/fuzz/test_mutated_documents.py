"""Mutated documents of every format: each is read with every number accounted for, or rejected with a reason, in its time.

`make fuzz` mutates thousands; FUZZ_SEED and FUZZ_DOCUMENTS say which and how many. A failure names the document's number and
the seed, from which it is made again.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from random import Random

import duckdb
import pytest

from ingest.ledger import NUMBER
from ingest.manifest import ManifestEntry
from ingest.readers.limits import Limits
from ingest.reading import ReadFile, read_source
from ingest.sources import SourceFile
from ingest.workers import read_files, worker_count
from ingest.workfile import PROJECT_FOLDER
from tests.formats.writers import WRITERS
from tests.fuzz.mutations import mutate
from tests.fuzz.oracle import complaints, figures
from tests.fuzz.originals import grids, name_of, originals

DOCUMENTS = 150
SECONDS = 20
# Two parts of two decimals.
ROUNDING = Decimal("0.01")
# A limit of a reading stops a document; one that needs most of it is a fault of ours.
STOPPED = ("timed_out", "worker_died", "out_of_memory")


def run(folder: Path, seed: str, count: int) -> tuple[list[str], Counter[str]]:
    """What is wrong with the outcomes, and how many were read or rejected for which reason."""
    sources = []
    for number in range(count):
        kind, content = originals()[number % len(originals())]
        file = folder / name_of(kind, number)
        file.write_bytes(mutate(kind, content, Random(f"{seed}-{number}")))
        sources.append(SourceFile(file, file.name, ManifestEntry(file.name)))
    found, codes = [], Counter()
    for source, outcome in zip(sources, read_files(sources, Limits(seconds=SECONDS), worker_count()), strict=True):
        code = "read" if isinstance(outcome, ReadFile) else outcome.reason_code
        codes[code] += 1
        wrong = complaints(outcome) + ([f"it was stopped: {code}"] if code in STOPPED else [])
        found += [f"{source.file_name} of seed {seed}: {complaint}" for complaint in wrong[:3]]
    return found, codes


def test_mutated_documents_are_read_or_rejected(tmp_path: Path) -> None:
    found, codes = run(tmp_path, "daily", DOCUMENTS)
    assert found == []
    # Neither everything is rejected, nor nothing: the mutations reach the forms.
    assert codes["read"] > DOCUMENTS / 3
    assert codes.total() - codes["read"] > DOCUMENTS / 10


@pytest.mark.fuzz
def test_thousands_of_mutated_documents_are_read_or_rejected(tmp_path: Path) -> None:
    found, codes = run(tmp_path, os.environ.get("FUZZ_SEED", "1"), int(os.environ.get("FUZZ_DOCUMENTS", "5000")))
    print(codes)
    assert found == []


def read_grid(folder: Path, kind: str, parts: list) -> ReadFile:
    file = folder / name_of(kind, 0)
    file.write_bytes(WRITERS[kind](parts))
    outcome = read_source(SourceFile(file, file.name, ManifestEntry(file.name)))
    assert isinstance(outcome, ReadFile), outcome
    return outcome


def with_another_digit(parts: list, captured: Counter[str], chance: Random) -> tuple[list, str, str]:
    """The document with one digit of one cell that was captured changed, the cell as it was and as it is."""
    places = [
        (part, row, column)
        for part, grid in enumerate(parts)
        if not isinstance(grid, str)
        for row, cells in enumerate(grid)
        for column, cell in enumerate(cells)
        if cell in captured and NUMBER.search(cell)
    ]
    part, row, column = chance.choice(places)
    old = parts[part][row][column]
    place = chance.choice([place for place, sign in enumerate(old) if sign.isdigit()])
    new = old[:place] + chance.choice([digit for digit in "123456789" if digit != old[place]]) + old[place + 1 :]
    changed = [grid if isinstance(grid, str) else [list(cells) for cells in grid] for grid in parts]
    changed[part][row][column] = new
    return changed, old, new


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_a_changed_digit_changes_that_figure_and_no_other(tmp_path: Path, kind: str) -> None:
    for number, parts in enumerate(grids()):
        before = figures(read_grid(tmp_path, kind, parts))
        changed, old, new = with_another_digit(parts, before, Random(f"{kind}-{number}"))
        after = figures(read_grid(tmp_path, kind, changed))
        assert (before - after, after - before) == (Counter([old]), Counter([new])), number


FORM = """项目支出绩效目标表
（2023年度）
项目名称\t{name}
主管部门及代码\t弋阳县人力资源和社会保障局\t实施单位\t弋阳县社会保险中心
项目资金 （万元）\t年度资金总额\t{total}
\t其中：财政拨款\t{fiscal}
\t其他资金\t{other}
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t补助人数\t≥{people}人
"""


@pytest.mark.fuzz
def test_every_broken_total_is_found_and_no_other(tmp_path: Path) -> None:
    """One warehouse of forms whose parts add up, in half of which one digit of one amount was changed.

    A gap of what rounding two parts may cost, half a unit of the last place each, is no broken total.
    """
    (tmp_path / "documents").mkdir()
    broken, rounded = set(), set()
    for number in range(60):
        chance = Random(f"total-{number}")
        parts = [f"{chance.randrange(100, 99999) / 100:.2f}" for _ in range(2)]
        amounts = {"fiscal": parts[0], "other": parts[1], "total": f"{float(parts[0]) + float(parts[1]):.2f}"}
        if number % 2:
            spoilt = chance.choice(sorted(amounts))
            place = chance.choice([place for place, sign in enumerate(amounts[spoilt]) if sign.isdigit()])
            digit = chance.choice([digit for digit in "123456789" if digit != amounts[spoilt][place]])
            amounts[spoilt] = amounts[spoilt][:place] + digit + amounts[spoilt][place + 1 :]
            gap = abs(Decimal(amounts["total"]) - Decimal(amounts["fiscal"]) - Decimal(amounts["other"]))
            (broken if gap > ROUNDING else rounded).add(f"{number:02}.txt")
        text = FORM.format(name=f"第{number}项补助", people=chance.randrange(2, 900), **amounts)
        (tmp_path / "documents" / f"{number:02}.txt").write_text(text, encoding="utf-8")
    line = [sys.executable, "-m", "ingest.cli", "run", "documents"]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT_FOLDER)}
    done = subprocess.run(line, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with duckdb.connect(str(tmp_path / "warehouse.duckdb"), read_only=True) as connection:
        query = (
            "select file_name, outcome from marts.fct_checks inner join marts.dim_documents using (document_id)"
            " where rule_id = 'R01' and outcome <> 'not_applicable'"
        )
        outcomes = connection.execute(query).fetchall()
    assert {name for name, _ in outcomes} == {f"{number:02}.txt" for number in range(60)}
    assert {name for name, outcome in outcomes if outcome == "fail"} == broken
    assert broken
    assert rounded
