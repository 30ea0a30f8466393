"""The pages of a site as text, one after another: those of documents first, while the charts are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import jinja2

from ingest.findings import Finding
from ingest.page_data import Document, PageData, Quote
from ingest.rendering import SEVERITIES, make_environment, policy_hash, read_page_file
from ingest.site.charts import Chart, series_colours
from ingest.site.comparisons import Comparison, Programs
from ingest.site.contents import Contents
from ingest.site.dictionary import Table
from ingest.site.downloads import Download, FileGroup, format_rows
from ingest.site.drawing import Draw
from ingest.site.figures import function_charts, is_function_chart_cut, is_program_chart_cut, place_chart, program_charts
from ingest.site.links import document_page
from ingest.site.names import Cover
from ingest.site.overview import Overview
from ingest.site.rows import Row

NAVIGATION = (
    ("index.html", "总览", "Overview"),
    ("programs.html", "政策项目", "Programmes"),
    ("functions.html", "支出功能", "Functions"),
    ("search.html", "查找", "Search"),
    ("dictionary.html", "数据字典", "Dictionary"),
    ("downloads.html", "下载", "Downloads"),
)
LANGUAGES = ("zh", "en")
STYLES = ("findings.css", "site/site.css")
SCRIPTS = {"language": "site/language.js", "search": "site/search.js"}
SEVERITY_ORDER = {severity: number for number, severity in enumerate(SEVERITIES)}

FindingLines = tuple[Finding, tuple[Quote, ...]]


@dataclass(frozen=True, slots=True)
class SiteData:
    """Everything on the site; `sources` are rows of dim_documents by document_id."""

    page: PageData
    sources: dict[str, Row]
    contents: dict[str, Contents]
    overview: Overview
    programs: Programs
    functions: Comparison
    tables: tuple[Table, ...]
    names: dict[tuple[str, str], tuple[str, str]]
    index: dict[str, Any]
    downloads: list[Download]
    beside: list[FileGroup]
    cover: Cover


def render_site(data: SiteData, draw: Draw) -> Iterator[tuple[str, str]]:
    """Path inside the site and text of each file."""
    charts = {name: chart for name, chart in _charts(data).items() if chart}
    wait = draw(list(charts.values()))
    environment = _environment(data)
    yield from _document_pages(environment, data)
    drawn = {name: _Drawn(svg, series_colours(charts[name])) for name, svg in zip(charts, wait(), strict=True)}
    for name, values in _pages(data, drawn).items():
        yield name, _page(environment, name, **values)
    for item in data.downloads:
        yield item.path, format_rows(item.rows)


@dataclass(frozen=True, slots=True)
class _Drawn:
    svg: str
    series: list[tuple[str, int]]


def _charts(data: SiteData) -> dict[str, Chart | None]:
    return {
        "places": place_chart(data.overview),
        **program_charts(data.programs.funding),
        **function_charts(data.functions),
    }


def _by_language(drawn: dict[str, _Drawn], name: str) -> list[tuple[_Drawn, str]]:
    return [(drawn[f"{name}_{language}"], language) for language in LANGUAGES if f"{name}_{language}" in drawn]


def _pages(data: SiteData, drawn: dict[str, _Drawn]) -> dict[str, dict[str, Any]]:
    """What each page besides those of documents is made of."""
    return {
        "index.html": {
            "counts": data.overview.counts,
            "places": data.overview.places,
            "is_complete": data.overview.is_complete,
            "rules": data.overview.rules,
            "documents": data.page.documents,
            "chart": drawn.get("places"),
        },
        "programs.html": {
            "programs": data.programs,
            "charts": _by_language(drawn, "programs"),
            "is_cut": is_program_chart_cut(data.programs.funding),
        },
        "functions.html": {
            "comparison": data.functions,
            "charts": _by_language(drawn, "functions"),
            "is_cut": is_function_chart_cut(data.functions),
        },
        "search.html": {"index": data.index},
        "dictionary.html": {"tables": data.tables},
        "downloads.html": {"downloads": data.downloads, "beside": data.beside},
    }


def _environment(data: SiteData) -> jinja2.Environment:
    style = "".join(read_page_file(name) for name in STYLES)
    scripts = {name: read_page_file(file) for name, file in SCRIPTS.items()}
    return make_environment(
        names=data.names,
        navigation=NAVIGATION,
        release=data.overview.release,
        style=style,
        style_hash=policy_hash(style),
        scripts=scripts,
        script_hashes=[policy_hash(script) for script in scripts.values()],
    )


def _page(environment: jinja2.Environment, name: str, root: str = "", current: str | None = None, **values: Any) -> str:
    return environment.get_template(f"site/{name}").render(root=root, current=current or name, **values)


def _document_pages(environment: jinja2.Environment, data: SiteData) -> Iterator[tuple[str, str]]:
    findings: dict[str, list[FindingLines]] = {}
    for finding, lines in data.page.findings:
        findings.setdefault(finding.document_id, []).append(_covered(finding, lines, data.cover))
    for document in data.page.documents:
        of_document = findings.get(document.document_id, [])
        of_document.sort(key=lambda item: (SEVERITY_ORDER[item[0].severity], item[0].review_status != "open"))
        source = data.sources[document.document_id]
        yield (
            document_page(document.document_id),
            _page(
                environment,
                "document.html",
                root="../",
                document=_covered_unread(document, data.cover),
                contents=data.contents[document.document_id],
                findings=of_document,
                source_url=source["source_url"],
                sha256=source["sha256"],
            ),
        )


def _covered(finding: Finding, lines: tuple[Quote, ...], cover: Cover) -> FindingLines:
    """A finding without the names of managers in its sentences and quoted lines."""
    key = finding.document_id
    return (
        replace(finding, message=cover(key, finding.message), message_en=cover(key, finding.message_en)),
        tuple(replace(line, line_text=cover(key, line.line_text)) for line in lines),
    )


def _covered_unread(document: Document, cover: Cover) -> Document:
    unread = (replace(item, subject_text=cover(document.document_id, item.subject_text)) for item in document.unread)
    return replace(document, unread=tuple(unread))
