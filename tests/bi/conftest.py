"""One Superset for all tests of the dashboards, on a copy of the published warehouse."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bi.chromium import CHROMIUM, Chromium
from tests.bi.superset import PYTHON, ROOT, SCREENSHOTS, Superset

# Sets a field as typing does, so that the page's own script notices.
SIGN_IN = """
const fill = (selector, text) => {
    const field = document.querySelector(selector);
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, text);
    field.dispatchEvent(new Event('input', {bubbles: true}));
};
fill('#username', 'admin');
fill('#password', %r);
document.querySelector('form button[type=submit]').click();
"""


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the published file, so that a test may publish another in its place."""
    published = Path(os.environ.get("XIANZHANG_WAREHOUSE", ROOT / "warehouse.duckdb"))
    if not PYTHON.exists() or not published.exists():
        pytest.fail("run `make bi-test`: it installs Superset and publishes the warehouse")
    # Blanks and Chinese are fine in a path.
    return Path(shutil.copy(published, tmp_path_factory.mktemp("县账 data") / "warehouse.duckdb"))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("superset") / "own"


@pytest.fixture(scope="session")
def superset(warehouse: Path, folder: Path) -> Iterator[Superset]:
    server = Superset(warehouse, folder)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser(superset: Superset, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """A browser that has signed in through the form."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium; `make bi-test` installs it where it may")
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with Chromium(tmp_path_factory.mktemp("profile")) as page:
        page.open(f"{superset.address}/login/")
        page.wait("document.querySelector('#password') !== null")
        page.run(SIGN_IN % superset.password)
        page.wait("location.pathname !== '/login/'")
        yield page
