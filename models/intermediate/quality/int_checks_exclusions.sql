with

stg_narrative_passages as (

    select * from {{ ref('stg_narrative_passages') }}

),

int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

-- The words of the sentence before 不编入 …, which name what is left out.
statements as (

    select
        document_id,
        narrative_passage_id,
        {{ fold_name(
            first_match('passage_text', '([^。]*)(不编入|未编入|不纳入|未纳入|不列入|未列入|不再列入|不再编入)[^。，；]{0,20}(预算|决算|部门)')
        ) }} as left_out_text
    from stg_narrative_passages
    where
        role = 'prose'
        and {{ has_match('passage_text', '(不编入|未编入|不纳入|未纳入|不列入|未列入|不再列入|不再编入)[^。，；]{0,20}(预算|决算|部门)') }}

),

-- Names of the lowest classes: a shorter name stands in too many sentences.
items as (

    select
        document_id,
        {{ fold_name('row_name') }} as row_key,
        full_code,
        row_name,
        max(total_amount_cny) as total_amount_cny
    from int_budget_lines_classified
    where
        statement in ('department_expenditure', 'general_public_budget')
        and phase in ('budget', 'final_accounts')
        and row_kind = 'function'
        and is_leaf
        and unit_basis <> 'unknown'
        and length({{ fold_name('row_name') }}) >= 6
    group by document_id, {{ fold_name('row_name') }}, full_code, row_name

),

compared as (

    select
        statements.document_id,
        statements.narrative_passage_id,
        '“' || items.row_name || '”（' || items.full_code || '）' as subject,
        items.total_amount_cny as actual_value
    from statements
    inner join items
        on
            statements.document_id = items.document_id
            and statements.left_out_text like '%' || items.row_key || '%'
    where items.total_amount_cny <> 0

),

found as (

    select
        statements.document_id,
        statements.narrative_passage_id,
        coalesce(compared.subject, '声明不编入的项目') as subject,
        coalesce(compared.actual_value, 0) as actual_value
    from statements
    left join compared on statements.narrative_passage_id = compared.narrative_passage_id

),

checked as (

    select
        'R33' as rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_narrative_passages' as fact_table,
        narrative_passage_id as fact_id,
        subject,
        0 as expected_value,
        actual_value,
        0 as tolerance,
        cast(null as {{ dbt.type_string() }}) as reason
    from found

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
