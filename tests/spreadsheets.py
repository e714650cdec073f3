"""Spreadsheets as offices make them: with titles, empty cells and notes, which GDAL does not write."""

import zipfile

_KIND = "http://schemas.openxmlformats.org/{}/2006/{}"
_MAIN, _HERE = _KIND.format("spreadsheetml", "main"), _KIND.format("officeDocument", "relationships")
_PARTS, _LINKS = (_KIND.format("package", name) for name in ("content-types", "relationships"))
_TYPE = '<Override PartName="/xl/{}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"/>'
_TYPES = _TYPE.format("workbook.xml", "sheet.main") + _TYPE.format("worksheets/sheet1.xml", "worksheet")
_TEXTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PARTS}">{_TYPES}</Types>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_HERE}"><sheets>'
    '<sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_LINKS}">'
    f'<Relationship Id="rId1" Type="{_HERE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def spreadsheet(path, rows, merged=()):
    """Write a sheet (XLSX) with a cell for each text, number or truth value, and none for None; return its path.

    ``merged``: ranges of cells that are one, such as A2:A3.
    """
    lines = (
        "".join(_cell(f"{column}{row}", value) for column, value in zip("ABCDEFGH", values))
        for row, values in enumerate(rows, 1)
    )
    ranges = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    ranges = f"<mergeCells>{ranges}</mergeCells>" if ranges else ""
    data = "".join(f'<row r="{row}">{line}</row>' for row, line in enumerate(lines, 1) if line)
    with zipfile.ZipFile(path, "w") as book:
        for name, text in _TEXTS.items():
            book.writestr(name, text)
        book.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData>{ranges}</worksheet>'
        )
    return str(path)


def _cell(place, value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{value:d}</v></c>'
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'
