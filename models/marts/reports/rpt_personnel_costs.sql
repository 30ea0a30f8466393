with staffing as (
    select * from {{ ref('rpt_agency_staffing') }}
),

expenditures as (
    select * from {{ ref('fct_economic_expenditures') }}
),

claims as (
    select * from {{ ref('fct_narrative_claims') }}
),

agencies as (
    select * from {{ ref('dim_agencies') }}
),

regions as (
    select * from {{ ref('dim_regions') }}
),

-- 工资福利支出 (301) by table, of basic and of project expenditure.
table_pay as (
    select
        document_id,
        agency_id,
        cast(
            sum(case when statement = 'general_public_basic' then total_amount_cny end) as decimal(18, 2)
        ) as basic_pay_amount_cny,
        cast(sum(case when scope = 'project' then total_amount_cny end) as decimal(18, 2)) as project_pay_amount_cny
    from expenditures
    where economic_code like '301%' and coalesce(phase, 'budget') in ('budget', 'initial_budget')
    group by document_id, agency_id
),

-- In prose: 项目支出 ... 万元，包括工资福利支出 ... 万元. The amount belongs to the heading figure before it.
ordered_claims as (
    select
        document_id,
        section,
        subject_text,
        amount_cny,
        cast(replace(narrative_claim_id, document_id || '-n', '') as integer) as claim_number
    from claims
    where kind = 'amount'
),

headed_claims as (
    select
        *,
        max(case when subject_text in ('基本支出', '项目支出') then claim_number end) over (
            partition by document_id, section order by claim_number rows between unbounded preceding and current row
        ) as heading_number
    from ordered_claims
),

prose_pay as (
    select
        pay.document_id,
        max(pay.amount_cny) as project_pay_amount_cny
    from headed_claims as pay
    inner join ordered_claims as headings
        on
            pay.document_id = headings.document_id
            and pay.heading_number = headings.claim_number
    where pay.subject_text = '工资福利支出' and headings.subject_text = '项目支出' and pay.amount_cny <= headings.amount_cny
    group by pay.document_id
),

paid as (
    select
        staffing.*,
        table_pay.basic_pay_amount_cny,
        coalesce(table_pay.project_pay_amount_cny, prose_pay.project_pay_amount_cny) as project_pay_amount_cny,
        case
            when table_pay.project_pay_amount_cny is not null then 'table'
            when prose_pay.project_pay_amount_cny is not null then 'prose'
        end as project_pay_basis
    from staffing
    left join table_pay
        on
            staffing.document_id = table_pay.document_id
            and coalesce(staffing.agency_id, '') = coalesce(table_pay.agency_id, '')
    left join prose_pay on staffing.document_id = prose_pay.document_id
    where staffing.document_type = 'department_budget'
),

final as (
    select
        paid.agency_staffing_id,
        regions.region_name,
        paid.agency_id,
        agencies.agency_name,
        paid.posts_count,
        paid.staff_in_post_count,
        paid.personnel_amount_cny,
        paid.basic_pay_amount_cny,
        paid.project_pay_amount_cny,
        paid.project_pay_basis,
        cast(paid.basic_pay_amount_cny / nullif(paid.posts_count, 0) as decimal(18, 2)) as basic_pay_per_post_amount_cny,
        cast(
            (paid.basic_pay_amount_cny + paid.project_pay_amount_cny) / nullif(paid.posts_count, 0) as decimal(18, 2)
        ) as pay_per_post_amount_cny,
        nullif(
            case when paid.basic_pay_amount_cny is null then '未公开工资福利支出 no pay is printed; ' else '' end
            || case when paid.project_pay_amount_cny is null then '未公开项目支出中的工资 no pay from project money is printed; ' else '' end
            || case when paid.posts_count is null then '未说明编制人数 no number of posts is stated; ' else '' end, ''
        ) as not_available_text,
        paid.is_counted,
        paid.region_code,
        paid.fiscal_year,
        paid.document_id
    from paid
    left join agencies on paid.agency_id = agencies.agency_id
    left join regions on paid.region_code = regions.region_code
)

select * from final
