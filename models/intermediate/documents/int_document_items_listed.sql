with documents_identified as (
    select * from {{ ref('int_documents_identified') }}
),

publishers as (
    select * from {{ ref('int_document_publishers_keyed') }}
),

project_forms as (
    select * from {{ ref('stg_project_forms') }}
),

budget_tables as (
    select * from {{ ref('int_budget_tables_resolved') }}
),

budget_cells as (
    select * from {{ ref('stg_budget_cells') }}
),

project_fundings as (
    select * from {{ ref('stg_project_fundings') }}
),

project_goals as (
    select * from {{ ref('stg_project_goals') }}
),

indicator_rows as (
    select * from {{ ref('stg_indicator_rows') }}
),

narrative_claims as (
    select * from {{ ref('stg_narrative_claims') }}
),

documents as (
    select documents_identified.*
    from documents_identified
    inner join publishers on documents_identified.document_id = publishers.document_id
    where publishers.is_comparable
),

-- A form without a name, and a table not understood, are like no other: they are never given up.
forms as (
    select
        project_forms.document_id,
        project_forms.project_id,
        'project|' || coalesce(project_forms.form_type, '') || '|' || coalesce(
            {{ fold_text('project_forms.project_name') }} || '|'
            || {{ own_unit(agency_name('project_forms.implementing_unit_text'), 'documents.publisher_name') }},
            project_forms.project_id
        ) as item,
        coalesce({{ fold_text('project_forms.declared_unit_text') }}, '') as unit_text
    from project_forms
    inner join documents on project_forms.document_id = documents.document_id
),

statements as (
    select
        budget_tables.document_id,
        budget_tables.table_number,
        'statement|' || coalesce(
            budget_tables.statement || '|' || coalesce(budget_tables.phase, '') || '|'
            || {{ own_unit('budget_tables.agency_name', 'documents.publisher_name') }},
            budget_tables.document_id || '|' || cast(budget_tables.table_number as {{ dbt.type_string() }})
        ) as item,
        coalesce(budget_tables.applied_unit, '') as unit_text
    from budget_tables
    inner join documents on budget_tables.document_id = documents.document_id
),

facts as (
    select
        document_id,
        item,
        'forms|' || cast(count(*) as {{ dbt.type_string() }}) || '|' || min(unit_text) as fact
    from forms
    group by document_id, item

    union

    select
        forms.document_id,
        forms.item,
        'funding|' || project_fundings.horizon || '|' || project_fundings.funding_source || '|'
        || {{ fold_text('project_fundings.amount_text') }} as fact
    from forms
    inner join project_fundings on forms.project_id = project_fundings.project_id
    where project_fundings.amount_text is not null

    union

    select
        forms.document_id,
        forms.item,
        'goal|' || project_goals.horizon || '|' || {{ fold_text('project_goals.goal_text') }} as fact
    from forms
    inner join project_goals on forms.project_id = project_goals.project_id
    where project_goals.goal_text is not null

    union

    select
        forms.document_id,
        forms.item,
        'indicator|' || indicator_rows.horizon || '|'
        || coalesce({{ fold_text('indicator_rows.indicator_name') }}, '') || '|'
        || coalesce({{ fold_text('indicator_rows.comparator_text') }}, '') || '|'
        || coalesce({{ fold_text('indicator_rows.target_text') }}, '') || '|'
        || coalesce({{ fold_text('indicator_rows.unit_text') }}, '') || '|'
        || coalesce({{ fold_text('indicator_rows.weight_text') }}, '') as fact
    from forms
    inner join indicator_rows on forms.project_id = indicator_rows.project_id

    union

    select
        document_id,
        item,
        'unit|' || min(unit_text) as fact
    from statements
    group by document_id, item

    union

    select
        statements.document_id,
        statements.item,
        'cell|' || budget_cells.side || '|' || coalesce(budget_cells.full_code, '') || '|'
        || coalesce({{ fold_text('budget_cells.row_name') }}, '') || '|' || coalesce(budget_cells.column_concept, '') || '|'
        || cast({{ to_number('budget_cells.value_text') }} as {{ dbt.type_string() }}) as fact
    from statements
    inner join budget_cells
        on
            statements.document_id = budget_cells.document_id
            and statements.table_number = budget_cells.table_number
    where {{ to_number('budget_cells.value_text') }} is not null

    union

    select
        narrative_claims.document_id,
        'prose' as item,
        narrative_claims.kind || '|' || {{ fold_text('narrative_claims.value_text') }}
        || coalesce({{ fold_text('narrative_claims.unit_text') }}, '') as fact
    from narrative_claims
    inner join documents on narrative_claims.document_id = documents.document_id
),

final as (
    select
        document_id,
        item,
        fact
    from facts
    where fact is not null
)

select * from final
