with fundings as (
    select * from {{ ref('int_project_fundings_converted') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

outcomes as (
    select * from {{ ref('int_checks_outcomes') }}
),

parts as (
    select * from {{ ref('funding_source_parts') }}
),

-- A source is no leaf where the same form and horizon print an amount for one of its parts.
split_sources as (
    select distinct
        fundings.project_id,
        fundings.horizon,
        parts.funding_source
    from fundings
    inner join parts on fundings.funding_source = parts.part
    where fundings.amount_cny is not null
),

final as (
    select
        fundings.project_funding_id,
        fundings.project_id,
        fundings.horizon,
        fundings.funding_source,
        fundings.amount_cny,
        fundings.amount_text,
        fundings.declared_unit,
        fundings.applied_unit,
        'budget' as phase,
        fundings.region_code,
        fundings.fiscal_year,
        fundings.document_id,
        fundings.page_number,
        fundings.line_number,
        fundings.table_number,
        fundings.row_number,
        coalesce(outcomes.check_outcome, budget_outcomes.check_outcome, 'unchecked') as check_outcome
    from fundings
    inner join published on fundings.document_id = published.document_id
    left join split_sources
        on
            fundings.project_id = split_sources.project_id
            and fundings.horizon = split_sources.horizon
            and fundings.funding_source = split_sources.funding_source
    left join outcomes
        on
            outcomes.fact_table = 'fct_project_fundings'
            and fundings.project_funding_id = outcomes.fact_id
    -- a part is proved, or put in doubt, with the sum it belongs to
    left join outcomes as budget_outcomes
        on
            budget_outcomes.fact_table = 'fct_project_budgets'
            and fundings.project_id || '-' || fundings.horizon = budget_outcomes.fact_id
    where fundings.breakdown = 'source' and split_sources.funding_source is null
)

select * from final
