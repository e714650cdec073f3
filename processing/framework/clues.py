"""What speaks for layers and fields that several jobs ask for; a job declares its own beside these."""

from .declared import Clue

ZONES = Clue(
    (
        "行政区",
        "区界",
        "政区",
        "街道",
        "乡镇",
        "分区",
        "圈层",
        "XZQ",
        "district",
        "zone",
        "ring",
        "borough",
        "admin",
    )
)
KEY_AREAS = Clue(
    (
        "生态整治重点地区",
        "整治重点",
        "重点地区",
        "重点区域",
        "两环九楔",
        "浅山",
        "重点",
        "key area",
        "key remediation",
    )
)
RED_LINE = Clue(("生态保护红线", "生态红线", "STBHHX", "red line"))
BASIC_FARMLAND = Clue(("永久基本农田", "基本农田", "YJJBNT", "JBNT", "basic farmland"))
WATER_SOURCES = Clue(("饮用水水源", "水源保护", "水源地", "water source"))

POPULATION_LAYER = Clue(
    (
        "常住人口",
        "人口",
        "社区",
        "居委会",
        "街道",
        "乡镇",
        "population",
        "census",
        "communities",
        "community",
        "streets",
        "subdistrict",
        "township",
        "行政区",
    ),
    field="POPULATION_LAYER_FIELD",
    unless=("RESIDENTIAL", "POPULATION_FIELD"),
)
BUILT_UP = Clue(("建成区", "城市建成区", "built-up area", "built up", "builtup"))

ZONE_FIELD = ("XZQMC", "名称", "区名", "街道", "乡镇", "行政区", "name", "district", "zone", "MC")
ID_FIELD = ("名称", "编号", "标识码", "name", "MC", "BH", "BSM")
POPULATION_FIELD = ("常住人口", "人口数", "人口", "population", "pop", "RK")
FLOOR_AREA_FIELD = ("建筑面积", "总建筑面积", "floor area", "gross floor", "GFA", "JZMJ")
