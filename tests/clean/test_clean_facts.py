"""The marts hold what the clean disclosures say: every amount, target and class, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from tests.clean.budgets import Budget
from tests.clean.conftest import Outcome
from tests.clean.forms import Indicator

COMPARATORS = {"≥": ">=", "≤": "<=", "=": "="}
TEN_THOUSAND = Decimal(10_000)


def by_file(outcome: Outcome, query: str) -> dict[str, list[tuple]]:
    """The rows of a query whose first column is the document, by file name, sorted."""
    rows: dict[str, list[tuple]] = defaultdict(list)
    for name, *row in outcome.ask(
        f"select file_name, found.* exclude (document_id) from ({query}) as found"
        " inner join marts.dim_documents using (document_id)"
    ):
        rows[name].append(tuple(row))
    return {name: sorted(own, key=str) for name, own in rows.items()}


def yuan(amount: str | Decimal) -> Decimal:
    return (Decimal(amount) * TEN_THOUSAND).quantize(Decimal("0.01"))


def test_every_project_has_its_money(outcome: Outcome) -> None:
    found = by_file(
        outcome,
        """
        select budgets.document_id, projects.project_name, budgets.total_amount_cny, budgets.fiscal_appropriation_amount_cny,
            budgets.other_funds_amount_cny, budgets.carryover_amount_cny
        from marts.fct_project_budgets as budgets inner join marts.dim_projects as projects using (project_id)
        """,
    )
    for name, forms in outcome.written.forms.items():
        expected = [(form.name, yuan(form.total), yuan(form.fiscal), yuan(form.other), yuan(form.carryover)) for form in forms]
        assert found[name] == sorted(expected, key=str), name


def test_every_target_is_read(outcome: Outcome) -> None:
    found = by_file(
        outcome,
        """
        select targets.document_id, projects.project_name, targets.level1_text, targets.level2_text, targets.indicator_name,
            coalesce(targets.comparator, ''), coalesce(targets.target_low, targets.target_high),
            coalesce(targets.unit_text, ''), targets.weight
        from marts.fct_indicator_targets as targets inner join marts.dim_projects as projects using (project_id)
        """,
    )
    for name, forms in outcome.written.forms.items():
        expected = [
            (form.name, one.level1, one.level2, one.name, *_target(one), Decimal(one.weight) if one.weight else None)
            for form in forms
            for one in form.indicators
        ]
        assert [_plain(row) for row in found[name]] == sorted(map(_plain, expected), key=str), name


def test_every_class_has_its_money(outcome: Outcome) -> None:
    functional = by_file(
        outcome,
        """
        select document_id, functional_code, total_amount_cny, coalesce(basic_amount_cny, 0), coalesce(project_amount_cny, 0)
        from marts.fct_functional_expenditures where statement = 'general_public_budget'
        """,
    )
    economic = by_file(
        outcome,
        "select document_id, economic_code, total_amount_cny from marts.fct_economic_expenditures where scope = 'basic'",
    )
    public = by_file(
        outcome,
        """
        select document_id, total_amount_cny, reception_amount_cny, coalesce(vehicle_operation_amount_cny, 0)
        from marts.fct_three_public_expenses
        """,
    )
    for name, budget in outcome.written.budgets.items():
        items = [
            (code, yuan(basic + project), yuan(basic), yuan(project)) for code, (_, basic, project) in budget.items.items()
        ]
        assert functional[name] == sorted(items, key=str), name
        assert economic[name] == sorted([(code, yuan(amount)) for code, amount in budget.economic.items()], key=str), name
        assert public[name] == [_three_public(budget)], name


def _three_public(budget: Budget) -> tuple[Decimal, ...]:
    reception, vehicles = budget.economic["30217"], budget.economic.get("30231", Decimal(0))
    return yuan(reception + vehicles), yuan(reception), yuan(vehicles)


def _target(indicator: Indicator) -> tuple[str, Decimal | None, str]:
    if not indicator.comparator:
        return "", None, ""
    return COMPARATORS[indicator.comparator], Decimal(indicator.value), indicator.unit


def _plain(row: tuple) -> tuple:
    """Numbers without trailing zeros, so that 70.5 and 70.50000000 are one."""
    return tuple(value.normalize() if isinstance(value, Decimal) else value for value in row)
