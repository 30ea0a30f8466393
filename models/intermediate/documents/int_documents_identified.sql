with documents as (
    select * from {{ ref('stg_documents') }}
),

document_files as (
    select * from {{ ref('stg_document_files') }}
),

budget_tables as (
    select * from {{ ref('stg_budget_tables') }}
),

project_forms as (
    select * from {{ ref('stg_project_forms') }}
),

region_matches as (
    select * from {{ ref('int_document_regions_matched') }}
),

agency_aliases as (
    select * from {{ ref('agency_aliases') }}
),

-- A content that came under several names takes what documents.csv says of any of them.
declared as (
    select
        document_id,
        min(file_name) as file_name,
        min(source_url) as source_url,
        min(publisher) as publisher,
        min(region_code) as region_code,
        min(try_cast(fiscal_year as integer)) as fiscal_year,
        min(document_type) as document_type,
        min(try_cast(published_date as date)) as published_date
    from document_files
    group by document_id
),

table_years as (
    select
        documents.document_id,
        max(case when instr({{ fold_text('budget_tables.title_text') }}, documents.fiscal_year_text) > 0 then 1 else 0 end)
            as has_year
    from documents
    inner join budget_tables on documents.document_id = budget_tables.document_id
    group by documents.document_id
),

form_years as (
    select
        documents.document_id,
        max(case when instr({{ fold_text('project_forms.fiscal_year_text') }}, documents.fiscal_year_text) > 0 then 1 else 0 end)
            as has_year
    from documents
    inner join project_forms on documents.document_id = project_forms.document_id
    group by documents.document_id
),

described as (
    select
        documents.document_id,
        documents.sha256,
        documents.reader,
        documents.page_count,
        documents.loaded_at,
        declared.file_name,
        declared.source_url,
        declared.published_date,
        declared.region_code as declared_region_code,
        coalesce(declared.publisher, {{ agency_name('documents.publisher_text') }}) as publisher_name,
        coalesce(
            declared.fiscal_year,
            {{ printed_year('documents.fiscal_year_text') }}
        ) as fiscal_year,
        coalesce(declared.document_type, documents.document_type) as document_type,
        case
            when declared.fiscal_year is not null then 'documents_csv'
            when documents.fiscal_year_text is null then 'unresolved'
            when instr({{ fold_text('documents.title_text') }}, documents.fiscal_year_text) > 0 then 'title'
            when table_years.has_year = 1 then 'tables'
            when form_years.has_year = 1 then 'forms'
            else 'text'
        end as fiscal_year_basis,
        case
            when declared.document_type is not null then 'documents_csv'
            when documents.document_type is null then 'unresolved'
            when
                {{ has_match('documents.title_text', '预算') }}
                and documents.document_type = 'department_budget'
                and not {{ has_match('documents.title_text', '决算') }} then 'title'
            when documents.document_type = 'final_accounts' and {{ has_match('documents.title_text', '决算') }} then 'title'
            when documents.document_type = 'self_evaluation' and {{ has_match('documents.title_text', '自评') }} then 'title'
            when documents.document_type = 'performance_targets' and {{ has_match('documents.title_text', '绩效.*目标') }} then 'title'
            when table_years.document_id is not null then 'tables'
            else 'forms'
        end as document_type_basis,
        documents.reporting_scope,
        documents.title_text as title
    from documents
    inner join declared on documents.document_id = declared.document_id
    left join table_years on documents.document_id = table_years.document_id
    left join form_years on documents.document_id = form_years.document_id
),

located as (
    select
        described.*,
        coalesce(described.declared_region_code, region_matches.region_code) as region_code,
        case
            when described.declared_region_code is not null then 'documents_csv'
            else coalesce(region_matches.region_basis, 'unresolved')
        end as region_basis,
        case
            when described.declared_region_code is not null then 'high'
            else region_matches.region_confidence
        end as region_confidence
    from described
    left join region_matches on described.document_id = region_matches.document_id
),

named as (
    select
        located.*,
        coalesce(agency_aliases.agency_name, located.publisher_name) as agency_name,
        case
            when located.reporting_scope is not null then located.reporting_scope
            when {{ has_match('located.publisher_name', '[（(](本级|机关)[）)]$|本级$') }} then 'department_own'
            when {{ has_match('located.publisher_name', '[（(](部门)?(汇总|合并)[）)]$') }} then 'department_total'
            else 'unknown'
        end as applied_scope
    from located
    left join agency_aliases
        on
            located.region_code = agency_aliases.region_code
            and located.publisher_name = agency_aliases.printed_name
),

final as (
    select
        named.document_id,
        named.file_name,
        named.sha256,
        named.document_type,
        named.document_type_basis,
        named.applied_scope as reporting_scope,
        named.title,
        named.publisher_name,
        case
            when named.agency_name is not null then {{ surrogate_key(['named.region_code', 'named.agency_name']) }}
        end as agency_id,
        named.agency_name,
        named.region_code,
        named.region_basis,
        named.region_confidence,
        named.fiscal_year,
        named.fiscal_year_basis,
        named.published_date,
        named.page_count,
        named.reader,
        named.loaded_at,
        named.source_url
    from named
)

select * from final
