"""Direction controls in plain text; HTML isolates with `<bdi>` instead."""

from __future__ import annotations

_FIRST_STRONG_ISOLATE, _LTR_ISOLATE, _POP_ISOLATE = "\u2068", "\u2066", "\u2069"
_CONTROLS = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def strip_controls(text: str) -> str:
    """Drop direction marks, embeddings, overrides and isolates."""
    return text.translate(_CONTROLS)


def isolate(text: str, *, ltr: bool = False) -> str:
    """Wrap a foreign run so that it does not disturb the text around it, for plain text only.

    The run's first strong letter gives its direction; with `ltr`, for codes, phones and ISO times,
    it is left to right. Controls inside are dropped, since an unbalanced one would break out.
    """
    opening = _LTR_ISOLATE if ltr else _FIRST_STRONG_ISOLATE
    return f"{opening}{strip_controls(text)}{_POP_ISOLATE}"
