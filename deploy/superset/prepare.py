"""Make Superset's own tables, roles and user, and import the dashboards. Safe to run again: everything is replaced by its id.

Run by start.py in a process of its own, after the settings are in the environment. Reads the assets as JSON from standard
input, and the user's password, where it is to be set, from XIANZHANG_BI_PASSWORD.
"""

from __future__ import annotations

import json
import os
import sys

from flask import g
from superset.app import create_app

USER = "admin"


def prepare(contents: dict[str, str], password: str | None) -> None:
    """Bring the folder's metadata to this version of Superset and these assets."""
    app = create_app()
    with app.app_context():
        from flask_migrate import upgrade
        from superset import appbuilder, security_manager
        from superset.commands.importers.v1.assets import ImportAssetsCommand
        from superset.extensions import db, migrate

        upgrade(directory=migrate.directory)
        appbuilder.add_permissions(update_perms=True)
        security_manager.sync_role_definitions()
        user = security_manager.find_user(username=USER)
        if user is None:
            role = security_manager.find_role("Admin")
            user = security_manager.add_user(USER, "县账", "Xianzhang", "admin@localhost", role, password=password)
        elif password:
            security_manager.reset_password(user.id, password)
        db.session.commit()
        g.user = user
        ImportAssetsCommand(contents).run()


if __name__ == "__main__":
    prepare(json.load(sys.stdin), os.environ.get("XIANZHANG_BI_PASSWORD"))
