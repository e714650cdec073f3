"""What tiers, phases, modes, methods and fields of the restoration priority are called, and what users may write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ....core.priority.codes import ASSISTED, METHODS, NATURAL, NORMALISATIONS, RECONSTRUCTION, WEIGHTINGS
from ....i18n import tr
from ...framework.cleared import is_empty
from ...words.tiers import tier_name

MODES = {NATURAL: "自然恢复", ASSISTED: "辅助修复", RECONSTRUCTION: "生态重塑"}
"""What the field ``gv_mode`` holds."""
NEAR, LONG = "near", "long"
PART = "gv_c_"
"""What the fields with the parts of the score begin with."""

HIGHER_WORDS = (
    "", "higher", "higher is better", "higher first", "high", "more", "max", "benefit", "+", "越大越优先", "越高越优先",
    "越大越好", "越高越好", "越大越急", "大", "高", "正向", "正向指标", "效益型",
)  # fmt: skip
LOWER_WORDS = (
    "lower", "lower is better", "lower first", "low", "less", "min", "cost", "-", "越小越优先", "越低越优先",
    "越小越好", "越低越好", "小", "低", "负向", "负向指标", "逆向", "成本型",
)  # fmt: skip


def method_names() -> dict[str, str]:
    """Return the names of the methods."""
    names = (tr("Plan rule"), tr("Weighted sum"), tr("TOPSIS"), tr("VIKOR"))
    return dict(zip(METHODS, names))


def normalisation_names() -> dict[str, str]:
    """Return the names of the normalisations."""
    return dict(zip(NORMALISATIONS, (tr("Min–max"), tr("z-score"), tr("By rank"))))


def weighting_names() -> dict[str, str]:
    """Return where weights may come from."""
    names = (tr("As given"), tr("By entropy"), tr("AHP, pairwise comparison"), tr("All the same"))
    return dict(zip(WEIGHTINGS, names))


def phase_name(near: bool) -> str:
    """Return what a phase is called."""
    return tr("Near term") if near else tr("Long term")


def mode_name(mode: str) -> str:
    """Return what a mode is called; an empty one is not known."""
    return {
        NATURAL: tr("Natural recovery"),
        ASSISTED: tr("Assisted restoration"),
        RECONSTRUCTION: tr("Reconstruction"),
    }.get(mode, "–")


def near_is_known(parameters: Mapping[str, object], tiers: Iterable[int | None]) -> bool:
    """Tell whether anything says which units are of the near-term set: a layer that a run was given, or their tiers."""
    return any(not is_empty(parameters.get(name)) for name in ("PATTERN", "KEY_AREAS")) or any(tiers)


def phase_tier_names() -> dict[tuple[bool, int], str]:
    """Return the legend texts of phase and tier, as the style has them, the first in rank in front."""
    return {
        (True, 1): tr("Near term, baseline tier"),
        (True, 2): tr("Near term, general tier"),
        (True, 3): tr("Near term, ideal tier"),
        (True, 0): tr("Near term, no tier"),
        (False, 1): tr("Long term, baseline tier"),
        (False, 2): tr("Long term, general tier"),
        (False, 3): tr("Long term, ideal tier"),
        (False, 0): tr("Long term, no tier"),
    }


def field_names(output: str = "") -> dict[str, str]:
    """Return what the fields of an output are called, with their unit."""
    return {
        "gv_source": tr("Unit"),
        "gv_rank": tr("Priority rank"),
        "gv_tier": tr("Tier"),
        "gv_key_area": tr("In a key area"),
        "gv_score": tr("Score (0–1)"),
        "gv_phase": tr("Phase"),
        "gv_mode": tr("Mode of restoration"),
        "gv_rank_p05": tr("Rank, 5th percentile"),
        "gv_rank_p95": tr("Rank, 95th percentile"),
        "gv_near_share": tr("Share of runs in the first phase (0–1)"),
        "gv_type": tr("Type"),
        "gv_count": tr("Number"),
        "gv_area_ha": tr("Area (ha)"),
    }


def criterion_name(field: str) -> str:
    """Return the criterion whose part of the score a field holds: those of the plan in words, others as given."""
    name = field[len(PART) :]
    return {"degradation": tr("Degree of degradation"), "potential": tr("Restoration potential")}.get(name, name)


def family_names(fields: Iterable[str]) -> dict[str, str]:
    """Return what those of the fields are called that hold parts of the score."""
    part = tr("Part of “{criterion}” in the score")
    return {name: part.format(criterion=criterion_name(name)) for name in fields if name.startswith(PART)}


def words(output: str) -> dict[str, Callable[[object], str]]:
    """Return what the codes of each field of an output say."""
    modes = {mode: name for name, mode in MODES.items()}
    return {
        "gv_tier": lambda code: tier_name(int(str(code))),
        "gv_phase": lambda code: phase_name(code == NEAR),
        "gv_mode": lambda code: mode_name(modes.get(str(code), "")),
        "gv_scope": lambda code: tr("Group") if code == "group" else "",
    }
