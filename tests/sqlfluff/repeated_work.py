"""The linter spends most of its time on work done before: it loads every macro anew for every file, lays a file out anew
for each of three rules, and looks its whole grammar through for garbage. Here each is done once, or seldom."""

import gc
from typing import Any

from sqlfluff.core.config import FluffConfig
from sqlfluff.core.parser import BaseSegment
from sqlfluff.core.templaters.jinja import JinjaTemplater
from sqlfluff.utils.reflow.sequence import ReflowSequence

# Objects made between two searches for garbage; a file's syntax tree has some ten thousand.
OBJECTS_BETWEEN_SEARCHES = 200_000

_contexts: dict[str, dict[str, Any]] = {}
_last: list[Any] = [None, None, None]

# The linter may import this module more than once.
if JinjaTemplater._get_env_context.__module__ != __name__:
    _load_context = JinjaTemplater._get_env_context
    _lay_out = ReflowSequence.from_root

    def _load_context_once(self: JinjaTemplater, fname: str | None, config: FluffConfig | None, env: Any) -> dict[str, Any]:
        """The macros and libraries of one configuration; a copy, for a file's undefined names are added to it."""
        if config is None:
            return _load_context(self, fname, config, env)
        key = repr(config.get_section((self.templater_selector, self.name)))
        if key not in _contexts:
            _contexts[key] = _load_context(self, fname, config, env)
        return dict(_contexts[key])

    def _lay_out_once(root_segment: BaseSegment, config: FluffConfig) -> ReflowSequence:
        """The layout of one parsed file; a rule that respaces, breaks or indents it makes a new one."""
        if _last[0] is not root_segment or _last[1] is not config:
            _last[:] = root_segment, config, _lay_out(root_segment, config)
        return _last[2]

    JinjaTemplater._get_env_context = _load_context_once
    ReflowSequence.from_root = staticmethod(_lay_out_once)
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_SEARCHES)
