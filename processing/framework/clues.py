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
RED_LINE = Clue(("生态保护红线", "生态红线", "红线", "STBHHX", "red line"))
BASIC_FARMLAND = Clue(("永久基本农田", "基本农田", "YJJBNT", "JBNT", "basic farmland"))
WATER_SOURCES = Clue(("饮用水水源", "水源保护", "水源地", "water source"))

ZONE_FIELD = ("XZQMC", "名称", "区名", "街道", "乡镇", "行政区", "name", "district", "zone", "MC")
ID_FIELD = ("名称", "编号", "标识码", "name", "MC", "BH", "BSM")
