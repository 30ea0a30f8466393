with programs as (
    select
        bridge.project_id,
        min(bridge.share_basis) as share_basis,
        min(bridge.confidence) as confidence,
        string_agg(programs.program_name, ' + ' order by programs.sort_order) as program_name,
        min(coalesce(program_groups.label_zh, programs.program_group)) as program_group,
        string_agg(distinct bridge.evidence_text, '；' order by bridge.evidence_text) as evidence_text
    from marts.bridge_project_programs as bridge
    inner join marts.dim_programs as programs on bridge.program_id = programs.program_id
    left join marts.dim_labels as program_groups
        on program_groups.enumeration = 'program_group' and programs.program_group = program_groups.value
    group by bridge.project_id
)

select
    budgets.fiscal_year,
    regions.province_name,
    budgets.region_code,
    regions.region_name,
    regions.region_name || ' ' || budgets.fiscal_year as region_year,
    case
        when programs.project_id is null then '未归入政策项目'
        when programs.share_basis = 'whole' then programs.program_group
        else '几个政策项目共用（份额不明）'
    end as program_group,
    coalesce(programs.program_name, '未归入政策项目') as program_name,
    coalesce(programs.share_basis, 'none') as share_basis,
    confidences.label_zh as confidence,
    programs.evidence_text,
    budgets.project_id,
    budgets.project_name,
    budgets.implementing_agency_name,
    budgets.total_amount_cny,
    budgets.total_amount_cny / 10000 as amount_wan
from marts.sum_project_budgets as budgets
left join programs on budgets.project_id = programs.project_id
left join marts.dim_regions as regions on budgets.region_code = regions.region_code
left join marts.dim_labels as confidences on confidences.enumeration = 'confidence' and programs.confidence = confidences.value
