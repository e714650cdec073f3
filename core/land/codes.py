"""Codes of land use as plain constants, for whoever must not need numpy."""

CODE_FIELDS = (
    "DLBM", "DLMC", "YDYHFLDM", "YDYHFLMC", "地类编码", "地类代码", "地类名称", "用地用海分类代码", "用地用海分类名称",
    "用地代码", "用地性质代码", "YDDM", "YDXZ", "用地性质", "用地名称",
)  # fmt: skip
"""Fields that hold them, the likeliest first."""
