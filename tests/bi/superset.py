"""Superset as a user starts it, on a free port with a folder of its own, and its API."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-bi" / "bin" / "python"
SCREENSHOTS = ROOT / "build" / "bi"
PATIENCE = 300


class Superset:
    """A running server: `output` is what it has said, `password` the one it made or was given."""

    def __init__(self, warehouse: Path, folder: Path, password: str | None = None) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("XIANZHANG_", "SUPERSET_"))}
        if password:
            environment["XIANZHANG_BI_PASSWORD"] = password
        command = [PYTHON, "-m", "deploy.superset.start", "--warehouse", warehouse, "--folder", folder]
        self._process = subprocess.Popen(
            [*command, "--port", str(self.port)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.output = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._await_ready()
        made = re.search(r"with the password (\S+) ", self.output)
        self.password = password or (made[1] if made else None)
        self._headers: dict[str, str] = {}
        # The token against forged requests is tied to a cookie.
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    def stop(self) -> None:
        os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._reader.join(timeout=10)

    def sign_in(self, password: str) -> str:
        """A token of the API."""
        body = {"username": "admin", "password": password, "provider": "db", "refresh": False}
        return self._open("/api/v1/security/login", body, {})["access_token"]

    def get(self, path: str) -> Any:
        return self._open(path, None, self._authorised())

    def post(self, path: str, body: dict[str, Any]) -> Any:
        return self._open(path, body, self._authorised())

    def post_for_text(self, path: str, body: dict[str, Any]) -> str:
        with self._opener.open(self._request(path, body, self._authorised()), timeout=PATIENCE) as answer:
            return answer.read().decode("utf-8-sig")

    def list(self, kind: str, columns: list[str]) -> list[dict[str, Any]]:
        """All dashboards, charts or datasets, by these columns."""
        query = f"(columns:!({','.join(columns)}),page_size:500)"
        return self.get(f"/api/v1/{kind}/?q={query}")["result"]

    def _authorised(self) -> dict[str, str]:
        if not self._headers:
            headers = {"Authorization": f"Bearer {self.sign_in(self.password)}", "Referer": self.address}
            token = self._open("/api/v1/security/csrf_token/", None, headers)["result"]
            self._headers = headers | {"X-CSRFToken": token}
        return self._headers

    def _request(self, path: str, body: dict[str, Any] | None, headers: dict[str, str]) -> urllib.request.Request:
        data = None if body is None else json.dumps(body).encode()
        kind = {"Content-Type": "application/json"} if data else {}
        return urllib.request.Request(f"{self.address}{path}", data, kind | headers)

    def _open(self, path: str, body: dict[str, Any] | None, headers: dict[str, str]) -> Any:
        try:
            with self._opener.open(self._request(path, body, headers), timeout=PATIENCE) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise Refused(error.code, error.read().decode()) from error

    def _read(self) -> None:
        for line in self._process.stdout:
            self.output += line

    def _await_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while "Superset is ready" not in self.output:
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop() if self._process.poll() is None else self._reader.join(timeout=10)
                raise RuntimeError(f"Superset did not start:\n{self.output}")
            time.sleep(0.2)


class Refused(Exception):
    """An answer of the API that is an error."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(f"{status}: {body}")
        self.status = status
