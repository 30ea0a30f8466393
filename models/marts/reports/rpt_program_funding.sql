with counted as (
    select * from {{ ref('sum_project_budgets') }}
),

bridge as (
    select * from {{ ref('bridge_project_programs') }}
),

programs as (
    select * from {{ ref('dim_programs') }}
),

regions as (
    select * from {{ ref('dim_regions') }}
),

combinations as (
    select
        project_id,
        min(share_basis) as share_basis,
        min(confidence) as confidence,
        {{ join_texts('program_id', "'+'") }} as program_ids
    from bridge
    group by project_id
),

-- A project stands in one line alone: that of its programme, of its combination of programmes, or of none.
placed as (
    select
        counted.project_id,
        counted.region_code,
        counted.fiscal_year,
        counted.total_amount_cny,
        case combinations.share_basis when 'whole' then 'program' when 'unknown' then 'shared' else 'unmatched' end as line_type,
        coalesce(combinations.program_ids, 'unmatched') as program_ids,
        coalesce(combinations.share_basis = 'whole' and combinations.confidence = 'low', false) as is_low_confidence
    from counted
    left join combinations on counted.project_id = combinations.project_id
),

lines as (
    select
        line_type,
        program_ids,
        region_code,
        fiscal_year,
        sum(total_amount_cny) as total_amount_cny,
        sum(case when is_low_confidence then total_amount_cny end) as low_confidence_amount_cny,
        cast(null as decimal(18, 2)) as shared_amount_cny,
        count(*) as project_count,
        count(*) - count(total_amount_cny) as unpriced_project_count,
        0 as shared_project_count
    from placed
    group by line_type, program_ids, region_code, fiscal_year
    union all
    -- What a programme shares is shown beside its own money and stands in the line of the combination.
    select
        'program' as line_type,
        bridge.program_id as program_ids,
        counted.region_code,
        counted.fiscal_year,
        null as total_amount_cny,
        null as low_confidence_amount_cny,
        sum(counted.total_amount_cny) as shared_amount_cny,
        0 as project_count,
        0 as unpriced_project_count,
        count(*) as shared_project_count
    from counted
    inner join bridge on counted.project_id = bridge.project_id
    where bridge.share_basis = 'unknown'
    group by bridge.program_id, counted.region_code, counted.fiscal_year
),

united as (
    select
        line_type,
        program_ids,
        region_code,
        fiscal_year,
        sum(total_amount_cny) as total_amount_cny,
        sum(low_confidence_amount_cny) as low_confidence_amount_cny,
        sum(shared_amount_cny) as shared_amount_cny,
        sum(project_count) as project_count,
        sum(unpriced_project_count) as unpriced_project_count,
        sum(shared_project_count) as shared_project_count
    from lines
    group by line_type, program_ids, region_code, fiscal_year
),

final as (
    select
        {{ surrogate_key(['united.line_type', 'united.program_ids', 'united.region_code', 'united.fiscal_year']) }} as program_funding_id,
        united.line_type,
        programs.program_id,
        united.program_ids as program_ids_text,
        programs.program_name,
        programs.program_group,
        regions.region_name,
        cast(united.total_amount_cny as decimal(18, 2)) as total_amount_cny,
        cast(united.low_confidence_amount_cny as decimal(18, 2)) as low_confidence_amount_cny,
        cast(united.shared_amount_cny as decimal(18, 2)) as shared_amount_cny,
        cast(united.project_count as integer) as project_count,
        cast(united.unpriced_project_count as integer) as unpriced_project_count,
        cast(united.shared_project_count as integer) as shared_project_count,
        united.region_code,
        united.fiscal_year
    from united
    left join programs on united.line_type = 'program' and united.program_ids = programs.program_id
    left join regions on united.region_code = regions.region_code
)

select * from final
