"""A process that draws charts. It loads its libraries as soon as it is started, while the caller does something else."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection

from ingest.errors import RunStopped
from ingest.site.charts import Chart, draw_charts, warm_up

Draw = Callable[[Sequence[Chart]], Callable[[], list[str]]]


@contextmanager
def drawing() -> Iterator[Draw]:
    """A function that has charts drawn in the other process, and gives a function that waits for them.

    The process ends with the block, whatever it is doing.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()

    def draw(charts: Sequence[Chart]) -> Callable[[], list[str]]:
        try:
            ours.send(list(charts))
        except OSError as error:
            raise _not_drawn(str(error)) from error
        return lambda: _receive(ours)

    try:
        yield draw
    finally:
        ours.close()
        process.kill()
        process.join()


def _serve(connection: Connection) -> None:
    """Draw what is asked for until nobody asks any more. What fails is answered with its reason."""
    try:
        with suppress(Exception):  # What is wrong with the libraries is told when a chart is asked for.
            warm_up()
        while True:
            connection.send(_try_to_draw(connection.recv()))
    except (EOFError, OSError, KeyboardInterrupt):
        return


def _try_to_draw(charts: list[Chart]) -> list[str] | str:
    try:
        return draw_charts(charts)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def _receive(connection: Connection) -> list[str]:
    try:
        answer = connection.recv()
    except (EOFError, OSError) as error:
        raise _not_drawn("the drawing process ended") from error
    if isinstance(answer, str):
        raise _not_drawn(answer)
    return answer


def _not_drawn(reason: str) -> RunStopped:
    return RunStopped(
        reason=f"the charts of the report could not be drawn: {reason}",
        reason_zh="报告中的图表无法绘制，报告未写入",
        remedy="install the environment again (`make environment`), then run `xianzhang report`",
        remedy_zh="请重新安装运行环境（make environment）后运行 xianzhang report",
    )
