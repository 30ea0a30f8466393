with published_columns as (
    {{ list_published_columns() }}
),

column_labels as (
    select * from {{ ref('column_labels') }}
),

final as (
    select
        published_columns.table_name,
        published_columns.column_name,
        coalesce(own_labels.label_zh, common_labels.label_zh) as label_zh,
        published_columns.description_en,
        published_columns.usage_warning,
        published_columns.is_personal
    from published_columns
    left join column_labels as own_labels
        on
            published_columns.column_name = own_labels.column_name
            and published_columns.table_name = own_labels.table_name
    left join column_labels as common_labels
        on
            published_columns.column_name = common_labels.column_name
            and common_labels.table_name is null
)

select * from final
