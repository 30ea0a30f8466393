with project_budgets as (
    select * from {{ ref('sum_project_budgets') }}
),

populations as (
    select * from {{ ref('fct_region_populations') }}
),

regions as (
    select * from {{ ref('dim_regions') }}
),

-- Resident population where it is known, else registered, else the last census.
ranked_populations as (
    select
        *,
        row_number() over (
            partition by region_code, fiscal_year
            order by case population_type when 'resident' then 1 when 'registered' then 2 else 3 end
        ) as choice_number
    from populations
),

fundings as (
    select
        region_code,
        fiscal_year,
        sum(total_amount_cny) as funding_amount_cny,
        cast(count(total_amount_cny) as integer) as project_count,
        cast(count(distinct document_id) as integer) as document_count
    from project_budgets
    group by region_code, fiscal_year
),

final as (
    select
        {{ surrogate_key(['fundings.region_code', 'fundings.fiscal_year']) }} as funding_per_resident_id,
        fundings.region_code,
        regions.region_name,
        fundings.fiscal_year,
        cast(fundings.funding_amount_cny as decimal(18, 2)) as funding_amount_cny,
        fundings.project_count,
        fundings.document_count,
        ranked_populations.population_count,
        ranked_populations.population_type,
        ranked_populations.source_name,
        cast(fundings.funding_amount_cny / ranked_populations.population_count as decimal(18, 2)) as per_resident_amount_cny,
        ranked_populations.population_count is not null and fundings.funding_amount_cny is not null as is_available,
        case
            when fundings.region_code is null then 'not available: the region of the documents is not known'
            when fundings.funding_amount_cny is null then 'not available: the documents print no project funding'
            when ranked_populations.population_count is null then 'not available: no population of this region and year is loaded'
            else 'available'
        end as availability_text
    from fundings
    left join regions on fundings.region_code = regions.region_code
    left join ranked_populations
        on
            fundings.region_code = ranked_populations.region_code
            and fundings.fiscal_year = ranked_populations.fiscal_year
            and ranked_populations.choice_number = 1
)

select * from final
