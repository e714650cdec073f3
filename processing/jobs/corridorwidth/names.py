"""What levels, checks and fields of corridors are called in the user's language, and what their codes say."""

from __future__ import annotations

from collections.abc import Callable

from ....core.corridors import codes
from ....i18n import language, tr

_NUMERALS = "零一二三四五六七八九"


def numeral(number: object) -> str:
    """Return a small whole number as the plans write it: 一, not 1, in Chinese."""
    text = f"{number:g}" if isinstance(number, float) else str(number)
    return _NUMERALS[int(text)] if language() == "zh" and len(text) == 1 and text.isdecimal() else text


def level_name(level: object) -> str:
    """Return what a level is called."""
    return tr("Level {level}").format(level=numeral(level))


def corridor_unit() -> str:
    """Return the unit that corridors are counted in; English has none."""
    return "条" if language() == "zh" else ""


def verdict_names() -> dict[str, str]:
    """Return what each verdict is called."""
    return {
        codes.PASS: tr("Meets the required width"),
        codes.NARROW: tr("Narrower than required"),
        codes.BROKEN: tr("Broken"),
        codes.UNKNOWN: tr("Not judged"),
    }


def cause_names() -> dict[str, str]:
    """Return what each cause of a pinch is called."""
    return {
        codes.EDGE: tr("Caused by the corridor's edge"),
        codes.OBSTACLE: tr("Caused by obstacles"),
        codes.BOTH: tr("Caused by both edge and obstacles"),
        codes.GAP: tr("Gap between parts"),
    }


def check_names() -> dict[str, str]:
    """Return what the further checks look at."""
    return {codes.LENGTH: tr("Length"), codes.ANGLE: tr("Angle to the wind"), codes.OBSTACLES: tr("Obstacle ratio")}


def checks_text(checks: object) -> str:
    """Return further checks (``gv_checks``) in words."""
    names, found = check_names(), {codes.PASS: tr("pass"), codes.FAIL: tr("fail")}
    pairs = [check.split(":") for check in str(checks).split()]
    return tr(", ").join(f"{names.get(name, name)} {found.get(word, word)}" for name, word in pairs) or "–"


def field_names(output: str = "") -> dict[str, str]:
    """Return what the fields of an output are called, with their unit."""
    return {
        "gv_corridor": tr("Corridor"),
        "gv_arm": tr("Arm"),
        "gv_level": tr("Level"),
        "gv_required_m": tr("Required width (m)"),
        "gv_clear_m": tr("Clear width (m)"),
        "gv_mean_m": tr("Mean width (m)"),
        "gv_length_m": tr("Length (m)"),
        "gv_below_m": tr("Length below the requirement (m)"),
        "gv_below_share": tr("Share below the requirement (0–1)"),
        "gv_pinches": tr("Number of pinches"),
        "gv_parts": tr("Number of parts"),
        "gv_gap_m": tr("Widest gap between parts (m)"),
        "gv_arms": tr("Number of arms"),
        "gv_at_limit": tr("At the limit"),
        "gv_obstacle_ratio": tr("Obstacle ratio (0–1)"),
        "gv_angle": tr("Angle to the wind (°)"),
        "gv_verdict": tr("Verdict"),
        "gv_checks": tr("Further checks"),
        "gv_reason": tr("Why it was not judged"),
        "gv_missed": tr("Ends that no line leads to"),
        "gv_from_m": tr("From chainage (m)"),
        "gv_to_m": tr("To chainage (m)"),
        "gv_width_m": tr("Width (m)"),
        "gv_deficit_m": tr("Width missing (m)"),
        "gv_cause": tr("Cause"),
        "gv_edge_m": tr("Width without obstacles (m)"),
        "gv_obstacles": tr("Obstacle ids"),
        "gv_chainage_m": tr("Chainage (m)"),
        "gv_corridors": tr("Number of corridors"),
        "gv_passed": tr("Meet the requirement"),
        "gv_narrow": tr("Narrow"),
        "gv_broken": tr("Broken"),
        "gv_unknown": tr("Not judged"),
        "gv_length_km": tr("Length (km)"),
        "gv_below_km": tr("Length below the requirement (km)"),
        "gv_narrowest_m": tr("Narrowest clear width (m)"),
    }


def words(output: str) -> dict[str, Callable[[object], str]]:
    """Return what the codes of each field of an output say."""
    return {
        "gv_level": level_name,
        "gv_verdict": lambda code: verdict_names().get(str(code), str(code)),
        "gv_cause": lambda code: cause_names().get(str(code), str(code)),
        "gv_checks": checks_text,
        "gv_scope": lambda code: {"none": tr("No level"), "level": tr("Level")}.get(str(code), ""),
    }
