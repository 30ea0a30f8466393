"""The descriptor of an export: a Frictionless data package (specification 1) with column types of the Fiscal Data Package.

CSV and Parquet files carry a schema with keys, links and closed lists, each in its own spelling of guarded texts; validators
read the CSV files row by row and check bytes and SHA-256 of all files.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ingest.export.columnar import guarded
from ingest.export.fiscal import TAXONOMY, column_types
from ingest.export.folder import PACKAGE_NAME
from ingest.export.keys import Keys
from ingest.export.tables import Table

TABULAR = "tabular-data-resource"
DIALECT = {
    "delimiter": ",",
    "lineTerminator": "\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
}
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".txt": "text/plain",
}
LICENSE = {
    "name": "Apache-2.0",
    "title": "Apache License 2.0 for labels, code lists and structure; the documents keep their own terms, see NOTICE.txt",
    "path": "https://www.apache.org/licenses/LICENSE-2.0",
}
DESCRIPTION = (
    "County budget and performance disclosures as tables: amounts in yuan, codes as text, a blank in print null, a printed 0"
    " zero. In CSV an empty field is null; a text that begins with = + - @ (in full width too), a tab, a carriage return or an"
    " apostrophe, and the empty text, stand behind one apostrophe, which whoever wants the text as printed drops."
    " Chinese labels are the titles of the fields; usageWarning says where a sum misleads."
)


@dataclass(frozen=True, slots=True)
class Release:
    """What the warehouse says of itself; a document is its title, its address if known, and its SHA-256."""

    built_at: datetime
    contract_version: str
    years: tuple[int, int] | None
    documents: tuple[tuple[str, str | None, str], ...]


def describe(folder: Path, files: list[tuple[Path, Table | None]], keys: dict[str, Keys], release: Release) -> str:
    """The text of datapackage.json for the files written to `folder`, each with its table where it holds one."""
    built_at = f"{release.built_at:%Y-%m-%dT%H:%M:%SZ}"
    listed = {table.name for _, table in files if table}
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": PACKAGE_NAME,
        "title": "县账 Xianzhang",
        "description": DESCRIPTION,
        "version": release.contract_version,
        "created": built_at,
        "licenses": [LICENSE],
        "sources": [_source(*document) for document in release.documents],
        "countryCode": "CN",
        "columnTypes": [TAXONOMY],
    }
    if release.years:
        package["fiscalPeriod"] = {"start": f"{release.years[0]}-01-01", "end": f"{release.years[1]}-12-31"}
    package["resources"] = [_resource(folder, path, table, keys, listed) for path, table in files]
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _source(title: str, address: str | None, sha256: str) -> dict[str, str]:
    is_address = bool(address) and address.startswith(("http://", "https://"))
    return {"title": title, **({"path": address} if is_address else {}), "sha256": sha256}


def _resource(folder: Path, path: Path, table: Table | None, keys: dict[str, Keys], listed: set[str]) -> dict[str, Any]:
    place = path.relative_to(folder)
    resource: dict[str, Any] = {"path": place.as_posix(), "format": path.suffix[1:], "mediatype": MEDIA_TYPES[path.suffix]}
    if path.suffix == ".csv":
        resource |= {"name": path.stem, "profile": TABULAR, "encoding": "utf-8", "dialect": DIALECT}
    else:
        resource |= {"name": path.name.lower(), "profile": "data-resource", "type": "file"}
    if table is not None:
        resource |= {"title": table.title, "description": table.description}
    with path.open("rb") as file:
        resource |= {"bytes": path.stat().st_size, "hash": f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"}
    if table is not None:
        resource["schema"] = _schema(table, keys[table.name], listed, path.suffix)
    return resource


def _schema(table: Table, keys: Keys, listed: set[str], suffix: str) -> dict[str, Any]:
    types, values = column_types(table.columns), dict(keys.values)
    is_csv = suffix == ".csv"
    fields = []
    for column in table.columns:
        field = {"name": column.name, "type": column.kind, "title": column.label, "description": column.description}
        field |= {"columnType": types.get(column.name), "usageWarning": column.warning}
        constraints: dict[str, Any] = {"required": True} if column.name in keys.required else {}
        if column.name in values:
            constraints["enum"] = [guarded(value) if is_csv else value for value in values[column.name]]
        fields.append(
            {name: value for name, value in field.items() if value} | ({"constraints": constraints} if constraints else {})
        )
    schema: dict[str, Any] = {"fields": fields} | ({"missingValues": [""]} if is_csv else {})
    if keys.primary:
        schema["primaryKey"] = list(keys.primary)
    places = {other: "" if other == table.name else other if is_csv else f"{other}{suffix}" for other in listed}
    links = [
        {"fields": [column], "reference": {"resource": places[other], "fields": [target]}}
        for column, other, target in keys.foreign
        if other in listed
    ]
    return schema | ({"foreignKeys": links} if links else {})
