"""What Slack accepts, written from its published limits and apart from the code that makes messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

Json = dict[str, Any]

MOST_BLOCKS = 50
MOST_CHARACTERS = 9_600
"""The largest sum of all blocks' text that anybody is known to have sent; undocumented."""

_INLINE = {"text": {"type", "text", "style"}, "link": {"type", "url", "text", "style"}}
_LIVE = re.compile(r"<([!@#][^>]*|(?:https?|mailto|tel):[^>]*)>")


def refusal(message: Json) -> str:
    """The error code with which Slack would refuse a message; empty for one that it takes."""
    blocks = message.get("blocks")
    if not message.get("text") and not blocks:
        return "no_text"
    if len(str(message.get("text", ""))) > 40_000:
        return "msg_too_long"
    if blocks is not None:
        if (
            not isinstance(blocks, list)
            or not 1 <= len(blocks) <= MOST_BLOCKS
            or any(map(_bad_block, blocks))
        ):
            return "invalid_blocks"
        if sum(len(escaped(text)) for text in strings(blocks)) > MOST_CHARACTERS:
            return "msg_blocks_too_long"
    return _bad_metadata(message.get("metadata"))


def escaped(text: str) -> str:
    """Text as Slack counts it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def strings(value: object) -> Iterator[str]:
    """Every text and address that a client is given."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in {"text", "url"} and isinstance(inner, str):
                yield inner
            else:
                yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def live(message: Json) -> list[str]:
    """Everything in a message that would ping or link by markup."""
    marked = [str(message.get("text", ""))]
    marked += [one["text"] for one in _objects(message.get("blocks") or []) if one.get("type") == "mrkdwn"]
    found = [hit.group() for text in marked for hit in _LIVE.finditer(text)]
    pinging = {"user", "usergroup", "broadcast", "channel", "team"}
    return found + [str(one) for one in _objects(message.get("blocks") or []) if one.get("type") in pinging]


def links(message: Json) -> list[tuple[str, str]]:
    """Address and text of every link."""
    found = (one for one in _objects(message.get("blocks") or []) if one.get("type") == "link")
    return [(one["url"], one.get("text", "")) for one in found]


def shown(message: Json) -> str:
    """All text of a message's blocks, as a reader sees it."""
    return "\n".join(one["text"] for one in _objects(message["blocks"]) if isinstance(one.get("text"), str))


def _objects(value: object) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)


# --- blocks -----------------------------------------------------------------------------------------


def _bad_block(block: object) -> bool:
    if not isinstance(block, dict):
        return True
    rule = {"header": _bad_header, "section": _bad_section, "context": _bad_context, "rich_text": _bad_rich}
    kind = block.get("type")
    if kind == "divider":
        return set(block) != {"type"}
    return kind not in rule or rule[kind](block)


def _bad_text(value: object, limit: int, kinds: tuple[str, ...] = ("plain_text", "mrkdwn")) -> bool:
    if (
        not isinstance(value, dict)
        or value.get("type") not in kinds
        or not isinstance(value.get("text"), str)
    ):
        return True
    return not 1 <= len(escaped(value["text"])) <= limit or not _storable(value["text"])


def _storable(text: str) -> bool:
    """Whether the text is real Unicode: half of a surrogate pair is not."""
    return not any("\ud800" <= one <= "\udfff" for one in text)


def _bad_header(block: Json) -> bool:
    return set(block) != {"type", "text"} or _bad_text(block.get("text"), 150, ("plain_text",))


def _bad_section(block: Json) -> bool:
    fields = block.get("fields", [])
    if "text" not in block and not fields:
        return True
    bad_text = "text" in block and _bad_text(block["text"], 3000)
    return bad_text or len(fields) > 10 or any(_bad_text(field, 2000) for field in fields)


def _bad_context(block: Json) -> bool:
    elements = block.get("elements")
    return (
        not isinstance(elements, list)
        or not 1 <= len(elements) <= 10
        or any(_bad_text(one, 3000) for one in elements)
    )


def _bad_rich(block: Json) -> bool:
    elements = block.get("elements")
    if not isinstance(elements, list) or not elements or set(block) != {"type", "elements"}:
        return True
    return any(_bad_rich_part(one) for one in elements)


def _bad_rich_part(part: object) -> bool:
    if not isinstance(part, dict) or not isinstance(part.get("elements"), list) or not part["elements"]:
        return True
    if part.get("type") == "rich_text_list":
        wrong = part.get("style") not in {"bullet", "ordered"}
        return wrong or any(
            one.get("type") != "rich_text_section" or _bad_rich_part(one) for one in part["elements"]
        )
    if part.get("type") not in {"rich_text_section", "rich_text_quote"}:
        return True
    return any(_bad_inline(one) for one in part["elements"])


def _bad_inline(element: object) -> bool:
    if not isinstance(element, dict) or element.get("type") not in _INLINE:
        return True
    if (
        not set(element) <= _INLINE[element["type"]]
        or not isinstance(element.get("text"), str)
        or not element["text"]
    ):
        return True
    style = element.get("style", {})
    if not all(
        name in {"bold", "italic", "strike", "code"} and value is True for name, value in style.items()
    ):
        return True
    return not _storable(element["text"]) or (element["type"] == "link" and _bad_address(element["url"]))


def _bad_address(url: object) -> bool:
    if not isinstance(url, str) or len(url) > 3000 or re.search(r"[\s<>|\"]", url):
        return True
    return urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname


def _bad_metadata(metadata: object) -> str:
    if metadata is None:
        return ""
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_type"), str):
        return "invalid_metadata_format"
    payload = metadata.get("event_payload")
    if not isinstance(payload, dict) or not all(
        isinstance(one, str | int | float) for one in payload.values()
    ):
        return "invalid_metadata_schema"
    return ""
