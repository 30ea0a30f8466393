with subjects as (
    select * from {{ ref('int_narrative_subjects_resolved') }}
),

claim_targets as (
    select * from {{ ref('claim_targets') }}
),

lines as (
    select * from {{ ref('int_budget_lines_named') }}
),

-- A change restates no row by its own amount, but is a change of the row its subject names.
claims as (
    select *
    from subjects
    where (kind = 'amount' and comparison_basis = 'none') or (kind in ('share', 'change') and comparison_basis != 'limit')
),

-- A subject that is a total: the total row of the statement it belongs to, or its only row.
total_candidates as (
    select
        claims.narrative_claim_id,
        lines.budget_line_id,
        claim_targets.column_concept,
        10 + claim_targets.priority as candidate_rank
    from claims
    inner join claim_targets
        on
            claims.subject_concept = claim_targets.subject_concept
            and coalesce(claim_targets.context_statement, claims.context_statement) = claims.context_statement
    inner join lines
        on
            claims.document_id = lines.document_id
            and claim_targets.statement = lines.statement
            and claim_targets.side = lines.side
            and (lines.is_total or lines.is_only_row)
),

-- Inside 基本支出 the names are economic classes.
economic_candidates as (
    select
        claims.narrative_claim_id,
        lines.budget_line_id,
        'total' as column_concept,
        case when claims.row_key = lines.row_key then 0 else 1 end as candidate_rank
    from claims
    inner join lines on claims.document_id = lines.document_id and claims.short_key = lines.short_key
    where
        lines.statement = 'general_public_basic'
        and lines.row_kind = 'economic'
        and (claims.scope = 'basic' or (claims.scope is null and claims.heading like '%基本支出%'))
),

-- Of several classes of one name the lowest level counts, unless the prose says 类, 款 or 项.
functional_candidates as (
    select
        claims.narrative_claim_id,
        lines.budget_line_id,
        coalesce(claims.scope, 'total') as column_concept,
        20
        + case when claims.row_key = lines.row_key then 0 else 3 end
        + case lines.level when 'item' then 0 when 'section' then 1 else 2 end as candidate_rank
    from claims
    inner join lines
        on
            claims.document_id = lines.document_id
            and claims.context_statement = lines.statement
            and claims.short_key = lines.short_key
            and coalesce(claims.class_level, lines.level) = lines.level
    where lines.row_kind = 'function'
),

-- A row of the summary by its very name: 收入总计, 事业收入.
summary_candidates as (
    select
        claims.narrative_claim_id,
        lines.budget_line_id,
        'total' as column_concept,
        case when lines.is_total then 8 else 30 end as candidate_rank
    from claims
    inner join lines on claims.document_id = lines.document_id and claims.row_key = lines.row_key
    where lines.statement = 'revenue_expenditure_summary' and (lines.is_total or lines.row_kind = 'revenue_source')
),

candidates as (
    select * from total_candidates
    union all
    select * from economic_candidates
    union all
    select * from functional_candidates
    union all
    select * from summary_candidates
),

final as (
    select
        candidates.narrative_claim_id,
        'fct_budget_lines' as matched_table,
        candidates.budget_line_id as matched_id,
        candidates.column_concept || '_amount_cny' as matched_column,
        case candidates.column_concept
            when 'total' then lines.total_amount_cny
            when 'basic' then lines.basic_amount_cny
            when 'project' then lines.project_amount_cny
            when 'personnel' then lines.personnel_amount_cny
            when 'operating' then lines.operating_amount_cny
            when 'overseas' then lines.overseas_amount_cny
            when 'reception' then lines.reception_amount_cny
            when 'vehicles' then lines.vehicles_amount_cny
            when 'vehicle_purchase' then lines.vehicle_purchase_amount_cny
            when 'vehicle_operation' then lines.vehicle_operation_amount_cny
        end as matched_amount_cny,
        candidates.candidate_rank
    from candidates
    inner join claims on candidates.narrative_claim_id = claims.narrative_claim_id
    inner join lines on candidates.budget_line_id = lines.budget_line_id
    -- 年初预算 is no amount of the final accounts; at the start of the year it is the budget.
    where
        (claims.stated_phase is null and coalesce(lines.is_main_phase, true))
        or claims.stated_phase = lines.phase
        or (claims.stated_phase = 'initial_budget' and lines.phase = 'budget')
)

select * from final
