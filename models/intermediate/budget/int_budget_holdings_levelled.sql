{#-
  At which level of a department's family a table speaks: total (部门汇总), own (本级) or unit, and which tables of one document are
  parts of another. Where no scope is printed, a department's file is taken as its total.
-#}
{%- set largest_step_cny = 100 -%}

with holdings as (
    select * from {{ ref('int_budget_holdings_listed') }}
),

documents as (
    select * from {{ ref('int_documents_identified') }}
),

agencies as (
    select * from {{ ref('int_agencies_united') }}
),

totals as (
    select * from {{ ref('int_budget_totals_listed') }}
),

placed as (
    select
        holdings.*,
        documents.region_code,
        documents.fiscal_year,
        documents.published_date,
        documents.reporting_scope,
        coalesce(holdings.agency_id = documents.agency_id, false) as is_publishers,
        coalesce(publishers.agency_key, holdings.document_id) as publisher_key,
        coalesce(publishers.family_key, holdings.document_id) as publisher_family_key,
        coalesce(agencies.agency_key, publishers.agency_key, holdings.document_id) as line_key,
        case
            when documents.region_code is null or documents.fiscal_year is null then holdings.document_id
            else coalesce(agencies.family_key, publishers.family_key, holdings.document_id)
        end as family_key
    from holdings
    inner join documents on holdings.document_id = documents.document_id
    left join agencies on holdings.agency_id = agencies.agency_id
    left join agencies as publishers on documents.agency_id = publishers.agency_id
),

-- In a compendium every agency of the tables stands for itself, not for the office that published it.
levelled as (
    select
        *,
        {{ surrogate_key(['family_key', 'fiscal_year', 'subject', 'stage']) }} as question_key,
        case when publisher_family_key = family_key then publisher_key else line_key end as member_key,
        case
            when reporting_scope = 'department_total' and (publisher_family_key = family_key or line_key = family_key) then 'total'
            when reporting_scope = 'unknown' and publisher_family_key = family_key and publisher_key = family_key then 'taken_as_total'
            when reporting_scope = 'unknown' and publisher_family_key != family_key and line_key = family_key then 'taken_as_total'
            when reporting_scope in ('department_own', 'unit') and publisher_key = family_key then 'own'
            else 'unit'
        end as level  -- noqa: RF04
    from placed
),

-- Of several tables of one statement, or agencies of one table, the publisher's may be the sum of the others.
measured as (
    select
        *,
        sum(amount_cny) over (partition by question_key, statement, classification, document_id) as document_amount_cny,
        count(*) over (partition by question_key, statement, classification, document_id) as table_count,
        max(table_number) over (partition by question_key, statement, classification, document_id)
        != min(table_number) over (partition by question_key, statement, classification, document_id) as has_several_tables,
        row_number() over (
            partition by question_key, statement, classification, document_id
            order by amount_cny desc, case when is_publishers then 0 else 1 end asc, table_number asc, agency_id asc
        ) as size_rank
    from levelled
),

-- A printed total that is the sum of them all says that they are parts side by side.
added_up as (
    select distinct measured.budget_holding_id
    from measured
    inner join totals
        on
            measured.document_id = totals.document_id
            and measured.statement = totals.statement
            and abs(measured.document_amount_cny - totals.total_amount_cny) <= {{ largest_step_cny }} * measured.table_count
    where measured.size_rank = 1 and measured.table_count > 1
),

whole_tables as (
    select
        measured.question_key,
        measured.statement,
        measured.classification,
        measured.document_id
    from measured
    left join added_up on measured.budget_holding_id = added_up.budget_holding_id
    where
        measured.size_rank = 1
        and measured.is_publishers
        and added_up.budget_holding_id is null
        and measured.table_count > case when measured.has_several_tables then 1 else 2 end
        and abs(2 * measured.amount_cny - measured.document_amount_cny) <= {{ largest_step_cny }} * measured.table_count
),

final as (
    select
        measured.budget_holding_id,
        measured.question_key,
        measured.subject,
        measured.stage,
        measured.statement,
        measured.classification,
        measured.preference,
        measured.document_id,
        measured.table_number,
        measured.agency_id,
        measured.region_code,
        measured.fiscal_year,
        measured.published_date,
        measured.family_key,
        measured.member_key,
        measured.level,
        whole_tables.document_id is not null and measured.size_rank > 1 as is_part_of_table,
        measured.amount_cny,
        measured.amount_count
    from measured
    left join whole_tables
        on
            measured.question_key = whole_tables.question_key
            and measured.statement = whole_tables.statement
            and measured.classification = whole_tables.classification
            and measured.document_id = whole_tables.document_id
)

select * from final
