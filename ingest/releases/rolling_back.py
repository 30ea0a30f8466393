"""The way back to a release: it must be what its manifest says, then it is put to use in one step."""

from __future__ import annotations

from ingest.errors import RunStopped, WrongUsage
from ingest.releases.manifest import read_manifest, sha256_of_file
from ingest.releases.recovery import holding
from ingest.releases.store import ROLLED_BACK, number_in_use, release_file, release_numbers, switch_to
from ingest.workfile import WarehouseFiles


def roll_back(files: WarehouseFiles, number: int | None) -> tuple[int | None, int, tuple[str, ...]]:
    """Put a release to use; without a number the one before that in use. Gives the numbers before and after, and warnings."""
    with holding(files) as warnings:
        before, numbers = number_in_use(files), release_numbers(files)
        chosen = number if number is not None else max((item for item in numbers if item < (before or 0)), default=None)
        if chosen not in numbers:
            raise _missing(chosen, numbers)
        _require_sound(files, chosen)
        return before, chosen, (*warnings, *switch_to(files, chosen, ROLLED_BACK))


def _require_sound(files: WarehouseFiles, number: int) -> None:
    """Raises RunStopped where the release's file is not the one that was published."""
    file = release_file(files, number)
    stated = read_manifest(files, number).get("files", {}).get(file.name, {}).get("sha256")
    if stated != sha256_of_file(file):
        raise RunStopped(
            reason=f"the file of release {number} is not the one that was published; the release in use stays",
            reason_zh="该版本的文件与发布时不一致，未切换",
            place=str(file),
            remedy="choose another release (`xianzhang releases`), or build again",
            remedy_zh="请用 xianzhang releases 选择其他版本，或重新运行",
        )


def _missing(number: int | None, numbers: list[int]) -> WrongUsage:
    there = ", ".join(map(str, numbers)) or "none"
    return WrongUsage(
        reason=f"there is no release {number}; there are: {there}"
        if number
        else f"there is no earlier release; there are: {there}",
        reason_zh="没有该发布版本" if number else "没有更早的发布版本",
        remedy="name one of these numbers",
        remedy_zh="请从上列版本中选择",
    )
