"""The search for columns, on vectors of whole numbers."""

from __future__ import annotations

import pytest

from ingest.forms.budget_columns import Column, SideLayout
from ingest.forms.budget_identities import Identity
from ingest.forms.budget_text import figure_value, split_tokens
from ingest.forms.column_placement import Candidate, Family, decided_places, propagate, row_candidates
from ingest.forms.family_sums import surviving_children
from ingest.records import Line

LAYOUT = SideLayout(
    side="expenditure",
    row_kind="function",
    columns=tuple(Column(name, name, "budget") for name in ("total", "basic", "project")),
    identities=(Identity(0, (1, 2), is_partial=False, may_be_blank=False),),
)


@pytest.mark.parametrize(
    ("values", "places"),
    [
        ([9, 5, 4], [(0, 1, 2)]),
        ([9, 9], [(0, 1), (0, 2)]),
        ([9, 8], None),
        ([9], None),
        ([], [()]),
        ([9, 5, 4, 1], None),
        ([9, None], None),
    ],
)
def test_placements_that_a_rows_own_sum_permits(values: list[int | None], places: list[tuple[int, ...]] | None) -> None:
    choices = row_candidates(values, LAYOUT)
    assert (None if choices is None else [choice.places for choice in choices]) == places


def test_sum_over_children_decides_both() -> None:
    rows = [row_candidates(values, LAYOUT) for values in ([12, 5, 7], [5, 5], [7, 7])]
    placement = propagate(rows, [Family(0, (1, 2))])
    assert placement.broken == 0
    assert [decided_places(choices, 2) for choices in placement.rows[1:]] == [(0, 1), (0, 2)]


def test_what_is_decided_above_is_carried_down() -> None:
    rows = [row_candidates(values, LAYOUT) for values in ([12, 5, 7], [5, 5], [7, 7], [3, 3], [2, 2])]
    placement = propagate(rows, [Family(0, (1, 2)), Family(1, (3, 4))])
    assert [decided_places(choices, 2) for choices in placement.rows[3:]] == [(0, 1), (0, 1)]


def test_equal_rows_stay_open() -> None:
    rows = [row_candidates(values, LAYOUT) for values in ([10, 5, 5], [5, 5], [5, 5])]
    placement = propagate(rows, [Family(0, (1, 2))])
    assert [decided_places(choices, 2) for choices in placement.rows[1:]] == [(0, None), (0, None)]


def test_sum_that_fails_is_counted_and_decides_nothing() -> None:
    rows = [row_candidates(values, LAYOUT) for values in ([100, 40, 60], [40, 40], [90, 90])]
    placement = propagate(rows, [Family(0, (1, 2))])
    assert placement.broken == 1
    assert placement.rows == tuple(rows)


def test_two_totals_that_are_each_the_sum_of_the_other() -> None:
    rows = [row_candidates(values, LAYOUT) for values in ([9, 5, 4], [9, 9])]
    placement = propagate(rows, [Family(0, (1,)), Family(1, (0,))])
    assert placement.broken == 2
    assert placement.rows == tuple(rows)


def test_a_long_chain_of_totals() -> None:
    rows = [row_candidates([9, 5, 4], LAYOUT)] * 5000
    assert propagate(rows, [Family(number + 1, (number,)) for number in range(4999)]).broken == 0


def test_partial_sum_bounds_its_part() -> None:
    layout = SideLayout("expenditure", "function", LAYOUT.columns[:2], (Identity(0, (1,), True, False),))
    choices = row_candidates([9], layout)
    assert choices == (Candidate((0,), (9, 0)),)


def test_too_many_sums_leave_everything_open() -> None:
    children = [frozenset({(2**place, 0), (0, 2**place)}) for place in range(40)]
    assert surviving_children(children, (2**40 - 1, 2**40 - 1), tolerance=0) is None


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("一、财政拨款收入 2,495.56一、本年支出 2,495.56", ["一、财政拨款收入", "2,495.56", "一、本年支出", "2,495.56"]),
        ("收      入 支出", ["收入", "支出"]),
        ("208社会保障和就业支出2,457.00", ["208", "社会保障和就业支出", "2,457.00"]),
        ("1. 一般公共预算资金 0 0", ["1.", "一般公共预算资金", "0", "0"]),
        ("2023 年预算数 12,34.5", ["2023年预算数", "12,34.5"]),
        ("因 公 出 国 （ 境 ） 费", ["因公出国（境）费"]),
    ],
)
def test_print_that_ran_together_or_apart(line: str, texts: list[str]) -> None:
    assert [token.text for token in split_tokens(Line(1, line, (line,)))] == texts


@pytest.mark.parametrize(
    ("text", "value"),
    [("2,495.56", "2495.56"), ("-", "0"), ("(1.20)", "-1.20"), ("２．５", "2.5"), ("12,34.5", None), ("#REF!", None)],
)
def test_figures(text: str, value: str | None) -> None:
    found = figure_value(text)
    assert (None if found is None else str(found)) == value
