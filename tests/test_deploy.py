"""The files in deploy/ say what the command says: options that exist, statuses that are documented, folders that are there."""

import ast
import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import typer

from ingest.cli import app
from ingest.errors import RunStopped

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
ORCHESTRATORS = [DEPLOY / "airflow_dag.py", DEPLOY / "dagster_job.py"]
PROGRAM = "/opt/xianzhang/.venv/bin/xianzhang"
# What a service must not be able to do, and what bounds it.
HARDENED = {
    **{"NoNewPrivileges": "true", "ProtectSystem": "strict", "ProtectHome": "true", "PrivateTmp": "true"},
    **{"PrivateDevices": "true", "PrivateNetwork": "true", "CapabilityBoundingSet": "", "RestrictSUIDSGID": "true"},
    **{
        "SystemCallFilter": "@system-service",
        "User": "xianzhang",
        "StateDirectory": "xianzhang",
        "MemoryMax": "4G",
        "Nice": "10",
    },
}


def read_unit(file: Path) -> configparser.ConfigParser:
    unit = configparser.ConfigParser(interpolation=None, strict=True, delimiters=("=",), comment_prefixes=("#",))
    unit.optionxform = str  # type: ignore[assignment]
    unit.read(file, encoding="utf-8")
    return unit


def assert_command_exists(words: list[str]) -> None:
    """The words after the program are a command of ours with options of its own."""
    command = typer.main.get_command(app).commands[words[0]]
    options = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words[1:] if word.startswith("-")} <= options
    with command.make_context("xianzhang", words[1:], resilient_parsing=False):
        pass


def documented_statuses() -> set[int]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (sentence,) = re.findall(r"Exit\s+status:(.*?)\.\n", text, re.DOTALL)
    return {int(number) for number in re.findall(r"(?:^|;)\s*([0-9]) ", sentence)}


def test_every_exit_status_is_documented() -> None:
    stopped = {kind.exit_status for kind in (RunStopped, *RunStopped.__subclasses__())}
    assert documented_statuses() == stopped | {0, 3}


@pytest.mark.parametrize("file", SERVICES, ids=lambda file: file.name)
def test_a_service_is_hardened_and_calls_a_command_that_exists(file: Path) -> None:
    service = dict(read_unit(file)["Service"])
    assert {name: service.get(name) for name in HARDENED} == HARDENED
    program, *words = shlex.split(service["ExecStart"])
    assert program == PROGRAM
    assert_command_exists(words)
    assert "--quiet" in words


def test_a_nightly_run_that_published_is_a_success_and_a_missed_night_is_made_up_for() -> None:
    service, timer = (read_unit(DEPLOY / "systemd" / f"xianzhang.{kind}") for kind in ("service", "timer"))
    assert (service["Service"]["Type"], service["Service"]["SuccessExitStatus"]) == ("oneshot", "3")
    assert (timer["Timer"]["Persistent"], timer["Timer"]["Unit"]) == ("true", "xianzhang.service")
    assert timer["Install"]["WantedBy"] == "timers.target"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for file in UNITS:
        text = file.read_text(encoding="utf-8").replace(PROGRAM, "/bin/true")  # it checks that the program is there
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    units = [str(tmp_path / file.name) for file in UNITS]
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False)
    ours = [line for line in (done.stdout + done.stderr).splitlines() if "xianzhang" in line]
    assert ours == []


def test_the_crontab_calls_a_command_that_exists() -> None:
    text = (DEPLOY / "crontab").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    (job,) = [line for line in lines if not re.match(r"[A-Z_]+=", line)]
    *times, user, command = job.split(None, 6)
    assert (len(times), user, "%" in command) == (5, "xianzhang", False)  # cron takes % for the end of the line
    words = shlex.split(command)
    assert_command_exists(words[words.index(PROGRAM) + 1 :])
    assert text.endswith("\n")  # cron ignores a last line that does not end


def test_the_container_file_copies_what_is_there_and_runs_without_rights() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    steps = [line.split(None, 1) for line in text.splitlines() if line and not line.startswith("#")]
    known = {"ARG", "FROM", "WORKDIR", "COPY", "RUN", "ENV", "VOLUME", "USER", "ENTRYPOINT", "CMD"}
    assert {name for name, _ in steps} <= known
    copied = {word for name, rest in steps if name == "COPY" and "--from" not in rest for word in rest.split()[:-1]}
    assert [path for path in sorted(copied) if not (ROOT / path).exists()] == []
    # What dbt_project.yml and the package read at run time.
    assert {"ingest", "models", "macros", "seeds", "metrics", "tests/warehouse", "data"} <= copied
    assert any("--require-hashes -r requirements.txt" in rest for name, rest in steps if name == "RUN")
    last = dict(steps)
    assert (last["USER"], last["VOLUME"]) == ("10001:10001", '["/data"]')
    assert ast.literal_eval(last["ENTRYPOINT"]) == [PROGRAM]
    assert_command_exists(ast.literal_eval(last["CMD"]))


@pytest.mark.parametrize("file", ORCHESTRATORS, ids=lambda file: file.name)
def test_an_orchestrator_calls_a_command_that_exists_and_knows_every_status(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    values = {
        node.targets[0].id: node.value  # type: ignore[attr-defined]
        for node in tree.body
        if isinstance(node, ast.Assign)
    }
    program, *words = ast.literal_eval(values["COMMAND"])
    assert program == PROGRAM
    assert_command_exists([*words, "--warehouse", "w.duckdb"])
    statuses = ast.literal_eval(values["STATUSES"])
    assert set(statuses) == documented_statuses()
    assert {status for status, outcome in statuses.items() if outcome == "success"} == {0, 3}
    compile(tree, str(file), "exec")
