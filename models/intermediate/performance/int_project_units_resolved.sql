{#- Judgement: two figures tell of the same money if they differ by at most this share (rounding in a sentence). -#}
{%- set same_money = 0.005 -%}
{#- Judgement: no project of a county agency has a billion yuan, so a unit that says so needs only one witness against it. -#}
{%- set implausible_cny = 1000000000 -%}

with amounts as (
    select * from {{ ref('int_project_amounts_read') }}
),

targets as (
    select * from {{ ref('int_indicator_targets_valued') }}
),

project_forms as (
    select * from {{ ref('stg_project_forms') }}
),

currency_units as (
    select
        unit_name,
        cast(factor as decimal(28, 8)) as factor
    from {{ ref('dim_units') }}
    where dimension = 'currency'
),

totals as (
    select
        project_id,
        horizon,
        max(printed_value) as printed_value
    from amounts
    where funding_source = 'total' and own_unit is null and printed_value > 0
    group by project_id, horizon
),

-- Money that an indicator states with a unit of its own. Prices and rates have other dimensions and do not count.
witnesses as (
    select
        project_id,
        document_id,
        horizon,
        indicator_target_id,
        coalesce(target_low_base, target_high_base) as amount_cny
    from targets
    where dimension = 'currency' and coalesce(target_low_base, target_high_base) > 0
),

agreements as (
    select
        witnesses.project_id,
        currency_units.unit_name,
        count(*) as witness_count
    from witnesses
    inner join totals
        on
            witnesses.project_id = totals.project_id
            and witnesses.horizon = totals.horizon
    inner join currency_units
        on
            witnesses.amount_cny between totals.printed_value * currency_units.factor * (1 - {{ same_money }})
            and totals.printed_value * currency_units.factor * (1 + {{ same_money }})
    group by witnesses.project_id, currency_units.unit_name
),

largest as (
    select
        project_id,
        max(printed_value) as printed_value
    from totals
    group by project_id
),

judged as (
    select
        project_forms.project_id,
        project_forms.document_id,
        project_forms.declared_unit_text as declared_unit,
        largest.printed_value * declared_units.factor >= {{ implausible_cny }}
        and coalesce(project_forms.form_type, '') != 'department_targets' as is_implausible,
        coalesce(own.witness_count, 0) > 0 as is_confirmed,
        max(other.unit_name) as other_unit,
        max(other.witness_count) as other_witness_count
    from project_forms
    left join currency_units as declared_units on project_forms.declared_unit_text = declared_units.unit_name
    left join agreements as own
        on
            project_forms.project_id = own.project_id
            and project_forms.declared_unit_text = own.unit_name
    left join agreements as other
        on
            project_forms.project_id = other.project_id
            and other.unit_name != coalesce(project_forms.declared_unit_text, '')
    left join largest on project_forms.project_id = largest.project_id
    group by
        project_forms.project_id,
        project_forms.document_id,
        project_forms.form_type,
        project_forms.declared_unit_text,
        largest.printed_value,
        declared_units.factor,
        own.witness_count
),

-- What the forms of one document and one declared unit say together.
documents_judged as (
    select
        document_id,
        declared_unit,
        max(other_unit) as other_unit,
        count(distinct other_unit) as other_unit_count,
        sum(case when other_unit is not null and not is_confirmed then 1 else 0 end) as contradicted_count,
        sum(case when is_confirmed then 1 else 0 end) as confirmed_count
    from judged
    group by document_id, declared_unit
),

decided as (
    select
        judged.project_id,
        judged.document_id,
        judged.declared_unit,
        case
            when judged.is_confirmed then 'declared'
            when
                judged.other_unit is not null and judged.declared_unit is null
                then 'inferred'
            when
                judged.other_unit is not null
                and (
                    judged.other_witness_count >= 2
                    or judged.is_implausible
                    or (documents_judged.contradicted_count >= 2 and documents_judged.confirmed_count = 0)
                )
                then 'contradicted_by_indicators'
            when
                documents_judged.other_unit_count = 1
                and documents_judged.confirmed_count = 0
                and documents_judged.contradicted_count >= 2
                then case when judged.declared_unit is null then 'inferred' else 'contradicted_by_siblings' end
            when judged.declared_unit is null then 'unknown'
            else 'declared'
        end as unit_basis,
        judged.other_unit,
        documents_judged.other_unit as sibling_unit
    from judged
    inner join documents_judged
        on
            judged.document_id = documents_judged.document_id
            and coalesce(judged.declared_unit, '') = coalesce(documents_judged.declared_unit, '')
),

applied as (
    select
        decided.*,
        case decided.unit_basis
            when 'declared' then decided.declared_unit
            when 'unknown' then null
            else coalesce(decided.other_unit, decided.sibling_unit)
        end as applied_unit
    from decided
),

final as (
    select
        applied.project_id,
        applied.document_id,
        applied.declared_unit,
        applied.applied_unit,
        applied.unit_basis,
        currency_units.factor as applied_factor
    from applied
    left join currency_units on applied.applied_unit = currency_units.unit_name
)

select * from final
