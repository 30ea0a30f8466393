"""Names of people, their telephones and identity numbers, as lines and cells print them beside their labels.

A name is what stands behind a label (项目负责人：张三), in a cell beside one, or in a column under one. Other words in such a
place (财务科, 签字, 详见附件) are no names. Where it cannot be told, it is taken for one: rather a word too many is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

LABELS = (
    "项目负责人|项目责任人|项目主管|项目联系人|项目经办人|单位负责人|部门负责人|财务负责人|主要负责人|"
    "分管负责人|分管领导|主管领导|法定代表人|法人代表|联系人|经办人|填报人|填表人|制表人|编制人|"
    "审核人|复核人|审批人|评价人|负责人|责任人|姓名"
)
LABEL = f"(?:{LABELS})(?:姓名)?(?:及(?:联系)?电话)?(?:[（(](?:签字|签名|签章|盖章)[）)])?"
HAN = "[\u3400-\u9fff]"
# Two to four characters, two with blanks between, or a name of parts with points between, as names of minorities are written.
NAME = f"{HAN}{{1,12}}(?:[·•‧．.]{HAN}{{1,12}}){{1,3}}|{HAN}{{2,6}}|{HAN}[ \u3000]{{1,4}}{HAN}"
BEHIND_LABEL = re.compile(rf"{LABEL}[\s:：]{{1,20}}({NAME})(?=[\s,，;；、。:：（(）)0-9/]|$)")
COLUMN_LABEL = re.compile(LABEL)
WHOLE_NAME = re.compile(r"[^\W0-9_]+(?:[ \u3000·•‧．.-]{1,4}[^\W0-9_]+)*")
BETWEEN_NAMES = re.compile(r"[、，,;；/（）()：:\n\t]+|[0-9－—+-]{3,}")
SHORTEST, LONGEST = 2, 24

WORDS = re.compile(
    "主任|乡长|书记|会计|共计|其他|出纳|副主任|副局长|副科长|区长|县长|各单位|各县区|合计|同上|"
    "如下|小计|局长|市长|待定|总计|暂无|未定|本人|校长|盖章|相关|科员|科长|站长|签名|签字|签章|"
    "职务|职称|股长|见附件|详见附件|镇长|院长"
)
# Endings of words that are no names, and of offices; a name may end in one of the second, behind a family name.
ENDING = re.compile(
    "(?:"
    "电话|手机|传真|邮箱|地址|日期|时间|意见|说明|方式|情况|职责|单位|部门|中心|政府|领导|人员|"
    "公司|街道|办公室|名称|编码|金额|指标|年度|内容|签字|盖章"
    f"|{LABELS})$"
)
OFFICES = tuple("局委办科室处股所站部厅院校镇乡区县市人制")
FAMILY_NAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪"
    "庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房"
    "滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬"
)

CONTACT = re.compile("电话|手机|联系|负责人|经办人|填报人|姓名")
TELEPHONE = re.compile(r"(?<![0-9.,])(?:1[3-9][0-9]{9}|0[0-9]{2,3}[-－—– ]?[0-9]{7,8})(?![0-9.,])")
IDENTITY = re.compile(r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx](?![0-9])")
WEIGHTS, CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"


def names_in_cell(text: str) -> set[str]:
    """The names of a cell that is there for them, such as 项目负责人 of a form."""
    parts = (part.strip() for part in (text, *BETWEEN_NAMES.split(text)))
    return {part for part in parts if SHORTEST <= len(part) <= LONGEST and WHOLE_NAME.fullmatch(part) and _may_be_name(part)}


def names_in_lines(lines: Sequence[str]) -> set[str]:
    """The names behind a label in a line, in the cell beside it, or under it in a column of cells (parted by tabs)."""
    found = {name for line in lines for name in BEHIND_LABEL.findall(line) if _may_be_name(name)}
    columns: set[int] = set()
    width = 0
    for line in lines:
        cells = line.split("\t")
        if len(cells) != width:
            columns, width = set(), len(cells)
        labelled = {place for place, cell in enumerate(cells) if COLUMN_LABEL.fullmatch(cell.strip())}
        # A label whose neighbour is a label too, or the row's last, heads a column; any other has its name beside it.
        heads = {place for place in labelled if place + 1 == width or place + 1 in labelled or not _is_name(cells[place + 1])}
        if labelled:
            columns = heads if width > 1 else set()
        else:
            found |= {cells[place].strip() for place in columns if _is_name(cells[place])}
    return found


def numbers_in_line(line: str) -> set[str]:
    """Telephone numbers of a line that speaks of contact, and identity numbers (18 digits that check) of any."""
    telephones = set(TELEPHONE.findall(line)) if CONTACT.search(line) else set()
    return telephones | {number for number in IDENTITY.findall(line) if _checks(number)}


def variants(name: str) -> Iterator[str]:
    """The name as it may be printed elsewhere: its characters together or with blanks between."""
    signs = "".join(name.split())
    yield name
    if all("\u3400" <= sign <= "\u9fff" for sign in signs):
        yield from dict.fromkeys(blank.join(signs) for blank in ("", " ", "  ", "\u3000", "\u3000\u3000", "\n"))


def without_known(names: Iterable[str], known: Iterable[str]) -> set[str]:
    """The names that are no part of an official name, such as that of a county."""
    text = "\n".join(known)
    return {name for name in names if name not in text}


def _is_name(cell: str) -> bool:
    text = cell.strip()
    return re.fullmatch(NAME, text) is not None and _may_be_name(text)


def _may_be_name(text: str) -> bool:
    squeezed = "".join(text.split())
    if WORDS.fullmatch(squeezed) or ENDING.search(squeezed):
        return False
    return not squeezed.endswith(OFFICES) or (squeezed[0] in FAMILY_NAMES and len(squeezed) <= 3)


def _checks(number: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=False))
    return CHECKS[total % 11] == number[-1].upper()
