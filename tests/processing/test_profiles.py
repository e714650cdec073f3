"""Plan profiles in QGIS: which one is active, the user's own, and that every algorithm follows them."""

import html
import json
import shutil
from importlib import import_module

import pytest
import shapely
from greenvein.core.indicators import codes
from greenvein.core.indicators.indicator import Milestone, of_profile
from greenvein.core.profile import ProfileError, load
from greenvein.core.profile.kinds import REASONS, ChoiceRule, LimitsRule, MultipleRule, TableRule
from greenvein.core.profile.rules import BASES, FIELDS
from greenvein.processing import profiles
from greenvein.processing.jobs import JOBS
from greenvein.processing.profiles import names as profile_names
from greenvein.processing.profiles import store as profile_store
from greenvein.processing.words import indicators as indicator_words
from qgis.core import NULL, QgsApplication, QgsProcessingContext, QgsProcessingException, QgsProject, QgsSettings

X, Y = 500_000, 4_400_000
NATIONAL = profiles.FOLDER / "national.json"

pytestmark = pytest.mark.usefixtures("own_profiles")


@pytest.fixture
def mine(own_profiles):
    return profile_store.copy(profile_store.entry(NATIONAL), "上海市 / 试点")


def broken(folder, key="park_coverage.target_pct", value=950):
    content = json.loads(NATIONAL.read_text("utf-8"))
    section, rule = key.split(".")
    content[section][rule]["value"] = value
    path = folder / "broken.json"
    path.write_text(json.dumps(content), "utf-8")
    return path


def box(west, south, width, height):
    return shapely.box(X + west, Y + south, X + west + width, Y + south + height)


def test_own_profiles_lie_in_the_qgis_profile(monkeypatch):
    monkeypatch.undo()
    folder = str(profiles.own_folder())
    assert folder.startswith(QgsApplication.qgisSettingsDirPath().rstrip("/"))
    assert folder.endswith("/greenvein/profiles")


def test_beijing_is_the_default_and_a_name_a_file_or_a_path_may_be_chosen(own_profiles, mine, tmp_path):
    assert profiles.active().id == "beijing_2022"
    QgsSettings().setValue(profiles.SETTING, "national")
    assert profiles.active().id == "national"
    elsewhere = shutil.copy(NATIONAL, tmp_path / "elsewhere.json")
    QgsSettings().setValue(profiles.SETTING, str(elsewhere))
    assert profiles.active().path == tmp_path / "elsewhere.json"
    profiles.choose(mine.path)
    assert QgsSettings().value(profiles.SETTING) == mine.path.name
    assert profiles.active().path == mine.path
    profiles.choose(NATIONAL)
    assert QgsSettings().value(profiles.SETTING) == "national"


def test_all_profiles_are_listed_with_name_source_and_whose_they_are(own_profiles, mine, tmp_path):
    broken(own_profiles)
    elsewhere = shutil.copy(NATIONAL, tmp_path / "elsewhere.json")
    profiles.choose(elsewhere)
    found = profile_store.entries()
    assert [(one.name(), one.shipped, one.own, one.profile is None) for one in found] == [
        ("Beijing, the four plans of 2022", True, False, False),
        ("National practice", True, False, False),
        ("broken.json", False, True, True),
        ("上海市 / 试点", False, True, False),
        ("National practice", False, False, False),
    ]
    assert found[0].source().startswith("Gazette of the People's Government of Beijing")
    assert found[2].error.key == "park_coverage.target_pct"


def test_a_copy_has_a_name_a_file_of_its_own_and_the_same_values(own_profiles, mine):
    assert mine.path == own_profiles / "上海市_试点.json"
    assert mine.profile.id == "上海市_试点"
    assert [mine.profile.value(key) for key in FIELDS] == [load(NATIONAL).value(key) for key in FIELDS]
    again = profile_store.copy(mine, "上海市 / 试点")
    assert again.path == own_profiles / "上海市_试点_2.json"
    assert profile_store.copy(mine, "National").path == own_profiles / "National_2.json"
    assert profile_store.copy(mine, "con").path == own_profiles / "con_.json"


def test_a_wrong_file_is_not_imported_and_told_with_path_key_and_reason(own_profiles, tmp_path):
    path = broken(tmp_path)
    with pytest.raises(ProfileError) as raised:
        profile_store.import_file(path)
    assert profile_names.wrong_sentence(raised.value) == (
        f"The plan profile {path} is wrong at the key park_coverage.target_pct: it must be a number from 0 to 100."
    )
    assert not own_profiles.exists()
    path.write_text("{", "utf-8")
    with pytest.raises(ProfileError) as raised:
        profile_store.import_file(path)
    assert profile_names.wrong_sentence(raised.value).startswith(f"The plan profile {path} cannot be read: the file is")


def test_what_is_exported_is_imported_the_same(own_profiles, mine, tmp_path):
    profile_store.export(mine, tmp_path / "sent.json")
    received = profile_store.import_file(tmp_path / "sent.json")
    assert received.path == own_profiles / "sent.json"
    assert {**received.profile.content, "id": mine.profile.id} == mine.profile.content


def test_shipped_profiles_cannot_be_changed_renamed_or_deleted():
    shipped = profile_store.entry(NATIONAL)
    before = NATIONAL.read_bytes()
    for change in (
        lambda: profile_store.delete(shipped),
        lambda: profile_store.rename(shipped, "x"),
        lambda: profile_store.save(shipped, shipped.profile.content),
    ):
        with pytest.raises(PermissionError):
            change()
    assert NATIONAL.read_bytes() == before


def test_a_wrong_value_is_not_saved(mine):
    before = mine.path.read_bytes()
    content = json.loads(before)
    content["vacated_use"]["share"]["value"] = 2
    with pytest.raises(ProfileError, match=r"vacated_use\.share"):
        profile_store.save(mine, content)
    assert mine.path.read_bytes() == before


def test_deleting_the_active_profile_leaves_the_default(mine):
    profiles.choose(mine.path)
    assert profile_store.rename(mine, "新名称").name() == "新名称"
    profile_store.delete(mine)
    assert not mine.path.exists()
    assert QgsSettings().value(profiles.SETTING) == "beijing_2022"


def test_a_broken_profile_is_told_once_in_the_log_and_beijing_serves(own_profiles):
    own_profiles.mkdir()
    wrong = broken(own_profiles, value=951)
    profiles.choose(wrong)
    told = []
    log = QgsApplication.messageLog()
    connection = log.messageReceived.connect(lambda *message: told.append(message))
    assert profiles.active().id == profiles.active().id == "beijing_2022"
    log.messageReceived.disconnect(connection)
    ours = [message[0] for message in told if message[1] == "GreenVein"]
    assert ours == [
        f"The plan profile {wrong} cannot be used (park_coverage.target_pct: it must be a number from "
        "0 to 100); Beijing 2022 is used instead."
    ]


def test_everything_in_a_profile_has_a_name_in_the_users_language():
    assert set(profile_names.field_names()) == set(FIELDS)
    assert set(profile_names.section_names()) == {key.split(".")[0] for key in FIELDS}
    assert set(profile_names.reasons()) == set(REASONS)
    assert set(profile_names.basis_names()) == set(profile_names.basis_hints()) == {"", *BASES}
    columns, options = profile_names.column_names(), profile_names.option_names()
    for key, kind in FIELDS.items():
        if isinstance(kind, LimitsRule):
            assert set(kind.names) <= set(columns)
        if isinstance(kind, MultipleRule):
            assert set(options[key]) >= set(kind.options)
        for name, cell in kind.columns.items() if isinstance(kind, TableRule) else ():
            assert columns[name]
            if isinstance(cell, ChoiceRule):
                assert set(options[name]) == set(cell.options)


def test_a_wrong_indicator_is_told_with_its_row_and_the_key_of_the_file(mine):
    content = json.loads(profiles.DEFAULT.read_text("utf-8"))
    content["scorecard"]["indicators"]["value"][1]["targets"][0]["mark"] = "at_least"
    path = mine.path.with_name("wrong.json")
    path.write_text(json.dumps(content), "utf-8")
    with pytest.raises(ProfileError) as told:
        load(path)
    assert profile_names.wrong_sentence(told.value) == (
        f"The plan profile {path} is wrong at the key scorecard.indicators: Row 2, “targets.1.mark”: such a target "
        "does not fit the direction."
    )


def test_everything_of_an_indicator_has_a_name_in_the_users_language():
    assert list(indicator_words.state_names()) == list(codes.STATES)
    assert list(indicator_words.binding_names()) == list(codes.BINDINGS)
    assert list(indicator_words.measure_names()) == list(codes.KINDS)
    assert set(indicator_words.reason_sentences()) == set(codes.REASONS)
    shown = {mark: indicator_words.target_text(Milestone(2025, 45, mark)) for mark in codes.MARKS}
    assert shown == {
        "": "45 (2025)", "about": "about 45 (2025)", "at_least": "≥ 45 (2025)", "more_than": "> 45 (2025)",
        "at_most": "≤ 45 (2025)", "not_reduced": "not reduced (2025)", "stable": "kept stable (2025)",
        "as_required": "as the state requires (2025)",
    }  # fmt: skip


def test_the_fields_that_indicators_are_measured_by_are_those_of_the_jobs():
    measured = [one.measure for one in of_profile(load(profiles.DEFAULT)) if one.measure.kind == codes.JOB]
    assert {one.job for one in measured} == {"landreduction", "parkcoverage"}
    for one in measured:
        assert one.field in JOBS[one.job].load("names").field_names(JOBS[one.job].summary), one


def test_no_part_of_a_pattern_may_have_the_name_of_another_input(provider):
    algorithm = provider.algorithm("securitypattern")
    names = {definition.name() for definition in algorithm.parameterDefinitions()}
    parts = {row[0] for row in profiles.active().value("security_pattern.parts")}
    of_parts = {f"{part}_{end}" for part in parts for end in ("TAKE", "CODE", "SYSTEM")}
    assert of_parts <= names
    assert set(FIELDS["security_pattern.parts"].columns["input"].reserved) == names - parts - of_parts


# Every algorithm under both profiles.

FEW = {job: import_module(f".few.{job}", __package__) for job in JOBS}
ONLY_OF_A_PLAN = {job: FEW[job].ONLY_OF_A_PLAN for job in JOBS if hasattr(FEW[job], "ONLY_OF_A_PLAN")}
QUOTING = [job for job in JOBS if getattr(FEW[job], "CLAUSES", ())]


def test_each_job_says_which_clauses_it_quotes_or_why_there_are_none():
    """Those of its report when nothing but layers was given, in ``few/<job>.py``."""
    said = {job: (getattr(FEW[job], "CLAUSES", ()), getattr(FEW[job], "WITHOUT_CLAUSE", "")) for job in JOBS}
    assert [
        f"{job} has no clause, and no reason why" for job, (keys, why) in said.items() if not keys and not why
    ] == []
    assert [f"{job} has both clauses and a reason why not" for job, (keys, why) in said.items() if keys and why] == []
    assert {job: key for job, (keys, _) in said.items() for key in keys if key not in FIELDS} == {}


@pytest.fixture
def inputs(layer, few):
    """Small inputs of each job, on which the two profiles differ where their thresholds do."""
    return {job: few(job) for job in JOBS} | {
        # A park of 800 m², and housing 400 m from it: within 500 m, not within 300 m.
        "parkcoverage": {
            "RESIDENTIAL": layer([box(420, 0, 10, 10)], {"people": [9]}),
            "PARKS": layer([box(0, 0, 20, 40)]),
            "POPULATION_FIELD": "people",
        },
        # Wide enough for level 1, but shorter than the 5 km that the national guide asks for.
        "corridorwidth": {"CORRIDORS": layer([box(0, 0, 600, 3000)], {"level": [1]}), "LEVEL_FIELD": "level"},
        "landreduction": {
            "BEFORE": layer([box(0, 0, 1000, 1000)], {"DLBM": ["0701"]}, name="before"),
            "AFTER": layer([box(0, 0, 1000, 1000)], {"DLBM": ["0102"]}, name="after"),
        },
        "securitypattern": {"RED_LINE": layer([box(0, 0, 100, 100)]), "CONSTRUCTION": layer([box(50, 0, 100, 100)])},
        "restorationpriority": {
            "UNITS": layer(
                [box(0, 0, 100, 100), box(200, 0, 100, 100)],
                {"d": [1.0, 2.0], "p": [2.0, 3.0], "gv_tier": [1, 2], "type": ["矿山修复", "农田修复"]},
            ),
            "DEGRADATION_FIELD": "d",
            "POTENTIAL_FIELD": "p",
            "TYPE_FIELD": "type",
        },
        "vacateduse": {
            "VACATED": layer([box(0, 0, 100, 100)]),
            "RED_LINE": layer([box(0, 0, 50, 200)]),
            "FARMLAND_SPACE": layer([box(900, 0, 950, 200)]),
        },
    }


@pytest.fixture
def run_all(provider, inputs, log, tmp_path):
    """Run an algorithm on its inputs under a profile; return the outputs and the report's text."""

    def run(algorithm, path, feedback=None, **outputs):
        import processing

        profiles.choose(path)
        provider.refreshAlgorithms()
        report = tmp_path / f"{algorithm}.html"
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        found = processing.run(
            f"greenvein:{algorithm}",
            {**inputs[algorithm], "REPORT": str(report), **dict.fromkeys(outputs, "TEMPORARY_OUTPUT")},
            context=context,
            feedback=feedback or log,
        )
        return found, " ".join(html.unescape(report.read_text("utf-8")).split())

    yield run
    QgsSettings().remove(profiles.SETTING)
    provider.refreshAlgorithms()


@pytest.mark.slow
@pytest.mark.parametrize("algorithm", QUOTING)
@pytest.mark.parametrize("path", [profiles.DEFAULT, NATIONAL], ids=["beijing", "national"])
def test_reports_quote_the_clauses_of_the_profile_and_none_of_another(run_all, algorithm, path):
    _, text = run_all(algorithm, path)
    profile, other = load(path), load(NATIONAL if path == profiles.DEFAULT else profiles.DEFAULT)
    for key in FEW[algorithm].CLAUSES:
        assert profile.clause(key, "en") in text, key
    said = {profile.clause(key, "en") for key in FIELDS}
    wrong = [key for key in FIELDS if other.clause(key, "en") in text and other.clause(key, "en") not in said]
    assert wrong == []
    assert f"{profile.text('name', 'en')} · {profile.text('source', 'en')}" in text
    if path == NATIONAL:
        for plan in ("nine wedges", "land plan (2021", "plan 2021–2035", "plan (2021–2035)"):
            assert plan not in text


# What only a plan of a city says: a target for it, what it asks to be done first, widths that are no law.
OF_A_CITY = (
    "the plan's target",
    "for its city",
    "the plan's near-term set",
    "guide values of the plan",
    "plan's radii",
)


@pytest.mark.slow
@pytest.mark.parametrize("algorithm", [job for job in JOBS if job not in ONLY_OF_A_PLAN])
def test_reports_of_a_standard_speak_of_no_plan_of_a_city(run_all, algorithm):
    _, text = run_all(algorithm, NATIONAL)
    assert [words for words in OF_A_CITY if words in text] == []


@pytest.mark.parametrize(("algorithm", "sentence"), ONLY_OF_A_PLAN.items())
def test_what_only_a_plan_has_is_missed_in_a_standard(run_all, algorithm, sentence):
    with pytest.raises(QgsProcessingException, match=sentence):
        run_all(algorithm, NATIONAL)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("job", "beijing", "national"),
    [
        ("parkcoverage", "meets the plan's target for its city", "of residential land are still to be covered."),
        ("corridorwidth", "guide values of the plan", ""),
        ("restorationpriority", "the plan's near-term set", "those in the baseline tier or in a key area"),
    ],
)
def test_sentences_say_whose_target_it_is(run_all, job, beijing, national):
    assert beijing in run_all(job, profiles.DEFAULT)[1]
    assert national in run_all(job, NATIONAL)[1]


@pytest.mark.slow
def test_radii_and_target_follow_the_profile(run_all, table):
    found, text = run_all("parkcoverage", profiles.DEFAULT, SUMMARY=True)
    assert found["COVERAGE_PCT"] == pytest.approx(100)
    assert table(found["SUMMARY"])[-1]["gv_target_pct"] == 95
    found, text = run_all("parkcoverage", NATIONAL, SUMMARY=True)
    assert found["COVERAGE_PCT"] == pytest.approx(0)
    assert table(found["SUMMARY"])[-1]["gv_target_pct"] == 85
    assert "85" in text


@pytest.mark.slow
def test_further_checks_of_corridors_and_the_wind_follow_the_profile(run_all, table, provider):
    found, _ = run_all("corridorwidth", profiles.DEFAULT, CHECKED=True)
    (row,) = table(found["CHECKED"])
    assert (row["gv_verdict"], row["gv_checks"] or "") == ("pass", "")
    assert row["gv_angle"] == pytest.approx(45, abs=0.1)
    found, text = run_all("corridorwidth", NATIONAL, CHECKED=True)
    (row,) = table(found["CHECKED"])
    assert "length" in row["gv_checks"]
    assert row["gv_angle"] == NULL
    assert load(NATIONAL).clause("corridor_width.checks", "en") in text


@pytest.mark.slow
def test_targets_of_land_follow_the_profile(run_all, table):
    found, _ = run_all("landreduction", profiles.DEFAULT, BALANCE=True)
    assert table(found["BALANCE"])[-1]["gv_target_km2"] == 2790
    found, _ = run_all("landreduction", NATIONAL, BALANCE=True)
    assert not table(found["BALANCE"])[-1]["gv_target_km2"]


@pytest.mark.slow
def test_only_beijing_holds_farmland_against_green_space(run_all):
    _, text = run_all("vacateduse", profiles.DEFAULT)
    assert "Not met" in text
    _, text = run_all("vacateduse", NATIONAL)
    assert "Not met" not in text
    assert "The plan profile does not ask how the two stand to each other." in text


def changed(entry, **values):
    content = json.loads(entry.path.read_text("utf-8"))
    for key, value in values.items():
        section, rule = key.split("__")
        content[section][rule]["value"] = value
    return profile_store.save(entry, content)


@pytest.mark.slow
def test_a_profile_of_ones_own_decides_what_comes_first_and_what_makes_up_a_pattern(mine, run_all, inputs, layer):
    parts = [["WETLANDS", "湿地", "Wetlands", 2]]
    own = changed(mine, vacated_use__first=["key_areas"], security_pattern__parts=parts)
    assert run_all("vacateduse", profiles.DEFAULT)[0]["FIRST_HA"] == pytest.approx(1)
    found, text = run_all("vacateduse", own.path)
    assert found["FIRST_HA"] == 0
    assert "Vacated and restored first is what lies in: Key remediation areas." in text
    inputs["securitypattern"] = {"WETLANDS": layer([box(0, 0, 1000, 1000)])}
    found, _ = run_all("securitypattern", own.path)
    assert (found["TIER_1_KM2"], found["TIER_2_KM2"]) == pytest.approx((0, 1))


def test_a_run_keeps_the_profile_it_began_with(run_all, logs):
    class Switching(logs):
        """Chooses another profile while the run reads its layers."""

        def setProgressText(self, text):
            super().setProgressText(text)
            profiles.choose(NATIONAL)

    _, text = run_all("parkcoverage", profiles.DEFAULT, Switching())
    assert profiles.active().id == "national"
    assert "Beijing, the four plans of 2022 · " in text
    assert "National practice" not in text
    assert load(profiles.DEFAULT).clause("park_coverage.tiers", "en") in text


def test_a_run_under_a_broken_profile_warns_and_takes_beijings(own_profiles, run_all, log):
    own_profiles.mkdir()
    _, text = run_all("parkcoverage", broken(own_profiles))
    assert [line for line in log.warnings if "park_coverage.target_pct" in line and "Beijing 2022 is used" in line]
    assert "Beijing, the four plans of 2022 · " in text
