with project_forms as (
    select * from {{ ref('stg_project_forms') }}
),

documents as (
    select * from {{ ref('int_documents_identified') }}
),

goals as (
    select * from {{ ref('stg_project_goals') }}
),

goal_texts as (
    select
        project_id,
        max(case when horizon = 'annual' then goal_text end) as annual_goal_text,
        max(case when horizon = 'midterm' then goal_text end) as midterm_goal_text
    from goals
    group by project_id
),

folded as (
    select
        project_forms.*,
        documents.region_code,
        {{ form_fiscal_year('project_forms.fiscal_year_text', 'documents.fiscal_year') }} as fiscal_year,
        coalesce({{ agency_name('project_forms.department_text') }}, documents.agency_name) as department_name,
        {{ agency_name('project_forms.implementing_unit_text') }} as implementing_unit_name,
        {{ fold_text('project_forms.project_name') }} as name_folded,
        {{ fold_text('project_forms.period_text') }} as period_folded
    from project_forms
    inner join documents on project_forms.document_id = documents.document_id
),

-- Several names of one same, greatest length in a document were cut off by the form's field.
longest_names as (
    select
        document_id,
        length(name_folded) as name_length,
        count(*) as name_count,
        row_number() over (partition by document_id order by length(name_folded) desc) as length_rank
    from folded
    group by document_id, length(name_folded)
),

final as (
    select
        folded.project_id,
        folded.document_id,
        folded.project_name,
        folded.name_folded,
        folded.form_type,
        folded.form_number,
        folded.fiscal_year,
        folded.region_code,
        folded.department_text,
        folded.implementing_unit_text,
        folded.department_name,
        folded.implementing_unit_name,
        folded.project_attribute_text as project_attribute,
        folded.period_text,
        try_cast({{ first_match('folded.period_folded', '((19|20)[0-9][0-9])') }} as integer) as period_start_year,
        try_cast(
            coalesce(
                {{ first_match('folded.period_folded', '(19|20)[0-9][0-9].*((19|20)[0-9][0-9])', 2) }},
                {{ first_match('folded.period_folded', '((19|20)[0-9][0-9])') }}
            ) as integer
        ) as period_end_year,
        folded.midterm_period_text,
        regexp_replace({{ list_document_numbers('folded.name_folded') }}, '^;|;$', ''{{ global_replace() }}) as funding_document_numbers_text,
        {{ first_match(list_document_numbers('folded.name_folded'), '^;([^;]+)') }} as funding_document_number,
        folded.manager_text as manager_name,
        goal_texts.annual_goal_text,
        goal_texts.midterm_goal_text,
        coalesce(
            length(replace(folded.name_folded, '(', '')) != length(replace(folded.name_folded, ')', ''))
            or length(replace(folded.name_folded, '[', '')) != length(replace(folded.name_folded, ']', ''))
            or (longest_names.length_rank = 1 and longest_names.name_count > 1 and longest_names.name_length >= 30)
            -- a word is cut (资金, 补助, 经费 ...), or what a notice hands down is not named
            or {{ has_match('folded.name_folded', '(^|[^投外师物工合融增引招筹出注捐集国薪邮])资$|(^|[^奖代直增填弥])补$|(^|[^财])经$|[及和与的、]$') }}
            or (
                {{ has_match('folded.name_folded', '关于(提前)?(拨付|下达|安排|追加|预拨)') }}
                and not {{ has_match('folded.name_folded', '(资金|经费|补助|补贴|款|费|通知|函|专项|指标|预算)([(].*[)])?$') }}
            ),
            false
        ) as is_name_truncated,
        folded.page_number,
        folded.line_number,
        folded.last_line_number,
        folded.table_number,
        folded.row_number
    from folded
    left join goal_texts on folded.project_id = goal_texts.project_id
    left join longest_names
        on
            folded.document_id = longest_names.document_id
            and length(folded.name_folded) = longest_names.name_length
)

select * from final
