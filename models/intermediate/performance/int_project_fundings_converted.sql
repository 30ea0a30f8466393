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

-- Amounts repeat, and a product of exact numbers takes longer than to find it.
products as (
    select
        printed_value,
        printed_step,
        factor,
        cast(printed_value * factor as decimal(18, 2)) as amount_cny,
        cast(printed_step * factor as decimal(28, 8)) as printed_step_cny
    from with_factor
    group by printed_value, printed_step, factor
),

converted as (
    select
        with_factor.project_funding_id,
        with_factor.project_id,
        with_factor.document_id,
        with_factor.region_code,
        with_factor.fiscal_year,
        with_factor.horizon,
        with_factor.funding_number,
        with_factor.funding_source,
        case
            when with_factor.funding_source in ('total', 'revenue_total') then 'total'
            when
                with_factor.funding_source in ('basic_expenditure', 'project_expenditure', 'personnel_expenditure', 'operating_expenditure')
                then 'use'
            else 'source'
        end as breakdown,
        with_factor.label_text,
        with_factor.amount_text,
        with_factor.printed_value,
        products.amount_cny,
        products.printed_step_cny,
        coalesce(with_factor.own_unit, with_factor.declared_unit) as declared_unit,
        with_factor.applied_unit,
        with_factor.unit_basis,
        with_factor.page_number,
        with_factor.line_number,
        with_factor.table_number,
        with_factor.row_number,
        with_factor.column_number
    from with_factor
    left join products
        on
            with_factor.printed_value = products.printed_value
            and with_factor.printed_step = products.printed_step
            and with_factor.factor = products.factor
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
