"""How cost grows with the rows, drawn: processor seconds over rows, both logarithmic: linear growth is a straight line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

WIDTH, HEIGHT = 480, 320

# By way of working: (rows, processor seconds) of each size.
Growth = Mapping[str, Sequence[tuple[int, float]]]


def draw_growth(growth: Growth, title: str, file: Path) -> None:
    """Write an SVG file: a line a way, and beside it in grey how it would go on from its first size if it were linear."""
    # Here, because builds are measured by the memory of the process that starts them, where that is more.
    import altair
    import vl_convert

    points, straight = [], []
    for way, sizes in growth.items():
        (first_rows, first_seconds), *_ = sizes
        for rows, seconds in sizes:
            points.append({"way": way, "rows": rows, "seconds": seconds})
            straight.append({"way": way, "rows": rows, "seconds": first_seconds * rows / first_rows})
    logarithmic = altair.Scale(type="log")
    x, y = (
        altair.X("rows:Q", scale=logarithmic, title="rows"),
        altair.Y("seconds:Q", scale=logarithmic, title="processor seconds"),
    )
    measured = (
        altair.Chart(altair.Data(values=points)).mark_line(point=True).encode(x=x, y=y, color=altair.Color("way:N", title=None))
    )
    linear = (
        altair.Chart(altair.Data(values=straight))
        .mark_line(color="#aaaaaa", strokeDash=[4, 4])
        .encode(x=x, y=y, detail="way:N")
    )
    chart = (linear + measured).properties(width=WIDTH, height=HEIGHT, title=title)
    file.write_text(vl_convert.vegalite_to_svg(chart.to_json()), encoding="utf-8")
