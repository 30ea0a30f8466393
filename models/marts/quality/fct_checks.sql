{#- The rules' own tables hold the rows; publishing stores them as one table. -#}
{{ config(materialized='view') }}

with

int_checks_unioned as (

    select * from {{ ref('int_checks_unioned') }}

),

final as (

    select
        check_id,
        rule_id,
        document_id,
        project_id,
        fact_table,
        fact_id,
        subject,
        expected_value,
        actual_value,
        difference,
        tolerance,
        outcome,
        reason
    from int_checks_unioned

)

select * from final
