"""Build what depends on what has changed since the last build, and remember what everything is built from.

The result equals that of a full build. A build that failed or was killed is made up for by the next one (`ingest.build_state`).
"""

from __future__ import annotations

from ingest.build_plan import node_state, plan_build
from ingest.build_state import forget_nodes, read_inputs, read_state, write_state
from ingest.compiled_nodes import write_compiled
from ingest.raw_state import remember_documents
from ingest.transform import BuildCounts, OnNode, Project, build_project, parse_project
from ingest.workfile import open_work_file


def build_changes(project: Project, mismatches: str, is_full: bool, on_node: OnNode, is_scanned: bool = False) -> BuildCounts:
    """Build and test. Raises BuildFailed. is_scanned: the raw rows are those that were scanned (`ingest.raw_state`)."""
    with open_work_file(project.files) as connection:
        now = {**read_inputs(connection, mismatches, is_scanned), **node_state(project.manifest)}
        plan = plan_build(project.manifest, read_state(connection), now, connection, is_full)
        forget_nodes(connection, None if plan.is_full else plan.nodes)
    counts, built = build_project(project, plan.selection, len(plan.nodes), on_node)
    if not plan.nodes <= built:
        # dbt selected less than depends on the change: never trusted.
        with open_work_file(project.files) as connection:
            forget_nodes(connection, None)
        # dbt writes into a manifest what it compiles, so one serves one build.
        project = parse_project(project.files, mismatches)
        counts, _ = build_project(project, (), len(plan.nodes), on_node)
    with open_work_file(project.files) as connection:
        connection.begin()
        write_compiled(connection, project.manifest)
        remember_documents(connection)
        write_state(connection, now)
        connection.commit()
    return counts
