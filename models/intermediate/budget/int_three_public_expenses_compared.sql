with int_three_public_expenses_pivoted as (

    select * from {{ ref('int_three_public_expenses_pivoted') }}

),

int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

int_narrative_claims_matched as (

    select * from {{ ref('int_narrative_claims_matched') }}

),

-- What the prose says of the change of the whole against the year before, not of one kind of expense. 持平 is a change of 0.
stated_changes as (

    select
        document_id,
        case when direction = 'unchanged' then coalesce(amount_cny, 0) else amount_cny end as amount_cny,
        case when direction = 'unchanged' then coalesce(ratio, 0) else ratio end as ratio,
        case
            when ratio is null and direction = 'unchanged' then value_text
            when ratio is null then null
            when unit_text is null or right(value_text, length(unit_text)) = unit_text then value_text
            else value_text || unit_text
        end as ratio_text,
        case direction when 'increase' then 1 when 'decrease' then -1 when 'unchanged' then 0 end as sign
    from int_narrative_claims_matched
    where
        kind = 'change'
        and comparison_basis = 'prior_year'
        and {{ has_match('subject_text', '三公') }}
        and not {{ has_match('subject_text', '出国|接待|用车|购置|运行') }}

),

-- Statements that contradict each other decide nothing.
changes as (

    select
        document_id,
        case when min(sign * amount_cny) = max(sign * amount_cny) then min(sign * amount_cny) end as change_amount_cny,
        case when min(sign * ratio) = max(sign * ratio) then min(sign * ratio) end as change_ratio,
        case when min(sign * ratio) = max(sign * ratio) then min(ratio_text) end as change_ratio_text
    from stated_changes
    where sign is not null
    group by document_id

),

counted as (

    select
        int_three_public_expenses_pivoted.*,
        int_budget_lines_classified.document_id,
        int_budget_lines_classified.is_main_phase,
        count(*) over (partition by int_budget_lines_classified.document_id, int_budget_lines_classified.phase)
            as document_row_count
    from int_three_public_expenses_pivoted
    inner join int_budget_lines_classified
        on int_three_public_expenses_pivoted.budget_line_id = int_budget_lines_classified.budget_line_id
    where int_three_public_expenses_pivoted.is_counted

),

-- The prose speaks of the document's whole: with several rows it belongs to none of them.
derived as (

    select
        counted.budget_line_id,
        counted.prior_year_total_amount_cny as printed_amount_cny,
        changes.change_ratio,
        changes.change_ratio_text,
        case
            when changes.change_amount_cny is not null then counted.total_amount_cny - changes.change_amount_cny
            when changes.change_ratio > -1
                then try_cast(counted.total_amount_cny / (1 + changes.change_ratio) as decimal(18, 2))
        end as derived_amount_cny
    from counted
    left join changes
        on
            counted.document_id = changes.document_id
            and counted.document_row_count = 1
            and coalesce(counted.is_main_phase, true)

),

final as (

    select
        budget_line_id,
        cast(coalesce(printed_amount_cny, derived_amount_cny) as decimal(18, 2)) as prior_year_total_amount_cny,
        case
            when printed_amount_cny is not null then 'printed'
            when derived_amount_cny is not null then 'derived'
        end as prior_year_basis,
        cast(change_ratio as decimal(28, 8)) as change_ratio,
        change_ratio_text
    from derived

)

select * from final
