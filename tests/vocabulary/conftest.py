"""The warehouse that the vocabulary's tests ask."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from tests.vocabulary.documents import made_documents


@dataclass(frozen=True, slots=True)
class Warehouse:
    """The published file."""

    file: Path

    def ask(self, query: str) -> list[tuple]:
        with duckdb.connect(str(self.file), read_only=True) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture(scope="package")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return Warehouse(made_documents(tmp_path_factory))
