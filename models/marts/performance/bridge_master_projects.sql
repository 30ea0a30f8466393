with identities as (
    select * from {{ ref('int_project_identities_judged') }}
),

final as (
    select
        project_id,
        master_project_id,
        method,
        confidence,
        evidence_text,
        review_status,
        is_applied
    from identities
)

select * from final
