"""Superset's settings: one user's machine, one read-only warehouse, nothing that leaves the machine.

start.py sets XIANZHANG_WAREHOUSE (the published file) and XIANZHANG_BI_FOLDER (where Superset keeps what it knows).
Names in capitals are Superset's; it reads every one of them from this file.
"""

import os
from copy import deepcopy
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL
from superset.config import TALISMAN_CONFIG as DEFAULT_TALISMAN_CONFIG
from superset.config import THEME_DEFAULT as DEFAULT_THEME

_FOLDER = Path(os.environ["XIANZHANG_BI_FOLDER"])
_WAREHOUSE = os.environ["XIANZHANG_WAREHOUSE"]
_SETTINGS = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}

SECRET_KEY = (_FOLDER / "secret_key").read_text(encoding="ascii")
SQLALCHEMY_DATABASE_URI = URL.create("sqlite", database=str(_FOLDER / "superset.db")).render_as_string()
DATA_DIR = str(_FOLDER)

APP_NAME = "县账 Xianzhang"
BABEL_DEFAULT_LOCALE = "zh"
LANGUAGES = {"zh": {"flag": "cn", "name": "中文"}, "en": {"flag": "us", "name": "English"}}
THEME_DEFAULT = deepcopy(DEFAULT_THEME)
THEME_DEFAULT["token"] |= {
    "brandAppName": APP_NAME,
    "fontFamily": "Inter, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', Helvetica, Arial, sans-serif",
}
THEME_DARK = None

# A page asks this server and no other; the counting pixel and the fonts of other hosts are refused by the browser.
TALISMAN_CONFIG = deepcopy(DEFAULT_TALISMAN_CONFIG)
TALISMAN_CONFIG["content_security_policy"] |= {
    "img-src": ["'self'", "blob:", "data:"],
    "connect-src": ["'self'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "font-src": ["'self'"],
}
THEME_FONT_URL_ALLOWED_DOMAINS: list[str] = []
DATASET_IMPORT_ALLOWED_DATA_URLS: list[str] = []
TRUSTED_HOSTS = ["127.0.0.1", "localhost"]
FAB_API_SWAGGER_UI = False
# A name of its own: another server on this machine has its own cookie.
SESSION_COOKIE_NAME = "xianzhang_bi"

# No chart remembers a number: what is drawn is what the published file says now.
CACHE_CONFIG = {"CACHE_TYPE": "NullCache"}
DATA_CACHE_CONFIG = {"CACHE_TYPE": "NullCache"}
# One server on one machine needs no limits kept in another.
RATELIMIT_STORAGE_URI = "memory://"
AUTH_RATE_LIMITED = True
ROW_LIMIT = 50_000
SQL_MAX_ROW = 100_000
FEATURE_FLAGS = {"ALERT_REPORTS": False, "ENABLE_EXTENSIONS": False, "DYNAMIC_PLUGINS": False}
SQLALCHEMY_EXAMPLES_URI = SQLALCHEMY_DATABASE_URI
LOG_LEVEL = "ERROR"


def _connect_read_only(url: URL, settings: dict[str, Any], *_: Any) -> tuple[URL, dict[str, Any]]:
    """Whatever a DuckDB connection says of itself, it opens the published file, reads only, and reaches nothing else."""
    if url.get_backend_name() != "duckdb":
        return url, settings
    return url.set(database=_WAREHOUSE, query={}), settings | {"connect_args": {"read_only": True, "config": dict(_SETTINGS)}}


DB_CONNECTION_MUTATOR = _connect_read_only
