with beneficiaries as (
    select * from {{ ref('int_beneficiaries_resolved') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

outcomes as (
    select * from {{ ref('int_checks_outcomes') }}
),

final as (
    select
        beneficiaries.project_beneficiary_id,
        beneficiaries.project_id,
        beneficiaries.horizon,
        beneficiaries.people_role,
        beneficiaries.counted_unit,
        beneficiaries.low_count,
        beneficiaries.high_count,
        beneficiaries.bound_type,
        beneficiaries.count_text,
        beneficiaries.counted_text,
        beneficiaries.source_type,
        beneficiaries.indicator_target_id,
        beneficiaries.source_text,
        beneficiaries.conflict_type,
        beneficiaries.same_people_key,
        beneficiaries.has_shared_people,
        beneficiaries.is_primary,
        beneficiaries.is_distinct_count,
        beneficiaries.region_code,
        beneficiaries.fiscal_year,
        beneficiaries.document_id,
        beneficiaries.page_number,
        beneficiaries.line_number,
        beneficiaries.table_number,
        beneficiaries.row_number,
        coalesce(outcomes.check_outcome, 'unchecked') as check_outcome
    from beneficiaries
    inner join published on beneficiaries.document_id = published.document_id
    left join outcomes
        on
            outcomes.fact_table = 'fct_indicator_targets'
            and beneficiaries.indicator_target_id = outcomes.fact_id
)

select * from final
