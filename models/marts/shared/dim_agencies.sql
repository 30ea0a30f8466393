with agencies as (
    select * from {{ ref('int_agencies_listed') }}
),

final as (
    select
        agency_id,
        agency_name,
        agency_code,
        agency_type,
        nature,
        region_code,
        parent_agency_id
    from agencies
)

select * from final
