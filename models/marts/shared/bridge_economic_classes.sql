with economic_crosswalk as (
    select * from {{ ref('economic_crosswalk') }}
),

-- Institutions under the civil service law follow the table of administrative units.
natures as (
    select
        'administrative' as nature,
        'administrative' as list_nature
    union all
    select
        'civil_service_managed' as nature,
        'administrative' as list_nature
    union all
    select
        'public_institution' as nature,
        'public_institution' as list_nature
),

final as (
    select
        economic_crosswalk.department_code,
        economic_crosswalk.government_code,
        natures.nature,
        economic_crosswalk.valid_from_year,
        economic_crosswalk.valid_to_year,
        economic_crosswalk.confidence,
        economic_crosswalk.evidence,
        economic_crosswalk.note
    from economic_crosswalk
    inner join natures
        on
            economic_crosswalk.nature = natures.list_nature
            or economic_crosswalk.nature = 'both'
)

select * from final
