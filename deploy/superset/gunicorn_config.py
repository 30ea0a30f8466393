"""How the server runs: one process, a few threads, this machine only."""

import os
from typing import Any

bind = f"127.0.0.1:{os.environ['XIANZHANG_BI_PORT']}"
workers = 1
worker_class = "gthread"
threads = 8
timeout = 120
loglevel = "warning"


def post_worker_init(_: Any) -> None:
    """Say where to look once the server answers."""
    address = f"http://{bind}"
    print(f"\nSuperset is ready at {address}/ (stop it with Ctrl-C):", flush=True)
    for line in os.environ["XIANZHANG_BI_DASHBOARDS"].splitlines():
        slug, title = line.split("\t")
        print(f"  {address}/superset/dashboard/{slug}/  {title}", flush=True)
