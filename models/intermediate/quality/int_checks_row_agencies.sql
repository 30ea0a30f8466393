with

int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

int_documents_identified as (

    select * from {{ ref('int_documents_identified') }}

),

stg_budget_tables as (

    select * from {{ ref('stg_budget_tables') }}

),

agencies as (

    select
        int_budget_lines_classified.document_id,
        int_budget_lines_classified.budget_line_id,
        int_budget_lines_classified.title_text,
        int_budget_lines_classified.row_name,
        int_budget_lines_classified.agency_id,
        int_documents_identified.agency_id as document_agency_id,
        int_documents_identified.agency_name as document_agency_name,
        int_documents_identified.reporting_scope,
        count(*) over (partition by int_budget_lines_classified.budget_table_id) as row_count
    from int_budget_lines_classified
    inner join int_documents_identified on int_budget_lines_classified.document_id = int_documents_identified.document_id
    where
        int_budget_lines_classified.row_kind = 'agency'
        and not int_budget_lines_classified.is_total
        and int_budget_lines_classified.is_main_phase
        and int_budget_lines_classified.statement = 'three_public'
        and int_budget_lines_classified.row_name is not null

),

rows_named as (

    select
        'R135' as rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_budget_lines' as fact_table,
        budget_line_id as fact_id,
        '“' || title_text || '”列示“' || row_name || '”，本文件的单位为“' || coalesce(document_agency_name, '') || '”' as subject,
        0 as expected_value,
        case when agency_id = document_agency_id then 0 else 1 end as actual_value,
        0 as tolerance,
        case
            when document_agency_id is null or agency_id is null then 'the agency is not known'
            when row_count > 1 then 'the table lists several agencies'
            when coalesce(reporting_scope, 'unknown') <> 'unit' then 'the document is not that of one unit'
        end as reason
    from agencies

),

agencies_counted as (

    select
        *,
        count(*) over (partition by document_id) as table_count,
        count(agency_text) over (partition by document_id) as named_count
    from stg_budget_tables

),

agencies_named as (

    select
        'R146' as rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_budget_tables' as fact_table,
        budget_table_id as fact_id,
        '“' || title_text || '”' as subject,
        0 as expected_value,
        case when agency_text is null then 1 else 0 end as actual_value,
        0 as tolerance,
        case when named_count * 3 < table_count * 2 then 'most tables of the document name no agency' end as reason
    from agencies_counted
    where table_count > 2

),

checked as (

    select * from rows_named
    union all
    select * from agencies_named

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
