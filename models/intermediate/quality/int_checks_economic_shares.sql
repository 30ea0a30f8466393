{#- Percent of its class that a row of other expenses may take before a reader asks, and classes too small to ask about. -#}
{%- set most_percent = 33 -%}
{%- set least_amount_cny = 100000 -%}

with

int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

economic as (

    select *
    from int_budget_lines_classified
    where
        statement = 'general_public_basic'
        and row_kind = 'economic'
        and is_main_phase
        and unit_basis <> 'unknown'
        and not has_ambiguous

),

-- A class printed in two rows of a side is no one whole.
classes as (

    select
        budget_table_id,
        side,
        coalesce(agency_id, '') as agency_key,
        full_code,
        min(total_amount_cny) as total_amount_cny,
        count(*) as class_count
    from economic
    where length(full_code) = 3
    group by budget_table_id, side, coalesce(agency_id, ''), full_code

),

shares as (

    select
        other_rows.document_id,
        other_rows.budget_line_id,
        {{ name_budget_row('other_rows') }} as subject,
        other_rows.total_amount_cny,
        classes.total_amount_cny as class_amount_cny,
        classes.class_count
    from economic as other_rows
    inner join classes
        on
            other_rows.budget_table_id = classes.budget_table_id
            and other_rows.side = classes.side
            and coalesce(other_rows.agency_id, '') = classes.agency_key
            and substr(other_rows.full_code, 1, 3) = classes.full_code
    where
        other_rows.full_code in ('30199', '30299', '30399', '31099')
        and other_rows.total_amount_cny is not null

),

checked as (

    select
        'R137' as rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_budget_lines' as fact_table,
        budget_line_id as fact_id,
        subject,
        {{ most_percent }} as expected_value,
        cast(
            100 * cast(total_amount_cny as double) / nullif(cast(class_amount_cny as double), 0) as decimal(28, 2)
        ) as actual_value,
        0 as tolerance,
        case
            when class_count > 1 then 'the class is printed more than once'
            when class_amount_cny < {{ least_amount_cny }} then 'the class is small'
        end as reason
    from shares

),

final as (

    {{ judge_checks('checked', 'at_most') }}

)

select * from final
