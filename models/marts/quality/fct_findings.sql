{%- set placeholders = [
    ('{expected}', format_number('int_findings_reviewed.expected_value')),
    ('{actual}', format_number('int_findings_reviewed.actual_value')),
    ('{difference}', format_number('abs(int_findings_reviewed.difference)')),
    ('{tolerance}', format_number('int_findings_reviewed.tolerance')),
    ('{subject}', 'int_findings_reviewed.subject')
] -%}
with

int_findings_reviewed as (

    select * from {{ ref('int_findings_reviewed') }}

),

int_facts_located as (

    select * from {{ ref('int_facts_located') }}

),

rules as (

    select * from {{ ref('rules') }}

),

final as (

    select
        int_findings_reviewed.finding_id,
        int_findings_reviewed.check_id,
        int_findings_reviewed.rule_id,
        int_findings_reviewed.document_id,
        int_findings_reviewed.project_id,
        int_findings_reviewed.fact_table,
        int_findings_reviewed.fact_id,
        int_findings_reviewed.severity,
        int_findings_reviewed.responsibility,
        {{ fill_template('rules.message_zh', placeholders) }} || rules.remedy_zh as message,
        {{ fill_template('rules.message_en', placeholders) }} || ' ' || rules.remedy_en as message_en,
        int_findings_reviewed.review_status,
        int_findings_reviewed.review_reason,
        int_facts_located.page_number,
        int_facts_located.line_number
    from int_findings_reviewed
    inner join rules
        on int_findings_reviewed.rule_id = rules.rule_id
    left join int_facts_located
        on
            int_findings_reviewed.fact_table = int_facts_located.fact_table
            and int_findings_reviewed.fact_id = int_facts_located.fact_id

)

select * from final
