"""The repository holds no secret and no address of a registry; locked packages carry hashes; the audit tells the truth."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from deploy.audit.licences import is_allowed
from ingest.workfile import PROJECT_FOLDER

LOCK_FILES = sorted(PROJECT_FOLDER.glob("requirements*.txt"))
# Written in parts, so that this file is none of what it looks for.
SECRETS = {
    "private key": re.compile("-----BEGIN " + r"(?:[A-Z]+ )?PRIVATE KEY"),
    "cloud key": re.compile(r"\b(?:AKIA|ASIA|LTAI)[0-9A-Za-z]{12,}\b"),
    "token": re.compile(r"\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk-|pypi-)[0-9A-Za-z_-]{16,}"),
    "web token": re.compile(r"\beyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{8,}"),
    "password in an address": re.compile(r"\b[a-z][a-z0-9+]*://[^\s/:@{}'\"<]+:[^\s/:@{}'\"<]+@"),
    "value of a secret": re.compile(
        r"(?i)\b(?:password|passwd|secret(?:_key)?|api_?key|access_?token|auth_?token)\b[\"']?\s{0,3}[:=]\s{0,3}[\"'][^\"'\s{}<>]{6,}[\"']"
    ),
    "registry": re.compile(r"(?i)--(?:extra-)?index-url[ =]\S|\bfiles\.pythonhosted\.org|\bpypi\.org/simple|/simple/?\s*$"),
}
# Tests show Superset a wrong password.
SHOWN = re.compile(r"sign_in\(|wrong")
PIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:\[[a-z0-9,_-]+\])?==[^\s;]+(?: ; [^\\]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")
ADVISORY = {
    "id": "TEST-1",
    "summary": "reads what it should not",
    "affected": [
        {
            "package": {"ecosystem": "PyPI", "name": "Some_Package"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "1.0"}, {"fixed": "1.5"}]}],
        }
    ],
}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT_FOLDER, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no clone")
    return [path for name in listed.stdout.decode().split("\0") if name and (path := PROJECT_FOLDER / name).is_file()]


def found_in(text: str) -> list[str]:
    return [
        f"{kind}: {found.group()}"
        for line in text.splitlines()
        for kind, pattern in SECRETS.items()
        if (found := pattern.search(line)) and not SHOWN.search(line)
    ]


def test_no_file_holds_a_secret() -> None:
    found = {path.name: kinds for path in tracked() if (kinds := found_in(path.read_text(encoding="utf-8", errors="replace")))}
    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN " + "OPENSSH PRIVATE KEY-----",
        "AKIA" + "IOSFODNN7EXAMPLE",
        "token = ghp_" + "a" * 36,
        "postgresql://me:" + "hidden@db.example.org/x",
        "SECRET_KEY = " + '"c9f0f895fb98ab91"',
        "--index" + "-url https://registry.example.org",
    ],
)
def test_a_secret_is_seen(text: str) -> None:
    assert found_in(text)


def test_the_key_of_the_dashboards_is_made_at_their_first_start() -> None:
    settings = (PROJECT_FOLDER / "deploy/superset/superset_config.py").read_text(encoding="utf-8")
    assert re.findall(r"^SECRET_KEY = (.*)$", settings, re.MULTILINE) == [
        '(_FOLDER / "secret_key").read_text(encoding="ascii")'
    ]
    assert not [path for path in tracked() if path.name == "secret_key"]


@pytest.mark.parametrize("path", LOCK_FILES, ids=lambda path: path.name)
def test_every_locked_package_has_its_version_and_hashes(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert lines
    assert [line for line in lines if not PIN.fullmatch(line) and not HASH.fullmatch(line)] == []
    # Each package is followed by a hash, and its last hash continues no line.
    followed = list(zip(lines, [*lines[1:], ""], strict=True))
    assert all(HASH.fullmatch(after) for line, after in followed if not HASH.fullmatch(line))
    assert all(line.endswith("\\") == bool(HASH.fullmatch(after)) for line, after in followed if HASH.fullmatch(line))


def test_every_environment_is_made_from_hashes() -> None:
    recipe = (PROJECT_FOLDER / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    installs = [
        line for line in recipe.splitlines() if "pip install" in line and not line.startswith("#") and "--editable" not in line
    ]
    assert installs
    assert [line for line in installs if "--require-hashes" not in line] == []


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ("MIT", True),
        ("BSD-3-Clause AND Zlib", True),
        ("Artistic License OR GNU General Public License (GPL)", True),
        ("GNU Lesser General Public License v3", True),
        ("GNU Affero General Public License v3", False),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_licences_are_on_the_list_or_not(licence: str, expected: bool) -> None:
    assert is_allowed(licence) is expected


@pytest.mark.parametrize(
    ("version", "advisory", "status", "words"),
    [
        ("1.4", ADVISORY, 1, "TEST-1 reads what it should not"),
        ("1.5", ADVISORY, 0, "0 weaknesses"),
        ("0.9", ADVISORY, 0, "0 weaknesses"),
        ("1.4", ADVISORY | {"withdrawn": "2026-01-01"}, 3, "NOT AUDITED"),
        ("1.4", {}, 3, "NOT AUDITED"),
    ],
)
def test_an_advisory_file_is_looked_up_offline(tmp_path: Path, version: str, advisory: dict, status: int, words: str) -> None:
    pytest.importorskip("packaging")
    (tmp_path / "requirements.txt").write_text(f"some-package=={version} \\\n    --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("a.json", json.dumps(advisory))
    line = [sys.executable, str(PROJECT_FOLDER / "deploy/audit/audit.py"), "--advisories", str(tmp_path / "all.zip")]
    done = subprocess.run([*line, str(tmp_path / "requirements.txt")], capture_output=True, text=True, check=False)
    assert (done.returncode, words in done.stdout) == (status, True), done.stdout + done.stderr


def test_a_database_that_cannot_be_reached_is_no_clean_audit(tmp_path: Path) -> None:
    """Without pip-audit in this environment nothing can be asked, as without a network."""
    (tmp_path / "requirements.txt").write_text(f"some-package==1.0 \\\n    --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    line = [sys.executable, str(PROJECT_FOLDER / "deploy/audit/audit.py"), str(tmp_path / "requirements.txt")]
    done = subprocess.run(
        line, capture_output=True, text=True, check=False, env={"PATH": "", "HTTPS_PROXY": "http://127.0.0.1:9"}
    )
    assert done.returncode == 3, done.stdout + done.stderr
    assert "NOT AUDITED" in done.stdout
    assert "0 weaknesses" not in done.stdout
