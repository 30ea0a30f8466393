with source as (
    select * from {{ source('raw', 'rejections') }}
),

renamed as (
    select
        file_name,
        sha256,
        reason_code,
        reason,
        reason_zh,
        place,
        remedy,
        remedy_zh
    from source
)

select * from renamed
