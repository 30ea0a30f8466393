with fundings as (
    select * from {{ ref('stg_project_fundings') }}
),

project_forms as (
    select * from {{ ref('stg_project_forms') }}
),

documents as (
    select * from {{ ref('int_documents_identified') }}
),

-- An amount may carry its own unit (50万, 854万(...)); then the header's unit says nothing about it.
folded as (
    select
        *,
        {{ fold_text('amount_text') }} as amount_folded
    from fundings
),

split as (
    select
        *,
        {{ first_match('amount_folded', '^(-?[0-9][0-9,]*([.][0-9]+)?)(亿元|亿|百万元|万元|万|千元|元)?([(,;].*)?$') }} as figure_text,
        {{ first_match('amount_folded', '^-?[0-9][0-9,.]*(亿元|亿|百万元|万元|万|千元|元)') }} as own_unit_text
    from folded
),

final as (
    select
        split.project_funding_id,
        split.project_id,
        split.document_id,
        documents.region_code,
        {{ form_fiscal_year('project_forms.fiscal_year_text', 'documents.fiscal_year') }} as fiscal_year,
        split.horizon,
        split.funding_number,
        split.funding_source,
        split.label_text,
        split.amount_text,
        {{ to_number('split.figure_text') }} as printed_value,
        {{ printed_step('split.figure_text') }} as printed_step,
        case split.own_unit_text when '万' then '万元' when '亿' then '亿元' else split.own_unit_text end as own_unit,
        project_forms.declared_unit_text as declared_unit,
        split.page_number,
        split.line_number,
        split.table_number,
        split.row_number,
        split.column_number
    from split
    inner join project_forms on split.project_id = project_forms.project_id
    inner join documents on split.document_id = documents.document_id
)

select * from final
