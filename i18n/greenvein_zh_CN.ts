<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>GreenVein</name>
        <message>
            <source>Field that identifies a feature</source>
            <translation>要素标识字段</translation>
        </message>
        <message>
            <source>How areas are measured</source>
            <translation>面积计算方式</translation>
        </message>
        <message>
            <source>In the plane</source>
            <translation>平面面积</translation>
        </message>
        <message>
            <source>On the ellipsoid</source>
            <translation>椭球面积</translation>
        </message>
        <message>
            <source>Cancelled: nothing was written.</source>
            <translation>已取消，未写入任何成果。</translation>
        </message>
        <message>
            <source>QGIS cannot read the layer for “{parameter}”; check it for coordinates that are not finite.</source>
            <translation>QGIS 无法读取“{parameter}”所选的图层，请检查其中是否有无穷大等无效坐标。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no lines ({found}); choose a line layer for “{parameter}”.</source>
            <translation>图层“{layer}”不是线图层（{found}），请为“{parameter}”选择线图层。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no polygons ({found}); choose a polygon layer for “{parameter}”.</source>
            <translation>图层“{layer}”不是面图层（{found}），请为“{parameter}”选择面图层。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no coordinate reference system; set it in the layer's properties before running this.</source>
            <translation>图层“{layer}”没有坐标参考系，请先在图层属性中设置，再运行本工具。</translation>
        </message>
        <message>
            <source>On the ellipsoid {ellipsoid}</source>
            <translation>椭球面（{ellipsoid}）</translation>
        </message>
        <message>
            <source>The table “{parameter}” needs {columns} numbers in every row; this is not so: {part}.</source>
            <translation>表格“{parameter}”每行须填 {columns} 个数值，以下内容不符合要求：{part}。</translation>
        </message>
        <message>
            <source>The table “{parameter}” needs {columns} cells in every row; this is not so: {part}.</source>
            <translation>表“{parameter}”每行需要 {columns} 格，这一行不是：{part}。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no zones: none of its features has an area.</source>
            <translation>图层“{layer}”中没有分区：所有要素的面积均为零。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no field “{field}”; its fields are: {fields}.</source>
            <translation>图层“{layer}”中没有字段“{field}”，现有字段为：{fields}。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” holds text; choose a field of numbers.</source>
            <translation>图层“{layer}”的字段“{field}”是文本，请选择数值字段。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has features whose geometry cannot be read; their ids are: {ids}.</source>
            <translation>图层“{layer}”中有要素的几何图形无法读取，要素编号为：{ids}。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no geometry to work with; check that it is the right layer.</source>
            <translation>图层“{layer}”没有可用的几何图形，请确认所选图层是否正确。</translation>
        </message>
        <message>
            <source>The coordinates of the layer “{layer}” lie nowhere on Earth in its coordinate reference system {crs}; set the one that they are in.</source>
            <translation>图层“{layer}”的坐标按其坐标参考系 {crs} 不在地球范围内，请为图层设置正确的坐标参考系。</translation>
        </message>
        <message>
            <source>The data lie nowhere on Earth in {crs}; lengths and areas are taken from the coordinates as they are.</source>
            <translation>数据坐标按 {crs} 不在地球范围内，长度与面积直接按坐标值量算。</translation>
        </message>
        <message>
            <source>Lengths and areas are measured in {crs}; its scale is true to {error:.3f} % over the data.</source>
            <translation>长度与面积在 {crs} 中量算，数据范围内长度变形不超过 {error:.3f}%。</translation>
        </message>
        <message>
            <source>The data are too wide for one metric projection: radii and widths may be off by {error:.1f} %; run the parts one by one.</source>
            <translation>数据范围过大，单一投影无法保证精度，半径和宽度的误差可能达到 {error:.1f}%，请分片计算。</translation>
        </message>
        <message>
            <source>{layer}: {read} features read, {repaired} repaired, {skipped} skipped, {used} used.</source>
            <translation>{layer}：读取 {read} 个要素，修复 {repaired} 个，跳过 {skipped} 个，参与计算 {used} 个。</translation>
        </message>
        <message>
            <source>Corridor width check</source>
            <translation>廊道宽度核查</translation>
        </message>
        <message>
            <source>Corridors</source>
            <translation>廊道</translation>
        </message>
        <message>
            <source>corridor,ventilation,width,clear width,bottleneck,pinch,medial axis,通风廊道</source>
            <translation>廊道,通风廊道,宽度,净宽,堵点,瓶颈,中轴线,corridor</translation>
        </message>
        <message>
            <source>Field with the level</source>
            <translation>等级字段</translation>
        </message>
        <message>
            <source>Obstacles</source>
            <translation>障碍物</translation>
        </message>
        <message>
            <source>Required width by level</source>
            <translation>各等级要求宽度</translation>
        </message>
        <message>
            <source>Level</source>
            <translation>等级</translation>
        </message>
        <message>
            <source>Required width (m)</source>
            <translation>要求宽度（m）</translation>
        </message>
        <message>
            <source>Field with the required width</source>
            <translation>要求宽度字段</translation>
        </message>
        <message>
            <source>Axes to pass along</source>
            <translation>通行方向线</translation>
        </message>
        <message>
            <source>Direction the wind comes from (°)</source>
            <translation>主导风来向（°）</translation>
        </message>
        <message>
            <source>Distance between samples (m)</source>
            <translation>采样间距（m）</translation>
        </message>
        <message>
            <source>Checked corridors</source>
            <translation>廊道核查结果</translation>
        </message>
        <message>
            <source>Pinches</source>
            <translation>堵点</translation>
        </message>
        <message>
            <source>Axes</source>
            <translation>廊道轴线</translation>
        </message>
        <message>
            <source>Width profile</source>
            <translation>宽度剖面</translation>
        </message>
        <message>
            <source>Width summary</source>
            <translation>宽度汇总</translation>
        </message>
        <message>
            <source>HTML files (*.html)</source>
            <translation>HTML 文件 (*.html)</translation>
        </message>
        <message>
            <source>Width report</source>
            <translation>宽度核查报告</translation>
        </message>
        <message>
            <source>Corridors checked</source>
            <translation>核查廊道数</translation>
        </message>
        <message>
            <source>Corridors narrow or broken</source>
            <translation>偏窄或中断的廊道数</translation>
        </message>
        <message>
            <source>Number of pinches</source>
            <translation>堵点数量</translation>
        </message>
        <message>
            <source>Narrowest clear width (m)</source>
            <translation>最小净宽（m）</translation>
        </message>
        <message>
            <source>Measuring the corridors…</source>
            <translation>正在量算廊道宽度…</translation>
        </message>
        <message>
            <source>Reading the layers…</source>
            <translation>正在读取图层……</translation>
        </message>
        <message>
            <source>Choose “{level}” or “{width}”; without one of them no corridor has a requirement to meet.</source>
            <translation>请选择“{level}”或“{width}”；两者都没有，廊道就没有可对照的要求宽度。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no corridors: none of its features has an area.</source>
            <translation>图层“{layer}”中没有廊道：没有任何要素具有面积。</translation>
        </message>
        <message>
            <source>{count} corridors have no known requirement; their widths are measured but not judged.</source>
            <translation>{count} 条廊道的要求宽度未知，只量算宽度，不作判断。</translation>
        </message>
        <message>
            <source>{count} parts thinner than 0.1 m are slivers of the drawing and were left out.</source>
            <translation>{count} 个窄于 0.1 m 的部分是制图碎屑，未参与量算。</translation>
        </message>
        <message>
            <source>{count} of the axes to pass along lead through no corridor and were not used.</source>
            <translation>{count} 条通行方向线未穿过任何廊道，未使用。</translation>
        </message>
        <message>
            <source>The table “{parameter}” has the row {level:g}, {width:g}; a level must be a whole number and a width more than 0.</source>
            <translation>表“{parameter}”中有一行为 {level:g}, {width:g}；等级应为整数，宽度应大于 0。</translation>
        </message>
        <message>
            <source>The table “{parameter}” has two rows for the same level; keep one of them.</source>
            <translation>表“{parameter}”中同一等级有两行，请只保留一行。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” has levels that are not understood: {values}.</source>
            <translation>图层“{layer}”的字段“{field}”中有无法识别的等级：{values}。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” has a width of 0 or less in the feature {id}; correct it, or leave it empty where the level decides.</source>
            <translation>图层“{layer}”的字段“{field}”在要素 {id} 中的宽度不大于 0，请改正；按等级确定宽度的，请留空。</translation>
        </message>
        <message>
            <source>Writing the checked corridors…</source>
            <translation>正在写出廊道核查结果…</translation>
        </message>
        <message>
            <source>Writing the pinches…</source>
            <translation>正在写出堵点…</translation>
        </message>
        <message>
            <source>Writing the axes…</source>
            <translation>正在写出廊道轴线…</translation>
        </message>
        <message>
            <source>Writing the width profile…</source>
            <translation>正在写出宽度剖面…</translation>
        </message>
        <message>
            <source>Writing the report…</source>
            <translation>正在生成报告……</translation>
        </message>
        <message>
            <source>{checked} corridors: {failed} narrow or broken, {pinches} pinches, narrowest clear width {narrowest:.1f} m.</source>
            <translation>廊道 {checked} 条，其中偏窄或中断 {failed} 条；堵点 {pinches} 处，最小净宽 {narrowest:.1f} m。</translation>
        </message>
        <message>
            <source>Meets the required width</source>
            <translation>达到要求宽度</translation>
        </message>
        <message>
            <source>Narrower than required</source>
            <translation>窄于要求</translation>
        </message>
        <message>
            <source>Broken</source>
            <translation>中断</translation>
        </message>
        <message>
            <source>Requirement not known</source>
            <translation>要求未知</translation>
        </message>
        <message>
            <source>Caused by the corridor's edge</source>
            <translation>边界所致</translation>
        </message>
        <message>
            <source>Caused by obstacles</source>
            <translation>障碍物所致</translation>
        </message>
        <message>
            <source>Gap between parts</source>
            <translation>分段间断</translation>
        </message>
        <message>
            <source>By level</source>
            <translation>分等级</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>空间分布</translation>
        </message>
        <message>
            <source>How it was measured</source>
            <translation>计算依据与方法</translation>
        </message>
        <message>
            <source>Contents</source>
            <translation>目录</translation>
        </message>
        <message>
            <source>No corridor has a known requirement.</source>
            <translation>没有一条廊道的要求宽度是已知的。</translation>
        </message>
        <message>
            <source>Not judged</source>
            <translation>未判断</translation>
        </message>
        <message>
            <source>{count} corridors fall short of the guide width.</source>
            <translation>{count} 条廊道未达到规划引导宽度。</translation>
        </message>
        <message>
            <source>Falls short</source>
            <translation>未达到</translation>
        </message>
        <message>
            <source>Every corridor meets the guide width.</source>
            <translation>全部廊道达到规划引导宽度。</translation>
        </message>
        <message>
            <source>Met</source>
            <translation>达标</translation>
        </message>
        <message>
            <source>Corridors that meet the guide width</source>
            <translation>达到规划引导宽度的廊道</translation>
        </message>
        <message>
            <source>{passed} of {judged}</source>
            <translation>{passed} / {judged} 条</translation>
        </message>
        <message>
            <source>Narrow</source>
            <translation>偏窄</translation>
        </message>
        <message>
            <source>Narrowest clear width</source>
            <translation>最小净宽</translation>
        </message>
        <message>
            <source>m</source>
            <translation>m</translation>
        </message>
        <message>
            <source>Length below the requirement</source>
            <translation>低于要求的长度</translation>
        </message>
        <message>
            <source>km</source>
            <translation>km</translation>
        </message>
        <message>
            <source>All</source>
            <translation>合计</translation>
        </message>
        <message>
            <source>Level {level}</source>
            <translation>{level} 级</translation>
        </message>
        <message>
            <source>number</source>
            <translation>处</translation>
        </message>
        <message>
            <source>Required width</source>
            <translation>要求宽度</translation>
        </message>
        <message>
            <source>Meet the requirement</source>
            <translation>达到要求</translation>
        </message>
        <message>
            <source>Length</source>
            <translation>长度</translation>
        </message>
        <message>
            <source>Below the requirement</source>
            <translation>低于要求</translation>
        </message>
        <message>
            <source>Widths by level</source>
            <translation>各等级廊道宽度</translation>
        </message>
        <message>
            <source>N</source>
            <translation>北</translation>
        </message>
        <message>
            <source>Map of the corridors and their pinches</source>
            <translation>廊道与堵点分布图</translation>
        </message>
        <message>
            <source>Pinches on the map</source>
            <translation>堵点分布</translation>
        </message>
        <message>
            <source> (at the limit)</source>
            <translation>（处于临界）</translation>
        </message>
        <message>
            <source>Corridor</source>
            <translation>廊道</translation>
        </message>
        <message>
            <source>Clear width</source>
            <translation>净宽</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>结论</translation>
        </message>
        <message>
            <source>{width} m</source>
            <translation>{width} m</translation>
        </message>
        <message>
            <source>Required {width:g} m</source>
            <translation>要求 {width:g} m</translation>
        </message>
        <message>
            <source>Corridor {id}</source>
            <translation>廊道 {id}</translation>
        </message>
        <message>
            <source>{length} km</source>
            <translation>{length} km</translation>
        </message>
        <message>
            <source>Mean width</source>
            <translation>平均宽度</translation>
        </message>
        <message>
            <source>{length} km, {share:.1f} % of the axis</source>
            <translation>{length} km，占轴线的 {share:.1f}%</translation>
        </message>
        <message>
            <source>Number of arms</source>
            <translation>支数</translation>
        </message>
        <message>
            <source>{parts}; widest gap between them {gap} m</source>
            <translation>{parts} 段，最大间断 {gap} m</translation>
        </message>
        <message>
            <source>Number of parts</source>
            <translation>分段数</translation>
        </message>
        <message>
            <source>Obstacle ratio</source>
            <translation>障碍物占比</translation>
        </message>
        <message>
            <source>Angle to the wind</source>
            <translation>与主导风向夹角</translation>
        </message>
        <message>
            <source>pass</source>
            <translation>通过</translation>
        </message>
        <message>
            <source>fail</source>
            <translation>未通过</translation>
        </message>
        <message>
            <source>Further check: {name}</source>
            <translation>附加核查：{name}</translation>
        </message>
        <message>
            <source>Chainage (m)</source>
            <translation>里程（m）</translation>
        </message>
        <message>
            <source>Chainage (km)</source>
            <translation>里程（km）</translation>
        </message>
        <message>
            <source>Width (m)</source>
            <translation>宽度（m）</translation>
        </message>
        <message>
            <source>Arm {number}</source>
            <translation>第 {number} 支</translation>
        </message>
        <message>
            <source>Width along the axis, with the required width and the pinches</source>
            <translation>沿轴线的宽度、要求宽度与堵点</translation>
        </message>
        <message>
            <source>Width along the axis</source>
            <translation>沿轴线的宽度</translation>
        </message>
        <message>
            <source>No.</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>Arm</source>
            <translation>支</translation>
        </message>
        <message>
            <source>From</source>
            <translation>起</translation>
        </message>
        <message>
            <source>To</source>
            <translation>止</translation>
        </message>
        <message>
            <source>Narrowest</source>
            <translation>最窄</translation>
        </message>
        <message>
            <source>Missing</source>
            <translation>缺口</translation>
        </message>
        <message>
            <source>Cause</source>
            <translation>成因</translation>
        </message>
        <message>
            <source>Obstacle ids</source>
            <translation>障碍物编号</translation>
        </message>
        <message>
            <source>The first {shown} of {count} pinches.</source>
            <translation>共 {count} 处堵点，列出前 {shown} 处。</translation>
        </message>
        <message>
            <source>level {level:g}: {width:g} m</source>
            <translation>{level:g} 级：{width:g} m</translation>
        </message>
        <message>
            <source>Not given</source>
            <translation>未给定</translation>
        </message>
        <message>
            <source>Source of the widths</source>
            <translation>要求宽度出处</translation>
        </message>
        <message>
            <source>Set by the user</source>
            <translation>用户设定</translation>
        </message>
        <message>
            <source>Direction the wind comes from</source>
            <translation>主导风来向</translation>
        </message>
        <message>
            <source>Plan profile</source>
            <translation>规划参数</translation>
        </message>
        <message>
            <source>Coordinate reference system</source>
            <translation>坐标参考系</translation>
        </message>
        <message>
            <source>Accuracy</source>
            <translation>精度</translation>
        </message>
        <message>
            <source>{width:g} m or {share:g} %</source>
            <translation>{width:g} m 或 {share:g}%，取大者</translation>
        </message>
        <message>
            <source>The clear width of a corridor is the diameter of the widest disc that can travel from one end to the other without touching an edge or an obstacle. A pinch is a stretch where the disc of the required width does not fit; the map shows the ground that it lacks. The widths are guide values of the plan (in principle), not law.</source>
            <translation>廊道净宽是能从一端通到另一端、且不碰到边界和障碍物的最大圆的直径。堵点是要求宽度的圆放不下的区段，图上所示为需要打通的用地。宽度为规划的引导性要求（“原则上……宜为”），不是强制规定。</translation>
        </message>
        <message>
            <source>Source of the further checks</source>
            <translation>附加核查的出处</translation>
        </message>
        <message>
            <source>GreenVein cannot run yet: {problems}; this command puts it right: {command}</source>
            <translation>绿脉暂时无法运行：{problems}；执行以下命令即可解决：{command}</translation>
        </message>
        <message>
            <source>the Python package {package} is missing ({wanted} or later is needed)</source>
            <translation>缺少 Python 包 {package}（需要 {wanted} 或更高版本）</translation>
        </message>
        <message>
            <source>the Python package {package} {found} is too old ({wanted} or later is needed)</source>
            <translation>Python 包 {package} {found} 版本过低（需要 {wanted} 或更高版本）</translation>
        </message>
        <message>
            <source>the Python package {package} {found} collides with the GEOS of QGIS ({detail})</source>
            <translation>Python 包 {package} {found} 与 QGIS 自带的 GEOS 冲突（{detail}）</translation>
        </message>
        <message>
            <source>the Python package {package} cannot be imported ({detail})</source>
            <translation>Python 包 {package} 无法导入（{detail}）</translation>
        </message>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
        <message>
            <source>The Python of QGIS has no pip, so nothing can be installed from here.</source>
            <translation>QGIS 的 Python 环境中没有 pip，无法在此安装。</translation>
        </message>
        <message>
            <source>Checking the installed packages…</source>
            <translation>正在检查已安装的包……</translation>
        </message>
        <message>
            <source>The packages could not be installed and nothing has changed: {cause}</source>
            <translation>安装未成功，原有环境未作任何改动：{cause}</translation>
        </message>
        <message>
            <source>The installation was cancelled; nothing has changed.</source>
            <translation>安装已取消，原有环境未作任何改动。</translation>
        </message>
        <message>
            <source>The packages in {folder} are in use ({error}); restart QGIS and install them again.</source>
            <translation>{folder} 中的包正在使用（{error}），请重启 QGIS 后再次安装。</translation>
        </message>
        <message>
            <source>Land reduction account</source>
            <translation>减量台账</translation>
        </message>
        <message>
            <source>Land</source>
            <translation>土地</translation>
        </message>
        <message>
            <source>land use,change,reduction,vacated,construction land,transition matrix,balance,减量,腾退</source>
            <translation>土地利用,变化,减量,腾退,城乡建设用地,转移矩阵,台账,land use,reduction,vacated</translation>
        </message>
        <message>
            <source>Land use before</source>
            <translation>前期土地利用</translation>
        </message>
        <message>
            <source>Field with the land-use code before</source>
            <translation>前期地类编码字段</translation>
        </message>
        <message>
            <source>Land use after</source>
            <translation>后期土地利用</translation>
        </message>
        <message>
            <source>Field with the land-use code after</source>
            <translation>后期地类编码字段</translation>
        </message>
        <message>
            <source>Find out</source>
            <translation>自动识别</translation>
        </message>
        <message>
            <source>System of the land-use codes</source>
            <translation>地类编码体系</translation>
        </message>
        <message>
            <source>Zones to report by</source>
            <translation>统计分区</translation>
        </message>
        <message>
            <source>Field with the zone's name</source>
            <translation>分区名称字段</translation>
        </message>
        <message>
            <source>Key remediation areas</source>
            <translation>生态整治重点地区</translation>
        </message>
        <message>
            <source>Zone</source>
            <translation>分区</translation>
        </message>
        <message>
            <source>Target (km²)</source>
            <translation>目标（平方公里）</translation>
        </message>
        <message>
            <source>What it counts</source>
            <translation>目标口径</translation>
        </message>
        <message>
            <source>Approved but unbuilt (km²)</source>
            <translation>批而未建（平方公里）</translation>
        </message>
        <message>
            <source>Targets of urban–rural construction land</source>
            <translation>城乡建设用地规模目标</translation>
        </message>
        <message>
            <source>Own table of codes</source>
            <translation>自定义地类对照表</translation>
        </message>
        <message>
            <source>Code or prefix</source>
            <translation>编码或前缀</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Own table of codes as CSV file</source>
            <translation>自定义地类对照表（CSV 文件）</translation>
        </message>
        <message>
            <source>Width below which a change is a sliver (m)</source>
            <translation>碎条宽度上限（米）</translation>
        </message>
        <message>
            <source>Changes of land use</source>
            <translation>地类变化图斑</translation>
        </message>
        <message>
            <source>Issues of the land-use layers</source>
            <translation>图层问题</translation>
        </message>
        <message>
            <source>Transition matrix</source>
            <translation>地类转移矩阵</translation>
        </message>
        <message>
            <source>Land balance</source>
            <translation>减量平衡表</translation>
        </message>
        <message>
            <source>Land report</source>
            <translation>减量台账报告</translation>
        </message>
        <message>
            <source>Urban–rural construction land before (km²)</source>
            <translation>前期城乡建设用地（平方公里）</translation>
        </message>
        <message>
            <source>Urban–rural construction land after (km²)</source>
            <translation>后期城乡建设用地（平方公里）</translation>
        </message>
        <message>
            <source>Vacated (km²)</source>
            <translation>腾退（平方公里）</translation>
        </message>
        <message>
            <source>Added (km²)</source>
            <translation>新增（平方公里）</translation>
        </message>
        <message>
            <source>Net reduction (km²)</source>
            <translation>净减量（平方公里）</translation>
        </message>
        <message>
            <source>Vacated land inside the key areas (%)</source>
            <translation>减量腾退用地位于重点地区内的比例（%）</translation>
        </message>
        <message>
            <source>Largest remainder of the account (m²)</source>
            <translation>台账最大闭合差（平方米）</translation>
        </message>
        <message>
            <source>Laying the two dates on each other…</source>
            <translation>正在叠加两期数据…</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no land in it: none of its features has an area.</source>
            <translation>图层“{layer}”中没有用地：没有一个要素有面积。</translation>
        </message>
        <message>
            <source>“{layer}”, field “{field}”: read by the user's own table of {count} codes.</source>
            <translation>“{layer}”的字段“{field}”：按自定义对照表（{count} 个编码）归类。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” holds the numbers {codes}, which may be settlement codes (201 city) or codes that lost their zero (0201 orchard); give the codes as text, or a table of your own in “{parameter}”.</source>
            <translation>图层“{layer}”的字段“{field}”中有数字 {codes}，可能是城镇村属性码（201 城市），也可能是丢了前导零的地类编码（0201 果园）；请改用文本字段，或在“{parameter}”中给出自己的对照表。</translation>
        </message>
        <message>
            <source>“{layer}”, field “{field}”: zeros that codes had lost at the front were put back (101 is 0101).</source>
            <translation>“{layer}”的字段“{field}”：已补回编码丢失的前导零（101 即 0101）。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has none of the usual fields of land-use codes ({usual}); choose one in “{parameter}”. Its fields are: {fields}.</source>
            <translation>图层“{layer}”没有常见的地类编码字段（{usual}）；请在“{parameter}”中选择。它的字段有：{fields}。</translation>
        </message>
        <message>
            <source>“{layer}”, field “{field}”: read as {system}, as set.</source>
            <translation>“{layer}”的字段“{field}”：按指定的{system}归类。</translation>
        </message>
        <message>
            <source>The codes in the field “{field}” of the layer “{layer}” fit {systems}, which give them different classes; say in “{parameter}” which one they are from.</source>
            <translation>图层“{layer}”的字段“{field}”中的编码同时符合{systems}，而各体系的归类不同；请在“{parameter}”中指明。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” holds no codes of a known system ({values}); choose another field, or give a table of your own in “{classes}”.</source>
            <translation>图层“{layer}”的字段“{field}”中没有已知体系的编码（{values}）；请另选字段，或在“{classes}”中给出自己的对照表。</translation>
        </message>
        <message>
            <source>“{layer}”, field “{field}”: read as {system}, because only this has the codes {codes}.</source>
            <translation>“{layer}”的字段“{field}”：识别为{system}，因为编码 {codes} 只在其中出现。</translation>
        </message>
        <message>
            <source>“{layer}”, field “{field}”: read as {system}; {others} would give the same classes.</source>
            <translation>“{layer}”的字段“{field}”：识别为{system}；按{others}归类结果相同。</translation>
        </message>
        <message>
            <source>“{layer}”, field “{field}”: read as {system}, whose standard names the field so.</source>
            <translation>“{layer}”的字段“{field}”：识别为{system}，该标准规定的字段名即此。</translation>
        </message>
        <message>
            <source>“{layer}”, field “{field}”: read as {system}, which knows most of the codes.</source>
            <translation>“{layer}”的字段“{field}”：识别为{system}，其中能找到的编码最多。</translation>
        </message>
        <message>
            <source>“{rows}” and “{file}” are both given; keep one of them.</source>
            <translation>“{rows}”和“{file}”同时给出，请只保留一个。</translation>
        </message>
        <message>
            <source>The file “{path}” cannot be read; check where it lies.</source>
            <translation>无法读取文件“{path}”，请检查其位置。</translation>
        </message>
        <message>
            <source>“{table}”, line {line}: a code and its class are needed; fill in both.</source>
            <translation>“{table}”第 {line} 行：编码和类别缺一不可，请补全。</translation>
        </message>
        <message>
            <source>“{table}”, line {line}: this code has another class already; keep one of the two.</source>
            <translation>“{table}”第 {line} 行：该编码前面已有不同的类别，请只保留一个。</translation>
        </message>
        <message>
            <source>The table “{parameter}” has the row {row}; the target, and the land approved but unbuilt where it is known, must be numbers of km², 0 or more.</source>
            <translation>表“{parameter}”中有一行 {row}；目标和已知的批而未建面积应为不小于 0 的数（平方公里）。</translation>
        </message>
        <message>
            <source>The table “{parameter}” says “{given}” of what a target counts; it may say: {known}.</source>
            <translation>表“{parameter}”中的目标口径“{given}”无法识别，可写：{known}。</translation>
        </message>
        <message>
            <source>The table “{parameter}” has two rows for the same zone; keep one of them.</source>
            <translation>表“{parameter}”中同一分区有两行，请只保留一行。</translation>
        </message>
        <message>
            <source>Urban–rural construction land</source>
            <translation>城乡建设用地</translation>
        </message>
        <message>
            <source>Transport, water works and special use</source>
            <translation>特交水用地</translation>
        </message>
        <message>
            <source>Farmland</source>
            <translation>耕地</translation>
        </message>
        <message>
            <source>Orchard</source>
            <translation>园地</translation>
        </message>
        <message>
            <source>Forest</source>
            <translation>林地</translation>
        </message>
        <message>
            <source>Grassland</source>
            <translation>草地</translation>
        </message>
        <message>
            <source>Wetland</source>
            <translation>湿地</translation>
        </message>
        <message>
            <source>Water</source>
            <translation>水域</translation>
        </message>
        <message>
            <source>Other agricultural land</source>
            <translation>其他农用地</translation>
        </message>
        <message>
            <source>Unused land</source>
            <translation>未利用地</translation>
        </message>
        <message>
            <source>Class not known</source>
            <translation>地类不明</translation>
        </message>
        <message>
            <source>Not covered by this date</source>
            <translation>该期未覆盖</translation>
        </message>
        <message>
            <source>Third national land survey (2019)</source>
            <translation>第三次全国国土调查（2019）</translation>
        </message>
        <message>
            <source>GB/T 21010-2017</source>
            <translation>GB/T 21010-2017</translation>
        </message>
        <message>
            <source>Land and sea use classification (2023)</source>
            <translation>用地用海分类指南（2023）</translation>
        </message>
        <message>
            <source>existing land</source>
            <translation>现状</translation>
        </message>
        <message>
            <source>existing land and land approved but unbuilt</source>
            <translation>现状加批而未建</translation>
        </message>
        <message>
            <source>not said by the plan</source>
            <translation>规划未说明</translation>
        </message>
        <message>
            <source>All construction land (km²)</source>
            <translation>建设用地总规模（平方公里）</translation>
        </message>
        <message>
            <source>Development intensity (%)</source>
            <translation>开发强度（%）</translation>
        </message>
        <message>
            <source>Land turned into farmland (km²)</source>
            <translation>转为耕地（平方公里）</translation>
        </message>
        <message>
            <source>Unused land turned into farmland (km²)</source>
            <translation>未利用地复耕（平方公里）</translation>
        </message>
        <message>
            <source>Vacated, now: {class_} (km²)</source>
            <translation>腾退后为{class_}（平方公里）</translation>
        </message>
        <message>
            <source>From class</source>
            <translation>前期类别</translation>
        </message>
        <message>
            <source>To class</source>
            <translation>后期类别</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>变化类型</translation>
        </message>
        <message>
            <source>Farmland out or in</source>
            <translation>耕地进出</translation>
        </message>
        <message>
            <source>In a key area</source>
            <translation>位于重点地区内</translation>
        </message>
        <message>
            <source>Code before</source>
            <translation>前期编码</translation>
        </message>
        <message>
            <source>Code after</source>
            <translation>后期编码</translation>
        </message>
        <message>
            <source>Feature before</source>
            <translation>前期要素</translation>
        </message>
        <message>
            <source>Feature after</source>
            <translation>后期要素</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>时期</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>编码</translation>
        </message>
        <message>
            <source>Features</source>
            <translation>要素</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>数量</translation>
        </message>
        <message>
            <source>Area (ha)</source>
            <translation>面积（公顷）</translation>
        </message>
        <message>
            <source>In key areas (ha)</source>
            <translation>重点地区内（公顷）</translation>
        </message>
        <message>
            <source>Mapped land before (km²)</source>
            <translation>前期图斑总面积（平方公里）</translation>
        </message>
        <message>
            <source>Mapped land after (km²)</source>
            <translation>后期图斑总面积（平方公里）</translation>
        </message>
        <message>
            <source>To unknown or not covered (km²)</source>
            <translation>转为不明或未覆盖（平方公里）</translation>
        </message>
        <message>
            <source>From unknown or not covered (km²)</source>
            <translation>来自不明或未覆盖（平方公里）</translation>
        </message>
        <message>
            <source>All construction land before (km²)</source>
            <translation>前期建设用地（平方公里）</translation>
        </message>
        <message>
            <source>All construction land vacated (km²)</source>
            <translation>建设用地腾退（平方公里）</translation>
        </message>
        <message>
            <source>All construction land added (km²)</source>
            <translation>建设用地新增（平方公里）</translation>
        </message>
        <message>
            <source>All construction land to unknown or not covered (km²)</source>
            <translation>建设用地转为不明或未覆盖（平方公里）</translation>
        </message>
        <message>
            <source>All construction land from unknown or not covered (km²)</source>
            <translation>建设用地来自不明或未覆盖（平方公里）</translation>
        </message>
        <message>
            <source>All construction land after (km²)</source>
            <translation>后期建设用地（平方公里）</translation>
        </message>
        <message>
            <source>Net reduction of all construction land (km²)</source>
            <translation>建设用地净减量（平方公里）</translation>
        </message>
        <message>
            <source>Vacated, but still construction land (km²)</source>
            <translation>腾退为特交水、仍属建设用地（平方公里）</translation>
        </message>
        <message>
            <source>Farmland before (km²)</source>
            <translation>前期耕地（平方公里）</translation>
        </message>
        <message>
            <source>Farmland out (km²)</source>
            <translation>耕地转出（平方公里）</translation>
        </message>
        <message>
            <source>Farmland in (km²)</source>
            <translation>耕地转入（平方公里）</translation>
        </message>
        <message>
            <source>Farmland to unknown or not covered (km²)</source>
            <translation>耕地转为不明或未覆盖（平方公里）</translation>
        </message>
        <message>
            <source>Farmland from unknown or not covered (km²)</source>
            <translation>耕地来自不明或未覆盖（平方公里）</translation>
        </message>
        <message>
            <source>Farmland after (km²)</source>
            <translation>后期耕地（平方公里）</translation>
        </message>
        <message>
            <source>Development intensity before (%)</source>
            <translation>前期开发强度（%）</translation>
        </message>
        <message>
            <source>Development intensity after (%)</source>
            <translation>后期开发强度（%）</translation>
        </message>
        <message>
            <source>Class not known before (km²)</source>
            <translation>前期地类不明（平方公里）</translation>
        </message>
        <message>
            <source>Class not known after (km²)</source>
            <translation>后期地类不明（平方公里）</translation>
        </message>
        <message>
            <source>Not covered before (km²)</source>
            <translation>前期未覆盖（平方公里）</translation>
        </message>
        <message>
            <source>Not covered after (km²)</source>
            <translation>后期未覆盖（平方公里）</translation>
        </message>
        <message>
            <source>What counts towards the target (km²)</source>
            <translation>计入目标的面积（平方公里）</translation>
        </message>
        <message>
            <source>Gap to the target (km²)</source>
            <translation>与目标之差（平方公里）</translation>
        </message>
        <message>
            <source>Share of the way to the target (%)</source>
            <translation>减量任务完成比例（%）</translation>
        </message>
        <message>
            <source>What the target counts</source>
            <translation>目标口径</translation>
        </message>
        <message>
            <source>Writing the changes…</source>
            <translation>正在写出变化图斑…</translation>
        </message>
        <message>
            <source>Writing the issues…</source>
            <translation>正在写出图层问题…</translation>
        </message>
        <message>
            <source>Polygons of “{layer}” overlap in {count} places by {area:,.1f} m²; the smaller one counts, once.</source>
            <translation>“{layer}”的图斑有 {count} 处重叠，共 {area:,.1f} 平方米；重叠处以较小图斑为准，只计一次。</translation>
        </message>
        <message>
            <source>“{layer}” does not cover {area:,.1f} m² that the other date covers; this is neither vacated nor added.</source>
            <translation>“{layer}”有 {area:,.1f} 平方米未覆盖，而另一期有图斑；既不算腾退，也不算新增。</translation>
        </message>
        <message>
            <source>{count} changes narrower than {width:g} m ({area:,.1f} m² together) are counted in every figure and gathered among the issues, not listed as changes.</source>
            <translation>{count} 处变化窄于 {width:g} 米（共 {area:,.1f} 平方米），各项面积照算，归入图层问题，不列为变化图斑。</translation>
        </message>
        <message>
            <source>Zones overlap by {area:,.1f} m²; this ground counts in each of them, and once in the row for all.</source>
            <translation>分区之间有 {area:,.1f} m² 重叠；重叠部分在各分区中分别统计，在合计中只计一次。</translation>
        </message>
        <message>
            <source>No zone is called {zones}; the targets for it were not looked at.</source>
            <translation>没有名为{zones}的分区，其目标未核对。</translation>
        </message>
        <message>
            <source>The account closes to {remainder:.2g} m².</source>
            <translation>台账闭合，闭合差 {remainder:.2g} 平方米。</translation>
        </message>
        <message>
            <source>(none)</source>
            <translation>（空）</translation>
        </message>
        <message>
            <source>“{layer}” has {count} codes that no class knows, on {area:,.1f} m²: {codes}.</source>
            <translation>“{layer}”有 {count} 个编码无法归类，共 {area:,.1f} 平方米：{codes}。</translation>
        </message>
        <message>
            <source>Urban–rural construction land: {before:,.4f} km² before, {vacated:,.4f} vacated, {added:,.4f} added, {after:,.4f} after.</source>
            <translation>城乡建设用地：前期 {before:,.4f} 平方公里，腾退 {vacated:,.4f}，新增 {added:,.4f}，后期 {after:,.4f}。</translation>
        </message>
        <message>
            <source>How areas are measured: {kind}.</source>
            <translation>面积计算方式：{kind}。</translation>
        </message>
        <message>
            <source>Balance</source>
            <translation>平衡表</translation>
        </message>
        <message>
            <source>What became of vacated land</source>
            <translation>腾退用地去向</translation>
        </message>
        <message>
            <source>From class to class</source>
            <translation>地类转移</translation>
        </message>
        <message>
            <source>Construction land, farmland and unused land</source>
            <translation>建设用地、耕地与未利用地</translation>
        </message>
        <message>
            <source>Targets of the plan</source>
            <translation>规划目标</translation>
        </message>
        <message>
            <source>Does the account close?</source>
            <translation>台账是否闭合</translation>
        </message>
        <message>
            <source>Codes and classes</source>
            <translation>编码与归类</translation>
        </message>
        <message>
            <source>Not met</source>
            <translation>未达标</translation>
        </message>
        <message>
            <source>No verdict</source>
            <translation>暂不判定</translation>
        </message>
        <message>
            <source>Net reduction of urban–rural construction land</source>
            <translation>城乡建设用地净减量</translation>
        </message>
        <message>
            <source>Target {target} km²</source>
            <translation>目标 {target} 平方公里</translation>
        </message>
        <message>
            <source>km²</source>
            <translation>平方公里</translation>
        </message>
        <message>
            <source>No target was set for this.</source>
            <translation>未设目标。</translation>
        </message>
        <message>
            <source>{after} km² are mapped. The plan does not say whether its target of {target} km² counts land approved but unbuilt ({approved} km²), and with it the answer would be another.</source>
            <translation>图上现状为 {after} 平方公里。规划未说明 {target} 平方公里的目标是否含批而未建（{approved} 平方公里），计入与否结论不同。</translation>
        </message>
        <message>
            <source>{after} km² are mapped. The target of {target} km² also counts land approved but unbuilt, which no map of existing land shows; give its area to get a verdict.</source>
            <translation>图上现状为 {after} 平方公里。{target} 平方公里的目标还包含批而未建用地，现状图上看不到；填入其面积后方可判定。</translation>
        </message>
        <message>
            <source>{after} km² are mapped. The plan does not say whether its target of {target} km² counts land approved but unbuilt; give its area to get a verdict.</source>
            <translation>图上现状为 {after} 平方公里。规划未说明 {target} 平方公里的目标是否含批而未建用地；填入其面积后方可判定。</translation>
        </message>
        <message>
            <source>What counts stays {gap} km² below the target of {target} km².</source>
            <translation>计入目标的面积比目标 {target} 平方公里少 {gap} 平方公里。</translation>
        </message>
        <message>
            <source>What counts lies {gap} km² above the target of {target} km².</source>
            <translation>计入目标的面积比目标 {target} 平方公里多 {gap} 平方公里。</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>前期</translation>
        </message>
        <message>
            <source>Vacated</source>
            <translation>腾退</translation>
        </message>
        <message>
            <source>Added</source>
            <translation>新增</translation>
        </message>
        <message>
            <source>After</source>
            <translation>后期</translation>
        </message>
        <message>
            <source>Vacated land inside the key areas</source>
            <translation>腾退用地位于重点地区内的比例</translation>
        </message>
        <message>
            <source>Outside all zones</source>
            <translation>分区以外</translation>
        </message>
        <message>
            <source>Unknown or one date only</source>
            <translation>地类不明或仅一期覆盖</translation>
        </message>
        <message>
            <source>Net reduction</source>
            <translation>净减量</translation>
        </message>
        <message>
            <source>Target</source>
            <translation>目标</translation>
        </message>
        <message>
            <source>Above target</source>
            <translation>超出目标</translation>
        </message>
        <message>
            <source>Way</source>
            <translation>完成比例</translation>
        </message>
        <message>
            <source>Before less vacated plus added is after. What lies above the target is of all that the target counts.</source>
            <translation>前期 − 腾退 + 新增 = 后期（另列不明和仅一期覆盖的部分）。“超出目标”按目标口径计算，口径不全时不计。</translation>
        </message>
        <message>
            <source>Target met</source>
            <translation>达标</translation>
        </message>
        <message>
            <source>Target not met</source>
            <translation>未达标</translation>
        </message>
        <message>
            <source>No target or no verdict</source>
            <translation>未设目标或暂不判定</translation>
        </message>
        <message>
            <source>Urban–rural construction land of each zone beside its target</source>
            <translation>各分区城乡建设用地与目标对比</translation>
        </message>
        <message>
            <source>Urban–rural construction land after, by zone</source>
            <translation>各分区后期城乡建设用地与目标</translation>
        </message>
        <message>
            <source>Out</source>
            <translation>转出</translation>
        </message>
        <message>
            <source>In</source>
            <translation>转入</translation>
        </message>
        <message>
            <source>Intensity before</source>
            <translation>前期开发强度</translation>
        </message>
        <message>
            <source>Intensity after</source>
            <translation>后期开发强度</translation>
        </message>
        <message>
            <source>Vacated inside key areas</source>
            <translation>腾退位于重点地区内</translation>
        </message>
        <message>
            <source>Unused land reclaimed</source>
            <translation>未利用地复耕</translation>
        </message>
        <message>
            <source>All construction land is urban–rural land with transport, water works and special use; its share of the mapped land is the development intensity.</source>
            <translation>建设用地 = 城乡建设用地 + 特交水用地；开发强度 = 建设用地 ÷ 图斑总面积。</translation>
        </message>
        <message>
            <source>All construction land</source>
            <translation>建设用地</translation>
        </message>
        <message>
            <source>at most {value}</source>
            <translation>不超过 {value}</translation>
        </message>
        <message>
            <source>Urban–rural construction land (km²)</source>
            <translation>城乡建设用地规模（平方公里）</translation>
        </message>
        <message>
            <source>{after} and {approved} approved</source>
            <translation>现状 {after}，批而未建 {approved}</translation>
        </message>
        <message>
            <source>at least {value}</source>
            <translation>不少于 {value}</translation>
        </message>
        <message>
            <source>what the map shows</source>
            <translation>与图上口径一致</translation>
        </message>
        <message>
            <source>perhaps also land approved but unbuilt</source>
            <translation>可能还含批而未建</translation>
        </message>
        <message>
            <source>only a part of what the map shows</source>
            <translation>只是图上面积的一部分</translation>
        </message>
        <message>
            <source>Indicator</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>Reached</source>
            <translation>实测</translation>
        </message>
        <message>
            <source>A target that counts more, or less, than a map of existing land shows gets no verdict from the map alone.</source>
            <translation>目标口径与现状图口径不一致时，仅凭图上面积不作判定。</translation>
        </message>
        <message>
            <source>Targets and what was reached</source>
            <translation>目标与实测</translation>
        </message>
        <message>
            <source>Source of the targets</source>
            <translation>目标出处</translation>
        </message>
        <message>
            <source>Source of the other indicators</source>
            <translation>其他指标出处</translation>
        </message>
        <message>
            <source>Areas</source>
            <translation>面积计算</translation>
        </message>
        <message>
            <source>Vacated is what was urban–rural construction land before and is not after; added is the reverse. What no class knows and what one date does not cover is neither. Every square metre counts once, in exactly one pair of classes.</source>
            <translation>腾退指前期为城乡建设用地、后期不是；新增相反。无法归类的和仅一期覆盖的，既不算腾退也不算新增。每一平方米只计一次，只属于一对前后类别。</translation>
        </message>
        <message>
            <source>No land was vacated.</source>
            <translation>没有腾退用地。</translation>
        </message>
        <message>
            <source>Area</source>
            <translation>面积</translation>
        </message>
        <message>
            <source>ha</source>
            <translation>公顷</translation>
        </message>
        <message>
            <source>Share</source>
            <translation>占比</translation>
        </message>
        <message>
            <source>{area} ha only went to transport, water works and special use and are still construction land.</source>
            <translation>其中 {area} 公顷只是转为特交水用地，仍属建设用地。</translation>
        </message>
        <message>
            <source>What vacated land became</source>
            <translation>腾退用地转为</translation>
        </message>
        <message>
            <source>Nothing changed its class.</source>
            <translation>没有地类变化。</translation>
        </message>
        <message>
            <source>Flows of land from class to class</source>
            <translation>地类转移流向图</translation>
        </message>
        <message>
            <source>Land that changed its class</source>
            <translation>发生变化的用地流向</translation>
        </message>
        <message>
            <source>The first {shown} of {count}; the transition matrix has them all.</source>
            <translation>列出前 {shown} 项，共 {count} 项；全部见地类转移矩阵。</translation>
        </message>
        <message>
            <source>Changes from class to class</source>
            <translation>地类变化明细</translation>
        </message>
        <message>
            <source>Unchanged</source>
            <translation>未变</translation>
        </message>
        <message>
            <source>Classes before and after</source>
            <translation>各类前后面积</translation>
        </message>
        <message>
            <source>Other changes</source>
            <translation>其他变化</translation>
        </message>
        <message>
            <source>Zones</source>
            <translation>分区</translation>
        </message>
        <message>
            <source>Map of vacated and added land</source>
            <translation>腾退与新增用地图</translation>
        </message>
        <message>
            <source>Changes on the map</source>
            <translation>变化图</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Codes that no class knows</source>
            <translation>无法归类的编码</translation>
        </message>
        <message>
            <source>The table of codes that was used</source>
            <translation>所用地类对照表</translation>
        </message>
        <message>
            <source>The map cannot be written to “{path}”; check that the folder exists and can be written to.</source>
            <translation>地图无法写入“{path}”，请确认该文件夹存在且可写。</translation>
        </message>
        <message>
            <source>Legend</source>
            <translation>图例</translation>
        </message>
        <message>
            <source>Park service coverage</source>
            <translation>公园绿地服务半径覆盖率</translation>
        </message>
        <message>
            <source>Parks</source>
            <translation>公园绿地</translation>
        </message>
        <message>
            <source>parks,green space,service radius,coverage,blind area,buffer,15-minute,公园绿地</source>
            <translation>公园绿地,绿地,服务半径,覆盖率,服务盲区,缓冲区,15分钟生活圈,parks,coverage</translation>
        </message>
        <message>
            <source>Smallest park area (m²)</source>
            <translation>公园最小面积（m²）</translation>
        </message>
        <message>
            <source>Service radius (m)</source>
            <translation>服务半径（m）</translation>
        </message>
        <message>
            <source>Residential land</source>
            <translation>居住用地</translation>
        </message>
        <message>
            <source>Service radius by park area</source>
            <translation>按公园面积确定的服务半径</translation>
        </message>
        <message>
            <source>Field with the population</source>
            <translation>人口字段</translation>
        </message>
        <message>
            <source>Target coverage (%)</source>
            <translation>目标覆盖率（%）</translation>
        </message>
        <message>
            <source>Historic quarters</source>
            <translation>历史文化街区</translation>
        </message>
        <message>
            <source>Service radius by park area in historic quarters</source>
            <translation>历史文化街区内按公园面积确定的服务半径</translation>
        </message>
        <message>
            <source>Residential land with coverage</source>
            <translation>居住用地覆盖情况</translation>
        </message>
        <message>
            <source>Blind areas</source>
            <translation>服务盲区</translation>
        </message>
        <message>
            <source>Service area</source>
            <translation>公园绿地服务范围</translation>
        </message>
        <message>
            <source>Coverage summary</source>
            <translation>覆盖率统计表</translation>
        </message>
        <message>
            <source>Coverage report</source>
            <translation>覆盖率核查报告</translation>
        </message>
        <message>
            <source>Coverage (%)</source>
            <translation>覆盖率（%）</translation>
        </message>
        <message>
            <source>Residential land (ha)</source>
            <translation>居住用地（公顷）</translation>
        </message>
        <message>
            <source>Covered residential land (ha)</source>
            <translation>已覆盖居住用地（公顷）</translation>
        </message>
        <message>
            <source>Blind areas (ha)</source>
            <translation>服务盲区（公顷）</translation>
        </message>
        <message>
            <source>Number of blind areas</source>
            <translation>服务盲区数量（处）</translation>
        </message>
        <message>
            <source>Measuring the coverage…</source>
            <translation>正在计算覆盖率……</translation>
        </message>
        <message>
            <source>The table “{parameter}” is empty; give at least one row.</source>
            <translation>表格“{parameter}”为空，请至少填写一行。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no residential land: none of its features has an area.</source>
            <translation>图层“{layer}”中没有居住用地：所有要素的面积均为零。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no parks: none of its features has an area.</source>
            <translation>图层“{layer}”中没有公园绿地：所有要素的面积均为零。</translation>
        </message>
        <message>
            <source>{counted} of {parks} parks count; {small} are smaller than the smallest park area.</source>
            <translation>共 {parks} 处公园绿地，其中 {counted} 处计入，{small} 处因小于最小面积不计入。</translation>
        </message>
        <message>
            <source>Residential features overlap by {area:,.1f} m²; each counts its own land, so this is counted twice.</source>
            <translation>居住用地图斑之间有 {area:,.1f} m² 重叠；各图斑按自身面积统计，重叠部分重复计入。</translation>
        </message>
        <message>
            <source>{count} blind areas smaller than a sheet of paper ({area:.4f} m² together) are counted in the areas but not listed.</source>
            <translation>另有 {count} 处不足一张纸大小的服务盲区（合计 {area:.4f} m²），计入面积，不单独列出。</translation>
        </message>
        <message>
            <source>The table “{parameter}” has the row {smallest:g}, {radius:g}; a park area must be 0 or more and a service radius more than 0.</source>
            <translation>表格“{parameter}”中的一行（{smallest:g}，{radius:g}）有误：公园面积不得小于 0，服务半径须大于 0。</translation>
        </message>
        <message>
            <source>The table “{parameter}” has two rows for the same park area; keep one of them.</source>
            <translation>表格“{parameter}”中同一公园面积出现两行，请保留一行。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” has negative population in the feature {id}; correct it.</source>
            <translation>图层“{layer}”的字段“{field}”在要素 {id} 处人口为负值，请更正。</translation>
        </message>
        <message>
            <source>{count} features of “{layer}” have no population in “{field}”; they count as uninhabited.</source>
            <translation>“{layer}”中有 {count} 个要素的“{field}”为空，按无人居住处理。</translation>
        </message>
        <message>
            <source>Writing the coverage of residential land…</source>
            <translation>正在写入居住用地覆盖情况……</translation>
        </message>
        <message>
            <source>Writing the blind areas…</source>
            <translation>正在写入服务盲区……</translation>
        </message>
        <message>
            <source>Drawing the service area…</source>
            <translation>正在生成公园绿地服务范围……</translation>
        </message>
        <message>
            <source>By zone</source>
            <translation>分区统计</translation>
        </message>
        <message>
            <source>The residential land meets the target of the plan.</source>
            <translation>公园绿地服务半径覆盖率已达到规划目标。</translation>
        </message>
        <message>
            <source>{gap} percentage points are missing; {area} ha of residential land are still to be covered.</source>
            <translation>距规划目标还差 {gap} 个百分点，尚需覆盖居住用地 {area} 公顷。</translation>
        </message>
        <message>
            <source>Residential land within the service radius of a park</source>
            <translation>公园绿地服务半径覆盖率</translation>
        </message>
        <message>
            <source>Target {target:g} %</source>
            <translation>目标 {target:g}%</translation>
        </message>
        <message>
            <source>Covered</source>
            <translation>已覆盖</translation>
        </message>
        <message>
            <source>Park area</source>
            <translation>公园绿地面积</translation>
        </message>
        <message>
            <source>Population covered</source>
            <translation>已覆盖人口</translation>
        </message>
        <message>
            <source>Park area per head</source>
            <translation>人均公园绿地面积</translation>
        </message>
        <message>
            <source>m²</source>
            <translation>m²</translation>
        </message>
        <message>
            <source>Coverage</source>
            <translation>覆盖率</translation>
        </message>
        <message>
            <source>Gap</source>
            <translation>缺口</translation>
        </message>
        <message>
            <source>percentage points</source>
            <translation>百分点</translation>
        </message>
        <message>
            <source>Still to cover</source>
            <translation>尚需覆盖</translation>
        </message>
        <message>
            <source>Coverage by zone</source>
            <translation>各分区覆盖率</translation>
        </message>
        <message>
            <source>Coverage of each zone beside the target</source>
            <translation>各分区覆盖率与目标对比图</translation>
        </message>
        <message>
            <source>Coverage by zone and the target</source>
            <translation>各分区覆盖率与目标对比</translation>
        </message>
        <message>
            <source>Covered residential land</source>
            <translation>已覆盖居住用地</translation>
        </message>
        <message>
            <source>Parks that do not count</source>
            <translation>不计入的公园绿地</translation>
        </message>
        <message>
            <source>Map of covered residential land and blind areas</source>
            <translation>已覆盖居住用地与服务盲区分布图</translation>
        </message>
        <message>
            <source>Blind areas on the map</source>
            <translation>服务盲区分布图</translation>
        </message>
        <message>
            <source>There are no blind areas.</source>
            <translation>没有服务盲区。</translation>
        </message>
        <message>
            <source>Rank</source>
            <translation>序号</translation>
        </message>
        <message>
            <source>Population</source>
            <translation>人口</translation>
        </message>
        <message>
            <source>Residential feature</source>
            <translation>所属居住用地</translation>
        </message>
        <message>
            <source>The first {shown} of {count} blind areas by size.</source>
            <translation>共 {count} 处服务盲区，按面积从大到小列出前 {shown} 处。</translation>
        </message>
        <message>
            <source>The largest blind areas</source>
            <translation>面积最大的服务盲区</translation>
        </message>
        <message>
            <source>Service radius</source>
            <translation>服务半径</translation>
        </message>
        <message>
            <source>Source of the radius</source>
            <translation>服务半径依据</translation>
        </message>
        <message>
            <source>Service radius in historic quarters</source>
            <translation>历史文化街区内服务半径</translation>
        </message>
        <message>
            <source>Source of the target</source>
            <translation>目标依据</translation>
        </message>
        <message>
            <source>Accuracy of the circle</source>
            <translation>圆弧精度</translation>
        </message>
        <message>
            <source>Radii run from the edge of the park as the crow flies. Coverage is the share of residential land that lies within the radius of at least one park; where service areas overlap, land counts once.</source>
            <translation>服务半径自公园绿地边界起按直线距离计算。覆盖率为至少处于一处公园绿地服务半径内的居住用地面积占居住用地总面积的比例；服务范围重叠处不重复计算。</translation>
        </message>
        <message>
            <source>{segments} segments per quarter circle; at most {missed:.4f} % of a service area is missed.</source>
            <translation>四分之一圆弧以 {segments} 段折线逼近，服务范围的面积误差不超过 {missed:.4f}%。</translation>
        </message>
        <message>
            <source>{radius:g} m from parks of {smallest:,g} m² or more</source>
            <translation>面积不小于 {smallest:,g} m² 的公园绿地，服务半径 {radius:g} m</translation>
        </message>
        <message>
            <source>{radius:g} m from every park</source>
            <translation>所有公园绿地，服务半径 {radius:g} m</translation>
        </message>
        <message>
            <source>The plan profile {path} cannot be used ({key}: {reason}); Beijing 2022 is used instead.</source>
            <translation>规划参数文件 {path} 无法使用（{key}：{reason}），已改用北京 2022 参数。</translation>
        </message>
        <message>
            <source>Area (m²)</source>
            <translation>面积（m²）</translation>
        </message>
        <message>
            <source>Covered area (m²)</source>
            <translation>已覆盖面积（m²）</translation>
        </message>
        <message>
            <source>Coverage (0–1)</source>
            <translation>覆盖率（0～1）</translation>
        </message>
        <message>
            <source>Distance to the nearest park (m)</source>
            <translation>距最近公园绿地（m）</translation>
        </message>
        <message>
            <source>Rank by size</source>
            <translation>面积排序</translation>
        </message>
        <message>
            <source>Scope</source>
            <translation>统计范围</translation>
        </message>
        <message>
            <source>Target (%)</source>
            <translation>目标（%）</translation>
        </message>
        <message>
            <source>Gap to the target (percentage points)</source>
            <translation>距目标缺口（百分点）</translation>
        </message>
        <message>
            <source>Still to cover (ha)</source>
            <translation>尚需覆盖（公顷）</translation>
        </message>
        <message>
            <source>Population covered (%)</source>
            <translation>已覆盖人口比例（%）</translation>
        </message>
        <message>
            <source>Park area (ha)</source>
            <translation>公园绿地面积（公顷）</translation>
        </message>
        <message>
            <source>Park area per head (m²)</source>
            <translation>人均公园绿地面积（m²）</translation>
        </message>
        <message>
            <source>Clear width (m)</source>
            <translation>净宽（m）</translation>
        </message>
        <message>
            <source>Mean width (m)</source>
            <translation>平均宽度（m）</translation>
        </message>
        <message>
            <source>Length (m)</source>
            <translation>长度（m）</translation>
        </message>
        <message>
            <source>Length below the requirement (m)</source>
            <translation>低于要求的长度（m）</translation>
        </message>
        <message>
            <source>Share below the requirement (0–1)</source>
            <translation>低于要求的比例（0–1）</translation>
        </message>
        <message>
            <source>Widest gap between parts (m)</source>
            <translation>最大间断（m）</translation>
        </message>
        <message>
            <source>At the limit</source>
            <translation>处于临界</translation>
        </message>
        <message>
            <source>Obstacle ratio (0–1)</source>
            <translation>障碍物占比（0–1）</translation>
        </message>
        <message>
            <source>Angle to the wind (°)</source>
            <translation>与主导风向夹角（°）</translation>
        </message>
        <message>
            <source>Further checks</source>
            <translation>附加核查</translation>
        </message>
        <message>
            <source>From chainage (m)</source>
            <translation>起点里程（m）</translation>
        </message>
        <message>
            <source>To chainage (m)</source>
            <translation>终点里程（m）</translation>
        </message>
        <message>
            <source>Width missing (m)</source>
            <translation>宽度缺口（m）</translation>
        </message>
        <message>
            <source>Number of corridors</source>
            <translation>廊道数量</translation>
        </message>
        <message>
            <source>Length (km)</source>
            <translation>长度（km）</translation>
        </message>
        <message>
            <source>Length below the requirement (km)</source>
            <translation>低于要求的长度（km）</translation>
        </message>
        <message>
            <source>Districts</source>
            <translation>行政区</translation>
        </message>
        <message>
            <source>GreenVein cannot run yet: {problems}.</source>
            <translation>绿脉暂时无法运行：{problems}。</translation>
        </message>
        <message>
            <source>Install…</source>
            <translation>安装……</translation>
        </message>
        <message>
            <source>Show command…</source>
            <translation>显示命令……</translation>
        </message>
        <message>
            <source>pip will download {packages} and what they need from the Python Package Index (PyPI) into your QGIS profile:

{folder}

Nothing outside this folder changes. Install them now?</source>
            <translation>pip 将从 Python 软件包索引（PyPI）下载 {packages} 及其依赖，安装到您的 QGIS 配置文件夹：

{folder}

此文件夹以外不作任何改动。现在安装吗？</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>The packages are installed; restart QGIS to use them, because now {problems}.</source>
            <translation>安装完成，请重启 QGIS 后使用，因为目前{problems}。</translation>
        </message>
        <message>
            <source>The packages are installed and GreenVein is ready.</source>
            <translation>安装完成，绿脉可以使用了。</translation>
        </message>
        <message>
            <source>Installing Python packages for GreenVein</source>
            <translation>正在为绿脉安装 Python 包</translation>
        </message>
        <message>
            <source>QGIS cannot install these packages by itself here. Run this command in a terminal:</source>
            <translation>QGIS 在此环境中无法自行安装这些包，请在终端中执行以下命令：</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>At or above the requirement</source>
            <translation>达到要求</translation>
        </message>
        <message>
            <source>Overlap inside a date</source>
            <translation>同期图斑重叠</translation>
        </message>
        <message>
            <source>Covered by one date only</source>
            <translation>仅一期覆盖</translation>
        </message>
        <message>
            <source>Code that no class knows</source>
            <translation>无法归类的编码</translation>
        </message>
        <message>
            <source>Sliver of a change</source>
            <translation>变化碎条</translation>
        </message>
        <message>
            <source>Fully served</source>
            <translation>全部覆盖</translation>
        </message>
        <message>
            <source>80 % or more served</source>
            <translation>覆盖 80% 及以上</translation>
        </message>
        <message>
            <source>50 to 80 % served</source>
            <translation>覆盖 50%～80%</translation>
        </message>
        <message>
            <source>Less than 50 % served</source>
            <translation>覆盖不足 50%</translation>
        </message>
        <message>
            <source>Not served</source>
            <translation>未覆盖</translation>
        </message>
    </context>
</TS>
