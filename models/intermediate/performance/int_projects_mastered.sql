{#-
  The master project of each form: agency, name without its year, and 文号. Where one disclosure prints several of them for one year
  and stage with different money, name and agency tell nothing: then only the same amount makes two forms one.
-#}
with projects as (
    select * from {{ ref('int_projects_completed') }}
),

reviews as (
    select * from {{ ref('reviewed_identities') }}
),

named as (
    select
        *,
        case
            when full_name_key is null then project_id
            else
                {{ surrogate_key([
                    'full_agency_key',
                    without_own_year('full_name_key'),
                    'document_number'
                ]) }}
        end as name_block
    from projects
),

-- Two forms of one content and amount in one document are one form printed twice.
contents as (
    select
        name_block,
        fiscal_year,
        stage,
        document_id,
        amount_cny,
        count(distinct content_key) as content_count
    from named
    group by name_block, fiscal_year, stage, document_id, amount_cny
),

content_conflicts as (
    select
        name_block,
        fiscal_year,
        amount_cny
    from contents
    group by name_block, fiscal_year, amount_cny
    having max(content_count) > 1
),

amounts as (
    select
        name_block,
        fiscal_year,
        stage,
        disclosure_id,
        count(distinct coalesce(cast(amount_cny as {{ dbt.type_string() }}), '')) as amount_count
    from named
    group by name_block, fiscal_year, stage, disclosure_id
),

amount_conflicts as (
    select
        name_block,
        fiscal_year
    from amounts
    group by name_block, fiscal_year
    having max(amount_count) > 1
),

keyed as (
    select
        named.*,
        amount_conflicts.name_block is not null or content_conflicts.name_block is not null as is_ambiguous,
        case
            when named.full_name_key is null then {{ surrogate_key(["'form'", 'named.project_id']) }}
            when content_conflicts.name_block is not null
                then {{ surrogate_key(['named.name_block', 'named.fiscal_year', 'named.amount_cny', 'named.content_key']) }}
            when amount_conflicts.name_block is not null and named.amount_cny is null
                then {{ surrogate_key(['named.name_block', 'named.fiscal_year', "'-'", 'named.content_key']) }}
            when amount_conflicts.name_block is not null
                then {{ surrogate_key(['named.name_block', 'named.fiscal_year', 'named.amount_cny']) }}
            -- what follows where the name was cut off may differ
            when named.is_name_truncated and not named.is_name_completed and named.document_number is null
                then {{ surrogate_key(['named.name_block', 'named.fiscal_year', 'coalesce(named.amount_cny, -1)']) }}
            else {{ surrogate_key(['named.name_block']) }}
        end as own_master_id
    from named
    left join content_conflicts
        on
            named.name_block = content_conflicts.name_block
            and named.fiscal_year = content_conflicts.fiscal_year
            and coalesce(named.amount_cny, -1) = coalesce(content_conflicts.amount_cny, -1)
    left join amount_conflicts
        on named.name_block = amount_conflicts.name_block and named.fiscal_year = amount_conflicts.fiscal_year
),

accepted as (
    select
        reviews.project_id,
        min(keyed.own_master_id) as master_project_id,
        min(reviews.other_project_id) as other_project_id,
        min(reviews.reason) as reason
    from reviews
    inner join keyed on reviews.other_project_id = keyed.project_id
    inner join keyed as own_forms
        on
            reviews.project_id = own_forms.project_id
            and coalesce(keyed.region_code, '') = coalesce(own_forms.region_code, '')
    where reviews.decision = 'accept'
    group by reviews.project_id
),

-- Rejected only where the two would be one.
rejected as (
    select
        keyed.project_id,
        min(reviews.other_project_id) as other_project_id,
        min(reviews.reason) as reason
    from reviews
    inner join keyed on reviews.project_id = keyed.project_id
    inner join keyed as other_forms on reviews.other_project_id = other_forms.project_id
    where reviews.decision = 'reject' and keyed.own_master_id = other_forms.own_master_id
    group by keyed.project_id
),

final as (
    select
        keyed.*,
        case
            when accepted.project_id is not null then accepted.master_project_id
            when rejected.project_id is not null then {{ surrogate_key(["'form'", 'keyed.project_id']) }}
            else keyed.own_master_id
        end as master_project_id,
        case
            when accepted.project_id is not null then 'accepted'
            when rejected.project_id is not null then 'rejected'
        end as reviewed_status,
        coalesce(accepted.other_project_id, rejected.other_project_id) as reviewed_project_id,
        coalesce(accepted.reason, rejected.reason) as review_reason
    from keyed
    left join accepted on keyed.project_id = accepted.project_id
    left join rejected on keyed.project_id = rejected.project_id
)

select * from final
