"""The records that pass between readers, forms and the database.

Readers turn a file into a `SourceDocument`: lines and cells, no meaning. Forms turn a `SourceDocument` into the records of a
`Recognition`. Every record class that has a `TABLE` becomes the table `raw.<TABLE>`: one column a field, text as printed; the
annotation gives the column type. A place (page, line, table, row, column) is 1-based, and None where the format has none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Span:
    """A merged cell of a table: it begins in column `column_number` of its line and covers so many rows and columns."""

    column_number: int
    row_count: int
    column_count: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text, or one row of a table.

    `cells` holds at least one cell, blanks included; a table's rows have a cell for every column of the table. The text of a
    merged cell stands in its first row and column, the other cells it covers are blank, and `spans` says how far it reaches.
    `box` is left, top, right, bottom in points from the upper left corner of the page, where the format has one.
    """

    line_number: int
    text: str
    cells: tuple[str, ...]
    page_number: int | None = None
    table_number: int | None = None
    row_number: int | None = None
    spans: tuple[Span, ...] = ()
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something in a document that was not read, or not understood: what it is, where it stands, and why.

    kind: hidden_content, image_page, embedded_object, formula_without_value or number_format of a reader, unread_table or
    unknown_header_word of a form.
    `text` is the title of the table, the name of the sheet, or the word.
    """

    kind: str
    text: str
    reason: str
    page_number: int | None = None
    line_number: int | None = None
    table_number: int | None = None
    row_number: int | None = None


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A file as its reader saw it. `document_id` is the first 16 hexadecimal digits of the content's SHA-256."""

    document_id: str
    sha256: str
    byte_count: int
    reader: str
    encoding: str | None
    page_count: int | None
    lines: tuple[Line, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Capture:
    """Text of one line that a form has put into a record, or has recognised as furniture (headings, dates, numbering)."""

    line_number: int
    recognised_by: str
    text: str
    is_furniture: bool = False


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    TABLE: ClassVar[str] = "documents"
    document_id: str
    sha256: str
    byte_count: int
    reader: str
    encoding: str | None
    page_count: int | None
    line_count: int
    title_text: str | None
    publisher_text: str | None
    fiscal_year_text: str | None
    document_type: str | None
    reporting_scope: str | None


@dataclass(frozen=True, slots=True)
class DocumentFileRecord:
    """A name under which a content came, with what `documents.csv` says of that name (None: read it from the document)."""

    TABLE: ClassVar[str] = "document_files"
    document_id: str
    file_name: str
    source_url: str | None = None
    publisher: str | None = None
    region_code: str | None = None
    fiscal_year: str | None = None
    document_type: str | None = None
    published_date: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentLineRecord:
    """`disposition` is recognised, furniture or not_recognised; numbers are counted, so nothing goes missing unseen."""

    TABLE: ClassVar[str] = "document_lines"
    document_id: str
    page_number: int | None
    line_number: int
    table_number: int | None
    row_number: int | None
    box_text: str | None
    line_text: str
    disposition: str
    recognised_by: str | None
    numbers_printed: int
    numbers_captured: int
    numbers_furniture: int


@dataclass(frozen=True, slots=True)
class ReadingNoteRecord:
    """A `Note` of a reader or a form: what of the document was not read, or not understood."""

    TABLE: ClassVar[str] = "reading_notes"
    document_id: str
    note_number: int
    kind: str
    page_number: int | None
    line_number: int | None
    table_number: int | None
    row_number: int | None
    subject_text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ProjectFormRecord:
    TABLE: ClassVar[str] = "project_forms"
    document_id: str
    form_number: int
    page_number: int | None
    line_number: int
    last_line_number: int
    table_number: int | None
    row_number: int | None
    form_type: str
    title_text: str | None
    fiscal_year_text: str | None
    project_name: str | None
    department_text: str | None
    implementing_unit_text: str | None
    project_attribute_text: str | None
    period_text: str | None
    midterm_period_text: str | None
    manager_text: str | None
    funding_heading_text: str | None
    declared_unit_text: str | None


@dataclass(frozen=True, slots=True)
class ProjectFundingRecord:
    """One printed amount, or its blank, of a form's funding block. `funding_source` is the lexicon's word for `label_text`."""

    TABLE: ClassVar[str] = "project_fundings"
    document_id: str
    form_number: int
    horizon: str
    funding_number: int
    funding_source: str
    label_text: str
    amount_text: str | None
    page_number: int | None
    line_number: int
    table_number: int | None
    row_number: int | None
    column_number: int | None


@dataclass(frozen=True, slots=True)
class ProjectGoalRecord:
    TABLE: ClassVar[str] = "project_goals"
    document_id: str
    form_number: int
    horizon: str
    heading_text: str
    goal_text: str | None
    page_number: int | None
    line_number: int
    table_number: int | None
    row_number: int | None


@dataclass(frozen=True, slots=True)
class IndicatorRowRecord:
    """One indicator of one horizon. level*_text are carried down merged cells; level*_printed are the row's own cells."""

    TABLE: ClassVar[str] = "indicator_rows"
    document_id: str
    form_number: int
    horizon: str
    indicator_number: int
    page_number: int | None
    line_number: int
    table_number: int | None
    row_number: int | None
    column_number: int | None
    level1_text: str | None
    level2_text: str | None
    level1_printed: str | None
    level2_printed: str | None
    indicator_name: str | None
    target_text: str | None
    comparator_text: str | None
    unit_text: str | None
    weight_text: str | None
    baseline_text: str | None
    basis_text: str | None
    scoring_rule_text: str | None
    evidence_text: str | None
    note_text: str | None
    was_shifted: bool
    row_text: str


@dataclass(frozen=True, slots=True)
class DepartmentTaskRecord:
    """One of the year's main tasks (年度主要任务) of a department-wide target form; `is_total` marks the row that sums them."""

    TABLE: ClassVar[str] = "department_tasks"
    document_id: str
    form_number: int
    task_number: int
    task_name: str | None
    content_text: str | None
    total_text: str | None
    fiscal_appropriation_text: str | None
    other_funds_text: str | None
    declared_unit_text: str | None
    is_total: bool
    page_number: int | None
    line_number: int
    table_number: int | None
    row_number: int | None


@dataclass(frozen=True, slots=True)
class SelfEvaluationRecord:
    """What a self-evaluation form says as a whole: its goal beside what became of it, the line of totals, and the grade."""

    TABLE: ClassVar[str] = "self_evaluations"
    document_id: str
    form_number: int
    expected_goal_text: str | None
    achieved_goal_text: str | None
    total_weight_text: str | None
    total_score_text: str | None
    grade_text: str | None
    page_number: int | None
    line_number: int
    table_number: int | None
    row_number: int | None


@dataclass(frozen=True, slots=True)
class ProjectExecutionRecord:
    """One printed row of the funding block of a self-evaluation form: 年初预算数, 全年预算数, 全年执行数 and their score."""

    TABLE: ClassVar[str] = "project_executions"
    document_id: str
    form_number: int
    execution_number: int
    funding_source: str
    label_text: str
    initial_text: str | None
    adjusted_text: str | None
    executed_text: str | None
    weight_text: str | None
    ratio_text: str | None
    score_text: str | None
    page_number: int | None
    line_number: int
    table_number: int | None
    row_number: int | None


@dataclass(frozen=True, slots=True)
class IndicatorResultRecord:
    """The outcome half of an indicator of a self-evaluation form; its plan half is the `IndicatorRowRecord` of the same key."""

    TABLE: ClassVar[str] = "indicator_results"
    document_id: str
    form_number: int
    horizon: str
    indicator_number: int
    actual_text: str | None
    completion_ratio_text: str | None
    weight_text: str | None
    score_text: str | None
    deviation_text: str | None
    page_number: int | None
    line_number: int
    table_number: int | None
    row_number: int | None


@dataclass(frozen=True, slots=True)
class BudgetTableRecord:
    """One budget table. `statement` and `phase` are the lexicon's words for its title; `row_count` is 0 for an empty table."""

    TABLE: ClassVar[str] = "budget_tables"
    document_id: str
    table_number: int
    page_number: int | None
    line_number: int
    last_line_number: int
    title_text: str
    statement: str
    phase: str
    agency_text: str | None
    declared_unit_text: str | None
    note_text: str | None
    header_text: str
    row_count: int


@dataclass(frozen=True, slots=True)
class BudgetCellRecord:
    """One printed figure of a budget table, or a printed row without any figure (column_* and value_text are None then).

    `row_code` is the code as printed; `full_code` has the parents' digits before it. `row_kind` is what the rows of that side
    are: function, economic, agency, revenue_source, expenditure_name, project. `side` is revenue or expenditure.
    `column_concept` is the lexicon's word for the column (total, basic, project, personnel ...). With column_basis 'ambiguous'
    column_path and column_concept are None: the figure is kept, its column is not guessed. `agency_code` and `agency_text` are
    whose row it is in a table of several agencies, as printed in the row or above it.
    """

    TABLE: ClassVar[str] = "budget_cells"
    document_id: str
    table_number: int
    page_number: int | None
    line_number: int
    row_number: int
    column_number: int | None
    title_text: str
    statement: str
    phase: str
    declared_unit_text: str | None
    side: str
    row_kind: str
    row_code: str | None
    full_code: str | None
    row_name: str | None
    column_path: str | None
    column_concept: str | None
    value_text: str | None
    column_basis: str | None
    agency_code: str | None = None
    agency_text: str | None = None


@dataclass(frozen=True, slots=True)
class NarrativeClaimRecord:
    """One figure stated in prose. kind: amount, share, change, count. direction: increase, decrease, unchanged, or None."""

    TABLE: ClassVar[str] = "narrative_claims"
    document_id: str
    claim_number: int
    page_number: int | None
    line_number: int
    section_text: str | None
    subject_text: str | None
    kind: str
    value_text: str
    unit_text: str | None
    direction: str | None
    comparison_text: str | None
    sentence_text: str


@dataclass(frozen=True, slots=True)
class NarrativePassageRecord:
    """One paragraph of prose, or a heading over one, with its wrapped lines joined. role: prose or heading."""

    TABLE: ClassVar[str] = "narrative_passages"
    document_id: str
    passage_number: int
    page_number: int | None
    line_number: int
    last_line_number: int
    role: str
    section_text: str | None
    passage_text: str


@dataclass(frozen=True, slots=True)
class RejectionRecord:
    """A file that was not loaded, and why. `reason_zh` and `remedy_zh` are what county staff read."""

    TABLE: ClassVar[str] = "rejections"
    file_name: str
    sha256: str | None
    reason_code: str
    reason: str
    reason_zh: str
    place: str | None
    remedy: str
    remedy_zh: str


@dataclass(frozen=True, slots=True)
class Recognition:
    """What the forms found in one document. `captures` says which text of which line went into a record or is furniture."""

    forms: tuple[ProjectFormRecord, ...] = ()
    fundings: tuple[ProjectFundingRecord, ...] = ()
    goals: tuple[ProjectGoalRecord, ...] = ()
    indicators: tuple[IndicatorRowRecord, ...] = ()
    tasks: tuple[DepartmentTaskRecord, ...] = ()
    evaluations: tuple[SelfEvaluationRecord, ...] = ()
    executions: tuple[ProjectExecutionRecord, ...] = ()
    results: tuple[IndicatorResultRecord, ...] = ()
    budget_tables: tuple[BudgetTableRecord, ...] = ()
    budget_cells: tuple[BudgetCellRecord, ...] = ()
    claims: tuple[NarrativeClaimRecord, ...] = ()
    passages: tuple[NarrativePassageRecord, ...] = ()
    notes: tuple[Note, ...] = ()
    captures: tuple[Capture, ...] = field(default=())


RAW_RECORDS: tuple[type, ...] = (
    DocumentRecord,
    DocumentFileRecord,
    DocumentLineRecord,
    ReadingNoteRecord,
    ProjectFormRecord,
    ProjectFundingRecord,
    ProjectGoalRecord,
    IndicatorRowRecord,
    DepartmentTaskRecord,
    SelfEvaluationRecord,
    ProjectExecutionRecord,
    IndicatorResultRecord,
    BudgetTableRecord,
    BudgetCellRecord,
    NarrativeClaimRecord,
    NarrativePassageRecord,
    RejectionRecord,
)
