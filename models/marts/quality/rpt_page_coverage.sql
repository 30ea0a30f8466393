with

stg_document_lines as (

    select * from {{ ref('stg_document_lines') }}

),

int_documents_identified as (

    select * from {{ ref('int_documents_identified') }}

),

counted as (

    select
        document_id,
        coalesce(page_number, 0) as page_number,
        count(*) as lines_printed,
        sum(case when disposition = 'not_recognised' then 1 else 0 end) as lines_not_recognised,
        sum(numbers_printed) as numbers_printed,
        sum(numbers_captured) as numbers_captured,
        sum(numbers_furniture) as numbers_furniture
    from stg_document_lines
    group by document_id, coalesce(page_number, 0)

),

final as (

    select
        counted.document_id,
        int_documents_identified.file_name,
        cast(counted.page_number as integer) as page_number,
        cast(counted.lines_printed as integer) as lines_printed,
        cast(counted.lines_not_recognised as integer) as lines_not_recognised,
        cast(counted.numbers_printed as integer) as numbers_printed,
        cast(counted.numbers_captured as integer) as numbers_captured,
        cast(counted.numbers_furniture as integer) as numbers_furniture,
        cast(
            counted.numbers_printed - counted.numbers_captured - counted.numbers_furniture as integer
        ) as numbers_not_recognised
    from counted
    inner join int_documents_identified
        on counted.document_id = int_documents_identified.document_id

)

select * from final
