"""`make audit`: known weaknesses and licences of every locked package.

Asks pip-audit's database over the network, or an advisory file in the OSV format (a folder or zip of JSON files, as
osv.dev gives them out for PyPI) where there is none: `make audit ADVISORIES=all.zip`. A database that cannot be reached is an
audit that was not done, and is said to be one. Exit status: 0 nothing known, 1 something is, 3 not audited.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
CLEAN, AFFECTED, NOT_AUDITED = 0, 1, 3
SECONDS = 120
UNREACHED = (
    "NOT AUDITED 未能核查: the advisory database could not be reached 无法连接漏洞库; this says nothing about weaknesses."
)
REMEDY = "Run it where there is a network, or name an advisory file: make audit ADVISORIES=all.zip (osv.dev, ecosystem PyPI)."


@dataclass(frozen=True, slots=True)
class Weakness:
    """A locked package that an advisory is about."""

    lock_file: str
    package: str
    version: str
    advisory: str
    summary: str


def main() -> int:
    """Audit the lock files of the repository."""
    parser = argparse.ArgumentParser(prog="make audit", description=__doc__.splitlines()[0])
    parser.add_argument("--advisories", type=Path, help="a folder, zip or file of advisories in the OSV format")
    parser.add_argument("lock_files", nargs="*", type=Path, default=sorted(ROOT.glob("requirements*.txt")))
    arguments = parser.parse_args()
    if arguments.advisories is None:
        return _ask_database(arguments.lock_files)
    found, count = look_up(arguments.lock_files, arguments.advisories)
    for item in found:
        print(f"{item.lock_file}: {item.package} {item.version}: {item.advisory} {item.summary}")
    if not count:
        print(f"{UNREACHED} {arguments.advisories} holds no advisory about a package of PyPI. {REMEDY}")
        return NOT_AUDITED
    print(f"{len(found)} weaknesses 已知漏洞 {len(found)} 个, by {count} advisories of {arguments.advisories}")
    return AFFECTED if found else CLEAN


def look_up(lock_files: list[Path], advisories: Path) -> tuple[list[Weakness], int]:
    """The weaknesses that the advisories know of the locked packages, and how many advisories there are."""
    locked = [
        (lock_file.name, canonicalize_name(name), version)
        for lock_file in lock_files
        for name, version in PIN.findall(lock_file.read_text(encoding="utf-8"))
    ]
    names = {name for _, name, _ in locked}
    found: list[Weakness] = []
    count = 0
    for advisory in _read(advisories):
        about = [item for item in advisory.get("affected", ()) if item.get("package", {}).get("ecosystem") == "PyPI"]
        count += bool(about) and not advisory.get("withdrawn")
        for item in about:
            name = canonicalize_name(item["package"].get("name", ""))
            if name in names and not advisory.get("withdrawn"):
                summary = advisory.get("summary") or advisory.get("details", "")[:120]
                found += [
                    Weakness(lock_file, package, version, advisory.get("id", "?"), " ".join(summary.split()))
                    for lock_file, package, version in locked
                    if package == name and is_affected(version, item)
                ]
    return found, count


def is_affected(version: str, affected: dict[str, Any]) -> bool:
    """Whether an advisory's list or ranges of versions hold this one. What cannot be compared counts as affected."""
    if version in affected.get("versions", ()):
        return True
    try:
        own = Version(version)
        return any(
            _is_within(own, entry.get("events", ())) for entry in affected.get("ranges", ()) if entry.get("type") == "ECOSYSTEM"
        )
    except InvalidVersion:
        return True


def _is_within(own: Version, events: list[dict[str, str]]) -> bool:
    is_within = False
    for event in events:
        if "introduced" in event:
            is_within = is_within or event["introduced"] == "0" or own >= Version(event["introduced"])
        elif "fixed" in event:
            is_within = is_within and own < Version(event["fixed"])
        elif "last_affected" in event:
            is_within = is_within and own <= Version(event["last_affected"])
    return is_within


def _read(advisories: Path) -> Iterator[dict[str, Any]]:
    if advisories.is_dir():
        texts: Iterator[bytes] = (path.read_bytes() for path in sorted(advisories.rglob("*.json")))
    elif zipfile.is_zipfile(advisories):
        archive = zipfile.ZipFile(advisories)
        texts = (archive.read(name) for name in archive.namelist() if name.endswith(".json"))
    else:
        texts = iter([advisories.read_bytes()])
    for text in texts:
        parsed = json.loads(text)
        yield from parsed if isinstance(parsed, list) else [parsed]


def _ask_database(lock_files: list[Path]) -> int:
    status = CLEAN
    for lock_file in lock_files:
        line = [sys.executable, "-m", "pip_audit", "--progress-spinner", "off", "--disable-pip", "--require-hashes"]
        try:
            done = subprocess.run(
                [*line, "--format", "json", "--requirement", str(lock_file)],
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=False,
            )
            packages = json.loads(done.stdout)["dependencies"]
        except (subprocess.TimeoutExpired, ValueError, KeyError, TypeError):
            print(f"{lock_file.name}: {UNREACHED} {REMEDY}")
            return NOT_AUDITED
        skipped = [item["name"] for item in packages if "skip_reason" in item]
        found = [(item, weakness) for item in packages for weakness in item.get("vulns", ())]
        for item, weakness in found:
            print(f"{lock_file.name}: {item['name']} {item['version']}: {weakness['id']}")
        if skipped:
            print(f"{lock_file.name}: {UNREACHED} Of {len(packages)} packages, not asked about: {', '.join(skipped)}. {REMEDY}")
        else:
            print(f"{lock_file.name}: {len(packages)} packages, {len(found)} weaknesses 已知漏洞 {len(found)} 个")
        status = max(status, NOT_AUDITED if skipped else AFFECTED if found else CLEAN)
    return status


if __name__ == "__main__":
    sys.exit(main())
