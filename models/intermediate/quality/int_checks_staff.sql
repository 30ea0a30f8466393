with

int_agency_measures_read as (

    select * from {{ ref('int_agency_measures_read') }}

),

stg_narrative_passages as (

    select * from {{ ref('stg_narrative_passages') }}

),

-- A number that the prose states with several values is the number of several units.
staff as (

    select
        document_id,
        max(case when measure = 'staff' then narrative_claim_id end) as staff_claim_id,
        max(case when measure = 'staff_in_post' then narrative_claim_id end) as in_post_claim_id,
        max(case when measure = 'staff' then value end) as staff_count,
        max(case when measure = 'staff_in_post' then value end) as in_post_count,
        max(case when measure = 'temporary_staff' then value end) as temporary_count,
        max(case when measure = 'retired_staff' then value end) as retired_count,
        max(case when measure = 'posts' then value end) as post_count,
        max(case when is_consistent then 0 else 1 end) as repeated_count
    from int_agency_measures_read
    where measure in ('staff', 'staff_in_post', 'temporary_staff', 'retired_staff', 'posts')
    group by document_id

),

remarks as (

    select
        document_id,
        max(case when {{ has_match('passage_text', '超编|消化|借调|离岗|退线|内退|空编|聘用') }} then 1 else 0 end) as explained_count
    from stg_narrative_passages
    group by document_id

),

sums as (

    select
        document_id,
        staff_claim_id as fact_id,
        '实有人数与在职、临聘人数' as subject,
        case
            when staff_count in (in_post_count, in_post_count + retired_count, in_post_count + temporary_count) then staff_count
            when staff_count = in_post_count + temporary_count + retired_count then staff_count
            else in_post_count + coalesce(temporary_count, 0)
        end as expected_value,
        staff_count as actual_value,
        'equal' as relation,
        case
            when repeated_count = 1 then 'the numbers are stated for several units'
            when temporary_count is null and retired_count is null then 'the parts are not all stated'
            when temporary_count is null and staff_count > in_post_count then 'the parts are not all stated'
        end as reason
    from staff
    where staff_claim_id is not null

),

posts as (

    select
        staff.document_id,
        staff.in_post_claim_id as fact_id,
        '在职人数与编制人数' as subject,
        staff.post_count as expected_value,
        staff.in_post_count as actual_value,
        'at_most' as relation,
        case
            when staff.repeated_count = 1 then 'the numbers are stated for several units'
            when staff.in_post_count > staff.post_count and remarks.explained_count = 1 then 'the text explains staff beyond the posts'
        end as reason
    from staff
    left join remarks on staff.document_id = remarks.document_id
    where staff.in_post_claim_id is not null

),

unioned as (

    select * from sums
    union all
    select * from posts

),

checked as (

    select
        'R20' as rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_narrative_claims' as fact_table,
        fact_id,
        subject,
        expected_value,
        actual_value,
        0 as tolerance,
        relation,
        reason
    from unioned

),

final as (

    {{ judge_checks('checked', 'relation') }}

)

select * from final
