with projects as (
    select * from {{ ref('dim_projects') }}
),

budgets as (
    select * from {{ ref('fct_project_budgets') }}
),

amounts as (
    select
        project_id,
        max(case when horizon = 'annual' then total_amount_cny end) as annual_amount_cny,
        max(case when horizon = 'midterm' then total_amount_cny end) as midterm_amount_cny,
        max(case when horizon = 'whole_project' then total_amount_cny end) as whole_project_amount_cny
    from budgets
    group by project_id
),

final as (
    select
        projects.project_id,
        projects.project_name,
        projects.region_name,
        amounts.annual_amount_cny,
        amounts.midterm_amount_cny,
        amounts.whole_project_amount_cny,
        projects.period_text,
        projects.period_end_year - projects.period_start_year + 1 as period_years,
        cast(
            coalesce(amounts.midterm_amount_cny, amounts.whole_project_amount_cny)
            / nullif(projects.period_end_year - projects.period_start_year + 1, 0) as decimal(18, 2)
        ) as per_year_amount_cny,
        cast(
            amounts.annual_amount_cny
            / nullif(coalesce(amounts.midterm_amount_cny, amounts.whole_project_amount_cny), 0) as decimal(18, 6)
        ) as annual_share_ratio,
        case
            when amounts.annual_amount_cny is null then '未公开年度金额 no annual amount is printed'
            when coalesce(amounts.midterm_amount_cny, amounts.whole_project_amount_cny) is null
                then '未公开中期或实施期金额 no amount beyond the year is printed'
            when projects.period_end_year is null then '未公开起止年份 no period is printed'
        end as not_available_text,
        projects.region_code,
        projects.fiscal_year,
        projects.document_id,
        projects.page_number,
        projects.line_number,
        projects.table_number,
        projects.row_number
    from projects
    inner join amounts on projects.project_id = amounts.project_id
    where projects.is_counted and projects.form_type = 'project_targets'
)

select * from final
