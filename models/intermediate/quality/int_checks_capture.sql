with

stg_document_lines as (

    select * from {{ ref('stg_document_lines') }}

),

counted as (

    select
        document_id,
        sum(numbers_printed) as numbers_printed,
        sum(numbers_captured) + sum(numbers_furniture) as numbers_accounted
    from stg_document_lines
    group by document_id

),

checked as (

    select
        'R65' as rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'dim_documents' as fact_table,
        document_id as fact_id,
        '全文数字' as subject,
        numbers_printed as expected_value,
        numbers_accounted as actual_value,
        0 as tolerance,
        cast(null as {{ dbt.type_string() }}) as reason
    from counted

),

final as (

    {{ judge_checks('checked', relation='at_least') }}

)

select * from final
