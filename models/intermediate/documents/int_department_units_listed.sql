{#-
  Agencies that a department's disclosure lists as its units: in the tables of its total, or in prose (预算单位构成), in the sentence that
  announces them, after the announcing words, or each on a line of its own that follows within so many lines. A unit that says whose
  unit it is names nobody below itself.
-#}
{%- set longest_list = 60 -%}
{%- set announcement = '(纳入[^。；]*(预算|决算)编[制报]范围|(下属|所属|直属|二级|基层)(的|预算|决算|独立核算|事业|核算)*单位)' -%}

with document_lines as (
    select * from {{ ref('stg_document_lines') }}
),

documents as (
    select * from {{ ref('int_documents_identified') }}
),

agencies as (
    select * from {{ ref('int_agencies_listed') }}
),

budget_lines as (
    select * from {{ ref('int_budget_lines_classified') }}
),

in_tables as (
    select distinct
        documents.region_code,
        documents.agency_id as parent_agency_id,
        budget_lines.agency_id,
        'department_total' as basis
    from budget_lines
    inner join documents on budget_lines.document_id = documents.document_id
    where
        documents.reporting_scope = 'department_total'
        and budget_lines.region_code = documents.region_code
),

departments as (
    select
        document_id,
        agency_id as parent_agency_id,
        region_code
    from documents
    where agency_id is not null and region_code is not null and reporting_scope != 'unit'
),

announced as (
    select
        departments.*,
        document_lines.line_number,
        document_lines.line_text,
        {{ first_match('document_lines.line_text', announcement ~ '(.*)$', 5) }} as announced_text
    from document_lines
    inner join departments on document_lines.document_id = departments.document_id
    where {{ has_match('document_lines.line_text', announcement) }}
),

announcing as (
    select distinct document_id from announced
),

-- Few documents announce anything: only their lines are put in order.
ordered as (
    select
        document_lines.document_id,
        document_lines.line_number,
        document_lines.line_text,
        document_lines.line_number - max(announced.line_number) over (
            partition by document_lines.document_id
            order by document_lines.line_number
            rows between unbounded preceding and current row
        ) as lines_after
    from document_lines
    inner join announcing on document_lines.document_id = announcing.document_id
    left join announced
        on
            document_lines.document_id = announced.document_id
            and document_lines.line_number = announced.line_number
),

-- 1.某站；(2)某所(公益一类)  某中心	全额
listed as (
    select
        departments.region_code,
        departments.parent_agency_id,
        {{ first_match(
            "regexp_replace(ordered.line_text, '^[（(]?[0-9０-９一二三四五六七八九十]*[）)、.．:：]*[ 　\t]*', '')",
            '^([^\t ，。；;、（(]{3,40})'
        ) }} as listed_name
    from ordered
    inner join departments on ordered.document_id = departments.document_id
    where ordered.lines_after between 1 and {{ longest_list }}
),

found as (
    select
        listed.region_code,
        listed.parent_agency_id,
        agencies.agency_id,
        'department_prose' as basis
    from listed
    inner join agencies
        on listed.region_code = agencies.region_code and listed.listed_name = agencies.agency_name

    union

    select
        announced.region_code,
        announced.parent_agency_id,
        agencies.agency_id,
        'department_prose' as basis
    from announced
    inner join agencies
        on
            announced.region_code = agencies.region_code
            and instr(announced.announced_text, agencies.agency_name) > 0
    where not {{ has_match('announced.line_text', '主管部门|隶属|上级') }}

    union all

    select
        region_code,
        parent_agency_id,
        agency_id,
        basis
    from in_tables
),

final as (
    select
        region_code,
        parent_agency_id,
        agency_id,
        max(case basis when 'department_total' then 1 else 0 end) = 1 as is_in_total
    from found
    where parent_agency_id != agency_id
    group by region_code, parent_agency_id, agency_id
)

select * from final
