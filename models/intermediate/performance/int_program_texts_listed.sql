with printed as (
    select * from {{ ref('int_project_texts_printed') }}
),

final as (
    select distinct
        evidence_place,
        evidence_text
    from printed
)

select * from final
