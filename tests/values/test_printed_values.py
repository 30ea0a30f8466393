"""Known values printed in many ways and read back by the SQL that reads them: equal or null, never another value."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.ledger import count_numbers
from tests.values.macros import evaluate, model, with_seeds

FULL_WIDTH = str.maketrans("0123456789.,()-%", "０１２３４５６７８９．，（）－％")
PARSED = "intermediate/performance/int_target_values_parsed.sql"
NUMERALS = "零一二三四五六七八九"
QUICK = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
UNITS = ("元", "万元", "亿元", "千元", "人", "次", "%", "个", "")
AT_LEAST = ("≥{}", ">={}", "＞＝{}", "不低于{}", "不少于{}", "大于等于{}", "{}以上", "{}及以上", "至少{}", "不小于{}")
AT_MOST = ("≤{}", "<={}", "不高于{}", "不超过{}", "小于等于{}", "{}以下", "{}及以下", "{}以内", "不大于{}")
EQUALS = ("={}", "＝{}", "{}", "等于{}")

amounts = st.builds(
    lambda units, places: Decimal(units).scaleb(-places),
    st.integers(0, 10**11),
    st.integers(0, 4),
)


@st.composite
def printed_amounts(draw: st.DrawFn) -> tuple[Decimal, str]:
    """A value and a way to print it that says no other one."""
    value = draw(amounts)
    digits = f"{value:f}"
    whole, _, places = digits.partition(".")
    if draw(st.booleans()):
        whole = f"{int(whole):,}"
    text = whole + ("." + places if places else "")
    negative = value and draw(st.booleans())
    if negative:
        text = draw(st.sampled_from(("-{}", "({})", "△{}", "（{}）", "▲{}", "－{}"))).format(text)
    if draw(st.booleans()):
        text = text.translate(FULL_WIDTH)
    around = ("{}", " {}", "{} ", "　{}") + (() if negative else ("¥{}",))
    return (-value if negative else value), draw(st.sampled_from(around)).format(text)


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    return with_seeds("units", "unit_aliases", "qualitative_words")


@QUICK
@given(st.lists(printed_amounts(), min_size=40, max_size=80))
def test_an_amount_is_read_as_it_was_printed(connection: duckdb.DuckDBPyConnection, printed: list[tuple[Decimal, str]]) -> None:
    found = evaluate(connection, "{{ to_number('text') }}", [text for _, text in printed])
    assert [(text, value) for (expected, text), value in zip(printed, found, strict=True) if value != expected] == []


@QUICK
@given(
    st.lists(
        st.tuples(printed_amounts(), st.sampled_from(("元", "万元", "亿元", "千元", "万", "亿", "百万元"))),
        min_size=40,
        max_size=80,
    )
)
def test_an_amount_with_its_unit_keeps_its_figure(connection: duckdb.DuckDBPyConnection, printed: list) -> None:
    texts = [text.strip() + unit for (_, text), unit in printed]
    found = evaluate(connection, "{{ read_money('text') }}", texts)
    wrong = [
        (text, value)
        for ((expected, _), _), text, value in zip(printed, texts, found, strict=True)
        if value is not None and value != expected
    ]
    assert wrong == []


@QUICK
@given(st.lists(st.text(alphabet="0123456789.,，． -－()（）△%万元￥一二年≥~/　", max_size=14), min_size=60, max_size=120))
def test_what_is_no_single_figure_is_no_amount(connection: duckdb.DuckDBPyConnection, texts: list[str]) -> None:
    """Whatever is read has all of the digits that are printed, in their order, and is one well-formed number."""
    for text, value in zip(texts, evaluate(connection, "{{ to_number('text') }}", texts), strict=True):
        if value is not None:
            folded = text.translate({wide: narrow for narrow, wide in FULL_WIDTH.items()})
            printed = "".join(sign for sign in folded if sign.isdigit() or sign == ".")
            assert abs(value) == round(Decimal(printed), 8), (text, value)
            assert count_numbers([text]).total() == 1 or " " in folded, (text, value)


@pytest.mark.parametrize(
    "text",
    [
        "1,23",
        "1,2345,6",
        "12 34",
        "283.88 283",
        "283.88 283.88",
        "1.2.3",
        "5,10",
        "1-2",
        ",5",
        "--5",
        "1,23,456",
        "3 4 5",
    ],
)
def test_figures_that_touch_are_no_figure(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    assert evaluate(connection, "{{ to_number('text') }}", [text]) == [None]


def read_targets(connection: duckdb.DuckDBPyConnection, texts: list[str]) -> dict[str, tuple]:
    """Target text -> type, comparator, low, high, unit."""
    connection.execute(
        "create or replace table given.int_indicator_targets_categorised as select unnest(?) as target_text,"
        " cast(null as varchar) as unit_text, cast(null as varchar) as comparator_text, cast(null as varchar) as baseline_text,"
        " cast(null as varchar) as measured_dimension",
        [texts],
    )
    columns = "target_text, value_type, comparator, target_low, target_high, unit_text"
    rows = connection.execute(f"select {columns} from ({model(PARSED)})").fetchall()
    return {row[0]: row[1:] for row in rows}


@st.composite
def printed_targets(draw: st.DrawFn) -> tuple[str, tuple]:
    """A target's text, and what it must be read as: bounds and unit."""
    low, unit = Decimal(draw(st.integers(1, 99_999))).scaleb(-draw(st.integers(0, 2))), draw(st.sampled_from(UNITS))
    kind = draw(st.sampled_from(("least", "most", "equal", "range")))
    figure = f"{low:,f}" if low >= 1000 and draw(st.booleans()) else f"{low:f}"
    if kind == "range":
        high = low + draw(st.integers(1, 500))
        text, bounds = f"{low:f}{draw(st.sampled_from('-~～至'))}{high:f}{unit}", (low, high)
    else:
        forms = {"least": AT_LEAST, "most": AT_MOST, "equal": EQUALS}[kind]
        text = draw(st.sampled_from(forms)).format(figure + unit)
        bounds = {"least": (low, None), "most": (None, low), "equal": (low, low)}[kind]
    if draw(st.booleans()):
        text = text.translate(FULL_WIDTH) if "," not in text else text
    return text, bounds


@settings(QUICK, max_examples=12)
@given(st.lists(printed_targets(), min_size=40, max_size=80))
def test_a_target_is_read_as_it_was_printed(connection: duckdb.DuckDBPyConnection, printed: list[tuple[str, tuple]]) -> None:
    found = read_targets(connection, [text for text, _ in printed])
    wrong = []
    for text, bounds in printed:
        value_type, _, low, high, _ = found[text]
        # A bare number such as 2023 may be a year, an eleven-digit one a telephone: then there is no figure.
        if (low, high) != bounds and not (low is None and high is None and value_type in ("date", "text")):
            wrong.append((text, found[text]))
    assert wrong == []


@settings(QUICK, max_examples=8)
@given(st.lists(st.tuples(st.integers(1, 99), st.sampled_from(("次", "人", "个", "天", "项"))), min_size=30, max_size=60))
def test_numbers_in_words_are_read(connection: duckdb.DuckDBPyConnection, printed: list[tuple[int, str]]) -> None:
    texts = {f"{in_words(number)}{unit}": number for number, unit in printed}
    found = read_targets(connection, list(texts))
    assert {text: row[1:4] for text, row in found.items() if row[2] not in (None, Decimal(texts[text]))} == {}
    assert sum(row[2] is not None for row in found.values()) > len(texts) / 2


def in_words(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return NUMERALS[ones]
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")


@settings(QUICK, max_examples=8)
@given(
    st.lists(
        st.text(alphabet="0123456789.,≥≤<>=%~-至不低于超过以上下内人次元万年月日、；（）()约", min_size=1, max_size=16),
        min_size=60,
        max_size=100,
    )
)
def test_every_figure_of_a_target_is_printed(connection: duckdb.DuckDBPyConnection, texts: list[str]) -> None:
    for text, (_, _, low, high, _) in read_targets(connection, texts).items():
        numbers = {Decimal(number.replace(",", "")) for number in count_numbers([text])}
        numbers |= {Decimal(part) for number in count_numbers([text]) for part in number.split(",")}
        for value in (low, high):
            assert value is None or abs(value) in numbers or value == 100, (text, low, high)
