{#-
  Which tables count, for one question, family of agencies, year and stage. A department's total stands for the family; money of a
  kind that it does not print (政府性基金 beside 一般公共预算) its own and its units' files add. Without a total, its own and its
  units' files add up. Each of them counts once, from one file and one kind of statement.
-#}
with holdings as (
    select * from {{ ref('int_budget_holdings_levelled') }}
),

files as (
    select * from {{ ref('int_budget_holdings_scoped') }}
),

total_preferences as (
    select
        question_key,
        min(preference) as preference
    from files
    where is_total
    group by question_key
),

total_statements as (
    select distinct
        question_key,
        statement,
        classification
    from files
    where is_total
),

part_preferences as (
    select
        question_key,
        counted_member_key,
        min(preference) as preference
    from files
    where not is_total
    group by question_key, counted_member_key
),

decided as (
    select
        files.*,
        case
            when files.is_total and files.preference > total_preferences.preference then 'other_statement_counts'
            when files.is_total and files.file_rank > 1 then 'other_document_counts'
            when files.is_total and files.counted_level = 'total' then 'department_total'
            when files.is_total then 'taken_as_department_total'
            when
                total_preferences.preference is not null
                and not (
                    files.subject = 'functional' and files.preference = 2 and total_preferences.preference = 2
                    and total_statements.statement is null
                )
                then 'in_department_total'
            when files.preference > part_preferences.preference and total_preferences.preference is null
                then 'other_statement_counts'
            when files.file_rank > 1 then 'other_document_counts'
            when total_preferences.preference is not null then 'missing_in_department_total'
            when files.counted_level = 'own' then 'department_own'
            else 'unit'
        end as counting_reason
    from files
    left join total_preferences on files.question_key = total_preferences.question_key
    left join total_statements
        on
            files.question_key = total_statements.question_key
            and files.statement = total_statements.statement
            and files.classification = total_statements.classification
    left join part_preferences
        on
            files.question_key = part_preferences.question_key
            and files.counted_member_key = part_preferences.counted_member_key
),

final as (
    select
        holdings.budget_holding_id,
        holdings.subject,
        holdings.stage,
        holdings.statement,
        holdings.classification,
        holdings.document_id,
        holdings.table_number,
        holdings.agency_id,
        holdings.region_code,
        holdings.fiscal_year,
        holdings.family_key,
        holdings.amount_cny,
        case
            when holdings.preference = 1 then 'whole'
            when holdings.subject = 'functional' then 'parts'
            else 'substitute'
        end as statement_basis,
        coalesce(
            not holdings.is_part_of_table
            and decided.counting_reason in (
                'department_total', 'taken_as_department_total', 'missing_in_department_total', 'department_own', 'unit'
            ),
            false
        ) as is_counted,
        case when holdings.is_part_of_table then 'in_other_table' else decided.counting_reason end as counting_reason
    from holdings
    left join decided
        on
            holdings.question_key = decided.question_key
            and holdings.statement = decided.statement
            and holdings.classification = decided.classification
            and holdings.document_id = decided.document_id
            and holdings.level = decided.level
            and holdings.member_key = decided.member_key
)

select * from final
