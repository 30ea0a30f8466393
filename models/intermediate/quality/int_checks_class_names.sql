with

int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

int_classes_listed as (

    select * from {{ ref('int_classes_listed') }}

),

-- A class is looked at once a document, wherever it is printed first.
printed as (

    select
        budget_line_id,
        document_id,
        fiscal_year,
        row_kind,
        full_code,
        row_name,
        {{ fold_class_name('row_name') }} as class_key,
        level,  -- noqa: RF04
        row_number() over (
            partition by document_id, row_kind, full_code, {{ fold_class_name('row_name') }}
            order by table_number, row_number, budget_line_id
        ) as mention_number
    from int_budget_lines_classified
    where
        row_kind in ('function', 'economic')
        and full_code is not null
        and row_name is not null
        and coalesce(functional_code_basis, 'printed') = 'printed'

),

-- What the lists say of the code, in that year and in others.
coded as (

    select
        printed.budget_line_id,
        count(*) as listed_count,
        max(case when {{ is_valid_in('classes', 'printed.fiscal_year') }} then classes.class_name end) as valid_name,
        max(case when printed.class_key = classes.class_key then 1 else 0 end) as named_count,
        max(case
            when
                printed.class_key = classes.class_key
                and (
                    {{ is_valid_in('classes', 'printed.fiscal_year') }}
                    or (
                        printed.fiscal_year > {{ var('code_lists_end_year', 2024) }}
                        and classes.valid_to_year is null
                    )
                )
                then 1
            else 0
        end) as named_in_year_count,
        min(case when classes.is_certain then 1 else 0 end) as certain_count
    from printed
    inner join int_classes_listed as classes
        on
            printed.row_kind = classes.row_kind
            and printed.full_code = classes.class_code
    group by printed.budget_line_id

),

-- The printed name is that of another class of the same level.
named as (

    select
        printed.budget_line_id,
        min(classes.class_code) as other_code,
        max(case
            when substr(classes.class_code, 1, 3) = substr(printed.full_code, 1, 3) and classes.is_certain then 1 else 0
        end) = 1
        and min(classes.class_code) = max(classes.class_code) as is_only_there
    from printed
    inner join int_classes_listed as classes
        on
            printed.row_kind = classes.row_kind
            and printed.class_key = classes.class_key
            and printed.level = classes.level
            and printed.full_code <> classes.class_code
            and {{ is_valid_in('classes', 'printed.fiscal_year') }}
    group by printed.budget_line_id

),

described as (

    select
        printed.*,
        coded.valid_name,
        named.other_code,
        case
            when printed.fiscal_year is null then 'the budget year is not known'
            when coded.named_in_year_count = 1 then null
            when printed.fiscal_year > {{ var('code_lists_end_year', 2024) }} then 'the code lists end before this year'
            when coded.listed_count is null and named.other_code is null then 'neither code nor name is in the lists'
            when coded.listed_count is null and not named.is_only_there then 'the code is not in the lists'
            when coded.valid_name is null and coded.certain_count = 0 then 'the lists are not certain of this code and year'
        end as reason,
        coalesce(coded.named_in_year_count, 0) = 1 as is_named,
        coalesce(coded.named_in_year_count, 0) = 0
        and (
            named.other_code is not null
            or coalesce(coded.valid_name, '') = ''
            or (coded.named_count = 1 and coded.certain_count = 1)
        ) as is_wrong,
        coded.certain_count = 1 as is_certain
    from printed
    left join coded on printed.budget_line_id = coded.budget_line_id
    left join named on printed.budget_line_id = named.budget_line_id
    where printed.mention_number = 1

),

ruled as (

    select
        'R120' as rule_id,
        document_id,
        budget_line_id,
        full_code || ' ' || row_name
        || case
            when not is_wrong or reason is not null then ''
            when valid_name is not null and other_code is not null
                then '：该编码当年的名称为“' || valid_name || '”，该名称的编码为 ' || other_code
            when valid_name is not null then '：该编码当年的名称为“' || valid_name || '”'
            when other_code is not null then '：该名称的编码为 ' || other_code
            else '：该编码当年无效'
        end as subject,
        case when is_wrong then 1 else 0 end as actual_value,
        reason
    from described
    union all
    select
        'R121' as rule_id,
        document_id,
        budget_line_id,
        full_code || ' ' || row_name
        || case when is_named or reason is not null or not is_certain then '' else '：标准名称为“' || valid_name || '”' end as subject,
        case when is_named then 0 else 1 end as actual_value,
        coalesce(reason, case when not is_named and not is_certain then 'the lists are not certain of this name' end) as reason
    from described
    where not is_wrong or reason is not null

),

checked as (

    select
        rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_budget_lines' as fact_table,
        budget_line_id as fact_id,
        subject,
        0 as expected_value,
        actual_value,
        0 as tolerance,
        reason
    from ruled

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
