with fundings as (
    select * from {{ ref('stg_project_fundings') }}
),

project_forms as (
    select * from {{ ref('stg_project_forms') }}
),

documents as (
    select * from {{ ref('int_documents_identified') }}
),

-- Amounts repeat, so each is read once.
printed as (
    select distinct
        amount_text,
        {{ fold_text('amount_text') }} as amount_folded
    from fundings
    where amount_text is not null
),

-- An amount may carry its own unit (50万, 854万(...)); then the header's unit says nothing about it.
split as (
    select
        *,
        {{ first_match('amount_folded', '^(-?[0-9][0-9,]*([.][0-9]+)?)(亿元|亿|百万元|万元|万|千元|元)?([(,;].*)?$') }} as figure_text,
        {{ first_match('amount_folded', '^-?[0-9][0-9,.]*(亿元|亿|百万元|万元|万|千元|元)') }} as own_unit_text
    from printed
),

amounts as (
    select
        amount_text,
        {{ to_number('figure_text') }} as printed_value,
        {{ printed_step('figure_text') }} as printed_step,
        case own_unit_text when '万' then '万元' when '亿' then '亿元' else own_unit_text end as own_unit
    from split
),

final as (
    select
        fundings.project_funding_id,
        fundings.project_id,
        fundings.document_id,
        documents.region_code,
        {{ form_fiscal_year('project_forms.fiscal_year_text', 'documents.fiscal_year') }} as fiscal_year,
        fundings.horizon,
        fundings.funding_number,
        fundings.funding_source,
        fundings.label_text,
        fundings.amount_text,
        amounts.printed_value,
        amounts.printed_step,
        amounts.own_unit,
        project_forms.declared_unit_text as declared_unit,
        fundings.page_number,
        fundings.line_number,
        fundings.table_number,
        fundings.row_number,
        fundings.column_number
    from fundings
    left join amounts on fundings.amount_text = amounts.amount_text
    inner join project_forms on fundings.project_id = project_forms.project_id
    inner join documents on fundings.document_id = documents.document_id
)

select * from final
