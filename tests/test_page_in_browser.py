"""The findings page as a browser sees it: nothing of a document runs, filters filter, five thousand findings are no burden."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.page import render_page
from tests.pages import document, page
from tests.test_page import HOSTILE

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=4000")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium; `make browser` installs it"),
]


def browse(file: Path, *arguments: str, address: str = "") -> subprocess.CompletedProcess[str]:
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={file.parent / 'profile'}", *arguments, f"{file.as_uri()}{address}"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)


def seen(file: Path, address: str = "") -> str:
    """The document after its script has run."""
    return browse(file, "--dump-dom", address=address).stdout


def shown(dom: str) -> list[str]:
    """The rules of the findings that are not hidden."""
    cards = re.findall(r'<article class="card finding[^>]*>', dom)
    return [re.search(r'data-rule="(\w+)"', card)[1] for card in cards if " hidden" not in card]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "page.html"
    file.write_text(render_page(page(3, 24)), encoding="utf-8")
    return file


def test_the_filters_appear_and_count(file: Path) -> None:
    dom = seen(file)
    assert '<form class="filters">' in dom
    assert len(shown(dom)) == 24
    assert ">24 / 24<" in dom


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("#severity=error", 8),
        ("#document=0000000000000001", 8),
        ("#rule=R11", 2),
        ("#text=第12行合计", 1),
        ("#text=第12行合计+nothing", 0),
        ("#severity=warning&status=accepted", 8),
        ("#severity=warning&status=open", 0),
        ("#unread", 24),
    ],
)
def test_filters_stand_in_the_address(file: Path, address: str, count: int) -> None:
    dom = seen(file, address)
    assert len(shown(dom)) == count
    assert f">{count} / 24<" in dom
    assert ('id="filter-empty" hidden' in dom) == (count > 0)


def test_nothing_that_a_document_prints_runs(tmp_path: Path) -> None:
    file = tmp_path / "hostile.html"
    data = page(1, 3)
    wrong = document(1, title=HOSTILE, file_name=HOSTILE)
    findings = tuple((replace(one, message=HOSTILE), quotes) for one, quotes in data.findings)
    text = render_page(replace(data, documents=(wrong,), findings=findings))
    # Even a script that got in unescaped is stopped by the page's policy.
    file.write_text(text.replace("</main>", "<script>document.title='taken'</script></main>"), encoding="utf-8")
    done = browse(file, "--dump-dom", "--enable-logging=stderr", "--v=0")
    assert "taken</title>" not in done.stdout
    assert "<title>县账 公开质量核查报告" in done.stdout
    assert "Content Security Policy" in done.stderr
    assert ">3 / 3<" in done.stdout


def test_a_clean_page_breaks_no_policy_and_logs_nothing(file: Path) -> None:
    done = browse(file, "--dump-dom", "--enable-logging=stderr", "--v=0")
    assert "CONSOLE" not in done.stderr


def test_five_thousand_findings_are_filtered(tmp_path: Path) -> None:
    file = tmp_path / "large.html"
    file.write_text(render_page(page(40, 5000)), encoding="utf-8")
    assert ">1666 / 5000<" in seen(file, "#severity=error")


def test_it_prints_and_draws(file: Path) -> None:
    browse(file, f"--print-to-pdf={file.with_suffix('.pdf')}", "--no-pdf-header-footer")
    assert file.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    browse(file, f"--screenshot={file.with_suffix('.png')}", "--window-size=1280,2000")
    assert file.with_suffix(".png").stat().st_size > 20_000
