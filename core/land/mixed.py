"""Mixed codes and names of land use: what their parts are, and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Callable

# What stands between the parts of a mixed code (R2/B1), or nothing where every part has its number (B1B2).
_BETWEEN = re.compile(r"[/\\+、,;&|·•・]")
_ADJACENT = re.compile(r"(?:[A-Z]\d{1,3}){2,}")
_TOKEN = re.compile(r"[0-9A-Z]+")
# What joins a further use to what stands before it. Standards have names with most of these (绿地与开敞空间用地), and
# places begin with some (和平里), so that what they join is a part where it is called as a code is; but 兼 says it
# alone, as do the words in front of all that stands behind a code.
_JOINING = re.compile(r"兼容?|[与和及或含加]|[^\w\s]|_")
_FIRST = re.compile(r"[(\[]?(?:兼容?|[与和及或含加])")
_ALONE = re.compile(r"兼|^[(\[]?[与及或含]|[(\[]含")
# So few digits are mostly the number of a plot; they are a group where more than its dash stands before them.
_PLOT_DIGITS, _GROUP_DIGITS = 3, 2
_BEFORE_GROUP = re.compile(r"[^\x00-\x7f]$")
_NUMBER = re.compile(r"\d+,\d{1,3}(\.\d*)?")


def parts(text: str) -> list[str]:
    """Return the parts of a mixed code or name, in their order; where it has but one, that alone.

    Of two fields that were joined the second may be empty: what is left is the first, with a mark that parts nothing.

    >>> from greenvein.core.land.mixed import parts
    >>> parts("0901/0701"), parts("B1R2"), parts("0701"), parts("R2/")
    (['0901', '0701'], ['B1', 'R2'], ['0701'], ['R2'])
    """
    if _ADJACENT.fullmatch(text):
        return re.findall(r"[A-Z]\d+", text)
    if _NUMBER.fullmatch(text):
        return [text]
    return [part for part in _BETWEEN.split(text) if part] or [text]


def behind(text: str, code_of: Callable[[str], str | None], name_of: Callable[[str], str | None]) -> list[str]:
    """Return the further parts that stand behind the first code of a text, whatever joins them; none of a plain name.

    ``text``: what follows the code; ``code_of``, ``name_of``: the code that letters and digits, or a name, stand for,
    None where no code is written or called so. What is joined by a word that says nothing else (兼) is a part that
    nobody may know.

    >>> from greenvein.core.land.mixed import behind
    >>> codes, names = {"0701": "0701"}, {"城镇住宅用地": "0701"}
    >>> [behind(text, codes.get, names.get) for text in ("兼0701", "—0701", "城镇住宅用地", "商业用地（0701）")]
    [['0701'], ['0701'], [], ['0701']]
    >>> behind("和城镇住宅用地", codes.get, names.get), behind("兼住宅", codes.get, names.get)
    (['0701'], ['住宅'])
    """
    codes = [code for token in _TOKEN.finditer(text) if (code := _coded(text, token, code_of))]
    if codes or name_of(text.strip("()[]_:-")):
        return codes
    pieces = [piece for piece in _JOINING.split(text) if piece]
    further = pieces if _FIRST.match(text) else pieces[1:]
    if _ALONE.search(text):
        return [name_of(piece) or piece for piece in further]
    return [code for piece in further if (code := name_of(piece))]


def _coded(text: str, token: re.Match[str], code_of: Callable[[str], str | None]) -> str | None:
    digits = len(token[0]) if token[0].isdigit() else 0
    is_group = digits == _GROUP_DIGITS and _BEFORE_GROUP.search(text[: token.start()])
    return None if 0 < digits <= _PLOT_DIGITS and not is_group else code_of(token[0])
