"""Kinds of files that are not read: what they are called, and what a person can do about each."""

from __future__ import annotations

from ingest.errors import UnreadableDocument

CHINESE = {
    "PNG image": "PNG 图片",
    "JPEG image": "JPEG 图片",
    "GIF image": "GIF 图片",
    "TIFF image": "TIFF 图片",
    "RAR archive": "RAR 压缩包",
    "7z archive": "7z 压缩包",
    "gzip archive": "gzip 压缩包",
    "zip archive": "zip 压缩包",
    "RTF document": "RTF 文档",
    "PowerPoint presentation": "PowerPoint 演示文稿",
    "OFD document": "OFD 版式文件",
    "OpenDocument file": "OpenDocument 文件",
    "Word document of before 2007": "旧版 Word（.doc）文档",
    "OLE file": "旧版 Office（OLE）文件",
    "Excel 2003 XML spreadsheet": "Excel 2003 XML 表格",
    "Word 2003 XML document": "Word 2003 XML 文档",
    "web archive (.mht)": "网页归档（.mht）",
    "encrypted Office document": "加密的 Office 文件",
    "truncated Word, Excel or zip file": "不完整的 Word、Excel 或压缩文件",
}
# By the beginning or the end of the name: reason code, remedy, its Chinese.
REMEDIES = (
    (
        "encrypted",
        "encrypted",
        "open it with its password, save it without one and load that file",
        "请输入密码打开，另存为未加密的文件后再导入",
    ),
    ("truncated", "truncated", "download the file again", "请重新下载文件后再导入"),
    ("archive", "binary_content", "unpack it and load the files in it", "请解压后导入其中的文件"),
    (
        "image",
        "binary_content",
        "get the text version (Word, Excel or PDF with text) and load that; text in pictures is not read",
        "请取得可复制文字的版本（Word、Excel 或 PDF）后再导入；本工具不识别图片中的文字",
    ),
    (
        "",
        "binary_content",
        "open it in its program, save it as .docx, .xlsx, PDF, HTML or text and load that file",
        "请用相应软件打开，另存为 .docx、.xlsx、PDF、HTML 或文本后再导入",
    ),
)


def unread_kind(kind: str) -> UnreadableDocument:
    """The rejection of a file by what it is, a name that `file_type` gives."""
    code, remedy, remedy_zh = next(rest for mark, *rest in REMEDIES if kind.startswith(mark) or kind.endswith(mark))
    article = "an" if kind[0] in "aeioEOR" else "a"
    return UnreadableDocument(
        reason_code=code,
        reason=f"the content is {article} {kind}, which is not read",
        reason_zh=f"文件内容为 {CHINESE.get(kind, kind)}，暂不支持读取",
        place="byte 1",
        remedy=remedy,
        remedy_zh=remedy_zh,
    )
