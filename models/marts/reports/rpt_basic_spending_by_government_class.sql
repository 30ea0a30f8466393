with expenditures as (
    select * from {{ ref('sum_economic_expenditures') }}
),

agencies as (
    select * from {{ ref('dim_agencies') }}
),

crosswalk as (
    select * from {{ ref('bridge_economic_classes') }}
),

classes as (
    select * from {{ ref('dim_economic_classes') }}
),

-- A code that leads to one class of the government list is carried over; one that leads to several is not divided.
carried as (
    select
        expenditures.budget_line_id,
        min(substr(crosswalk.government_code, 1, 3)) as government_class_code,
        cast(count(distinct substr(crosswalk.government_code, 1, 3)) as integer) as class_count
    from expenditures
    inner join agencies on expenditures.agency_id = agencies.agency_id
    inner join crosswalk
        on
            expenditures.economic_code = crosswalk.department_code
            and agencies.nature = crosswalk.nature
            and expenditures.fiscal_year between crosswalk.valid_from_year and coalesce(crosswalk.valid_to_year, 9999)
    group by expenditures.budget_line_id
),

mapped as (
    select
        expenditures.*,
        agencies.nature,
        case
            when expenditures.economic_system = 'government' then 'printed'
            when carried.class_count = 1 then 'crosswalk'
            when carried.class_count > 1 then 'several_classes'
            when coalesce(agencies.nature, 'unknown') = 'unknown' then 'unknown_nature'
            else 'not_listed'
        end as class_basis,
        case
            when expenditures.economic_system = 'government' then expenditures.class_code
            when carried.class_count = 1 then carried.government_class_code
        end as government_class_code
    from expenditures
    left join agencies on expenditures.agency_id = agencies.agency_id
    left join carried on expenditures.budget_line_id = carried.budget_line_id
),

class_names as (
    select
        economic_code,
        max(economic_name) as economic_name
    from classes
    where system = 'government' and level = 'class'
    group by economic_code
),

final as (
    select
        {{ surrogate_key([
            'mapped.region_code', 'mapped.fiscal_year', 'mapped.agency_id', 'mapped.government_class_code', 'mapped.class_basis'
        ]) }} as basic_spending_id,
        mapped.region_code,
        mapped.region_name,
        mapped.fiscal_year,
        mapped.agency_id,
        mapped.agency_name,
        mapped.nature,
        mapped.government_class_code,
        class_names.economic_name as government_class_name,
        mapped.class_basis,
        cast(sum(mapped.total_amount_cny) as decimal(18, 2)) as total_amount_cny,
        cast(count(*) as integer) as line_count
    from mapped
    left join class_names on mapped.government_class_code = class_names.economic_code
    group by
        mapped.region_code, mapped.region_name, mapped.fiscal_year, mapped.agency_id, mapped.agency_name, mapped.nature,
        mapped.government_class_code, class_names.economic_name, mapped.class_basis
)

select * from final
