"""The kinds of target forms: of a project, and of a whole department."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.forms.project_header import AREAS, DEPARTMENT_AREAS


@dataclass(frozen=True, slots=True)
class FormKind:
    """What a kind of target form is called, which labels it has, and which of them name what it is about, best first."""

    form_type: str
    areas: frozenset[str]
    subjects: tuple[str, ...]
    has_own_title: bool
    has_tasks: bool


PROJECT = FormKind(form_type="project_targets", areas=AREAS, subjects=("project_name",), has_own_title=True, has_tasks=False)
DEPARTMENT = FormKind(
    form_type="department_targets",
    areas=DEPARTMENT_AREAS,
    subjects=("department", "budget_unit"),
    has_own_title=False,
    has_tasks=True,
)
