"""Texts lose what XML cannot hold, and nothing else."""

import xml.etree.ElementTree as ET

import pytest
from greenvein.core.printable import REPLACEMENT, printable
from greenvein.core.report import Column, Picture, Report, Section, Table, Text, render
from greenvein.core.report.file import read


def test_every_character_is_kept_just_where_a_parser_of_xml_takes_it():
    for number in [*range(0x300), *range(0xD700, 0xE010), *range(0xFFF0, 0x10010), 0x1F600, 0x10FFFF]:
        letter = chr(number)
        try:
            ET.fromstring(f"<a>{letter}</a>".replace("&", "&amp;").replace("<</a>", "&lt;</a>").encode())
            taken = True
        except (ET.ParseError, UnicodeEncodeError):
            taken = False
        assert printable(letter) == (letter if taken else REPLACEMENT), hex(number)


@pytest.mark.parametrize("letter", ["\x0b", "\x0c", "\x01", "\ufffe", "\x00", "\x1b"])
def test_reports_are_written_and_read_without_them(letter):
    name = f"a{letter}b"
    table = Table((Column(name),), ((name,),), caption=name)
    picture = Picture(f"<svg><text>{name}</text></svg>", name)
    html = render(Report("en", name, sections=(Section(name, (table, Text((name,)), picture)),)))
    assert letter not in html
    found = read(html)
    shown = f"a{REPLACEMENT}b"
    assert found.title == found.sections[0].title == found.sections[0].parts[0].rows[0][0] == shown
    assert shown in found.sections[0].parts[2].content
    # A report of an earlier version holds them still, and is read without them.
    assert read(html.replace(REPLACEMENT, f"\\u{ord(letter):04x}")).title == shown


def test_other_texts_are_the_same():
    assert printable("居住\t\n😀 “a” \x85") == "居住\t\n😀 “a” \x85"
    assert printable(3.5) == 3.5 and printable(None) is None and printable(b"\x0b") == b"\x0b"
