-- Document by document, printed totals, weights and shares add up to the same in raw and in the marts.
with

raw_totals as (

    select
        document_id,
        max({{ to_number('amount_text') }}) as figure
    from {{ source('raw', 'project_fundings') }}
    where funding_source = 'total'
    group by document_id, form_number, horizon

),

figures as (

    select
        'totals' as quantity,
        document_id,
        figure as raw_figure,
        0 as mart_figure
    from raw_totals
    union all
    select
        'totals' as quantity,
        document_id,
        0 as raw_figure,
        {{ to_number('total_text') }} as mart_figure
    from {{ ref('fct_project_budgets') }}
    union all
    select
        'weights' as quantity,
        document_id,
        {{ to_number(first_match('weight_text', '([0-9.]+)')) }} as raw_figure,
        0 as mart_figure
    from {{ source('raw', 'indicator_rows') }}
    union all
    select
        'weights' as quantity,
        document_id,
        0 as raw_figure,
        weight as mart_figure
    from {{ ref('fct_indicator_targets') }}
    union all
    select
        'shares' as quantity,
        document_id,
        {{ to_number('value_text') }} as raw_figure,
        0 as mart_figure
    from {{ source('raw', 'narrative_claims') }}
    where
        kind = 'share'
        and unit_text in ('%', '％')
    union all
    select
        'shares' as quantity,
        document_id,
        0 as raw_figure,
        ratio * 100 as mart_figure
    from {{ ref('fct_narrative_claims') }}
    where
        kind = 'share'
        and unit_text in ('%', '％')

)

select
    figures.quantity,
    figures.document_id,
    sum(figures.raw_figure) as raw_sum,
    sum(figures.mart_figure) as mart_sum
from figures
inner join {{ ref('int_documents_published') }} as int_documents_published
    on figures.document_id = int_documents_published.document_id
group by figures.quantity, figures.document_id
having abs(coalesce(sum(figures.raw_figure), 0) - coalesce(sum(figures.mart_figure), 0)) > 0.000001
