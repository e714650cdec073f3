"""Lines as they come out of files: what is kept, and what is told."""

import numpy as np
import shapely
from greenvein.core.geometry.lines import clean_lines


def test_only_what_has_a_length_is_kept_and_the_rest_is_told_apart():
    lines = np.array(
        [
            shapely.LineString([(0, 0, 5), (10, 0, 5)]),
            shapely.LineString([(3, 3), (3, 3)]),
            shapely.GeometryCollection(
                [shapely.Point(1, 1), shapely.MultiLineString([[(0, 0), (1, 0)], [(2, 0), (4, 0)]])]
            ),
            shapely.box(0, 0, 1, 1),
            shapely.LineString([(0, 0), (float("nan"), 1)]),
            None,
        ],
        dtype=object,
    )
    cleaned = clean_lines(lines)
    assert [None if line is None else line.length for line in cleaned.geometry] == [10, None, 3, None, None, None]
    assert not shapely.has_z(cleaned.geometry[0])
    assert cleaned.geometry[2].geom_type == "MultiLineString"
    assert cleaned.empty.tolist() == [False, True, False, True, False, True]
    assert cleaned.unusable.tolist() == [False, False, False, False, True, False]
