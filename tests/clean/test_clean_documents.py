"""Clean disclosures raise no alarm; a disclosure with one defect raises exactly that one."""

from __future__ import annotations

import pytest

from tests.clean.conftest import Outcome
from tests.clean.defects import FORM_DEFECTS
from tests.clean.folder import ALL_BUDGET_DEFECTS


def test_clean_disclosures_raise_no_alarm(outcome: Outcome) -> None:
    expected, found = outcome.written.rules, outcome.findings
    clean = [name for name, rules in expected.items() if not rules]
    assert len(clean) >= 100
    assert {name: found[name] for name in clean if any(severity != "info" for _, severity, _ in found[name])} == {}


@pytest.mark.parametrize(
    ("prefix", "name"),
    [(f"form_defect_{place:02}", defect.name) for place, defect in enumerate(FORM_DEFECTS)]
    + [(f"budget_defect_{place:02}", defect.name) for place, defect in enumerate(ALL_BUDGET_DEFECTS)],
)
def test_one_defect_raises_exactly_its_finding(outcome: Outcome, prefix: str, name: str) -> None:
    expected, found = outcome.written.rules, outcome.findings
    spoilt = [file for file in expected if file.startswith(prefix)]
    assert spoilt
    for file in spoilt:
        alarms = [finding for finding in found[file] if finding[1] != "info" or finding[0] in expected[file]]
        assert {rule for rule, _, _ in alarms} == expected[file], (name, file, alarms)
