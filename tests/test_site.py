"""The static site: whole, closed to the outside, the same figures as the warehouse, and deaf to what a document prints."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import duckdb
import pytest

from ingest.errors import WrongUsage
from ingest.site.folder import MARK
from ingest.site.links import safe_name
from ingest.site.names import OMITTED
from ingest.site.write import write_site
from tests.sites import DOCUMENT, PROJECT, drawn_as, standard_rows, write_warehouse

HOSTILE = "</script><script>document.title='taken'</script><img src=x onerror=alert(1)>\"'></td>\u2028\x00\u202e&amp;{{ 7*7 }}"
LONG = "长" * 300 + "w" * 500
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" class="drawn" role="img"><title>chart</title></svg>'


class Elements(HTMLParser):
    """Tags with their attributes, and the text outside of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] not in ("script", "style"):
            self.text += data


def make_site(folder: Path, rows: dict) -> Path:
    warehouse = write_warehouse(folder / "warehouse.duckdb", rows)
    return write_site(warehouse, folder / "site", drawn_as(PICTURE)).folder


def pages_of(site: Path) -> dict[str, Elements]:
    return {str(file.relative_to(site)): Elements(file.read_text(encoding="utf-8")) for file in site.rglob("*.html")}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_site(tmp_path_factory.mktemp("site"), standard_rows())


def test_every_document_has_its_page_and_every_page_is_there(site: Path) -> None:
    assert set(pages_of(site)) == {
        f"documents/{DOCUMENT}.html",
        "dictionary.html",
        "downloads.html",
        "functions.html",
        "index.html",
        "programs.html",
        "search.html",
    }


def test_nothing_is_fetched_and_every_link_leads_somewhere(site: Path) -> None:
    pages = pages_of(site)
    for name, page in pages.items():
        for tag, attributes in page.found:
            assert tag not in ("link", "img", "iframe", "object", "embed", "base", "form" if name != "search.html" else "base")
            assert not {"src", "style", "srcset", "action"} & attributes.keys()
            assert not [key for key in attributes if key.startswith("on")]
            link = attributes.get("href")
            if link is None:
                continue
            parts = urlsplit(link)
            assert not parts.scheme
            assert not parts.netloc
            target = (site / name).parent / unquote(parts.path) if parts.path else site / name
            assert target.resolve().is_file(), (name, link)
            if parts.fragment:
                ids = {found.get("id") for _, found in pages[str(target.resolve().relative_to(site))].found}
                assert parts.fragment in ids, (name, link)
        assert "url(" not in (site / name).read_text(encoding="utf-8")


def test_tables_have_headers_and_pages_one_heading(site: Path) -> None:
    for name, page in pages_of(site).items():
        tags = [tag for tag, _ in page.found]
        assert tags.count("h1") == 1, name
        assert tags.count("main") == 1
        heads = [attributes for tag, attributes in page.found if tag == "th"]
        assert [attributes for attributes in heads if "scope" not in attributes] == []
        assert page.found[[tag for tag, _ in page.found].index("html")][1]["lang"] == "zh-CN"
        for tag, attributes in page.found:
            assert tag != "svg" or attributes.get("role") == "img"


def test_figures_are_the_warehouse_s(site: Path) -> None:
    pages = pages_of(site)
    assert pages["index.html"].text.count("1,234,567.89") == 1
    assert pages["index.html"].text.count("98,765.43") == 1
    assert pages["programs.html"].text.count("1,234,567.89") == 1
    assert "98,765.43" in pages["functions.html"].text
    document = pages[f"documents/{DOCUMENT}.html"].text
    for printed in (
        "1,234,567.89",
        "123.456789 万元",
        "≥43万元",
        "≥ 43 万元",
        "≥ 430,000 元",
        "单位矛盾。",
        "The units contradict.",
    ):
        assert printed in document


def test_every_kind_of_fact_has_its_place(tmp_path: Path) -> None:
    rows, place = standard_rows(), {"document_id": DOCUMENT, "page_number": 3, "line_number": 9}
    of_project = {**place, "project_id": PROJECT, "horizon": "annual"}
    rows |= {
        "fct_project_fundings": [
            {**of_project, "funding_source": "other_funds", "amount_cny": 101.25, "amount_text": "0.010125"}
        ],
        "fct_project_goals": [{**of_project, "goal_text": "按时发放\n足额发放"}],
        "fct_project_executions": [
            {**place, "project_id": PROJECT, "label_text": "年度资金总额", "executed_amount_cny": 202, "execution_ratio": 0.985}
        ],
        "fct_department_tasks": [
            {**place, "project_id": PROJECT, "task_name": "任务一", "content_text": "内容一", "total_amount_cny": 303}
        ],
        "fct_indicator_results": [{"indicator_target_id": f"{PROJECT}-annual-i1", "actual_text": "44万元", "score": 9.5}],
        "fct_functional_expenditures": [
            {
                **place,
                "statement": "general_public_budget",
                "functional_code": "2050202",
                "total_amount_cny": 404,
                "basic_amount_cny": 0,
            }
        ],
        "fct_economic_expenditures": [
            {**place, "statement": "general_public_basic", "economic_code": "30101", "total_amount_cny": 505}
        ],
        "fct_revenues": [
            {**place, "statement": "department_revenue", "source_name": "财政拨款", "amount_cny": 606, "is_leaf": False}
        ],
        "fct_three_public_expenses": [{**place, "total_amount_cny": 707, "overseas_amount_cny": 0}],
        "fct_agency_measures": [{**place, "measure": "posts", "value": 12, "unit_text": "人", "value_text": "十二人"}],
        "rpt_unread_contents": [
            {
                "unread_content_id": "u1",
                "document_id": DOCUMENT,
                "kind": "unread_table",
                "subject_text": "附表九",
                "reason": "no header",
            }
        ],
    }
    text = pages_of(make_site(tmp_path, rows))[f"documents/{DOCUMENT}.html"].text
    for shown in (
        "101.25",
        "0.010125",
        "足额发放",
        "202",
        "98.50%",
        "任务一",
        "303",
        "44万元",
        "404",
        "505",
        "606",
        "707",
        "十二人",
        "附表九",
    ):
        assert shown in text
    assert "第 3 页 第 9 行" in text
    assert "page 3 line 9" in text


def test_downloads_hold_the_rows_of_the_pages(site: Path) -> None:
    text = (site / "data" / "places.csv").read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["region_code"], row["project_amount_cny"], row["expenditure_amount_cny"]) == (
        "999901",
        "1234567.89",
        "98765.43",
    )


def test_a_manager_is_not_named_even_in_a_quoted_line(site: Path) -> None:
    everything = "".join(file.read_text(encoding="utf-8") for file in site.rglob("*") if file.is_file())
    assert "甲乙丙" not in everything
    assert f"项目负责人 ┆ {OMITTED} ┆ 43万元" in everything


def test_hostile_text_stays_text(site: Path, tmp_path: Path) -> None:
    rows = standard_rows()
    for table, column in (
        ("dim_documents", "title"),
        ("dim_documents", "file_name"),
        ("dim_documents", "publisher_name"),
        ("dim_documents", "source_url"),
        ("dim_regions", "region_name"),
        ("dim_agencies", "agency_name"),
        ("dim_projects", "project_name"),
        ("dim_projects", "period_text"),
        ("fct_project_budgets", "total_text"),
        ("fct_indicator_targets", "target_text"),
        ("fct_indicator_targets", "indicator_name"),
        ("fct_findings", "message"),
        ("fct_finding_lines", "line_text"),
        ("dim_programs", "program_name"),
    ):
        rows[table][0][column] = HOSTILE.replace("\x00", "")
    hostile = make_site(tmp_path, rows)
    clean = pages_of(site)
    for name, page in pages_of(hostile).items():
        tags = [tag for tag, _ in page.found]
        assert tags.count("script") == [tag for tag, _ in clean[name].found].count("script")
        assert "img" not in tags
        text = (hostile / name).read_text(encoding="utf-8")
        assert "<script>document.title" not in text
        assert not re.search("[\u2028\u202e]", text)
    assert "{{ 7*7 }}" in (hostile / "documents" / f"{DOCUMENT}.html").read_text(encoding="utf-8")
    assert "\\u003c/script\\u003e" in (hostile / "search.html").read_text(encoding="utf-8")


def test_ids_become_safe_names_and_different_ones_stay_different(tmp_path: Path) -> None:
    assert safe_name("00000000000000d1-p1") == "00000000000000d1-p1"
    names = {safe_name(text) for text in ("../a", "..", "a/b", "a b", "", "A" * 200, "x" * 80, "项目")}
    assert len(names) == 8
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", name) for name in names)
    rows = standard_rows()
    for records in rows.values():
        for record in records:
            if record.get("document_id"):
                record["document_id"] = "../../evil"
    assert {file.parent.name for file in make_site(tmp_path, rows).rglob("x*.html")} == {"documents"}


def test_the_same_warehouse_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    again = make_site(tmp_path, standard_rows())
    files = sorted(file.relative_to(site) for file in site.rglob("*") if file.is_file())
    assert files == sorted(file.relative_to(again) for file in again.rglob("*") if file.is_file())
    for file in files:
        assert (site / file).read_bytes() == (again / file).read_bytes()


def test_a_figure_that_is_missing_is_said_to_be_and_never_zero(tmp_path: Path) -> None:
    rows = standard_rows()
    rows["bridge_project_programs"][0]["share_basis"] = "unknown"
    rows["rpt_program_funding"][0] |= {"total_amount_cny": None, "project_count": 0, "shared_project_count": 1}
    rows["sum_functional_expenditures"] = []
    rows["sum_project_budgets"][0]["total_amount_cny"] = None
    pages = pages_of(make_site(tmp_path, rows))
    assert "不可用：只在共用的项目中" in pages["programs.html"].text
    assert "没有按功能分类列示支出的部门预算" in pages["functions.html"].text
    places = pages["index.html"].text
    assert "1,234,567.89" not in places
    assert "–" in places


def test_a_project_that_programmes_share_stands_apart_and_one_of_none_too(tmp_path: Path) -> None:
    rows = standard_rows()
    (bridge,), (budget,) = rows["bridge_project_programs"], rows["sum_project_budgets"]
    rows["dim_programs"].append({"program_id": "meals", "program_name": "营养餐", "program_name_en": None, "sort_order": 2})
    rows["bridge_project_programs"] = [
        bridge | {"share_basis": "unknown", "program_id": key} for key in ("meals", "school_buses")
    ]
    alone = {"project_id": f"{DOCUMENT}-p2", "project_name": "别的", "total_amount_cny": 11.5}
    rows["sum_project_budgets"].append(budget | alone)
    rows["dim_projects"].append(rows["dim_projects"][0] | {"project_id": f"{DOCUMENT}-p2", "form_number": 2})
    (funding,) = rows["rpt_program_funding"]
    funding |= {"total_amount_cny": None, "project_count": 0, "shared_project_count": 1, "shared_amount_cny": 1234567.89}
    rows["rpt_program_funding"].append(funding | {"program_funding_id": "pf2", "program_id": "meals"})
    per_head = {"program_funding_id": "pf2", "program_id": "meals", "people_high_count": 2572}
    reason = {"lower_per_head_amount_cny": 480, "comparability": "similar", "comparability_reason": "a ceiling of people"}
    rows["rpt_program_comparison"] = [per_head | reason]
    site = make_site(tmp_path, rows)
    text = pages_of(site)["programs.html"].text
    assert [shown in text for shown in ("≤ 2,572", "≥ 480", "a ceiling of people")] == [True] * 3
    assert text.count("1,234,567.89") == 3  # an upper bound under each programme, and once in the list of shared projects
    assert text.count("不可用：只在共用的项目中") == 2
    assert "11.50" in text.split("未归类的项目")[-1]
    assert (site / "data" / "projects_shared.csv").is_file()


def test_a_warehouse_of_an_older_version_says_what_is_not_available(tmp_path: Path) -> None:
    warehouse = write_warehouse(tmp_path / "warehouse.duckdb", standard_rows())
    with duckdb.connect(str(warehouse)) as connection:
        for table in ("sum_project_budgets", "sum_functional_expenditures", "dim_programs"):
            connection.execute(f"drop table marts.{table}")
    pages = pages_of(write_site(warehouse, tmp_path / "site", drawn_as(PICTURE)).folder)
    for name in ("index.html", "programs.html", "functions.html"):
        assert "xianzhang build" in pages[name].text


def test_a_warehouse_without_what_the_report_needs_is_refused_in_words(tmp_path: Path) -> None:
    warehouse = write_warehouse(tmp_path / "warehouse.duckdb", standard_rows())
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("alter table marts.dim_documents drop column source_url")
    with pytest.raises(WrongUsage, match="another version"):
        write_site(warehouse, tmp_path / "site", drawn_as(PICTURE))
    assert not (tmp_path / "site").exists()


def test_a_folder_that_is_no_site_is_left_alone_and_a_site_is_replaced(tmp_path: Path) -> None:
    warehouse = write_warehouse(tmp_path / "warehouse.duckdb", standard_rows())
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(WrongUsage, match="something else"):
        write_site(warehouse, other, drawn_as(PICTURE))
    assert [file.name for file in other.iterdir()] == ["letter.txt"]
    with pytest.raises(WrongUsage, match="does not exist"):
        write_site(warehouse, tmp_path / "nowhere" / "site", drawn_as(PICTURE))
    site = write_site(warehouse, tmp_path / "site", drawn_as(PICTURE)).folder
    (site / "documents" / "stale.html").write_text("", encoding="utf-8")
    write_site(warehouse, site, drawn_as(PICTURE))
    assert (site / MARK).is_file()
    assert not (site / "documents" / "stale.html").exists()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["other", "site", "warehouse.duckdb"]


def test_a_site_that_fails_half_way_leaves_the_old_one(tmp_path: Path) -> None:
    warehouse = write_warehouse(tmp_path / "warehouse.duckdb", standard_rows())
    site = write_site(warehouse, tmp_path / "site", drawn_as(PICTURE)).folder
    before = (site / "index.html").read_bytes()

    def broken(charts):
        def wait():
            raise WrongUsage(reason="no drawing", reason_zh="", remedy="", remedy_zh="")

        return wait

    with pytest.raises(WrongUsage, match="no drawing"):
        write_site(warehouse, site, broken)
    assert (site / "index.html").read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["site", "warehouse.duckdb"]


def test_files_beside_the_site_are_linked(tmp_path: Path) -> None:
    warehouse = write_warehouse(tmp_path / "warehouse.duckdb", standard_rows())
    for name, created in (("open data", "2026-11-21T08:00:00Z"), ("older", "2026-11-20T08:00:00Z"), ("broken", None)):
        export = tmp_path / name
        (export / "csv").mkdir(parents=True)
        (export / "csv" / "100%.csv").write_text("", encoding="utf-8")
        package = {"name": "xianzhang", "created": created} if created else []
        (export / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    pages = pages_of(write_site(warehouse, tmp_path / "site", drawn_as(PICTURE)).folder)
    links = [unquote(found["href"]) for _, found in pages["downloads.html"].found if "href" in found]
    assert {"../warehouse.duckdb", "../open data/csv/100%.csv"} <= set(links)
    assert not [link for link in links if "older" in link or "broken" in link]


def test_long_words_and_a_project_without_a_name_have_a_place(tmp_path: Path) -> None:
    rows = standard_rows()
    rows["dim_projects"][0]["project_name"] = None
    rows["fct_indicator_targets"][0]["indicator_name"] = LONG
    assert PROJECT in pages_of(make_site(tmp_path, rows))[f"documents/{DOCUMENT}.html"].text
