with source as (
    select * from {{ source('raw', 'self_evaluations') }}
),

renamed as (
    select
        document_id || '-p' || form_number as project_id,
        document_id,
        form_number,
        expected_goal_text,
        achieved_goal_text,
        total_weight_text,
        total_score_text,
        grade_text,
        page_number,
        line_number,
        table_number,
        row_number
    from source
)

select * from renamed
