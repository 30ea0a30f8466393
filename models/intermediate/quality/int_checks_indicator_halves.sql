with

int_indicator_targets_parsed as (

    select * from {{ ref('int_indicator_targets_parsed') }}

),

-- Forms with two horizons side by side print both halves of an indicator in one row.
halves as (

    select
        project_id,
        document_id,
        line_number,
        table_number,
        row_number,
        max(case when horizon = 'annual' then indicator_target_id end) as annual_id,
        max(case when horizon = 'annual' then indicator_name end) as annual_name,
        max(case when horizon <> 'annual' then indicator_name end) as other_name,
        max(case when horizon = 'annual' then {{ fold_name('indicator_name') }} end) as annual_folded,
        max(case when horizon <> 'annual' then {{ fold_name('indicator_name') }} end) as other_folded,
        count(*) as row_count,
        max(case when horizon = 'annual' then 1 else 0 end) + max(case when horizon <> 'annual' then 1 else 0 end) as half_count
    from int_indicator_targets_parsed
    group by project_id, document_id, line_number, table_number, row_number

),

checked as (

    select
        'R110' as rule_id,
        document_id,
        project_id,
        'fct_indicator_targets' as fact_table,
        annual_id as fact_id,
        '年度“' || annual_name || '”，同一行另一半为“' || other_name || '”' as subject,
        0 as expected_value,
        case when annual_folded = other_folded then 0 else 1 end as actual_value,
        0 as tolerance,
        cast(null as {{ dbt.type_string() }}) as reason
    from halves
    where
        half_count = 2
        and row_count = 2
        and annual_name is not null
        and other_name is not null

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
