"""How a run is done: what the options of `run` and `build` say."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.releases.retention import Retention


@dataclass(frozen=True, slots=True)
class RunOptions:
    """`mismatches`: flag, hold or fail; `is_full`: build everything again; which releases are kept; what is left out."""

    mismatches: str
    is_full: bool = False
    retention: Retention = field(default_factory=Retention)
    leave_out: tuple[Path, ...] = ()

    def settings(self) -> dict[str, Any]:
        """What changes the published rows; a release made with other settings is another release."""
        return {"mismatches": self.mismatches}
