-- The Chinese twin of a table has its labels for column names.
select
    table_name,
    label_zh,
    count(*) as column_count
from {{ ref('dim_columns') }}
group by table_name, label_zh
having count(*) > 1
