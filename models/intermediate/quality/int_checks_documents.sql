with

int_documents_identified as (

    select * from {{ ref('int_documents_identified') }}

),

int_document_editions_compared as (

    select * from {{ ref('int_document_editions_compared') }}

),

identified as (

    select
        'R80' as rule_id,
        document_id,
        '所属地区' as subject,
        1 as expected_value,
        case when region_code is null then 0 else 1 end as actual_value
    from int_documents_identified

),

edited as (

    select
        'R81' as rule_id,
        document_id,
        '内容重叠而均计入的其他文件' as subject,
        0 as expected_value,
        undecided_count as actual_value
    from int_document_editions_compared

),

chosen as (

    select
        'R82' as rule_id,
        document_id,
        '内容相同的其他文件' as subject,
        0 as expected_value,
        case when superseded_basis = 'content' then 1 else 0 end as actual_value
    from int_document_editions_compared

),

unioned as (

    select * from identified
    union all
    select * from edited
    union all
    select * from chosen

),

checked as (

    select
        rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'dim_documents' as fact_table,
        document_id as fact_id,
        subject,
        expected_value,
        actual_value,
        0 as tolerance,
        cast(null as {{ dbt.type_string() }}) as reason
    from unioned

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
