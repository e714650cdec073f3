"""The page of the indicator scorecard: how the indicators stand, and the zones."""

from __future__ import annotations

from ...core.indicators.indicator import of_profile
from ...core.indicators.standing import milestone
from ...i18n import tr
from ...processing import profiles
from ...processing.words.indicators import target_text, unit_name, with_unit
from ..panel.indicators import Figure, IndicatorRow
from .page import Page


class ScorecardPage(Page):
    """Indicator scorecard."""

    ALGORITHM = "greenvein:scorecard"
    UP_FRONT = (
        "LANDUSE", "CODE", "ZONES", "ZONE_FIELD", "POPULATION_LAYER", "POPULATION_LAYER_FIELD", "BUILT_UP", "LAYERS",
        "EXTENTS", "EXTENT_FIELD", "RESULTS", "VALUES", "YEAR",
    )  # fmt: skip
    NEEDS = ("SCORES",)

    def title(self):
        """Return what the job is called beside the others."""
        return tr("Scorecard")

    def since(self, before, now):
        """Say how many more indicators are met, and behind."""
        met, behind = (now[name] - before[name] for name in ("MET", "BEHIND"))
        if not met and not behind:
            return tr("Live: as many indicators met and behind as in the run")
        text = tr("Live: {met} indicators met, {behind} behind since the run")
        return text.format(met=f"{met:+d}", behind=f"{behind:+d}")

    def lists(self):
        """Return the zones, those with most indicators behind first."""
        # The field with their names tells more than the number of a feature.
        named = "" if self.outcome is None else self.outcome.parameters.get("ZONE_FIELD") or ""
        fields = (named or "gv_source", *self.names(), "gv_state", "gv_met", "gv_behind")
        fields = tuple(dict.fromkeys(fields))
        return (self.places(tr("Zones with their indicators"), "ZONES_SCORED", fields, "gv_behind"),)

    def indicators(self):
        """Return how each indicator stands on the whole."""
        if self.outcome is None or self.basis is None or not self.outcome.has("SCORES"):
            return []
        from ...processing.jobs.scorecard.charts import of_whole
        from ...processing.jobs.scorecard.names import words

        with profiles.held(self.basis.profile):
            say = words("scores")
            plan = {one.id: one for one in of_profile(profiles.active())}
        return [_row(row, say, plan.get(row["gv_indicator"])) for row in of_whole(self.outcome.rows("SCORES"))]

    def go_to_indicator(self, id_):
        """Show the zone that is farthest behind in an indicator, where there are zones."""
        from ...processing.jobs.scorecard.charts import badness

        outcome = self.outcome
        zones = None if outcome is None or not outcome.has("SCORES") else outcome.layer("ZONES_SCORED")
        field = "" if outcome is None else outcome.parameters.get("ZONE_FIELD") or ""
        if outcome is None or zones is None or zones.fields().lookupField(field) < 0:
            super().go_to_indicator(id_)
            return
        rows = [row for row in outcome.rows("SCORES") if row["gv_zone"] is not None]
        year = max((row["gv_year"] for row in rows), default=None)
        own = [row for row in rows if (row["gv_indicator"], row["gv_year"]) == (id_, year)]
        worst = max(own, key=badness, default=None)
        named = {str(zone[field]): zone.id() for zone in zones.getFeatures()}
        if worst is None or worst["gv_zone"] not in named:
            super().go_to_indicator(id_)
        else:
            self.results.places.go_to("ZONES_SCORED", named[worst["gv_zone"]])


def _row(row, say, indicator):
    """Return a row of the scores as it is read, the target in the words of the report.

    ``indicator``: None where the plan has it no longer, and knows no words of it.
    """
    from ...processing.jobs.scorecard.wording import difference, number, progress_text

    def figure(text, key):
        return Figure("–") if key is None else Figure(text, key)

    value, target, gap, way = (row[name] for name in ("gv_value", "gv_target", "gv_gap", "gv_progress"))
    unit = unit_name(row["gv_unit"])
    asked = tr("{target} ({year})").format(target=number(target), year=row["gv_target_year"])
    if indicator is not None:
        asked = target_text(milestone(indicator, row["gv_year"]), unit)
    return IndicatorRow(
        id=row["gv_indicator"],
        name=say["gv_indicator"](row["gv_indicator"]),
        state=row["gv_state"],
        badge=say["gv_state"](row["gv_state"]),
        value=figure(with_unit(number(value, target), unit), value),
        target=Figure(asked, target),
        gap=figure(difference(gap), gap),
        way=figure(progress_text(way), way),
        reason="\n".join(say[name](row[name]) for name in ("gv_reason", "gv_cause", "gv_measure") if row.get(name)),
        job="" if indicator is None else indicator.measure.job,
    )
