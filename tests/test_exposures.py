"""Exposures name what the dashboards and the site read: a change of a table is traced to the pages that show it."""

import re

import pytest
import yaml

from ingest.workfile import PROJECT_FOLDER

EXPOSURES = PROJECT_FOLDER / "models" / "marts" / "_exposures.yml"
SUPERSET = PROJECT_FOLDER / "deploy" / "superset"
TABLE = re.compile(r"\bmarts\.([a-z_]+)")


def stated() -> dict[str, set[str]]:
    """Tables by exposure."""
    exposures = yaml.safe_load(EXPOSURES.read_text(encoding="utf-8"))["exposures"]
    return {item["name"]: {re.search(r"ref\('(\w+)'\)", text).group(1) for text in item["depends_on"]} for item in exposures}


def tables_of_dashboard(name: str) -> set[str]:
    charts = yaml.safe_load((SUPERSET / "dashboards" / f"{name}.yml").read_text(encoding="utf-8"))["charts"]
    datasets = {chart["dataset"] for chart in charts.values()}
    texts = [(SUPERSET / "datasets" / f"{dataset}.sql").read_text(encoding="utf-8") for dataset in datasets]
    return {table for text in texts for table in TABLE.findall(text)}


def tables_of_site() -> set[str]:
    modules = [*(PROJECT_FOLDER / "ingest" / "site").glob("*.py"), PROJECT_FOLDER / "ingest" / "page_data.py"]
    return {table for module in modules for table in TABLE.findall(module.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("name", sorted(path.stem for path in (SUPERSET / "dashboards").glob("*.yml")))
def test_a_dashboard_names_the_tables_of_its_charts(name: str) -> None:
    assert stated()[name] == tables_of_dashboard(name) != set()


def test_the_site_names_the_tables_it_reads() -> None:
    assert stated()["site"] == tables_of_site() != set()


def test_nothing_else_is_exposed() -> None:
    assert set(stated()) == {"site", *(path.stem for path in (SUPERSET / "dashboards").glob("*.yml"))}
