{%- set counts = ['posts', 'staff', 'staff_in_post', 'temporary_staff', 'retired_staff', 'vehicles'] -%}
{%- set labels = {
    'posts': '编制人数', 'staff': '实有人数', 'staff_in_post': '在职人数', 'temporary_staff': '临聘人员', 'retired_staff': '离退休人员',
    'vehicles': '车辆'
} -%}
with measures as (
    select * from {{ ref('fct_agency_measures') }}
),

economic as (
    select * from {{ ref('fct_economic_expenditures') }}
),

documents as (
    select * from {{ ref('dim_documents') }}
),

measured as (
    select
        document_id,
        agency_id,
        {%- for count in counts %}
        cast(max(case when measure = '{{ count }}' then value end) as decimal(28, 8)) as {{ count }}_count,
        {%- endfor %}
        cast(max(case when measure = 'operating_expense' then value end) as decimal(18, 2)) as agency_operating_amount_cny,
        min(case when not is_consistent then 0 else 1 end) = 1 as is_consistent
    from measures
    group by document_id, agency_id
),

-- Basic expenditure by economic class: pay and running costs of the year's budget, or of the accounts.
spending as (
    select
        document_id,
        agency_id,
        coalesce(
            sum(case when phase = 'final_accounts' then personnel_amount_cny end), sum(case when phase = 'budget' then personnel_amount_cny end)
        ) as personnel_amount_cny,
        coalesce(
            sum(case when phase = 'final_accounts' then operating_amount_cny end), sum(case when phase = 'budget' then operating_amount_cny end)
        ) as operating_amount_cny
    from economic
    where statement = 'general_public_basic' and scope = 'basic'
    group by document_id, agency_id
),

keys as (
    select
        document_id,
        agency_id
    from measured
    union distinct
    select
        document_id,
        agency_id
    from spending
),

final as (
    select
        {{ surrogate_key(['keys.document_id', 'keys.agency_id']) }} as agency_staffing_id,
        keys.agency_id,
        documents.document_type,
        documents.reporting_scope,
        {%- for count in counts %}
        measured.{{ count }}_count,
        {%- endfor %}
        measured.agency_operating_amount_cny,
        cast(spending.personnel_amount_cny as decimal(18, 2)) as personnel_amount_cny,
        cast(spending.operating_amount_cny as decimal(18, 2)) as operating_amount_cny,
        documents.is_counted,
        measured.is_consistent,
        nullif(
            {%- for count in counts %}
            case when measured.{{ count }}_count is null then '{{ labels[count] }}；' else '' end ||
            {%- endfor %}
            case when measured.agency_operating_amount_cny is null then '机关运行经费；' else '' end
            || case when spending.personnel_amount_cny is null then '人员经费；' else '' end
            || case when spending.operating_amount_cny is null then '公用经费；' else '' end,
            ''
        ) as not_printed_text,
        documents.region_code,
        documents.fiscal_year,
        keys.document_id
    from keys
    inner join documents on keys.document_id = documents.document_id
    left join measured on keys.document_id = measured.document_id and coalesce(keys.agency_id, '') = coalesce(measured.agency_id, '')
    left join spending on keys.document_id = spending.document_id and coalesce(keys.agency_id, '') = coalesce(spending.agency_id, '')
    where documents.is_current
)

select * from final
