"""Figures as they stand behind a code, in digits as people write them."""

from __future__ import annotations

# So many tell two figures apart; what differs by less is rounding.
_DIGITS = (4, 6, 9)


def two_in_code(one: float, other: float) -> str:
    """Return two figures as they stand behind a code, in so many digits that they differ; "" where they do not.

    >>> from greenvein.core.scorecard.digits import two_in_code
    >>> two_in_code(50.0, 96.0), two_in_code(95.001, 94.999), two_in_code(0.1 + 0.2, 0.3)
    ('50=96', '95.001=94.999', '')
    """
    texts = ((in_code(one, digits), in_code(other, digits)) for digits in _DIGITS)
    return next(("=".join(pair) for pair in texts if pair[0] != pair[1]), "")


def in_code(figure: float, digits: int = 4) -> str:
    """Return a figure as it stands behind a code: in four digits, or so many, as people write it.

    >>> from greenvein.core.scorecard.digits import in_code
    >>> in_code(16410.4), in_code(0.012345), in_code(2.0)
    ('16410', '0.01235', '2')
    """
    return f"{float(f'{figure:.{digits}g}'):.10g}"
