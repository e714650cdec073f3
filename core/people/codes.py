"""Why people as they were given cannot be those who live there; names and forms need these without numpy."""

IN_TEN_THOUSANDS, DENSITY = "people_in_ten_thousands", "people_density"
"""By the name of their field these are tens of thousands of persons; or persons per area, or shares of them."""
IN_THOUSANDS, IN_HUNDREDS, HOUSEHOLDS = "people_in_thousands", "people_in_hundreds", "people_households"
"""By it these are thousands, or hundreds, of persons; or households, or persons per household."""
OTHERS = "people_others"
"""By it these are but some of those who live there, or others, or no people at all: an age group, employees, births, an
area."""
TOO_MANY, TOO_FEW = "people_too_many", "people_too_few"
"""So many, or so few, live nowhere on so much ground."""
TWICE, TWO_LEVELS, OVERLAPPING = "people_twice", "people_two_levels", "people_overlapping"
"""The units that they are counted in are drawn twice, or at two levels, such as streets and their communities; or they
lie on each other otherwise."""
NO_FLOOR_AREA = "people_no_floor_area"
"""Part of the homes has no floor area, by which people are spread, so that theirs are put on others."""
RURAL_HOMES = "rural_homes"
"""People may live in rural homes beside those that they are put on, so that there may be more, or fewer, here."""
NO_PERSONS = (HOUSEHOLDS, DENSITY, IN_TEN_THOUSANDS, IN_THOUSANDS, IN_HUNDREDS, OTHERS)
"""What a field may hold in place of persons, by its name."""
DOUBTS = (*NO_PERSONS, TOO_MANY, TOO_FEW, TWICE, TWO_LEVELS, OVERLAPPING, NO_FLOOR_AREA)
