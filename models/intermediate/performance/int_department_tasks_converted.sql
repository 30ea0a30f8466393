with tasks as (
    select * from {{ ref('stg_department_tasks') }}
),

project_forms as (
    select * from {{ ref('stg_project_forms') }}
),

projects as (
    select * from {{ ref('int_projects_identified') }}
),

currency_units as (
    select
        unit_name,
        cast(factor as decimal(28, 8)) as factor
    from {{ ref('dim_units') }}
    where dimension = 'currency'
),

-- The headings of the tasks may name a unit of their own; else the form's holds.
with_unit as (
    select
        tasks.*,
        coalesce(tasks.declared_unit_text, project_forms.declared_unit_text) as declared_unit,
        coalesce(own_units.factor, form_units.factor) as factor
    from tasks
    inner join project_forms on tasks.project_id = project_forms.project_id
    left join currency_units as own_units on tasks.declared_unit_text = own_units.unit_name
    left join currency_units as form_units on project_forms.declared_unit_text = form_units.unit_name
),

final as (
    select
        with_unit.department_task_id,
        with_unit.project_id,
        with_unit.document_id,
        with_unit.task_number,
        with_unit.task_name,
        with_unit.content_text,
        cast({{ to_number('with_unit.total_text') }} * with_unit.factor as decimal(18, 2)) as total_amount_cny,
        cast({{ to_number('with_unit.fiscal_appropriation_text') }} * with_unit.factor as decimal(18, 2))
            as fiscal_appropriation_amount_cny,
        cast({{ to_number('with_unit.other_funds_text') }} * with_unit.factor as decimal(18, 2)) as other_funds_amount_cny,
        cast({{ printed_step('with_unit.total_text') }} * with_unit.factor as decimal(28, 8)) as printed_step_cny,
        with_unit.declared_unit,
        with_unit.is_total,
        projects.region_code,
        projects.fiscal_year,
        with_unit.page_number,
        with_unit.line_number,
        with_unit.table_number,
        with_unit.row_number
    from with_unit
    inner join projects on with_unit.project_id = projects.project_id
)

select * from final
