with subjects as (
    select * from {{ ref('int_narrative_subjects_resolved') }}
),

project_budgets as (
    select * from {{ ref('int_project_budgets_summed') }}
),

annual_budgets as (
    select
        *,
        regexp_replace({{ fold_name('project_name') }}, '项目$', '') as project_key
    from project_budgets
    where
        horizon = 'annual'
        and coalesce(form_type, '') != 'department_targets'
),

project_subjects as (
    select
        narrative_claim_id,
        document_id,
        heading,
        regexp_replace(subject_key, '项目$', '') as project_key,
        case
            when {{ has_match('subject_key', '^(本年度?|年度|当年)?(项目)?(预算)?(资金)?(安排|投入)$') }}
                then regexp_replace(heading, '^.*:|(项目)?(情况)?(说明)?$', ''{{ global_replace() }})
        end as described_project_key
    from subjects
    where kind = 'amount' and comparison_basis = 'none'
),

-- By its name; or, in a section about one project, a figure that only says 本年度预算安排 by the name in the heading.
final as (
    select
        project_subjects.narrative_claim_id,
        'fct_project_budgets' as matched_table,
        annual_budgets.project_budget_id as matched_id,
        'total_amount_cny' as matched_column,
        annual_budgets.total_amount_cny as matched_amount_cny,
        case when {{ has_match('project_subjects.heading', '绩效|项目') }} then 5 else 40 end as candidate_rank
    from project_subjects
    inner join annual_budgets
        on
            project_subjects.document_id = annual_budgets.document_id
            and (
                project_subjects.project_key = annual_budgets.project_key
                or (
                    length(project_subjects.described_project_key) >= 4
                    and left(annual_budgets.project_key, length(project_subjects.described_project_key))
                    = project_subjects.described_project_key
                )
            )
)

select * from final
