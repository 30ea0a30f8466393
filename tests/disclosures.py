"""One warehouse of many invented disclosures: generated ones, the shipped ones in other formats, and editions of one another.

They stand for different counties and have names of their own, so that each test looks at its own documents among many others;
the whole chain is run once for all of them.
"""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from tests.clean.folder import Written, write_folder
from tests.conftest import made_once
from tests.editions import write_editions
from tests.formats.variants import write_variants
from tests.test_end_to_end import xianzhang

WRITTEN = "written.pickle"


def made_disclosures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published file. Only read it."""
    return made_once(tmp_path_factory, "disclosures", _run_in) / "warehouse.duckdb"


def read_written(warehouse: Path) -> Written:
    """What the generated disclosures say."""
    return pickle.loads((warehouse.parent / WRITTEN).read_bytes())


def _run_in(folder: Path) -> None:
    (folder / "generated").mkdir()
    written = write_folder(folder / "generated")
    (folder / WRITTEN).write_bytes(pickle.dumps(written))
    done = xianzhang(folder, "run", "generated", write_variants(folder / "formats"), *write_editions(folder))
    assert done.returncode == 0, done.stdout + done.stderr
