"""What is done to make the linter of SQL quick hides nothing from it."""

import gc
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlfluff.core import FluffConfig, Linter

ROOT = Path(__file__).parents[1]
SHORT_MACROS = ROOT / "tests" / "sqlfluff" / "short_macros.sql"
CALLS = {
    "first_match": "'a.one', '[0-9]+'",
    "fold_name": "'a.one'",
    "fold_text": "'a.one'",
    "format_number": "'a.one'",
    "has_doubled_word": "'a.one', 5",
    "measure_last_place": "'a.one'",
    "measured_dimension": "'a.one', 'a.two'",
    "own_unit": "'a.one', 'a.two'",
    "printed_step": "'a.one'",
    "rewrite_text": "'a.one', [['x', 'y']]",
    "sum_printed": "['a.one', 'a.two']",
    "surrogate_key": "['a.one', 'a.two', \"'text'\"]",
    "target_comparator": "'a.one', 'a.two'",
    "to_number": "'a.one'",
}
UNTIDY = """with a as (
    select * from {{ ref('first') }}
),

unused as (
    select * from {{ ref('second') }}
)

select
    {{ to_number('a.one') }} as one,
    Coalesce(a.two,0) AS two,
      three,
    {{ fold_text("a.four") }} as four
from a
join {{ ref('third') }} as third on a.one = third.one
left join {{ ref('fourth') }} as fourth on a.one = a.two
"""
TIDY = "select {{ fold_text('a.one') }} as one from {{ ref('first') }} as a\n"


@pytest.fixture(scope="module")
def config() -> Iterator[FluffConfig]:
    threshold = gc.get_threshold()
    yield FluffConfig.from_path(str(ROOT))
    gc.set_threshold(*threshold)
    gc.unfreeze()


def _columns(config: FluffConfig, sql: str) -> list[list[str]]:
    tree = Linter(config=config).parse_string(sql).tree
    assert "unparsable" not in tree.descendant_type_set
    return [
        sorted({reference.raw for reference in element.recursive_crawl("column_reference")})
        for element in tree.recursive_crawl("select_clause_element", no_recursive_seg_type="select_clause_element")
    ]


def test_a_short_macro_names_the_columns_of_the_real_one(config: FluffConfig) -> None:
    assert re.findall(r"macro (\w+)", SHORT_MACROS.read_text(encoding="utf-8")) == list(CALLS)
    real = FluffConfig.from_path(str(ROOT))
    real.get_section(("templater", "jinja"))["load_macros_from_path"] = str(ROOT / "macros")
    sql = "select\n" + ",\n".join(f"{{{{ {name}({arguments}) }}}} as x" for name, arguments in CALLS.items()) + "\nfrom a\n"
    assert _columns(config, sql) == _columns(real, sql)


def test_the_linter_sees_each_file_for_itself(config: FluffConfig) -> None:
    findings = [
        sorted({finding.rule_code() for finding in Linter(config=config).lint_string(sql).get_violations()})
        for sql in (TIDY, UNTIDY, TIDY, UNTIDY)
    ]
    untidy = ["AL05", "AM05", "CP01", "CP03", "LT01", "LT02", "RF02", "ST03"]
    assert findings == [[], untidy, [], untidy]
