"""The linter compiles every macro anew for every file, more than half of its time. Here each is compiled once a process."""

from typing import Any

from jinja2.sandbox import SandboxedEnvironment

_compiled: dict[tuple[Any, ...], Any] = {}

# The linter imports this module again with every file.
if "compile" not in vars(SandboxedEnvironment):
    _compile = SandboxedEnvironment.compile

    def _compile_once(self: SandboxedEnvironment, source: Any, *arguments: Any, **options: Any) -> Any:
        if not isinstance(source, str):
            return _compile(self, source, *arguments, **options)
        key = (source, arguments, tuple(sorted(options.items())), tuple(sorted(self.extensions)))
        if key not in _compiled:
            _compiled[key] = _compile(self, source, *arguments, **options)
        return _compiled[key]

    SandboxedEnvironment.compile = _compile_once
