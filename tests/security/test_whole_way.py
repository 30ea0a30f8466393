"""One hostile document through the whole way, published without personal names; then every output is looked at."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import pytest
from selectolax.lexbor import LexborHTMLParser

from ingest.reviews import FORMULA_SIGNS
from ingest.workfile import PROJECT_FOLDER

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)></script>{{ 7*7 }}"
FORMULA = '=HYPERLINK("http://x.example","y")'
STATEMENT = "'; drop table raw.documents; --"
UNSEEN = "\x1b[2J\x1b]0;t\x07\u202ecod\u202c"
NAMES = ("张三丰", "欧阳 铁", "买买提·艾力", "李小填")
NUMBERS = ("13987650123", "11010519491231002X")
# The parts do not add to the total, so findings quote the lines; amounts are to stay, names are to go.
FORM = f"""项目支出绩效目标表
（2023年度）
项目名称\t{FORMULA}{MARKUP}补助\t项目负责人\t张三丰 13987650123
主管部门及代码\t某县{STATEMENT}局\t实施单位\t某县社会保险中心
项目资金 （万元）\t年度资金总额\t43.70
\t其中：财政拨款\t12.30
\t其他资金\t1.20
总体目标\t{MARKUP}{UNSEEN}由张三丰负责，为 1234 人发放补助 430000 元。
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t+1+cmd|' /C calc'!A0\t≥43人
产出指标\t数量指标\t＝1+1{MARKUP}\t≥1234人
产出指标\t质量指标\t@SUM(1){UNSEEN}\t≥95%
效益指标\t社会效益指标\t－2{STATEMENT}\t=HYPERLINK("http://x")
满意度指标\t服务对象满意度指标\t\u2028满意度\t≥90%
项目支出绩效目标表
（2023年度）
项目名称\t第二项\t项目负责人\t欧阳 铁
主管部门及代码\t某县局\t实施单位\t某县社会保险中心
项目资金 （万元）\t年度资金总额\t8.00
\t其中：财政拨款\t8.00
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t由买买提·艾力走访次数\t≥12次
填报人：李小填 联系人：买买提·艾力 身份证号 11010519491231002X 金额 77.70 万元
"""
FILE = f"=1+1{STATEMENT}{MARKUP[:21]}\x1b[2J张三丰.txt".replace("/", "_")
MANIFEST = [
    ["file", "source_url", "publisher", "note"],
    [FILE.replace("\x1b", "\\x1b"), "javascript:alert(1)", f"{FORMULA}{MARKUP}", f"@{UNSEEN}{STATEMENT}"],
]
ESCAPES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of the document, its site, its findings in three formats, and its export."""
    folder = tmp_path_factory.mktemp("hostile")
    documents = folder / "documents"
    documents.mkdir()
    (documents / FILE).write_text(FORM, encoding="utf-8")
    with (documents / "documents.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(MANIFEST)
    # What a run says of its files is for whoever has them.
    (folder / "run.log").write_text(command(folder, "run", "documents", "--without-personal-names"), encoding="utf-8")
    outputs = []
    for kind in ("csv", "json", "html"):
        outputs.append(command(folder, "findings", "--format", kind, "--output", f"findings.{kind}"))
    outputs.append(command(folder, "findings"))
    outputs.append(command(folder, "export", "open_data"))
    with reading(folder) as connection:
        (project_id,) = connection.execute("select min(project_id) from marts.dim_projects").fetchone()
    outputs.append(command(folder, "trace", "dim_projects", project_id))
    (folder / "terminal.txt").write_text("".join(outputs), encoding="utf-8")
    return folder


def command(folder: Path, *arguments: str, status: int = 0) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XIANZHANG_")}
    environment |= {"PYTHONPATH": str(PROJECT_FOLDER), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "ingest.cli", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def reading(folder: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(
        str(folder / "warehouse.duckdb"),
        read_only=True,
        config={"enable_external_access": "false", "lock_configuration": "true"},
    )


def tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    query = "select schema_name, table_name from duckdb_tables() union all select schema_name, view_name from duckdb_views()"
    return [
        f'{schema}."{name}"'
        for schema, name in connection.execute(f"{query} order by all").fetchall()
        if schema in ("marts", "raw", "zh")
    ]


def published(folder: Path) -> list[Path]:
    """Every file that a user may pass on."""
    folders = [folder / "warehouse.site", folder / "warehouse.releases", folder / "open_data"]
    files = [file for one in folders for file in sorted(one.rglob("*")) if file.is_file()]
    return [folder / "warehouse.duckdb", *folder.glob("findings.*"), folder / "terminal.txt", *files]


def contents(file: Path) -> list[bytes]:
    """The bytes of a file, unpacked where it is packed."""
    if file.suffix == ".xlsx":
        with zipfile.ZipFile(file) as book:
            return [book.read(name) for name in book.namelist()]
    if file.suffix == ".parquet":
        with duckdb.connect() as connection:
            rows = connection.execute("select * from read_parquet(?)", [str(file)]).fetchall()
        return ["\n".join(str(value) for row in rows for value in row).encode()]
    return [file.read_bytes()]


def test_no_name_is_in_any_table(folder: Path) -> None:
    forbidden = [form for name in NAMES for form in (name, name.replace(" ", ""))] + list(NUMBERS)
    with reading(folder) as connection:
        for table in tables(connection):
            printed = "\n".join(str(value) for row in connection.execute(f"select * from {table}").fetchall() for value in row)
            assert [text for text in forbidden if text in printed] == [], table


def test_no_name_is_in_any_file(folder: Path) -> None:
    forbidden = [form.encode() for name in NAMES for form in (name, name.replace(" ", ""))] + [
        text.encode() for text in NUMBERS
    ]
    files = published(folder)
    assert {file.suffix for file in files} >= {".duckdb", ".html", ".csv", ".parquet", ".xlsx", ".json", ".txt"}
    for file in files:
        for content in contents(file):
            assert [text.decode() for text in forbidden if text in content] == [], file


def test_the_work_file_keeps_the_names_and_the_published_one_says_why_not(folder: Path) -> None:
    with duckdb.connect(str(folder / "warehouse.work.duckdb"), read_only=True) as connection:
        names = connection.execute("select manager_name from marts.dim_projects order by project_id").fetchall()
    assert [bool(name) for (name,) in names] == [True, True]
    with reading(folder) as connection:
        assert connection.execute("select distinct manager_name from marts.dim_projects").fetchall() == [(None,)]
        assert connection.execute("select distinct manager_text from raw.project_forms").fetchall() == [("●●",)]
        (comment,) = connection.execute(
            "select comment from duckdb_columns() where table_name = 'dim_projects' and column_name = 'manager_name'"
            " and schema_name = 'marts'"
        ).fetchone()
        assert "Left out of this file" in comment
        personal = connection.execute("select table_name, column_name from marts.dim_columns where is_personal").fetchall()
    assert ("dim_projects", "manager_name") in personal


def test_what_stands_beside_a_name_stays(folder: Path) -> None:
    with reading(folder) as connection, duckdb.connect(str(folder / "warehouse.work.duckdb"), read_only=True) as work:
        query = "select line_number, numbers_printed, numbers_captured, numbers_furniture from raw.document_lines order by all"
        assert connection.execute(query).fetchall() == work.execute(query).fetchall()
        query = "select project_id, horizon, total_amount_cny from marts.fct_project_budgets order by all"
        assert connection.execute(query).fetchall() == work.execute(query).fetchall()
        query = "select line_text from raw.document_lines where contains(line_text, '77.70') or contains(line_text, '430000')"
        lines = [line for (line,) in connection.execute(query).fetchall()]
    assert len(lines) == 2
    assert all("●●" in line for line in lines)
    assert "●●" in (folder / "terminal.txt").read_text(encoding="utf-8")


def test_no_statement_was_run(folder: Path) -> None:
    with reading(folder) as connection:
        assert connection.execute("select count(*) from raw.documents").fetchone() == (1,)
        assert connection.execute("select count(*) from marts.dim_projects").fetchone() == (2,)
    for option in (
        ("findings", "--document", f"x{STATEMENT}"),
        ("trace", STATEMENT, "x"),
        ("export", "other", "--tables", STATEMENT),
    ):
        command(folder, *option, status=2)
    command(folder, "trace", "dim_projects", STATEMENT, status=2)
    with reading(folder) as connection:
        assert connection.execute("select count(*) from raw.documents").fetchone() == (1,)


def test_the_documented_connection_reads_this_file_and_no_other(folder: Path) -> None:
    with reading(folder) as connection:
        for query in (
            "select * from read_text('terminal.txt')",
            "copy (select 1) to 'taken.csv'",
            "attach 'other.duckdb'",
            "create table marts.taken (one integer)",
            "delete from raw.documents",
            "install httpfs",
            "set enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error):
                connection.execute(query)


def test_no_cell_of_a_csv_file_begins_a_formula(folder: Path) -> None:
    numeric = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?")
    files = [folder / "findings.csv", *(folder / "open_data").rglob("*.csv")]
    cells = [
        cell
        for file in files
        for row in csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""))
        for cell in row
    ]
    assert sum(FORMULA in cell for cell in cells) > 3
    assert [cell for cell in cells if cell.startswith(FORMULA_SIGNS) and not numeric.fullmatch(cell)] == []
    targets = next(file for file in files if file.name == "fct_project_budgets.csv")
    amounts = [row["total_amount_cny"] for row in csv.DictReader(io.StringIO(targets.read_text(encoding="utf-8-sig")))]
    assert "437000.00" in amounts


def test_no_cell_of_the_workbook_is_a_formula(folder: Path) -> None:
    (file,) = (folder / "open_data").rglob("*.xlsx")
    with zipfile.ZipFile(file) as book:
        sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        texts = b"".join(book.read(name) for name in book.namelist() if name.endswith(".xml"))
    assert sheets
    assert not any(b"<f>" in sheet or b"<f " in sheet or b"<hyperlink" in sheet for sheet in sheets)
    assert b"HYPERLINK" in texts


def test_no_markup_of_a_document_is_in_a_page(folder: Path) -> None:
    pages = [folder / "findings.html", *sorted((folder / "warehouse.site").rglob("*.html"))]
    assert sum(b"alert(" in page.read_bytes() for page in pages) > 1
    for page in pages:
        tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
        assert tree.css("img, iframe, object, embed, base, form[action]") == [], page
        for element in tree.css("*"):
            assert not [name for name in element.attributes if name.startswith("on")], (page, element.html[:200])
            for name in ("href", "src", "xlink:href"):
                address = (element.attributes.get(name) or "").strip().lower()
                assert not address.startswith(("javascript:", "data:text", "vbscript:")), (page, address)
        for script in tree.css("script"):
            text = script.text() or ""
            assert "alert(" not in text or script.attributes.get("type") == "application/json" or "\\u003c" in text, page
            assert "\u2028" not in text, page
            if script.attributes.get("type") == "application/json":
                json.loads(text)
        assert not ESCAPES.search(tree.root.text()), page


def test_nothing_of_a_document_reaches_a_terminal_as_it_is(folder: Path) -> None:
    for name in ("run.log", "terminal.txt"):
        assert not ESCAPES.search((folder / name).read_text(encoding="utf-8")), name


def test_json_is_json(folder: Path) -> None:
    found = json.loads((folder / "findings.json").read_text(encoding="utf-8"))
    assert found
    for file in (folder / "warehouse.site").rglob("*.json"):
        json.loads(file.read_text(encoding="utf-8"))


def test_names_of_site_files_are_harmless(folder: Path) -> None:
    names = [file.relative_to(folder / "warehouse.site").as_posix() for file in (folder / "warehouse.site").rglob("*")]
    assert [name for name in names if not re.fullmatch(r"[A-Za-z0-9._/-]+", name)] == []
