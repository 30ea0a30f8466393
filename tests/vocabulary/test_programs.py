"""Projects and their programmes: those of the shipped documents, worked out by hand, and invented names that are hard."""

from __future__ import annotations

from tests.vocabulary.conftest import Warehouse
from tests.vocabulary.documents import INVENTED, IS_SHIPPED, listed

# By publisher and form; a comment where the name alone does not say it all.
XUNWU, YIYANG, LUAN, KORLA = "360734", "361126", "341500", "652801"
SHIPPED = {
    (XUNWU, 1): {"occupational_annuity"},  # 职业年金 and the interest booked on it, paid in when people retire or move
    # 死亡抚恤金补贴 does not say whose; its goal speaks of 城乡居民基本养老保险参保人员.
    (XUNWU, 2): {"resident_pension_death"},
    (XUNWU, 3): {"honoured_retirees"},  # 离休; the goal adds 建老
    (XUNWU, 4): {"personal_savings_pension"},  # 代发 names the way of paying, not the programme
    (XUNWU, 5): {"insured_loan_interest"},
    (XUNWU, 6): {
        "resident_pension_special_groups"
    },  # 代缴 for the poor: neither 低保 nor the subsidy to everybody's contribution
    (XUNWU, 7): {"uninsured_collective_workers", "returned_educated_youth"},  # the name joins them by 及, the money is one sum
    (YIYANG, 1): {"honoured_retirees"},
    (YIYANG, 2): {"veterans_enlisted_before_1953"},
    (YIYANG, 3): {"resident_pension_special_groups"},
    (YIYANG, 4): {"uninsured_collective_workers"},
    # The form carries the goal of the one before it (手工业联社大集体): the name decides, a copied goal tells nothing.
    (YIYANG, 5): {"enterprise_pension"},
    (YIYANG, 6): {"soe_school_retirees"},
    (YIYANG, 7): {"work_injury_insurance"},
    (YIYANG, 8): {"resident_basic_pension"},
    (YIYANG, 9): {"returned_educated_youth"},
    (YIYANG, 10): {"resident_pension_contribution_subsidy"},
    (YIYANG, 11): {"resident_pension_death"},  # 城居保丧葬补助
    (YIYANG, 12): {"insured_loan_interest"},  # 特困群体 are those served, not 特困供养
    (YIYANG, 13): {"social_insurance_administration", "staff_incentives"},  # 激励经费及运转经费
    # The running of the agency by its name; what it pays out for others stands in its goal (军转干) and in its first indicator.
    (LUAN, 1): {
        "social_insurance_administration",
        "payout_services",
        "demobilised_officers",
        "veterans_enlisted_before_1953",
        "uninsured_collective_workers",
        "war_veterans",
    },
    (LUAN, 2): {"retirees_social_services"},
    (KORLA, 1): {"retirees_pay_topup"},  # the last word of the name is cut: 待遇补差资[金]
    (KORLA, 2): {"retired_before_1995"},  # 2023年4月-2024年3月1995年前退休[退: a year stands before the words
    (KORLA, 3): {"social_insurance_administration"},
    # Central, regional and county money for the same pension; that it is the basic pension is judgement for all three.
    (KORLA, 4): {"resident_basic_pension"},
    (KORLA, 5): {"resident_basic_pension"},
    (KORLA, 6): {"retired_before_1995"},
    (KORLA, 7): {"resident_basic_pension"},
    (KORLA, 8): {"social_insurance_administration"},  # the building it runs in is part of running it
    (KORLA, 9): {"agency_pension_fund_subsidy"},
}


def matched(warehouse: Warehouse, documents: str) -> list[tuple]:
    """Region, form, name and one programme of every project form of some documents, null where there is none."""
    return warehouse.ask(
        "select projects.region_code, form_number, project_name, bridge.program_id from marts.dim_projects as projects"
        " inner join marts.dim_documents as documents using (document_id)"
        " left join marts.bridge_project_programs as bridge using (project_id)"
        f" where documents.{documents} order by all"
    )


def test_the_shipped_projects_have_the_programmes_their_print_names(warehouse: Warehouse) -> None:
    found: dict[tuple[str, int], set[str]] = {}
    for region, number, _, program in matched(warehouse, IS_SHIPPED):
        found.setdefault((region, number), set()).add(program)
    assert found == SHIPPED


def test_hard_names_match_what_they_name_and_nothing_else(warehouse: Warehouse) -> None:
    found: dict[str, set[str]] = {}
    for _, _, name, program in matched(warehouse, f"file_name = '{INVENTED}'"):
        found.setdefault(name, set()).update({program} - {None})
    expected = {row["project_name"]: set(filter(None, row["program_ids"].split("+"))) for row in listed("project_names.csv")}
    assert found == expected


def test_a_project_has_one_programme_or_a_share_that_is_not_known(warehouse: Warehouse) -> None:
    assert (
        warehouse.ask(
            "select project_id from marts.dim_projects inner join marts.bridge_project_programs as bridge using (project_id)"
            " group by project_id, dim_projects.program_id having (count(*) = 1) <> (min(share_basis) = 'whole')"
            " or (count(*) = 1 and dim_projects.program_id <> min(bridge.program_id))"
            " or (count(*) > 1 and (dim_projects.program_id is not null or max(share_basis) <> 'unknown'))"
        )
        == []
    )


def test_every_project_has_a_programme_or_stands_among_the_unmatched(warehouse: Warehouse) -> None:
    both = (
        "select project_id, count(*) from (select distinct project_id from marts.bridge_project_programs"
        " union all select project_id from marts.rpt_unmatched_projects) group by 1"
    )
    projects = "select project_id, 1 from marts.dim_projects where form_type <> 'department_targets'"
    assert sorted(warehouse.ask(both)) == sorted(warehouse.ask(projects))


def test_an_unmatched_project_says_what_came_nearest_and_why_not(warehouse: Warehouse) -> None:
    reasons = dict(
        warehouse.ask(
            "select project_name, coalesce(nearest_program_id || ' ', '') || nearest_reason || coalesce(' '"
            " || nearest_excluding_words_text, '') from marts.rpt_unmatched_projects"
        )
    )
    chosen = ("知青文化园建设项目", "其他支出", "粮食价格补差", "养老保险", "公车购置")
    # 知青文化园: the name lacks 生活 (补助); its goal 弘扬知青精神，发放知青生活补助 has it and comes nearer, but for 知青精神.
    assert {name: reasons[name] for name in chosen} == {
        "知青文化园建设项目": "returned_educated_youth excluded_words 知青精神",
        "其他支出": "minimum_living_allowance not_in_name",
        "粮食价格补差": "retirees_pay_topup words_missing 粮",
        "养老保险": "social_insurance_administration words_missing",
        "公车购置": "no_candidate",
    }


def test_the_whole_column_adds_every_project_once(warehouse: Warehouse) -> None:
    total = "select sum(total_amount_cny), sum(project_count) from marts.rpt_program_funding"
    projects = "select sum(total_amount_cny), count(*) from marts.sum_project_budgets"
    assert warehouse.ask(total) == warehouse.ask(projects)


def test_shared_money_stands_apart(warehouse: Warehouse) -> None:
    # 寻乌 prints 174.34 for 大集体 and 知青 together, 弋阳 61.62 and 20.50 apart, in 万元 or 元 as each form decides.
    lines = (
        "select region_name, line_type, program_ids_text, total_amount_cny, shared_amount_cny from marts.rpt_program_funding"
        " where fiscal_year = 2023 and (program_ids_text like '%educated%' or program_ids_text like '%collective%')"
        " order by all"
    )
    found = [(*row[:3], *(None if value is None else float(value) for value in row[3:])) for row in warehouse.ask(lines)]
    assert found == [
        ("寻乌县", "program", "returned_educated_youth", None, 1743400.0),
        ("寻乌县", "program", "uninsured_collective_workers", None, 1743400.0),
        ("寻乌县", "shared", "returned_educated_youth+uninsured_collective_workers", 1743400.0, None),
        ("弋阳县", "program", "returned_educated_youth", 205000.0, None),
        ("弋阳县", "program", "uninsured_collective_workers", 616200.0, None),
    ]
