{#-
  Other master projects that a form may belong to: listed for review, never applied. More than a few of one name are no question that
  a reader could answer.
-#}
{%- set most_candidates = 10 -%}

with projects as (
    select * from {{ ref('int_projects_mastered') }}
),

reviews as (
    select * from {{ ref('reviewed_identities') }}
),

-- Two that one document prints side by side for one stage are two.
block_masters as (
    select
        name_block,
        master_project_id,
        min(project_id) as other_project_id
    from projects
    group by name_block, master_project_id
),

blocks as (
    select name_block
    from block_masters
    group by name_block
    having count(*) between 2 and {{ most_candidates }}
),

doubtful as (
    select
        projects.project_id,
        projects.document_id,
        projects.stage,
        projects.master_project_id,
        block_masters.master_project_id as other_master_id,
        block_masters.other_project_id
    from projects
    inner join blocks on projects.name_block = blocks.name_block
    inner join block_masters
        on projects.name_block = block_masters.name_block and projects.master_project_id != block_masters.master_project_id
),

printed as (
    select distinct
        master_project_id,
        document_id,
        stage
    from projects
),

-- Each question brings its own master along: with one more join for it, DuckDB compares every project with every other one first.
questions as (
    select
        doubtful.project_id,
        doubtful.master_project_id,
        doubtful.other_project_id,
        'same_name' as method  -- noqa: RF04
    from doubtful
    left join printed
        on
            doubtful.other_master_id = printed.master_project_id
            and doubtful.document_id = printed.document_id
            and doubtful.stage = printed.stage
    where printed.master_project_id is null

    {%- for kind, method in [('name', 'cut_name'), ('unit', 'unit_of_department')] %}
    {%- for place in ['first', 'last'] %}

    union all

    select
        project_id,
        master_project_id,
        {{ place }}_{{ kind }}_candidate_id as other_project_id,
        '{{ method }}' as method  -- noqa: RF04
    from projects
    where {{ place }}_{{ kind }}_candidate_id is not null
    {%- endfor %}
    {%- endfor %}

    union all

    select
        reviews.project_id,
        projects.master_project_id,
        reviews.other_project_id,
        'reviewed' as method  -- noqa: RF04
    from reviews
    inner join projects on reviews.project_id = projects.project_id
    inner join projects as other_forms
        on
            reviews.other_project_id = other_forms.project_id
            and coalesce(projects.region_code, '') = coalesce(other_forms.region_code, '')
    where reviews.decision = 'reject'
),

final as (
    select
        questions.project_id,
        other_forms.master_project_id,
        min(questions.method) as method,  -- noqa: RF04
        max(case when reviews.decision = 'reject' then 'rejected' end) as reviewed_status,
        min(other_forms.project_name) as other_name,
        min(other_forms.amount_cny) as other_amount_cny,
        max(reviews.reason) as review_reason
    from questions
    inner join projects as other_forms on questions.other_project_id = other_forms.project_id
    left join reviews
        on questions.project_id = reviews.project_id and questions.other_project_id = reviews.other_project_id
    where questions.master_project_id != other_forms.master_project_id
    group by questions.project_id, other_forms.master_project_id
)

select * from final
