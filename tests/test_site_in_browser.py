"""The site as a browser shows it from a folder: no request, no message, both languages, search, a phone, hostile text."""

import html
import json
import re
from pathlib import Path

import pytest

from ingest.site.drawing import drawing
from ingest.site.write import write_site
from tests.sites import DOCUMENT, PROJECT, standard_rows, write_warehouse
from tests.test_page_in_browser import CHROMIUM, browse
from tests.test_site import HOSTILE, LONG

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium; `make browser` installs it"),
]

DOCUMENT_PAGE = f"documents/{DOCUMENT}.html"
PAGES = ("index.html", "programs.html", "functions.html", "search.html", "dictionary.html", "downloads.html", DOCUMENT_PAGE)
PHONE_WIDTH = 360
# A page around the site's pages: it opens each in a frame, does something there and says what it saw.
AROUND = """<!doctype html><meta charset="utf-8"><title>waiting</title><body><script>
const pages = %s, width = %d, sandbox = %s, results = {};
const look = (page) => new Promise((done) => {
  const frame = document.createElement("iframe");
  frame.width = width; frame.height = 800; frame.style.border = 0;
  frame.onload = () => setTimeout(() => {
    const view = frame.contentWindow, body = frame.contentDocument;
    results[page] = (%s)(body, view);
    done();
  }, 50);
  if (sandbox !== null) frame.sandbox = sandbox;
  frame.src = page;
  document.body.append(frame);
});
(async () => { for (const page of pages) await look(page); document.title = JSON.stringify(results); })();
</script>"""


def look(site: Path, pages: tuple[str, ...], script: str, width: int = 1200, sandbox: str | None = None) -> dict:
    """What a function of (document, window) gives in each page; a sandbox says what a page may, and without it all."""
    around = site / "around.html"
    around.write_text(AROUND % (json.dumps(pages), width, json.dumps(sandbox), script), encoding="utf-8")
    try:
        done = browse(around, "--allow-file-access-from-files", "--dump-dom", "--window-size=1400,1000")
    finally:
        around.unlink()
    return json.loads(html.unescape(re.search(r"<title>(.*?)</title>", done.stdout, re.DOTALL)[1]))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a document whose every text is an attack or very long."""
    folder = tmp_path_factory.mktemp("browser")
    rows = standard_rows()
    hostile = HOSTILE.replace("\x00", "")
    rows["dim_documents"][0] |= {
        "title": hostile,
        "publisher_name": LONG,
        "file_name": LONG,
        "source_url": "https://a.example/",
    }
    rows["dim_projects"][0] |= {"project_name": f"校车补助 {hostile}", "period_text": LONG}
    rows["fct_indicator_targets"][0] |= {"indicator_name": f"校车数量 {hostile}", "target_text": LONG}
    rows["fct_findings"][0] |= {"message": hostile, "message_en": LONG}
    rows["fct_finding_lines"][0]["line_text"] = LONG
    rows["dim_regions"][0]["region_name"] = hostile
    rows["dim_agencies"][0]["agency_name"] = LONG
    warehouse = write_warehouse(folder / "warehouse.duckdb", rows)
    with drawing() as draw:
        return write_site(warehouse, folder / "site", draw).folder


@pytest.mark.parametrize("page", PAGES)
def test_a_page_logs_nothing_and_nothing_of_a_document_runs(site: Path, page: str) -> None:
    done = browse(site / page, "--dump-dom", "--enable-logging=stderr", "--v=0")
    assert "CONSOLE" not in done.stderr
    assert "<title>taken" not in done.stdout
    assert 'data-lang="' in done.stdout


def test_a_page_asks_for_nothing(site: Path) -> None:
    script = """(body, view) => [view.performance.getEntriesByType("resource").length,
        body.querySelectorAll("[src], link, style[src]").length]"""
    assert look(site, PAGES, script) == {page: [0, 0] for page in PAGES}


def test_even_a_script_that_got_in_is_stopped(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    text = (site / "index.html").read_text(encoding="utf-8")
    file.write_text(text.replace("</main>", "<script>document.title='taken'</script></main>"), encoding="utf-8")
    done = browse(file, "--dump-dom", "--enable-logging=stderr", "--v=0")
    assert "taken</title>" not in done.stdout
    assert "Content Security Policy" in done.stderr


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_scrolls_sideways_on_a_phone(site: Path, language: str) -> None:
    pages = tuple(f"{page}?lang={language}" for page in PAGES)
    script = "(body) => [body.documentElement.clientWidth, body.documentElement.scrollWidth]"
    assert look(site, pages, script, PHONE_WIDTH) == {page: [PHONE_WIDTH, PHONE_WIDTH] for page in pages}


def test_the_language_is_switched_and_goes_along_with_the_links(site: Path) -> None:
    script = """(body, view) => {
        const seen = () => [".zh", ".en"].map((name) => body.querySelector(`h1 ${name}`).getClientRects().length > 0);
        const before = [body.documentElement.lang, ...seen()];
        body.querySelector('[data-language="en"]').click();
        const links = [...body.querySelectorAll("nav a")].map((link) => link.getAttribute("href"));
        return [before, [body.documentElement.lang, ...seen()], links.every((link) => link.endsWith("?lang=en")),
            body.querySelector('[data-language="en"]').getAttribute("aria-pressed")];
    }"""
    page = "index.html?lang=zh"
    assert look(site, (page,), script)[page] == [["zh-CN", True, False], ["en", False, True], True, "true"]


def test_without_scripts_both_languages_are_there(site: Path) -> None:
    script = """(body, view) => [body.documentElement.lang, body.querySelector(".languages").getClientRects().length,
        ...[".zh", ".en"].map((name) => body.querySelector(`h1 ${name}`).getClientRects().length)]"""
    assert look(site, ("index.html",), script, sandbox="allow-same-origin") == {"index.html": ["zh-CN", 0, 1, 1]}


@pytest.mark.parametrize(
    ("words", "count", "link"),
    [
        ("校车", 3, f"{DOCUMENT_PAGE}?lang=zh#p-{PROJECT}"),
        ("校车 2024", 1, f"{DOCUMENT_PAGE}?lang=zh#p-{PROJECT}"),
        ("SCHOOL", 1, "programs.html?lang=zh#p-school_buses"),
        ("script", 4, f"{DOCUMENT_PAGE}?lang=zh#p-{PROJECT}"),
        ("nowhere", 0, None),
    ],
)
def test_search_finds(site: Path, words: str, count: int, link: str | None) -> None:
    script = """(body, view) => {
        const query = body.getElementById("query"), all = (path) => [...body.querySelectorAll(`#results ${path}`)];
        query.value = WORDS;
        query.dispatchEvent(new view.Event("input"));
        const links = all("a").map((link) => link.getAttribute("href"));
        return [all("li").length, body.getElementById("count").textContent, links, all("img").length];
    }""".replace("WORDS", json.dumps(words))
    found, text, links, images = look(site, ("search.html?lang=zh",), script)["search.html?lang=zh"]
    assert (found, images) == (count, 0)
    assert text.startswith(f"{count} 条")
    assert link is None or link in links


def test_text_stands_out_from_its_ground(site: Path) -> None:
    """Contrast of every shown text against the ground it stands on, as WCAG counts it: 4.5 at least."""
    script = """(body, view) => {
        const part = (value) => value / 255 <= .04045 ? value / 255 / 12.92 : ((value / 255 + .055) / 1.055) ** 2.4;
        const light = (colour) => .2126 * part(colour[0]) + .7152 * part(colour[1]) + .0722 * part(colour[2]);
        const numbers = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
        const ground = (element) => {
            for (let at = element; at; at = at.parentElement) {
                const colour = numbers(view.getComputedStyle(at).backgroundColor);
                if (colour.length === 3 || colour[3] === 1) return colour;
            }
            return [255, 255, 255];
        };
        const weak = new Set();
        for (const element of body.body.querySelectorAll("*")) {
            const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
            if (!own || element.closest("svg, script, style, noscript") || !element.getClientRects().length) continue;
            const lights = [light(numbers(view.getComputedStyle(element).color)), light(ground(element))];
            const contrast = (Math.max(...lights) + .05) / (Math.min(...lights) + .05);
            if (contrast < 4.5) weak.add(`${element.tagName}.${element.className}`);
        }
        return [...weak];
    }"""
    assert look(site, PAGES, script) == {page: [] for page in PAGES}


def test_it_prints_and_draws(site: Path, tmp_path: Path) -> None:
    browse(site / DOCUMENT_PAGE, f"--print-to-pdf={tmp_path / 'page.pdf'}", "--no-pdf-header-footer")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    browse(site / "index.html", f"--screenshot={tmp_path / 'page.png'}", "--window-size=1280,2000")
    assert (tmp_path / "page.png").stat().st_size > 20_000
