"""A file, or several that belong together, is replaced as a whole or not at all, wherever the machine stops."""

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from greenvein.core import replacing
from greenvein.core.replacing import Successor, put_right, replaced

ROOT = Path(__file__).parents[2]
OLD = ("a.shp", "a.shx", "a.dbf", "a.qix")
NEW = ("a.shp", "a.shx", "a.dbf", "a.cpg")


class StoppedError(BaseException):
    """The machine stops here; nothing that is made for errors runs."""


def there(folder, names, content):
    for name in names:
        (folder / name).write_text(f"{content} {name}", encoding="utf-8")


def found(folder):
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.is_file()}


def whole(names, content):
    return {name: f"{content} {name}" for name in names}


def leftovers(folder):
    return list(folder.glob(".greenvein-*"))


def test_file_becomes_the_new_one_and_keeps_its_rights(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    with replaced(path) as beside:
        beside.write_text("new", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "old"
    assert (path.read_text(encoding="utf-8"), stat.S_IMODE(path.stat().st_mode)) == ("new", 0o640)
    assert leftovers(tmp_path) == []


def test_file_stays_where_its_making_fails(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), replaced(path) as beside:
        beside.write_text("half", encoding="utf-8")
        1 / 0  # noqa: B018
    assert found(tmp_path) == {"a.csv": "old"}
    assert leftovers(tmp_path) == []


def test_link_goes_on_leading_to_its_file(tmp_path):
    (tmp_path / "far").mkdir()
    path, link = tmp_path / "far" / "a.csv", tmp_path / "link.csv"
    path.write_text("old", encoding="utf-8")
    link.symlink_to(path)
    with replaced(link) as beside:
        beside.write_text("new", encoding="utf-8")
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == "new"


def test_parts_without_a_successor_go(tmp_path):
    there(tmp_path, OLD, "old")
    successor = Successor(tmp_path / "a.shp")
    there(successor.path.parent, NEW, "new")
    successor.replace(OLD)
    assert found(tmp_path) == whole(NEW, "new")
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("step", range(12))
def test_error_at_any_move_leaves_the_old_parts(tmp_path, monkeypatch, step):
    """A part that another program has open cannot be moved on Windows."""
    there(tmp_path, OLD, "old")
    successor = Successor(tmp_path / "a.shp")
    there(successor.path.parent, NEW, "new")
    move, moves = os.replace, []

    def refuse(one, other):
        moves.append(one)
        if len(moves) == step + 1:
            raise PermissionError(errno.EACCES, "in use", str(one))
        move(one, other)

    monkeypatch.setattr(replacing.os, "replace", refuse)
    try:
        successor.replace(OLD)
    except PermissionError as error:
        assert error.filename == str(tmp_path / "a.shp")
        assert found(tmp_path) == whole(OLD, "old")
    else:
        assert len(moves) == 9  # what is to be done, four old parts, four new ones
        assert found(tmp_path) == whole(NEW, "new")
    successor.discard()
    assert leftovers(tmp_path) == []


@pytest.mark.cases(20, first=4)
def test_next_run_puts_right_what_stopped_at_random(tmp_path, monkeypatch, seed):
    generator = random.Random(seed)
    old = [f"a.{ending}" for ending in "abcdefgh" if generator.random() < 0.6]
    new = [f"a.{ending}" for ending in "abcdefgh" if generator.random() < 0.6] + ["a.x", "a.y"]
    there(tmp_path, old, "old")
    successor = Successor(tmp_path / "a.x")
    there(successor.path.parent, new, "new")
    left, move = [generator.randrange(len(old) + len(new) + 2)], os.replace

    def stop(one, other):
        if left[0] == 0:
            raise StoppedError
        left[0] -= 1
        move(one, other)

    monkeypatch.setattr(replacing.os, "replace", stop)
    try:
        successor.replace(old)
    except StoppedError:
        successor._lock.close()  # as the system does for a program that ended
    monkeypatch.undo()
    put_right(tmp_path)
    put_right(tmp_path)
    assert found(tmp_path) in (whole(old, "old"), whole(new, "new"))
    assert leftovers(tmp_path) == []


@pytest.mark.cases(6, first=2)
def test_killed_program_leaves_old_or_new(tmp_path, seed):
    """A real kill -9, before, between and after the moves."""
    there(tmp_path, OLD, "old")
    program = f"""
        import importlib.util, os, sys, time
        spec = importlib.util.spec_from_file_location("replacing", {str(ROOT / "core" / "replacing.py")!r})
        replacing = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(replacing)
        move = os.replace
        def slow(one, other):
            print("move", flush=True)
            time.sleep(0.05)
            move(one, other)
        os.replace = slow
        successor = replacing.Successor(replacing.Path({str(tmp_path)!r}) / "a.shp")
        for name in {NEW!r}:
            (successor.path.parent / name).write_text("new " + name)
        print("made", flush=True)
        successor.replace({OLD!r})
    """
    made = subprocess.Popen([sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, text=True)
    for _ in range(1 + seed * 2):
        made.stdout.readline()
    made.send_signal(signal.SIGKILL)
    made.wait()
    put_right(tmp_path)
    assert found(tmp_path) in (whole(OLD, "old"), whole(NEW, "new"))
    assert leftovers(tmp_path) == []


def test_what_another_run_is_making_stays(tmp_path):
    successor = Successor(tmp_path / "a.csv")
    successor.path.write_text("half", encoding="utf-8")
    put_right(tmp_path)
    assert successor.path.read_text(encoding="utf-8") == "half"
    successor.replace()
    assert found(tmp_path) == {"a.csv": "half"}


def test_what_is_left_behind_leads_nowhere_else(tmp_path):
    """Whoever may write into a shared folder may write such a list too."""
    home, mine = tmp_path / "shared", tmp_path / "mine.txt"
    place = home / ".greenvein-evil"
    (place / "new").mkdir(parents=True)
    (place / "old").mkdir()
    mine.write_text("mine", encoding="utf-8")
    (place / "lock").touch()
    (place / "moves").write_text('{"old": ["../mine.txt"], "new": []}', encoding="utf-8")
    with pytest.raises(PermissionError):
        put_right(home)
    assert mine.read_text(encoding="utf-8") == "mine"


def test_folder_as_a_part_is_replaced_too(tmp_path):
    """A file geodatabase is a folder."""
    there((tmp_path / "a.gdb").mkdir() or tmp_path / "a.gdb", ["1", "2"], "old")
    successor = Successor(tmp_path / "a.gdb")
    successor.path.mkdir()
    there(successor.path, ["1"], "new")
    successor.replace()
    assert found(tmp_path / "a.gdb") == {"1": "new 1"}
    assert leftovers(tmp_path) == []


def test_folder_of_the_name_of_a_file_is_refused_and_stays_whole(tmp_path):
    """Of a spreadsheet as of every other file: the folder is somebody's, with what is in it."""
    folder = tmp_path / "资料.xlsx"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "precious.txt").write_text("precious", encoding="utf-8")
    (tmp_path / "link.xlsx").symlink_to(folder)
    for target in (folder, tmp_path / "link.xlsx"):
        with pytest.raises(IsADirectoryError) as refused, replaced(target) as beside:
            beside.write_text("new", encoding="utf-8")
        assert refused.value.filename == str(target)
    assert (folder / "sub" / "precious.txt").read_text(encoding="utf-8") == "precious"
    assert leftovers(tmp_path) == []


@pytest.mark.cases(12, first=3)
def test_no_folder_goes_that_bears_the_name_of_a_part(tmp_path, seed):
    draw = random.Random(seed)
    names = sorted({*OLD, *NEW})
    folders = [name for name in names if draw.random() < 0.3] or [draw.choice(names)]
    for name in folders:
        (tmp_path / name).mkdir()
        (tmp_path / name / "precious.txt").write_text(name, encoding="utf-8")
    files = [name for name in OLD if name not in folders]
    there(tmp_path, files, "old")
    successor = Successor(tmp_path / "a.shp")
    there(successor.path.parent, NEW, "new")
    try:
        successor.replace(OLD)
    except IsADirectoryError:
        assert set(folders) & set(NEW)
        assert found(tmp_path) == whole(files, "old")
    else:
        assert not set(folders) & set(NEW)
        assert found(tmp_path) == whole(NEW, "new")
    successor.discard()
    assert {name: (tmp_path / name / "precious.txt").read_text(encoding="utf-8") for name in folders} == {
        name: name for name in folders
    }


def test_pipe_among_the_parts_is_not_replaced(tmp_path):
    there(tmp_path, ["a.shp"], "old")
    os.mkfifo(tmp_path / "a.dbf")
    successor = Successor(tmp_path / "a.shp")
    there(successor.path.parent, NEW, "new")
    with pytest.raises(OSError, match=r"a\.shp") as refused:
        successor.replace(OLD)
    successor.discard()
    assert refused.value.errno == errno.ENODEV
    assert found(tmp_path) == whole(["a.shp"], "old")
    assert stat.S_ISFIFO((tmp_path / "a.dbf").stat().st_mode)
