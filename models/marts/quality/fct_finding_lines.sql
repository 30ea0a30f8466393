{#- An indicator printed one cell a line goes on until the next record begins; it is not followed further than this. -#}
{%- set longest_record = 6 -%}
{%- set record_models = [
    'stg_indicator_rows', 'stg_indicator_results', 'stg_project_forms', 'stg_project_fundings', 'stg_budget_tables',
    'stg_narrative_claims'
] -%}
with
int_finding_lines_related as (
    select * from {{ ref('int_finding_lines_related') }}
),

-- Few documents have findings.
{% for import in ['stg_document_lines'] + record_models -%}
{{ import }} as (
    select * from {{ ref(import) }}
    where document_id in (select related.document_id from {{ ref('int_finding_lines_related') }} as related)
),

{% endfor -%}
record_starts as (
    {% for record_model in record_models -%}
    select
        document_id,
        line_number,
        {{ 1 if record_model in ('stg_indicator_rows', 'stg_indicator_results') else 0 }} as is_indicator
    from {{ record_model }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

followed_starts as (
    select
        document_id,
        line_number,
        max(is_indicator) as is_indicator,
        lead(line_number) over (partition by document_id order by line_number) as next_line_number
    from record_starts
    group by document_id, line_number
),

related as (
    select
        int_finding_lines_related.*,
        case
            when followed_starts.is_indicator = 1
                then least(
                    coalesce(followed_starts.next_line_number - 1, int_finding_lines_related.line_number + {{ longest_record }}),
                    int_finding_lines_related.line_number + {{ longest_record }}
                )
            else int_finding_lines_related.line_number
        end as last_line_number
    from int_finding_lines_related
    left join followed_starts
        on
            int_finding_lines_related.document_id = followed_starts.document_id
            and int_finding_lines_related.line_number = followed_starts.line_number
),

-- Line by line, or a finding would meet every line of its document.
related_lines as (
    {% for distance in range(longest_record + 1) -%}
    select
        finding_id,
        line_role,
        document_id,
        line_number + {{ distance }} as line_number,
        {{ distance }} as distance
    from related
    where line_number + {{ distance }} <= last_line_number
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

quoted as (
    select
        related_lines.finding_id,
        stg_document_lines.document_id,
        stg_document_lines.line_number,
        max(related_lines.line_role) as line_role
    from related_lines
    inner join stg_document_lines
        on
            related_lines.document_id = stg_document_lines.document_id
            and related_lines.line_number = stg_document_lines.line_number
    where
        related_lines.distance = 0
        or (stg_document_lines.table_number is null and stg_document_lines.disposition = 'recognised')
    group by related_lines.finding_id, stg_document_lines.document_id, stg_document_lines.line_number
),

final as (
    select
        quoted.finding_id,
        quoted.line_role,
        quoted.document_id,
        cast(stg_document_lines.page_number as integer) as page_number,
        cast(quoted.line_number as integer) as line_number,
        cast(stg_document_lines.table_number as integer) as table_number,
        cast(stg_document_lines.row_number as integer) as row_number,
        stg_document_lines.line_text
    from quoted
    inner join stg_document_lines
        on
            quoted.document_id = stg_document_lines.document_id
            and quoted.line_number = stg_document_lines.line_number
)

select * from final
