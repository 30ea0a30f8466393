"""Self-evaluation forms without cells: aligned blanks, or one cell a line. Their blocks become rows of cells here.

Blank cells leave no trace, so words are placed only where one placement fits: a row of funding has as many figures as
headings, or just its amounts where the sources so placed add up to the total. What fits twice, or not at all, is noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from ingest.forms.pieces import Piece, split_pieces
from ingest.forms.self_evaluation_funding import note
from ingest.forms.self_evaluation_words import FUNDING, NUMBER, adds_up, only_reading
from ingest.forms.words import clean, find_label, fold
from ingest.records import Line, Note

EXECUTION = frozenset({"execution_column"})
RESULT = frozenset({"indicator_column", "result_column"})
GOALS = frozenset({"evaluation_goal"})
TOTALS = frozenset({"evaluation_total"})
ENDS = frozenset({"evaluation_total", "evaluation_goal", "header", "goal"})
FIGURE = re.compile(r"^(?:[-—/]+|-?[0-9][0-9,]*(?:\.[0-9]+)?(?:%|分|[亿万千]?元|万)?)$")
UNCLEAR = "the words of the row can be placed in several ways, or in none"


@dataclass(slots=True)
class FlowGrid:
    """The lines with the blocks as rows of cells; `words` are the words of each row, by its line number."""

    lines: list[Line]
    words: dict[int, list[Piece]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def row(self, pieces: Sequence[Piece], cells: Sequence[str]) -> Line:
        """A row that stands where its first word stands."""
        first = pieces[0].line
        self.words.setdefault(first.line_number, []).extend(pieces)
        return replace(first, cells=tuple(cells), text="\t".join(cells))

    def words_of(self, line_numbers: Iterable[int]) -> list[tuple[Line, str]]:
        """The words of rows, each with the line it is printed on."""
        return [(piece.line, piece.text) for number in sorted(line_numbers) for piece in self.words.get(number, ())]


def grid_of_flow(lines: Sequence[Line]) -> FlowGrid:
    """Lines of words as rows of cells where they are a block of a self-evaluation form; all others as they are."""
    grid = FlowGrid([])
    pieces = split_pieces(line for line in lines if len(line.cells) == 1)
    heads = [run for run in _runs(pieces) if _is_funding(run) or _is_results(run) or _is_goal(run)]
    if not heads:
        return FlowGrid(list(lines))
    made: dict[int, list[Line]] = {}
    taken: set[int] = set()
    for (start, end, concepts), after in zip(heads, [*(run[0] for run in heads[1:]), len(pieces)], strict=False):
        read = _funding_rows if "executed" in concepts else _goal_row if "achieved" in concepts else _result_rows
        body = pieces[end:after]
        rows, count = read(body, concepts, grid)
        block = pieces[start : end + count]
        before = [_heading_before(pieces, start), ""] if read is _funding_rows else []
        header = grid.row(pieces[start:end], [*before, *(piece.text for piece in pieces[start:end])])
        made[block[0].line.line_number] = [header, *rows]
        taken |= {piece.line.line_number for piece in block}
    for line in lines:
        grid.lines += made.get(line.line_number, [])
        if line.line_number not in taken:
            grid.lines.append(line)
    return grid


def _runs(pieces: Sequence[Piece]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Stretches of words that are nothing but headings of one block."""
    runs = []
    position = 0
    while position < len(pieces):
        found = max((_run_at(pieces, position, areas) for areas in (EXECUTION, GOALS, RESULT)), key=len)
        if len(found) > 1:
            runs.append((position, position + len(found), tuple(found)))
        position += max(1, len(found))
    return runs


def _run_at(pieces: Sequence[Piece], position: int, areas: frozenset[str]) -> list[str]:
    found: list[str] = []
    while position + len(found) < len(pieces):
        label = find_label(pieces[position + len(found)].text, areas)
        if label is None or label.remainder or label.concept in found:
            break
        found.append(label.concept)
    return found


def _heading_before(pieces: Sequence[Piece], start: int) -> str:
    """The label of the whole block (项目资金（万元）) where it stands right before the headings."""
    label = find_label(pieces[start - 1].text, frozenset({"header"})) if start else None
    return pieces[start - 1].text if label and label.concept == "funding_heading" else ""


def _is_funding(run: tuple[int, int, tuple[str, ...]]) -> bool:
    return {"adjusted", "executed"} <= set(run[2])


def _is_results(run: tuple[int, int, tuple[str, ...]]) -> bool:
    return {"name", "target", "actual", "weight", "score"} <= set(run[2])


def _is_goal(run: tuple[int, int, tuple[str, ...]]) -> bool:
    return run[2] == ("expected", "achieved")


def _goal_row(body: Sequence[Piece], concepts: tuple[str, ...], grid: FlowGrid) -> tuple[list[Line], int]:
    """The two texts below the headings, where just two are printed before the next block."""
    if len(body) == len(concepts):
        return [grid.row(body, [piece.text for piece in body])], len(body)
    if body:
        grid.notes.append(note(body[0].line, "unread_table", body[0].text, UNCLEAR))
    return [], 0


def _funding_rows(body: Sequence[Piece], concepts: tuple[str, ...], grid: FlowGrid) -> tuple[list[Line], int]:
    """Rows of a label and its figures, up to the first word that is neither."""
    found: list[tuple[Piece, list[Piece]]] = []
    count = 0
    while count < len(body) and find_label(body[count].text, FUNDING):
        figures = []
        for piece in body[count + 1 :]:
            if not FIGURE.match(fold(piece.text)):
                break
            figures.append(piece)
        found.append((body[count], figures))
        count += 1 + len(figures)
    whole = {id(label) for label, figures in found if len(figures) == len(concepts)}
    short = [figures for label, figures in found if id(label) not in whole]
    proven = bool(short) and adds_up(found, concepts)
    rows = []
    for label, figures in found:
        if id(label) in whole or proven:
            texts = [piece.text for piece in figures]
            rows.append(grid.row([label, *figures], ["", label.text, *texts, *[""] * (len(concepts) - len(texts))]))
        else:
            grid.notes.append(note(label.line, "unread_table", label.text, UNCLEAR))
    return rows, count


def _result_rows(body: Sequence[Piece], concepts: tuple[str, ...], grid: FlowGrid) -> tuple[list[Line], int]:
    """Rows of results, and the line of totals after them."""
    stop = next((at for at, piece in enumerate(body) if find_label(piece.text, ENDS)), len(body))
    rows: list[Line] = []
    lines = [list(own) for _, own in groupby(body[:stop], key=lambda piece: piece.line.line_number)]
    is_aligned = any(len(own) > 1 for own in lines)
    for words in lines if is_aligned else [body[:stop]]:
        placed = only_reading(words, concepts)
        if placed is None:
            # A row of one cell is noted where rows are read, and ends the level names in force.
            rows.append(grid.row(words[:1], [*[""] * (len(concepts) - 1), clean(words[0].line.text)]))
            continue
        for own in placed:
            cells = [""] * len(concepts)
            for piece, concept in own:
                cells[concepts.index(concept)] = piece.text
            rows.append(grid.row([piece for piece, _ in own], cells))
    totals = _totals(body[stop:], concepts, grid)
    return [*rows, *totals], stop + 3 * len(totals)


def _totals(body: Sequence[Piece], concepts: tuple[str, ...], grid: FlowGrid) -> list[Line]:
    """The line of totals, where its label is followed by a weight and a score."""
    label = find_label(body[0].text, TOTALS) if body else None
    figures = [piece for piece in body[1:3] if NUMBER.match(fold(piece.text))]
    if not label or label.concept != "total" or len(figures) != 2:
        return []
    cells = [body[0].text, *[""] * (len(concepts) - 1)]
    for concept, piece in zip(sorted(("weight", "score"), key=concepts.index), figures, strict=True):
        cells[concepts.index(concept)] = piece.text
    return [grid.row([body[0], *figures], cells)]
