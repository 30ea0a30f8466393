"""The questions of analyses/ on the shipped documents: one published file for all of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from tests.questions.statements import read, statement


@pytest.fixture(scope="session")
def ask(shipped: Path) -> Iterator[Callable[[str], list[tuple]]]:
    """Answers the question of a name: its rows, in its order."""
    with duckdb.connect(str(shipped), read_only=True) as connection:
        yield lambda name: connection.execute(statement(read(name))).fetchall()
