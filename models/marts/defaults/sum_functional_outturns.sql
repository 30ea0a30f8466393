{{ functional_leaves_that_count(is_outturn=true) }}
