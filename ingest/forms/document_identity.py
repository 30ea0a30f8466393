"""What a document says of itself: title, publisher, year and kind, as printed. `documents.csv` may overrule it later."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ingest.forms.document_titles import title_of, top_lines
from ingest.forms.words import fold
from ingest.records import DocumentRecord, Recognition, SourceDocument

# A year is no part of a date, of a range of years or of a document's number (〔2023〕15号).
RANGE = "[-—–~〜至到]"
YEAR = re.compile(
    rf"(?<![0-9])(?<!{RANGE})(?:(?:19|20)[0-9]{{2}}(?:年度?(?!{RANGE}|[0-9]{{1,2}}月)|(?=部门|单位|预算|决算))"
    rf"|二[〇○零][〇○零一二三四五六七八九]{{2}}年度?(?![一二三四五六七八九十]{{1,2}}月))"
    r"|(?<=\()(?:19|20)[0-9]{2}(?=\)(?![0-9]*号))"
)
PROSE_YEAR = re.compile("((?:19|20)[0-9]{2}年度?)(?:部门|单位|收入|支出|收支|预算|决算|财政拨款|一般公共)")
UNIT_CODE = re.compile(r"(?<![0-9])[0-9]{6,9}(?![0-9])")
NAMED_PUBLISHER = re.compile(
    r"^(?:公开单位|发布单位|编制单位|填报单位|单位名称|部门名称|预算单位)(?:\([^()]*\))?[:：](.{2,40})$"
)
PUBLISHER = re.compile(
    "([一-龥]{2,30}?(?:局|委员会|党委|县委|市委|区委|办公室|人民政府|政府|中心|医院|法院|检察院|学校|小学|中学|大学|学院|幼儿园"
    "|联合会|协会|总工会|支队|大队|研究所|派出所|管理所|管理处|卫生院|研究院|党校|团委|妇联|政协|林场|农场|办事处"
    "|(?:总|管理|服务|工作|推广|防治|监测|指导|监督|种苗|水文|畜牧兽医)站|厅|馆|社|街道|镇|乡))"
    "(?=本级|机关|部门|单位|的|预算|决算|项目|整体|绩效|\\(|关于|$)"
)
BEFORE_PUBLISHER = re.compile("^(?:关于|公开|公布|附件[0-9]*[:：]?)+|(?:关于)?公开(?=.)")
TOTAL = re.compile("汇总|[含及和](?:下属|所属|直属)|本级及|全部门")
OWN = re.compile("(?<![省市县区州])本级")
# Years and the scope are looked for in so many lines at the top, after the title.
TITLE_LINES = 10


def describe_document(document: SourceDocument, recognition: Recognition) -> DocumentRecord:
    """The row of `raw.documents`: fields the document does not state are None."""
    lines = top_lines(document)
    title = title_of(lines)
    return DocumentRecord(
        document_id=document.document_id,
        sha256=document.sha256,
        byte_count=document.byte_count,
        reader=document.reader,
        encoding=document.encoding,
        page_count=document.page_count,
        line_count=len(document.lines),
        title_text=title,
        publisher_text=_publisher(title or "", lines, recognition),
        fiscal_year_text=_fiscal_year(title or "", lines, document, recognition),
        document_type=_document_type(title or "", lines, recognition),
        reporting_scope=_reporting_scope(title or "", lines, recognition),
    )


def _reporting_scope(title: str, lines: list[str], recognition: Recognition) -> str | None:
    """What the title says; unit also where every table is of one agency with a unit's code, not the department's own 001."""
    if TOTAL.search(title):
        return "department_total"
    if OWN.search(title):
        return "department_own"
    if any("单位预算" in text or "单位决算" in text for text in (title, *lines[:TITLE_LINES])):
        return "unit"
    agencies = {table.agency_text for table in recognition.budget_tables if table.agency_text}
    codes = {code for text in agencies for code in UNIT_CODE.findall(text)}
    return "unit" if len(agencies) == 1 and len(codes) == 1 and not codes.pop().endswith("001") else None


def _publisher(title: str, lines: list[str], recognition: Recognition) -> str | None:
    """The agency a budget's tables name most often, the unit most forms name, a line that says so, or the title.

    A title that says 汇总 or 本级 names the department; the forms below it are its units' too.
    """
    agencies = _most_common(table.agency_text for table in recognition.budget_tables)
    if not agencies and (TOTAL.search(title) or OWN.search(title)) and (titled := _publisher_in(title)):
        return titled
    units = _most_common(form.implementing_unit_text or form.department_text for form in recognition.forms)
    named = next((match.group(1) for text in lines if (match := NAMED_PUBLISHER.match(fold(text)))), None)
    return agencies or units or named or _publisher_in(title)


def _publisher_in(title: str) -> str | None:
    bare = BEFORE_PUBLISHER.sub("", re.sub(r"[《》\"“”]", "", YEAR.sub("", fold(title))))
    match = PUBLISHER.search(bare)
    return match.group(1) if match else None


def _fiscal_year(title: str, lines: list[str], document: SourceDocument, recognition: Recognition) -> str | None:
    """The title's year, else the one most tables or forms print, else one at the top, else the one the prose speaks of most."""
    tables = _most_common(_year_in(table.title_text) for table in recognition.budget_tables)
    forms = _most_common(_year_in(form.fiscal_year_text or form.title_text or "") for form in recognition.forms)
    top = next((year for text in lines[:TITLE_LINES] if (year := _year_in(text))), None)
    found = _year_in(title) or tables or forms or top
    return found or _most_common(year for line in document.lines for year in PROSE_YEAR.findall(fold(line.text)))


def _year_in(text: str) -> str | None:
    match = YEAR.search(fold(text))
    return match.group() if match else None


def _document_type(title: str, lines: list[str], recognition: Recognition) -> str | None:
    """What was read decides between tables and forms, the title between the kinds of each, then most of the tables or forms."""
    if recognition.budget_tables:
        if "决算" in title or "预算" in title:
            return "final_accounts" if "决算" in title else "department_budget"
        settled = sum("决算" in table.title_text or table.phase == "final_accounts" for table in recognition.budget_tables)
        planned = sum("预算" in table.title_text for table in recognition.budget_tables)
        top = any("决算" in text for text in lines[:TITLE_LINES])
        return "final_accounts" if settled > planned or (settled == planned and top) else "department_budget"
    if not recognition.forms:
        return None
    evaluated = sum("self_evaluation" in form.form_type for form in recognition.forms)
    if 2 * evaluated > len(recognition.forms) or (not evaluated and "自评" in title):
        return "self_evaluation"
    return "performance_targets"


def _most_common(texts: Iterable[str | None]) -> str | None:
    counts = Counter(text for text in texts if text)
    return next((text for text, _ in counts.most_common(1)), None)
