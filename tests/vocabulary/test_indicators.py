"""Conformed indicators: invented names, and those of the shipped documents whose reading is not plain."""

from __future__ import annotations

import pytest

from tests.vocabulary.conftest import Warehouse
from tests.vocabulary.documents import INVENTED, IS_SHIPPED, listed


def test_invented_names_conform_to_what_they_mean_and_sentences_to_nothing(warehouse: Warehouse) -> None:
    found = warehouse.ask(
        "select indicator_name, target_text, coalesce(indicator_id, '') from marts.fct_indicator_targets"
        f" inner join marts.dim_documents using (document_id) where file_name = '{INVENTED}'"
    )
    expected = [(row["indicator_name"], row["target"], row["indicator_id"]) for row in listed("indicator_names.csv")]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("name", "unit", "indicator"),
    [
        # A field of eight characters cut these names; what the target measures tells two meanings of one name apart.
        ("发放生活补贴入账", "次", "payments_count low"),
        ("发放生活补贴入账", "%", "benefit_payment_ratio low"),
        ("社会保险政策知晓", "%", "policy_awareness high"),
        ("机关事业单位养老金足", "%", "benefit_full_payment_ratio low"),
        # The name counts payments, the target counts people: which of them is wrong is not for us to say.
        ("领取破产企业退休生活补贴发放次数", "人", None),
        # Those who never joined a scheme are no insured persons.
        ("未参保城镇大集体企业退休人员人数", "人", "recipients_count high"),
        ("资金成本浪费率", "%", "waste_ratio high"),
    ],
)
def test_shipped_names_that_are_not_plain(warehouse: Warehouse, name: str, unit: str, indicator: str | None) -> None:
    query = (
        "select distinct indicator_id || ' ' || indicator_confidence from marts.fct_indicator_targets"
        f" where indicator_name = '{name}' and unit_text = '{unit}' and fiscal_year = 2023"
    )
    assert warehouse.ask(query) == [(indicator,)]


def test_most_of_the_shipped_targets_conform(warehouse: Warehouse) -> None:
    ((share,),) = warehouse.ask(
        "select count(indicator_id) / count(*) from marts.fct_indicator_targets"
        f" inner join marts.dim_documents using (document_id) where {IS_SHIPPED}"
    )
    assert share > 0.9


def test_what_conforms_to_none_is_listed(warehouse: Warehouse) -> None:
    listed_rows = "select sum(target_count) from marts.rpt_unmatched_indicators"
    rows = "select count(*) from marts.fct_indicator_targets where indicator_id is null and indicator_name is not null"
    assert warehouse.ask(listed_rows) == warehouse.ask(rows)
    reasons = dict(warehouse.ask("select indicator_name, nearest_reason from marts.rpt_unmatched_indicators"))
    assert reasons["按要求及时发放资金,提高群众满意度"] == "free_text"
    assert reasons["领取破产企业退休生活补贴发放次数"] == "dimension_differs"


@pytest.mark.parametrize("indicator", ["waste_ratio", "complaint_ratio", "accidents_count", "total_cost", "dropout_ratio"])
def test_less_is_better_of_what_does_harm(warehouse: Warehouse, indicator: str) -> None:
    assert warehouse.ask(f"select polarity from marts.dim_indicators where indicator_id = '{indicator}'") == [
        ("lower_is_better",)
    ]
