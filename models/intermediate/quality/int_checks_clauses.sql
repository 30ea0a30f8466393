with

stg_narrative_passages as (

    select * from {{ ref('stg_narrative_passages') }}

),

prose as (

    select *
    from stg_narrative_passages
    where
        role = 'prose'
        and {{ has_match('passage_text', '其中[：:]') }}

),

clauses as (

    select
        'R139' as rule_id,
        document_id,
        narrative_passage_id,
        '“' || {{ first_match('passage_text', '([^，。；：]{0,12}[0-9%％元人个辆]其中)[：:]') }} || '”' as subject,
        1 as actual_value,
        cast(null as {{ dbt.type_string() }}) as reason
    from prose
    where {{ has_match('passage_text', '[0-9%％元人个辆]其中[：:]') }}
    union all
    select
        'R139' as rule_id,
        document_id,
        narrative_passage_id,
        '“' || substr(passage_text, 1, 20) || '”' as subject,
        0 as actual_value,
        cast(null as {{ dbt.type_string() }}) as reason
    from prose
    where not {{ has_match('passage_text', '[0-9%％元人个辆]其中[：:]') }}

),

checked as (

    select
        rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_narrative_passages' as fact_table,
        narrative_passage_id as fact_id,
        subject,
        0 as expected_value,
        actual_value,
        0 as tolerance,
        reason
    from clauses

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
