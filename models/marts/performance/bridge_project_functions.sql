with inferred as (
    select * from {{ ref('int_project_functions_inferred') }}
),

projects as (
    select * from {{ ref('int_projects_identified') }}
),

budgets as (
    select * from {{ ref('int_project_budgets_summed') }}
),

functional_classes as (
    select * from {{ ref('functional_classes') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

-- Where every item of a document is resolved, the links use up all its projects.
proven as (
    select
        *,
        count(reason) over (partition by document_id) = 0 and coalesce(totals_agree, false) as is_complete
    from inferred
    where set_number = 1
),

-- A set becomes one row a project.
links as (
    {%- for place in ['first', 'second', 'third'] %}
    select
        budget_line_id,
        functional_code,
        functional_name,
        set_size,
        totals_agree,
        is_complete,
        {{ place }}_id as project_id
    from proven
    where reason is null and {{ place }}_id is not null
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
),

-- Some publishers print the code of the item before the project's name.
printed as (
    select
        projects.project_id,
        functional_classes.functional_code,
        max(functional_classes.functional_name) as functional_name
    from projects
    inner join functional_classes
        on
            {{ first_match('projects.name_folded', '^[[(]?(2[0-9]{6})[])]?[^0-9]') }} = functional_classes.functional_code
            and {{ is_valid_in('functional_classes', 'projects.fiscal_year') }}
    group by projects.project_id, functional_classes.functional_code
),

unioned as (
    select
        project_id,
        functional_code,
        functional_name,
        cast(null as {{ dbt.type_string() }}) as budget_line_id,
        'printed' as link_basis,
        'high' as confidence,
        1 as set_size
    from printed
    union all
    select
        links.project_id,
        links.functional_code,
        links.functional_name,
        links.budget_line_id,
        case when links.set_size = 1 then 'inferred_amount' else 'inferred_combination' end as link_basis,
        case when links.is_complete then 'high' when links.totals_agree then 'medium' else 'low' end as confidence,
        links.set_size
    from links
    left join printed on links.project_id = printed.project_id
    where printed.project_id is null
),

final as (
    select
        unioned.project_id,
        unioned.functional_code,
        unioned.functional_name,
        unioned.link_basis,
        unioned.link_basis != 'printed' as is_inferred,
        unioned.confidence,
        unioned.budget_line_id,
        budgets.total_amount_cny as project_amount_cny,
        cast(unioned.set_size as integer) as set_size,
        projects.region_code,
        projects.fiscal_year,
        projects.document_id,
        projects.page_number,
        projects.line_number,
        projects.table_number,
        projects.row_number
    from unioned
    inner join projects on unioned.project_id = projects.project_id
    inner join published on projects.document_id = published.document_id
    left join budgets on unioned.project_id = budgets.project_id and budgets.horizon = 'annual'
)

select * from final
