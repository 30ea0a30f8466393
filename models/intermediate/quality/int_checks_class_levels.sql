with

int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

coded as (

    select
        *,
        length(full_code) as code_length,
        substr(full_code, 1, length(full_code) - 2) as parent_code
    from int_budget_lines_classified
    where
        row_kind in ('function', 'economic')
        and length(full_code) in (3, 5, 7)

),

-- A table that prints no class of that length anywhere has no such level.
levels as (

    select distinct
        budget_table_id,
        side,
        row_kind,
        code_length
    from coded

),

codes as (

    select distinct
        budget_table_id,
        side,
        row_kind,
        full_code
    from coded

),

parents as (

    select
        budget_table_id,
        side,
        row_kind,
        parent_code,
        min(code_length) as code_length,
        min(document_id) as document_id,
        min(title_text) as title_text,
        min(budget_line_id) as budget_line_id,
        min(full_code) as child_code
    from coded
    where code_length > 3
    group by budget_table_id, side, row_kind, parent_code

),

checked as (

    select
        'R122' as rule_id,
        parents.document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_budget_lines' as fact_table,
        parents.budget_line_id as fact_id,
        coalesce(parents.title_text || '，', '') || '科目 ' || parents.child_code || ' 的上级科目 ' || parents.parent_code as subject,
        1 as expected_value,
        case when codes.full_code is null then 0 else 1 end as actual_value,
        0 as tolerance,
        case when levels.code_length is null then 'the table does not print that level' end as reason
    from parents
    left join levels
        on
            parents.budget_table_id = levels.budget_table_id
            and parents.side = levels.side
            and parents.row_kind = levels.row_kind
            and parents.code_length - 2 = levels.code_length
    left join codes
        on
            parents.budget_table_id = codes.budget_table_id
            and parents.side = codes.side
            and parents.row_kind = codes.row_kind
            and parents.parent_code = codes.full_code

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
