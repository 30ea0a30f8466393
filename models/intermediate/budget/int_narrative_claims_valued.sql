with claims as (
    select * from {{ ref('stg_narrative_claims') }}
),

documents as (
    select * from {{ ref('int_documents_identified') }}
),

unit_aliases as (
    select * from {{ ref('unit_aliases') }}
),

units as (
    select * from {{ ref('dim_units') }}
),

read_claims as (
    select
        claims.*,
        {{ to_number('claims.value_text') }} as value,  -- noqa: RF04
        {{ fold_text('claims.unit_text') }} as folded_unit,
        {{ fold_text('claims.comparison_text') }} as folded_comparison,
        cast({{ first_match('claims.comparison_text', '((19|20)[0-9][0-9])') }} as integer) as comparison_year
    from claims
),

-- What a share is of, or a change is from. Of a phrase the first words decide: 占收入预算总额, 比2022年预算数.
compared as (
    select
        *,
        case
            when folded_comparison is null then 'none'
            when {{ has_match('folded_comparison', '^[以之][上下内]$') }} then 'limit'
            when {{ has_match('folded_comparison', '^完成') }} then 'budget'
            when {{ has_match('folded_comparison', '^占比?$') }} then 'unstated_total'
            when {{ has_match('folded_comparison', '^占.*三公') }} then 'three_public'
            when {{ has_match('folded_comparison', '^占.*采购') }} then 'government_procurement'
            when {{ has_match('folded_comparison', '^占.*基本支出') }} then 'basic_expenditure'
            when {{ has_match('folded_comparison', '^占.*项目支出') }} then 'project_expenditure'
            when {{ has_match('folded_comparison', '^占.*一般公共预算') }} then 'general_public_budget'
            when {{ has_match('folded_comparison', '^占.*财政拨款') }} then 'fiscal_appropriation'
            when {{ has_match('folded_comparison', '^占.*收入') }} then 'total_revenue'
            when {{ has_match('folded_comparison', '^占.*支出') }} then 'total_expenditure'
            when {{ has_match('folded_comparison', '^占') }} then 'other'
            when comparison_year is not null then 'stated_year'
            when {{ has_match('folded_comparison', '同比|上年|上一年|去年') }} then 'prior_year'
            when {{ has_match('folded_comparison', '年初|预算') }} then 'budget'
            else 'other'
        end as printed_basis
    from read_claims
),

final as (
    select
        compared.narrative_claim_id,
        compared.claim_number,
        compared.section_text,
        compared.subject_text,
        compared.kind,
        case
            when units.dimension = 'currency' then cast(compared.value * units.factor as decimal(18, 2))
        end as amount_cny,
        case
            when compared.kind in ('amount', 'count') then null
            when compared.folded_unit in ('%', '百分点', '个百分点') then cast(compared.value * 0.01 as decimal(28, 8))
            when compared.folded_unit = '‰' then cast(compared.value * 0.001 as decimal(28, 8))
        end as ratio,
        compared.value,
        compared.value_text,
        compared.unit_text,
        case when compared.kind = 'change' and compared.value = 0 then 'unchanged' else compared.direction end as direction,
        case
            when compared.printed_basis != 'stated_year' then compared.printed_basis
            when compared.comparison_year = documents.fiscal_year - 1 then 'prior_year'
            when compared.comparison_year = documents.fiscal_year then 'budget'
            else 'other_year'
        end as comparison_basis,
        compared.comparison_text,
        compared.sentence_text,
        documents.agency_id,
        documents.region_code,
        documents.fiscal_year,
        compared.document_id,
        compared.page_number,
        compared.line_number
    from compared
    inner join documents on compared.document_id = documents.document_id
    left join unit_aliases on compared.folded_unit = unit_aliases.alias
    left join units on unit_aliases.unit_id = units.unit_id
)

select * from final
