{#-
  Of the forms of one master project in one year and stage one counts: with an amount before without, a department's total before
  others, the later publication, a whole name, then the key. A department's overall form is no project.
-#}
with projects as (
    select * from {{ ref('int_projects_mastered') }}
),

published_projects as (
    select * from {{ ref('int_projects_identified') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

ranked as (
    select
        *,
        count(*) over (partition by master_project_id, fiscal_year, stage) as form_count,
        row_number() over (
            partition by master_project_id, fiscal_year, stage
            order by
                case when amount_cny is null then 1 else 0 end asc,
                case reporting_scope when 'department_total' then 0 when 'department_own' then 1 when 'unit' then 2 else 3 end asc,
                coalesce(published_date, cast('0001-01-01' as date)) desc,
                case when is_name_truncated then 1 else 0 end asc,
                document_id asc,
                form_number asc
        ) as form_rank
    from projects
),

chosen as (
    select
        master_project_id,
        fiscal_year,
        stage,
        document_id
    from ranked
    where form_rank = 1
),

final as (
    select
        published_projects.project_id,
        published_projects.document_id,
        ranked.master_project_id,
        ranked.stage,
        coalesce(ranked.form_rank = 1, false) as is_counted,
        case
            when ranked.project_id is null then 'department_overall_form'
            when ranked.form_count = 1 then 'only_form'
            when ranked.form_rank = 1 then 'chosen_of_several'
            when ranked.document_id = chosen.document_id then 'repeated_in_document'
            else 'repeated_in_other_document'
        end as counting_reason
    from published_projects
    inner join published on published_projects.document_id = published.document_id
    left join ranked on published_projects.project_id = ranked.project_id
    left join chosen
        on
            ranked.master_project_id = chosen.master_project_id
            and ranked.stage = chosen.stage
            and coalesce(ranked.fiscal_year, 0) = coalesce(chosen.fiscal_year, 0)
)

select * from final
