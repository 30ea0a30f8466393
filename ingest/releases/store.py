"""Where releases lie, which one serves, and how another comes to serve.

Beside `warehouse.duckdb` lies `warehouse.releases/` with a folder a release: `000001/`, `000002/` ... Whatever stands in a
folder of digits is complete: it was written under a name with a dot, forced to the disk, and renamed. The file users read is a
hard link to a release's file, put in place in one step; where the file system knows no links it is a copy. `switches.jsonl`
says which release was put to use when: so a run that was killed before it could switch is told from a person's way back.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest.errors import WrongUsage
from ingest.releases.disk import force_folder, link_or_copy, link_tree, swap_folder, write_whole
from ingest.site.folder import require_own_folder
from ingest.workfile import WarehouseFiles

MANIFEST = "manifest.json"
SITE = "site"
SWITCHES = "switches.jsonl"
NUMBER = re.compile("[0-9]{6,}")
PUBLISHED, ROLLED_BACK, RECOVERED = "published", "rolled_back", "recovered"


@dataclass(frozen=True, slots=True)
class Switch:
    """A release was put to use. `how` is published, rolled_back or recovered; `newest` is the highest number ever in use."""

    release_number: int
    newest: int
    switched_at: str
    how: str


def release_folder(files: WarehouseFiles, number: int) -> Path:
    """The folder of a release, there or not."""
    return files.releases / f"{number:06}"


def release_file(files: WarehouseFiles, number: int) -> Path:
    """The warehouse file inside a release; it has the name of the published one."""
    return release_folder(files, number) / files.published.name


def release_numbers(files: WarehouseFiles) -> list[int]:
    """The complete releases, oldest first."""
    if not files.releases.is_dir():
        return []
    names = [path.name for path in files.releases.iterdir() if NUMBER.fullmatch(path.name)]
    return sorted(int(name) for name in names if _is_complete(files, int(name)))


def number_in_use(files: WarehouseFiles) -> int | None:
    """The release that was last put to use; None before the first."""
    switch = last_switch(files)
    return switch.release_number if switch else None


def last_switch(files: WarehouseFiles) -> Switch | None:
    """The last line of the list of switches that can be read."""
    try:
        lines = (files.releases / SWITCHES).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return None
    for line in reversed(lines):
        try:
            return Switch(**json.loads(line))
        except (ValueError, TypeError):
            continue
    return None


def switch_to(files: WarehouseFiles, number: int, how: str) -> tuple[str, ...]:
    """Let a release serve: first it is written down, then the site is replaced, then the file; after a kill between these the
    next run finishes what was written down. Gives warnings."""
    before = last_switch(files)
    newest = max(number, before.newest if before else number)
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    line = json.dumps({"release_number": number, "newest": newest, "switched_at": now, "how": how})
    listed = files.releases / SWITCHES
    earlier = listed.read_text(encoding="utf-8") if listed.is_file() else ""
    write_whole(listed, f"{earlier}{line}\n")
    return put_in_place(files, number)


def put_in_place(files: WarehouseFiles, number: int) -> tuple[str, ...]:
    """Make the published file and site those of a release. Warns where a folder that is no site is in the site's place."""
    warnings = _put_site(files, release_folder(files, number) / SITE)
    files.published.with_name(f"{files.published.name}.wal").unlink(missing_ok=True)
    # Last, so that a file in its place says that the site is, too.
    link_or_copy(release_file(files, number), files.published)
    force_folder(files.published.parent)
    return warnings


def serves(files: WarehouseFiles, number: int) -> bool:
    """Whether the published file is that of this release: the same file, or, without links, one of its size and time."""
    try:
        ours, theirs = files.published.stat(), release_file(files, number).stat()
    except FileNotFoundError:
        return False
    if (ours.st_dev, ours.st_ino) == (theirs.st_dev, theirs.st_ino):
        return True
    return theirs.st_nlink == 1 and (ours.st_size, ours.st_mtime_ns) == (theirs.st_size, theirs.st_mtime_ns)


def remove_release(files: WarehouseFiles, number: int) -> None:
    """Delete a release; a reader that has one of its files open keeps it. Under a name with a dot it is no release any more."""
    folder = release_folder(files, number)
    going = folder.with_name(f".{folder.name}.old")
    folder.replace(going)
    shutil.rmtree(going, ignore_errors=True)


def _put_site(files: WarehouseFiles, site: Path) -> tuple[str, ...]:
    if not site.is_dir():
        return ()
    try:
        require_own_folder(files.site)
    except WrongUsage as error:
        return (f"{error.reason_zh} {error.reason} ({error.place}); {error.remedy_zh} {error.remedy}",)
    fresh = files.site.with_name(f".{files.site.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    link_tree(site, fresh)
    swap_folder(fresh, files.site)
    return ()


def _is_complete(files: WarehouseFiles, number: int) -> bool:
    return (release_folder(files, number) / MANIFEST).is_file() and release_file(files, number).is_file()
