with facts as (
    select * from {{ ref('int_department_tasks_converted') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

outcomes as (
    select * from {{ ref('int_checks_outcomes') }}
),

final as (
    select
        facts.department_task_id,
        facts.project_id,
        facts.task_number,
        facts.task_name,
        facts.content_text,
        facts.total_amount_cny,
        facts.fiscal_appropriation_amount_cny,
        facts.other_funds_amount_cny,
        facts.declared_unit,
        facts.region_code,
        facts.fiscal_year,
        facts.document_id,
        facts.page_number,
        facts.line_number,
        facts.table_number,
        facts.row_number,
        coalesce(outcomes.check_outcome, 'unchecked') as check_outcome
    from facts
    inner join published on facts.document_id = published.document_id
    left join outcomes
        on
            outcomes.fact_table = 'fct_department_tasks'
            and facts.department_task_id = outcomes.fact_id
    where not facts.is_total
)

select * from final
