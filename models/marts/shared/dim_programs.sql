with programs as (
    select * from {{ ref('programs') }}
),

final as (
    select
        program_id,
        program_name,
        program_name_en,
        program_group,
        policy_area,
        beneficiary_group,
        yields_to_program_id,
        fund_role,
        definition,
        sort_order,
        is_generic
    from programs
)

select * from final
