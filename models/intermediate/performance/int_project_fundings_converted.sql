with amounts as (
    select * from {{ ref('int_project_amounts_read') }}
),

units as (
    select * from {{ ref('int_project_units_resolved') }}
),

currency_units as (
    select
        unit_name,
        cast(factor as decimal(28, 8)) as factor
    from {{ ref('dim_units') }}
    where dimension = 'currency'
),

with_factor as (
    select
        amounts.*,
        coalesce(own_units.unit_name, units.applied_unit) as applied_unit,
        case when own_units.unit_name is not null then 'declared' else units.unit_basis end as unit_basis,
        coalesce(own_units.factor, units.applied_factor) as factor
    from amounts
    inner join units on amounts.project_id = units.project_id
    left join currency_units as own_units on amounts.own_unit = own_units.unit_name
),

parts as (
    select * from {{ ref('funding_source_parts') }}
),

converted as (
    select
        project_funding_id,
        project_id,
        document_id,
        region_code,
        fiscal_year,
        horizon,
        funding_number,
        funding_source,
        case
            when funding_source in ('total', 'revenue_total') then 'total'
            when
                funding_source in ('basic_expenditure', 'project_expenditure', 'personnel_expenditure', 'operating_expenditure')
                then 'use'
            else 'source'
        end as breakdown,
        label_text,
        amount_text,
        printed_value,
        cast(printed_value * factor as decimal(18, 2)) as amount_cny,
        cast(printed_step * factor as decimal(28, 8)) as printed_step_cny,
        coalesce(own_unit, declared_unit) as declared_unit,
        applied_unit,
        unit_basis,
        page_number,
        line_number,
        table_number,
        row_number,
        column_number
    from with_factor
),

-- A source is no leaf where the same form and horizon print an amount for one of its parts.
split_sources as (
    select distinct
        with_factor.project_id,
        with_factor.horizon,
        parts.funding_source
    from with_factor
    inner join parts on with_factor.funding_source = parts.part
    where with_factor.printed_value is not null and with_factor.factor is not null
),

final as (
    select
        converted.*,
        converted.breakdown = 'source' and split_sources.funding_source is null as is_leaf
    from converted
    left join split_sources
        on
            converted.project_id = split_sources.project_id
            and converted.horizon = split_sources.horizon
            and converted.funding_source = split_sources.funding_source
)

select * from final
