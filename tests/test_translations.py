"""Every text has its Chinese, and what QGIS loads is what the translators wrote."""

import re
import string
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def script():
    loader = SourceFileLoader("translations", str(ROOT / "scripts" / "translations"))
    module = module_from_spec(spec_from_loader("translations", loader))
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def translations(script):
    return script.read()


def placeholders(text):
    """Return the fields of a text, such as ``{area:,.1f}``."""
    return sorted((name, form) for _, name, form, _ in string.Formatter().parse(text) if name is not None)


def test_every_text_of_code_and_styles_is_in_the_ts_and_no_other(script, translations):
    known, used = set(translations), set(script.collect())
    told = [f"not in the .ts: {text}" for text in used - known] + [f"used no more: {text}" for text in known - used]
    assert not told, "\n".join(["run scripts/translations", *sorted(told)])


def test_every_text_is_translated(translations):
    assert [source for source, target in translations.items() if not target.strip(" ")] == []


def test_translations_keep_the_values_that_go_in(translations):
    changed = [source for source, target in translations.items() if placeholders(source) != placeholders(target)]
    assert changed == []


# What is called by one name, and what it must not be called too: QGIS's own words come first.
ONE_TERM = {
    "坐标参照系": r"坐标参考系|空间参考|(?<!投影)坐标系",
    "过滤条件": r"筛选",
    "已略过": r"已跳过",
    "图上量得": r"现状图量得|图上现状为",
}


@pytest.mark.parametrize("term", ONE_TERM)
def test_one_thing_has_one_name(translations, term):
    pages = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "zh").glob("*.md")}
    wrong = [text for text in [*translations.values(), *pages.values()] if re.search(ONE_TERM[term], text)]
    assert wrong == []
    assert any(term in text for text in translations.values())


# Where names are written into what programs read: statements of SQL, fields of outputs, values as users give them.
JOINED_ALIKE = {
    *("io/geopackage.py", "io/postgis.py", "io/read.py", "io/sqlite.py", "framework/tables.py"),
    *("framework/shown_value.py", "comparison/kept_runs.py", "comparison/run_keeping.py", "landreduction/targets.py"),
    *("corridorwidth/tables.py", "securitypattern/tables.py", "vacateduse/tables.py", "dialogs/sample.py"),
}


def test_lists_in_sentences_are_joined_as_the_language_joins_them(translations):
    assert (translations[", "], translations["; "]) == ("、", "；")
    paths = [path for room in ("processing", "dialogs") for path in (ROOT / room).rglob("*.py")]
    found = {
        "/".join(path.parts[-2:])
        for path in paths
        if re.search(r'(?<!tr\()"[,;] "\.join', path.read_text(encoding="utf-8"))
    }
    assert found == JOINED_ALIKE


def test_compiled_file_says_what_the_ts_says(script, translations, qgis_app):
    translator = QTranslator()
    assert translator.load(str(script.TS.with_suffix(".qm")))
    QCoreApplication.installTranslator(translator)
    found = {source: QCoreApplication.translate(script.CONTEXT, source) for source in translations}
    QCoreApplication.removeTranslator(translator)
    assert found == translations


def test_text_that_is_not_literal_is_refused_with_its_place(script, tmp_path, monkeypatch):
    code = tmp_path / "form.py"
    code.write_text('title = tr("Parks")\nname = tr(f"Layer {title}")\n', encoding="utf-8")
    monkeypatch.setattr(script, "ROOT", tmp_path)
    with pytest.raises(script.NotLiteralError, match=r"form\.py:2"):
        script.texts_of_code(code)


def test_update_keeps_what_is_translated_and_marks_what_is_new(script, tmp_path):
    path = tmp_path / "greenvein.ts"
    script.write({"Parks": "公园绿地", "a < b & “c”\n": ""}, path)
    assert script.read(path) == {"Parks": "公园绿地", "a < b & “c”\n": ""}
    assert path.read_text(encoding="utf-8").count('type="unfinished"') == 1


@pytest.mark.slow
def test_legend_texts_are_found_in_the_styles(script):
    style = ROOT / "resources" / "styles" / "parkcoverage_coverage.qml"
    assert script.texts_of_style(style)[0] == "Fully served"
