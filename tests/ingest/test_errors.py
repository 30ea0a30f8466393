"""Errors of several fields pass from one process to another whole."""

from __future__ import annotations

import pickle

import pytest

from ingest.errors import PublishFailed, RunStopped, UnreadableDocument


@pytest.mark.parametrize(
    "error",
    [
        UnreadableDocument(reason_code="damaged", reason="cut off", reason_zh="不完整", place="page 2"),
        RunStopped(reason="no room", reason_zh="空间不足", remedy="free some", remedy_zh="请清理", details=("a", "b")),
        PublishFailed(reason="no room", reason_zh="空间不足", remedy="free some", remedy_zh="请清理", place="out"),
    ],
)
def test_an_error_arrives_as_it_was_raised(error: UnreadableDocument | RunStopped) -> None:
    arrived = pickle.loads(pickle.dumps(error))
    assert type(arrived) is type(error)
    assert vars(arrived) == vars(error)
    assert str(arrived) == str(error)
