{#-
  Two files of one publisher, region, year and type are editions of one disclosure only where they have the same scope and one
  holds every form and statement of the other: with a later date, or, where no dates tell, with every fact the same; then one scope may
  be missing. Files that share nothing are its parts. A superseding file comes later in one total order: no chain is without a current one.
-#}
with documents as (
    select * from {{ ref('int_documents_identified') }}
),

facts as (
    select * from {{ ref('int_document_items_listed') }}
),

publishers as (
    select * from {{ ref('int_document_publishers_united') }}
),

held as (
    select
        publishers.family_id,
        facts.document_id,
        facts.item,
        facts.fact
    from facts
    inner join publishers on facts.document_id = publishers.document_id
),

items as (
    select
        family_id,
        document_id,
        item,
        count(*) as fact_count
    from held
    group by family_id, document_id, item
),

-- A file of a later date comes later, then one of more facts.
measured as (
    select
        documents.document_id,
        items.family_id,
        documents.reporting_scope,
        documents.published_date,
        count(*) as item_count,
        sum(items.fact_count) as fact_count,
        row_number() over (
            partition by items.family_id order by
                coalesce(documents.published_date, cast('0001-01-01' as date)), sum(items.fact_count), documents.document_id desc
        ) as edition_number
    from documents
    inner join items on documents.document_id = items.document_id
    group by documents.document_id, items.family_id, documents.reporting_scope, documents.published_date
),

-- 部门汇总, 本级 and 单位 overlap by nature; a file whose scope is not known may be any of them.
pairs as (
    select
        measured.*,
        other_measured.document_id as other_document_id,
        other_measured.reporting_scope as other_scope,
        measured.reporting_scope = other_measured.reporting_scope as has_same_scope,
        measured.reporting_scope != 'unknown' and other_measured.reporting_scope != 'unknown' as has_known_scope,
        other_measured.item_count as other_item_count,
        other_measured.fact_count as other_fact_count,
        coalesce(measured.published_date != other_measured.published_date, false) as is_dated,
        other_measured.edition_number as other_edition_number
    from measured
    inner join measured as other_measured
        on measured.family_id = other_measured.family_id and measured.document_id != other_measured.document_id
),

shared_items as (
    select
        items.document_id,
        other_items.document_id as other_document_id,
        count(*) as shared_item_count,
        sum(other_items.fact_count) as other_fact_count
    from items
    inner join items as other_items on items.family_id = other_items.family_id and items.item = other_items.item
    inner join pairs on items.document_id = pairs.document_id and other_items.document_id = pairs.other_document_id
    where items.item != 'prose' or pairs.has_same_scope or not pairs.has_known_scope
    group by items.document_id, other_items.document_id
),

shared_facts as (
    select
        held.document_id,
        other_held.document_id as other_document_id,
        count(*) as shared_fact_count
    from held
    inner join held as other_held
        on held.family_id = other_held.family_id and held.item = other_held.item and held.fact = other_held.fact
    group by held.document_id, other_held.document_id
),

compared as (
    select
        pairs.*,
        shared_items.shared_item_count = pairs.item_count as has_every_item,
        coalesce(shared_facts.shared_fact_count, 0) = pairs.fact_count
        and shared_items.other_fact_count = pairs.fact_count as has_equal_facts,
        -- A file without a scope that holds all of the department's own, or of a unit, and more, is the total.
        case
            when pairs.has_same_scope or pairs.has_known_scope then false
            when pairs.reporting_scope = 'unknown'
                then shared_items.shared_item_count = pairs.other_item_count and pairs.fact_count > pairs.other_fact_count
            else shared_items.shared_item_count = pairs.item_count and pairs.other_fact_count > pairs.fact_count
        end as is_total_and_part,
        2 * coalesce(shared_facts.shared_fact_count, 0) >= pairs.fact_count as has_most_facts,
        2 * coalesce(shared_facts.shared_fact_count, 0) >= pairs.other_fact_count as is_mostly_held
    from pairs
    inner join shared_items
        on pairs.document_id = shared_items.document_id and pairs.other_document_id = shared_items.other_document_id
    left join shared_facts
        on pairs.document_id = shared_facts.document_id and pairs.other_document_id = shared_facts.other_document_id
),

-- The same facts without a scope are of the scope that another file prints.
scopes as (
    select
        document_id,
        min(other_scope) as reporting_scope
    from compared
    where has_equal_facts and reporting_scope = 'unknown' and other_scope != 'unknown'
    group by document_id
),

-- Where no scope is printed, a later file with mostly other figures may be that of the units below.
ranked as (
    select
        document_id,
        other_document_id,
        is_dated,
        row_number() over (partition by document_id order by other_edition_number desc) as edition_rank
    from compared
    where
        other_edition_number > edition_number and has_every_item
        and (
            (has_equal_facts and (has_same_scope or not has_known_scope))
            or (has_same_scope and is_dated and (has_known_scope or has_most_facts))
        )
),

superseded as (
    select * from ranked
    where edition_rank = 1
),

-- Two files that share something, and neither of which gave way: the shared part counts twice until somebody decides.
undecided as (
    select
        compared.document_id,
        count(*) as undecided_count
    from compared
    left join superseded on compared.document_id = superseded.document_id
    left join superseded as other_superseded on compared.other_document_id = other_superseded.document_id
    where
        superseded.document_id is null and other_superseded.document_id is null and not compared.is_total_and_part
        and (compared.has_same_scope or (not compared.has_known_scope and (compared.has_most_facts or compared.is_mostly_held)))
    group by compared.document_id
),

final as (
    select
        documents.document_id,
        {{ surrogate_key(['publishers.family_id', 'coalesce(scopes.reporting_scope, documents.reporting_scope)']) }}
            as disclosure_id,
        superseded.document_id is null as is_current,
        superseded.other_document_id as superseded_by_document_id,
        coalesce(undecided.undecided_count, 0) as undecided_count,
        case when superseded.is_dated then 'published_date' when not superseded.is_dated then 'content' end as superseded_basis
    from documents
    inner join publishers on documents.document_id = publishers.document_id
    left join scopes on documents.document_id = scopes.document_id
    left join superseded on documents.document_id = superseded.document_id
    left join undecided on documents.document_id = undecided.document_id
)

select * from final
