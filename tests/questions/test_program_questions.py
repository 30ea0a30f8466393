"""Questions about programmes across counties. Every expected figure was worked out from the printed documents."""

from collections.abc import Callable
from decimal import Decimal

from tests.questions.test_money_questions import KORLA, LUAN, XUNWU, YIYANG, yuan

Ask = Callable[[str], list[tuple]]

NO_COUNT = (None, None, None, None, "not_comparable")


def test_contribution_per_insured_person(ask: Ask) -> None:
    """寻乌: 295.92 for ≤29592人: at least 2959200 / 29592 = 100 yuan. 弋阳: 180, and 市局统一下达数额 for a number."""
    assert ask("contribution_per_insured_person") == [
        (
            *(*XUNWU, yuan("295.92"), None, Decimal(29592), Decimal(100), None, "not_comparable"),
            "人数为上限，人均仅有下限 the count is a ceiling: at least this much a head",
        ),
        (
            *(*YIYANG, yuan("180"), None, None, None, None, "not_comparable"),
            "未公开受益人数 not every project counts whom it reaches",
        ),
    ]


def test_educated_youth_and_collective_workers(ask: Ask) -> None:
    """弋阳 has a project for each: 20.5 and 61.62. 寻乌's one project of 174.34 serves both, so it stands as shared in both.

    六安's 代发 project names 未参保集体企业 among others, and prints no annual amount.
    """
    youth, workers = "返城未安置就业知青生活补助", "未参保城镇大集体(手工业联社)人员生活补助"
    assert ask("educated_youth_and_collective_workers") == [
        (*XUNWU, youth, None, yuan("174.34"), *NO_COUNT),
        (*YIYANG, youth, yuan("20.5"), None, *NO_COUNT),
        (*LUAN, workers, None, None, *NO_COUNT),
        (*XUNWU, workers, None, yuan("174.34"), *NO_COUNT),
        (*YIYANG, workers, yuan("61.62"), None, *NO_COUNT),
    ]


def test_pension_loan_interest(ask: Ask) -> None:
    """35.36 and 10; neither counts its borrowers."""
    assert ask("pension_loan_interest") == [
        (*XUNWU, "助保贷款贴息", yuan("35.36"), None, *NO_COUNT),
        (*YIYANG, "助保贷款贴息", yuan("10"), None, *NO_COUNT),
    ]


def test_funeral_and_death_benefits(ask: Ask) -> None:
    """寻乌: 421.49 for ≤2572人: at least 4214900 / 2572 = 1638.763. 弋阳: 100, no number of people."""
    name = "城乡居民养老保险丧葬补助和死亡抚恤"
    assert ask("funeral_and_death_benefits") == [
        (*XUNWU, name, yuan("421.49"), None, None, Decimal(2572), Decimal("1638.76"), None, "not_comparable"),
        (*YIYANG, name, yuan("100"), None, *NO_COUNT),
    ]


def test_honoured_retirees(ask: Ask) -> None:
    """寻乌: 13.91 for ≤6人: at least 139100 / 6 = 23183.333. 弋阳: 43."""
    name = "离休与建老人员生活补助"
    assert ask("honoured_retirees") == [
        (*XUNWU, name, yuan("13.91"), None, None, Decimal(6), Decimal("23183.33"), None, "not_comparable"),
        (*YIYANG, name, yuan("43"), None, *NO_COUNT),
    ]


def test_retired_before_1995(ask: Ask) -> None:
    """库尔勒: 52 for 973人 and 28.8 for 200人: 808000 / 1173 = 688.832."""
    head = Decimal("688.83")
    assert ask("retired_before_1995") == [
        (
            *(*KORLA, "1995年前退休人员生活补助", yuan("80.8"), None, Decimal(1173), Decimal(1173)),
            *(head, head, "same_definition"),
        )
    ]


def test_resident_basic_pension(ask: Ask) -> None:
    """弋阳: 1481.36 for ≥52677人: at most 14813600 / 52677 = 281.216.

    库尔勒: 1012 + 349 + 1780.91 = 3141.91 for the same ≥57560人: at most 31419100 / 57560 = 545.849.
    """
    name = "城乡居民基础养老金"
    assert ask("resident_basic_pension") == [
        (*YIYANG, name, yuan("1481.36"), None, Decimal(52677), None, None, Decimal("281.22"), "not_comparable"),
        (*KORLA, name, yuan("3141.91"), None, Decimal(57560), None, None, Decimal("545.85"), "not_comparable"),
    ]


def test_price_times_people_times_months(ask: Ask) -> None:
    """Only 库尔勒 states prices. 45.5 × 973 × 12 = 531258 exceeds 52万元 by 11258; the rest meet.

    ≤0.42 × 12 = 5.04 for 5; ≤2.13 × 4 quarters = 8.52 for 8.5; ≤84.33 × 12 = 1011.96 for 1012 and ≤29.08 × 12 = 348.96 for
    349, within the rounding of 0.01 × 12 / 2; 120 × 200 × 12 = 288000; 148.41 × 12 = 1780.92 for 1780.91; ≤3.75 × 4 = 15;
    ≤1000 × 12 = 12000.
    """
    rows = [row[2:3] + row[4:] for row in ask("price_times_people_times_months")]
    assert [row[1:] for row in rows] == [
        (yuan("0.42"), yuan("5.04"), yuan("5"), yuan("-0.04"), "meets"),
        (Decimal("45.50"), Decimal("531258.00"), yuan("52"), Decimal("-11258.00"), "money_falls_short"),
        (yuan("2.13"), yuan("8.52"), yuan("8.5"), yuan("-0.02"), "meets"),
        (yuan("84.33"), yuan("1011.96"), yuan("1012"), yuan("0.04"), "meets"),
        (yuan("29.08"), yuan("348.96"), yuan("349"), yuan("0.04"), "meets"),
        (yuan("0.012"), yuan("28.8"), yuan("28.8"), yuan("0"), "meets"),
        (yuan("148.41"), yuan("1780.92"), yuan("1780.91"), yuan("-0.01"), "meets"),
        (yuan("3.75"), yuan("15"), yuan("15"), yuan("0"), "meets"),
        (yuan("1000"), yuan("12000"), yuan("12000"), yuan("0"), "meets"),
    ]
    assert "1995年前退休" in rows[1][0]


def test_distinct_beneficiaries_of_program_groups(ask: Ask) -> None:
    """库尔勒's three pension projects count the same ≥57560人 once; 973 + 200 + 3 = 1176 retirees.

    寻乌: ≤6 and ≤21 bound nothing from below, ≥256 is the floor; the ceiling of 256 is open. 死亡抚恤 ≤2572. 弋阳 counts only
    its pensioners, ≥52677. 六安: 代发 to 704人.
    """
    nobody = "未公开受益人数 no project of the group counts whom it reaches"
    assert ask("distinct_beneficiaries_of_program_groups") == [
        (*LUAN, "legacy_livelihood", 1, 1, 1, Decimal(704), Decimal(704), None),
        (*XUNWU, "death_benefits", 1, 1, 1, None, Decimal(2572), None),
        (*XUNWU, "legacy_livelihood", 3, 3, 3, Decimal(256), None, None),
        (*YIYANG, "death_benefits", 1, 0, 0, None, None, nobody),
        (*YIYANG, "legacy_livelihood", 5, 0, 0, None, None, nobody),
        (*YIYANG, "resident_pension", 1, 1, 1, Decimal(52677), None, None),
        (*KORLA, "legacy_livelihood", 3, 3, 3, Decimal(1176), Decimal(1176), None),
        (*KORLA, "resident_pension", 3, 3, 1, Decimal(57560), None, None),
    ]
