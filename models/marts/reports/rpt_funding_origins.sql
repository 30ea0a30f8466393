with budgets as (
    select * from {{ ref('sum_project_budgets') }}
),

origins as (
    select
        region_code,
        region_name,
        fiscal_year,
        funding_origin_level,
        cast(count(*) as integer) as project_count,
        cast(sum(case when funding_document_number is not null then 1 else 0 end) as integer) as numbered_project_count,
        cast(sum(total_amount_cny) as decimal(18, 2)) as total_amount_cny
    from budgets
    group by region_code, region_name, fiscal_year, funding_origin_level
),

final as (
    select
        {{ surrogate_key(['region_code', 'fiscal_year', 'funding_origin_level']) }} as funding_origin_id,
        region_code,
        region_name,
        fiscal_year,
        funding_origin_level,
        project_count,
        numbered_project_count,
        total_amount_cny,
        cast(
            total_amount_cny / nullif(sum(total_amount_cny) over (partition by region_code, fiscal_year), 0) as decimal(18, 6)
        ) as share_ratio,
        case
            when funding_origin_level = 'unknown' then '项目名称未说明资金来源层级 the names do not say whose money it is'
        end as not_available_text
    from origins
)

select * from final
