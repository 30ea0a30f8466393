"""Documents that are editions of one disclosure, or parts of it, or of another agency of the county."""

from __future__ import annotations

from pathlib import Path

from ingest.pipeline import SHIPPED_DOCUMENTS

HEADER = "file,publisher,region_code,fiscal_year,document_type,published_date"
YIYANG = "yiyang_social_insurance_2023_targets.txt"
KORLA = "korla_social_insurance_2023_targets.txt"
LUAN = "luan_pension_fund_2021_targets.txt"
# A small form; the counts make it enough to tell a publisher by.
SMALL = """项目支出绩效目标表
(2023年度)
项目名称\t{project}
主管部门及代码\t寻乌县人力资源和社会保障局\t实施单位\t{unit}
项目资金 (万元)\t年度资金总额\t43
\t其中：财政拨款\t43
一级指标\t二级指标\t三级指标\t指标值
"""
INDICATORS = "".join(f"产出指标\t数量指标\t第{number}批补助人数\t≥{number}人\n" for number in range(11, 21))


def small(unit: str, project: str = "某项补助") -> str:
    return SMALL.format(unit=unit, project=project) + INDICATORS


def shipped(name: str) -> str:
    return (SHIPPED_DOCUMENTS / name).read_text(encoding="utf-8")


def write_folder(folder: Path, manifest: list[str], contents: dict[str, str]) -> Path:
    folder.mkdir()
    (folder / "documents.csv").write_text("\n".join([HEADER, *manifest]) + "\n", encoding="utf-8")
    for name, content in contents.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def write_editions(folder: Path) -> list[Path]:
    """Dated editions; undated editions beside a file of the same publisher, year and type that holds other forms; spellings."""
    dated = write_folder(
        folder / "dated",
        [
            "early.txt,弋阳县社会保险管理中心,361126,2023,performance_targets,2023-02-01",
            "late.txt,弋阳县社会保险管理中心,361126,2023,performance_targets,2023-05-01",
        ],
        {"early.txt": shipped(YIYANG) + "\n首次公开\n", "late.txt": shipped(YIYANG) + "\n更正后重新公开\n"},
    )
    undated = write_folder(
        folder / "undated",
        [f"{name},库尔勒市社会保险中心,652801,2023,performance_targets," for name in ("one.txt", "two.txt", "part.txt")],
        {
            "one.txt": shipped(KORLA) + "\n首次公开\n",
            "two.txt": shipped(KORLA) + "\n重新公开\n",
            "part.txt": shipped(LUAN) + "\n分表公开\n",
        },
    )
    spelt = write_folder(
        folder / "spelt",
        [
            "full.txt,,360734,2023,performance_targets,2023-02-01",
            "plain.txt,,360734,2023,performance_targets,2023-03-01",
            "short.txt,,360734,2023,performance_targets,2023-04-01",
            "own.txt,寻乌县社会保险服务中心（本级）,360734,2023,performance_targets,2023-05-01",
            "other.txt,,360734,2023,performance_targets,2023-06-01",
        ],
        {
            "full.txt": small("寻乌县社会保险服务中心"),
            "plain.txt": small("社会保险服务中心"),
            "short.txt": small("县社保中心"),
            "own.txt": small("寻乌县社会保险服务中心") + "\n更正后重新公开\n",
            "other.txt": small("寻乌县社会福利中心", "另一项补助"),
        },
    )
    return [dated, undated, spelt]
