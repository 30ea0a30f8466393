with

int_reading_notes_named as (

    select * from {{ ref('int_reading_notes_named') }}

),

int_documents_identified as (

    select * from {{ ref('int_documents_identified') }}

),

rules as (

    select rule_id from {{ ref('rules') }}

),

-- Of a table that is not read, and of a word that is not known, there should be none; the same words at one place count once.
noted as (

    select
        rule_id,
        document_id,
        'rpt_unread_contents' as fact_table,
        min(unread_content_id) as fact_id,
        subject,
        count(*) as actual_value
    from int_reading_notes_named
    group by rule_id, document_id, subject

),

clean as (

    select
        rules.rule_id,
        int_documents_identified.document_id,
        'dim_documents' as fact_table,
        int_documents_identified.document_id as fact_id,
        '全文' as subject,
        0 as actual_value
    from int_documents_identified
    inner join rules
        on rules.rule_id in ('R90', 'R91', 'R92')
    left join noted
        on
            int_documents_identified.document_id = noted.document_id
            and rules.rule_id = noted.rule_id
    where noted.rule_id is null

),

unioned as (

    select * from noted
    union all
    select * from clean

),

checked as (

    select
        rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        fact_table,
        fact_id,
        subject,
        0 as expected_value,
        actual_value,
        0 as tolerance,
        cast(null as {{ dbt.type_string() }}) as reason
    from unioned

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
