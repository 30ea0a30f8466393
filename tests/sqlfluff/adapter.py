"""What the linter's templates see as `adapter`: a dispatched macro becomes a call of a function of its name, or nothing.

The project's dispatched macros take an expression first and texts after it.
"""

from collections.abc import Callable


def dispatch(name: str) -> Callable[..., str]:
    return lambda *arguments: _call(name, *map(str, arguments)) if arguments else ""


def _call(name: str, expression: str, *texts: str) -> str:
    return f"{name}({', '.join([expression, *(repr(text) for text in texts)])})"
