{#-
  The files that speak for one member of a family, each statement added up, the file to be preferred first. A file without a scope
  that holds less than the units' files do is no total: it is the department's own.
-#}
{%- set largest_step_cny = 100 -%}

with holdings as (
    select * from {{ ref('int_budget_holdings_levelled') }}
),

statements as (
    select
        question_key,
        subject,
        statement,
        classification,
        preference,
        document_id,
        level,
        family_key,
        member_key,
        max(published_date) as published_date,
        sum(amount_cny) as amount_cny,
        sum(amount_count) as amount_count
    from holdings
    where not is_part_of_table
    group by question_key, subject, statement, classification, preference, document_id, level, family_key, member_key
),

-- Of several files of one unit the largest cannot be part of a smaller sum.
unit_amounts as (
    select
        question_key,
        statement,
        classification,
        member_key,
        max(amount_cny) as amount_cny
    from statements
    where level = 'unit'
    group by question_key, statement, classification, member_key
),

family_amounts as (
    select
        question_key,
        statement,
        classification,
        sum(amount_cny) as amount_cny,
        count(*) as unit_count
    from unit_amounts
    group by question_key, statement, classification
),

refuted as (
    select distinct
        statements.document_id,
        statements.family_key
    from statements
    inner join family_amounts
        on
            statements.question_key = family_amounts.question_key
            and statements.statement = family_amounts.statement
            and statements.classification = family_amounts.classification
    where
        statements.level = 'taken_as_total'
        and statements.amount_cny + {{ largest_step_cny }} * family_amounts.unit_count < family_amounts.amount_cny
),

scoped as (
    select
        statements.*,
        case when refuted.document_id is not null and statements.level = 'taken_as_total' then 'own' else statements.level end
            as counted_level
    from statements
    left join refuted on statements.document_id = refuted.document_id and statements.family_key = refuted.family_key
),

sided as (
    select
        *,
        counted_level in ('total', 'taken_as_total') as is_total,
        case when counted_level in ('total', 'taken_as_total') then family_key else member_key end as counted_member_key
    from scoped
),

final as (
    select
        question_key,
        subject,
        statement,
        classification,
        preference,
        document_id,
        level,
        member_key,
        counted_level,
        counted_member_key,
        is_total,
        row_number() over (
            partition by question_key, statement, classification, is_total, counted_member_key
            order by
                case counted_level when 'total' then 0 when 'own' then 0 else 1 end asc,
                coalesce(published_date, cast('0001-01-01' as date)) desc,
                amount_count desc,
                document_id asc
        ) as file_rank
    from sided
)

select * from final
