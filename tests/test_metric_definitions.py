"""The semantic models and metrics in metrics/definitions keep the project's rules; docs/metrics.md lists them as they are."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "metrics" / "definitions").glob("*.yml"))
PAGE = ROOT / "docs" / "metrics.md"
CONTENTS = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in FILES}
MODELS = {name: content["semantic_models"][0] for name, content in CONTENTS.items()}
METRICS = [metric for content in CONTENTS.values() for metric in content.get("metrics", [])]
MEASURES = {measure["name"]: name for name, model in MODELS.items() for measure in model.get("measures", [])}

CHINESE = re.compile("[\u4e00-\u9fff]")
# A name ends with what it is: yuan, a share of 1, a count, or one count by another.
ENDINGS = re.compile(r"_amount_cny$|_ratio$|_count$|^findings_per_document$")


def inputs_of(metric: dict) -> list[str]:
    """Names of the metrics, or of the one measure, that a metric is made of."""
    parameters = metric["type_params"]
    named = [parameters.get(key) for key in ("measure", "numerator", "denominator")] + parameters.get("metrics", [])
    return [item["name"] if isinstance(item, dict) else item for item in named if item]


def source_of(metric: dict) -> str:
    """Models of the warehouse that a metric is computed from."""
    by_name = {other["name"]: other for other in METRICS}
    if metric["type"] == "simple":
        (measure,) = inputs_of(metric)
        return model_of(MODELS[MEASURES[measure]])
    return ", ".join(sorted({source_of(by_name[name]) for name in inputs_of(metric)}))


def model_of(semantic_model: dict) -> str:
    return re.fullmatch(r"ref\('(\w+)'\)", semantic_model["model"]).group(1)


def test_a_file_holds_one_semantic_model_of_its_name() -> None:
    wrong = [name for name, content in CONTENTS.items() if [model["name"] for model in content["semantic_models"]] != [name]]
    assert MODELS
    assert wrong == []
    assert [name for name, content in CONTENTS.items() if set(content) - {"semantic_models", "metrics"}] == []


def test_everything_is_described() -> None:
    silent = [name for name, model in MODELS.items() if not model.get("description")]
    for name, model in MODELS.items():
        items = [*model.get("dimensions", []), *model.get("measures", [])]
        silent += [f"{name}.{item['name']}" for item in items if not item.get("description")]
    silent += [metric["name"] for metric in METRICS if not metric.get("description", "").endswith(".")]
    assert silent == []


def test_every_metric_has_a_chinese_label_of_its_own() -> None:
    labels = [metric["label"] for metric in METRICS]
    assert [label for label in labels if not CHINESE.search(label)] == []
    assert [label for label in labels if labels.count(label) > 1] == []


def test_a_metric_is_named_for_its_unit() -> None:
    wrong = [metric["name"] for metric in METRICS if not ENDINGS.search(metric["name"])]
    wrong += [
        metric["name"] for metric in METRICS if metric["name"].endswith("_amount_cny") != metric["label"].endswith("元）")
    ]
    assert wrong == []


def test_every_measure_serves_a_metric() -> None:
    used = {name for metric in METRICS if metric["type"] == "simple" for name in inputs_of(metric)}
    assert sorted(set(MEASURES) ^ used) == []


def test_measures_lie_over_views_that_are_safe_to_add() -> None:
    """Anything else could add horizons, statements or stages. Documents are counted once each, staff by a filter."""
    unsafe = {name for name in MEASURES.values() if not model_of(MODELS[name]).startswith("sum_")}
    assert unsafe == {"documents", "agency_staffing"}
    staffing = [metric for metric in CONTENTS["agency_staffing"]["metrics"] if metric["type"] == "simple"]
    assert {("document__is_counted" in metric["filter"], "department_budget" in metric["filter"]) for metric in staffing} == {
        (True, True)
    }


def test_time_is_yearly() -> None:
    """The time spine holds the first days of years and nothing between them."""
    times = [
        (name, dimension["name"], dimension["type_params"]["time_granularity"])
        for name, model in MODELS.items()
        for dimension in model.get("dimensions", [])
        if dimension["type"] == "time"
    ]
    assert {time[1:] for time in times} == {("fiscal_year_start", "year")}


def test_entities_of_one_name_are_one_column_but_for_departments() -> None:
    columns: dict[str, set[str]] = {}
    for model in MODELS.values():
        for entity in model["entities"]:
            columns.setdefault(entity["name"], set()).add(entity["expr"])
    # The agency of a project is the department that answers for it.
    assert {name: found for name, found in columns.items() if len(found) > 1} == {
        "agency": {"agency_id", "department_agency_id"}
    }


def test_the_page_lists_every_metric() -> None:
    rows = [f"| {metric['name']} | {metric['label']} | {metric['description']} | {source_of(metric)} |" for metric in METRICS]
    _, table = PAGE.read_text(encoding="utf-8").split("| --- | --- | --- | --- |\n")
    assert table == "".join(f"{row}\n" for row in rows)


@pytest.mark.parametrize("page", ["README.md", "docs/metrics.md"])
def test_commands_on_a_page_name_metrics_that_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    asked = {name for names in re.findall(r"mf query .*--metrics ([a-z0-9_,]+)", text) for name in names.split(",")}
    assert asked
    assert sorted(asked - {metric["name"] for metric in METRICS}) == []
