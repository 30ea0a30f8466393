"""`make bi`: Superset with the warehouse and its dashboards, on this machine, with nothing to set up.

Keeps Superset's own tables, its key and its log in one folder that version control ignores; makes them on the first start,
brings them up to date when the dashboards, the warehouse's columns or Superset have changed, then serves until stopped.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import secrets
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from deploy.superset.bundle import Assets, WarehouseUnreadable, build_assets

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def main() -> None:
    """Prepare, then become the server."""
    arguments = _read_arguments()
    folder: Path = arguments.folder.resolve()
    warehouse: Path = arguments.warehouse.resolve()
    try:
        assets = build_assets(warehouse)
    except WarehouseUnreadable as error:
        sys.exit(str(error))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write_once(folder / "secret_key", secrets.token_urlsafe(48))
    os.environ |= {
        "SUPERSET_CONFIG_PATH": str(HERE / "superset_config.py"),
        "SUPERSET_HOME": str(folder),
        "XIANZHANG_BI_FOLDER": str(folder),
        "XIANZHANG_BI_PORT": str(arguments.port),
        "XIANZHANG_BI_DASHBOARDS": "\n".join(f"{slug}\t{title}" for slug, title in assets.dashboards),
        "XIANZHANG_WAREHOUSE": str(warehouse),
        "PYTHONPATH": str(ROOT),
        # Superset's notices about the packages below it are no news to a user.
        "PYTHONWARNINGS": "ignore",
    }
    _prepare(folder, assets)
    gunicorn = Path(sys.executable).with_name("gunicorn")
    os.execv(gunicorn, [str(gunicorn), "--config", f"file:{HERE / 'gunicorn_config.py'}", "superset.app:create_app()"])


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bi", description=__doc__.splitlines()[0])
    parser.add_argument("--warehouse", type=Path, default=Path(os.environ.get("XIANZHANG_WAREHOUSE", "warehouse.duckdb")))
    parser.add_argument("--folder", type=Path, default=Path("superset.work"), help="where Superset keeps its own tables")
    parser.add_argument("--port", type=int, default=8088)
    return parser.parse_args()


def _prepare(folder: Path, assets: Assets) -> None:
    """Bring the folder up to date, unless it is; a new folder gets a user, whose password is shown this once."""
    state = folder / "prepared"
    wanted = hashlib.sha256(json.dumps([version("apache-superset"), assets.contents]).encode()).hexdigest()
    known = state.read_text(encoding="ascii") if state.exists() else None
    given = os.environ.pop("XIANZHANG_BI_PASSWORD", None)
    if known == wanted and not given:
        return
    made = None if known or given else secrets.token_urlsafe(12)
    password = given or made
    print("Preparing Superset (a minute the first time) ...", flush=True)
    log = folder / "prepare.log"
    with log.open("w", encoding="utf-8") as file:
        done = subprocess.run(
            [sys.executable, "-m", "deploy.superset.prepare"],
            input=json.dumps(assets.contents),
            text=True,
            stdout=file,
            stderr=subprocess.STDOUT,
            env=os.environ | ({"XIANZHANG_BI_PASSWORD": password} if password else {}),
            check=False,
        )
    if done.returncode:
        sys.exit(f"Superset could not be prepared; {log} says why. Removing {folder} starts anew.")
    state.write_text(wanted, encoding="ascii")
    if made:
        print(f"Sign in as admin with the password {made} (shown only now).", flush=True)


def _write_once(file: Path, text: str) -> None:
    """A secret file only its owner may read; an existing one stays."""
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as stream:
            stream.write(text)


if __name__ == "__main__":
    main()
