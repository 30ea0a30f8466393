with int_budget_cells_converted as (

    select * from {{ ref('int_budget_cells_converted') }}

),

-- Two columns of one meaning with different figures: neither is taken.
final as (

    select
        budget_line_id,
        document_id,
        amount_concept,
        case when min(amount_cny) = max(amount_cny) then min(amount_cny) end as amount_cny,
        max(printed_step_cny) as printed_step_cny,
        coalesce(min(amount_cny) <> max(amount_cny), false) as is_conflicting
    from int_budget_cells_converted
    where amount_concept is not null
    group by budget_line_id, document_id, amount_concept

)

select * from final
