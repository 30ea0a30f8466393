"""Styles of a Word document that hide their text, also through the style they are based on."""

from __future__ import annotations

from lxml import etree

from ingest.readers.word_xml import W

STYLES = "word/styles.xml"
# What the bytes of a list of styles hold that hides text, or that has to be looked at: another encoding, a document type.
MAY_HIDE = (b"vanish", b"\0", b"<!DOCTYPE")
# A chain of styles is no longer; one in a circle ends here.
LONGEST_CHAIN = 20


def hidden_styles(root: etree._Element) -> frozenset[str]:
    """The ids of the styles whose text does not show."""
    switches: dict[str, bool | None] = {}
    based_on: dict[str, str] = {}
    for style in root.iter(W + "style"):
        name = style.get(W + "styleId", "")
        switches[name] = is_on(style.find(f"{W}rPr/{W}vanish"))
        base = style.find(W + "basedOn")
        if base is not None:
            based_on[name] = base.get(W + "val", "")
    return frozenset(name for name in switches if _is_hidden(name, switches, based_on))


def is_hidden_run(run: etree._Element, paragraph_style: str | None, hidden: frozenset[str]) -> bool:
    """Whether a run does not show: by its own setting, else by its style, else by its paragraph's."""
    own = is_on(run.find(f"{W}rPr/{W}vanish"))
    if own is not None or not hidden:
        return bool(own)
    style = run.find(f"{W}rPr/{W}rStyle")
    return paragraph_style in hidden or (style is not None and style.get(W + "val") in hidden)


def is_on(switch: etree._Element | None) -> bool | None:
    """What a switch says; None where there is none."""
    return None if switch is None else switch.get(W + "val", "true") not in ("0", "false", "off")


def _is_hidden(name: str, switches: dict[str, bool | None], based_on: dict[str, str]) -> bool:
    for _ in range(LONGEST_CHAIN):
        if (switch := switches.get(name)) is not None:
            return switch
        if name not in based_on:
            return False
        name = based_on[name]
    return False
