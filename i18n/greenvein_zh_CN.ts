<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>GreenVein</name>
        <message>
            <source>“{name}” has no layer “{output}” to compare; run the job again with it, and keep the result.</source>
            <translation>“{name}”没有可供比较的图层“{output}”，请输出该图层后重新运行并保存方案。</translation>
        </message>
        <message>
            <source>The file of the scenario “{name}” is gone: {file}.</source>
            <translation>方案“{name}”的文件已不存在：{file}。</translation>
        </message>
        <message>
            <source>The results to compare are in {one} and {other}, and no transformation leads from one to the other, for one of them is a local coordinate system without a place on Earth; run the job again in one of the two.</source>
            <translation>要比较的两个结果分别采用 {one} 和 {other}，其中一个是未与地球关联的独立坐标参照系，两者之间无法换算；请统一到其中一个后重新运行。</translation>
        </message>
        <message>
            <source>The coordinates of the layer “{layer}” lie nowhere on Earth in its coordinate reference system {crs}; set the one that they are in.</source>
            <translation>图层“{layer}”的坐标按其坐标参照系 {crs} 不在地球范围内，请为图层设置正确的坐标参照系。</translation>
        </message>
        <message>
            <source>Nothing changed on the ground.</source>
            <translation>空间上没有变化。</translation>
        </message>
        <message>
            <source>Places that changed: {count}, {area} ha together.</source>
            <translation>共 {count} 处发生变化，合计 {area} 公顷。</translation>
        </message>
        <message>
            <source>{count} differences narrower than {width:g} m on average ({area} m² together) are not shown.</source>
            <translation>另有 {count} 处差异平均宽度不足 {width:g} 米（合计 {area} 平方米），未予显示。</translation>
        </message>
        <message>
            <source>{job}: changes from A to B</source>
            <translation>{job}：由 A 到 B 的变化</translation>
        </message>
        <message>
            <source>What changed</source>
            <translation>变化类型</translation>
        </message>
        <message>
            <source>The file “{file}” with the results of this project is gone; put it back, or run again.</source>
            <translation>存放此工程结果的文件“{file}”已不存在；请放回该文件，或重新运行。</translation>
        </message>
        <message>
            <source>Run of {time}</source>
            <translation>{time} 的结果</translation>
        </message>
        <message>
            <source>“{path}” should hold the results of this project, but cannot be read; move it away or put it back whole.</source>
            <translation>“{path}”本应存放此工程的结果，但无法读取；请将其移走，或换回完好的文件。</translation>
        </message>
        <message>
            <source>The kept result “{run}” cannot be read: {reason}.</source>
            <translation>随工程保存的结果“{run}”无法读取：{reason}。</translation>
        </message>
        <message>
            <source>“{path}” is in use by another program; the results in it are shown once it is free.</source>
            <translation>“{path}”正被其他程序占用；占用解除后，其中的结果会自动显示。</translation>
        </message>
        <message>
            <source>Numbers</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>空间分布</translation>
        </message>
        <message>
            <source>Both were run with the same parameters.</source>
            <translation>两者的参数相同。</translation>
        </message>
        <message>
            <source>How it was compared</source>
            <translation>比较方法</translation>
        </message>
        <message>
            <source>Comparison of scenarios</source>
            <translation>方案比较</translation>
        </message>
        <message>
            <source>{job}: A “{a}”, B “{b}”</source>
            <translation>{job}：A“{a}”，B“{b}”</translation>
        </message>
        <message>
            <source>B less A: {figure}</source>
            <translation>B 减 A：{figure}</translation>
        </message>
        <message>
            <source>N</source>
            <translation>北</translation>
        </message>
        <message>
            <source>Map of what changed</source>
            <translation>变化分布图</translation>
        </message>
        <message>
            <source>What changed from A to B</source>
            <translation>由 A 到 B 的变化</translation>
        </message>
        <message>
            <source>The results are laid on each other as areas. Where a result has polygons on top of each other, the smaller one holds. Ground where both say the same is not shown.</source>
            <translation>将两个结果按面叠加比较。同一结果中图斑重叠时，以较小者为准；两者一致之处不显示。</translation>
        </message>
        <message>
            <source>In A</source>
            <translation>A 中</translation>
        </message>
        <message>
            <source>In B</source>
            <translation>B 中</translation>
        </message>
        <message>
            <source>By zone</source>
            <translation>分区统计</translation>
        </message>
        <message>
            <source>Zone</source>
            <translation>分区</translation>
        </message>
        <message>
            <source>; </source>
            <translation>；</translation>
        </message>
        <message>
            <source>{layer} (selected features: {count})</source>
            <translation>{layer}（所选 {count} 个要素）</translation>
        </message>
        <message>
            <source>{layer} (features: {count})</source>
            <translation>{layer}（{count} 个要素）</translation>
        </message>
        <message>
            <source>Save the project to a file first; scenarios are kept in the folder “{folder}” beside it.</source>
            <translation>请先将工程保存为文件；方案保存在其旁边的“{folder}”文件夹中。</translation>
        </message>
        <message>
            <source>There is already a scenario “{name}”; choose another name.</source>
            <translation>已有方案“{name}”，请另取名称。</translation>
        </message>
        <message>
            <source>Cancelled: nothing was written.</source>
            <translation>已取消，未写入任何成果。</translation>
        </message>
        <message>
            <source>A scenario of the project cannot be read: {reason}.</source>
            <translation>工程中的一个方案无法读取：{reason}。</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>差值</translation>
        </message>
        <message>
            <source>Parameters that differ</source>
            <translation>不同的参数</translation>
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
            <source>What changed on the ground</source>
            <translation>空间变化</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>是</translation>
        </message>
        <message>
            <source>no</source>
            <translation>否</translation>
        </message>
        <message>
            <source>percentage points</source>
            <translation>百分点</translation>
        </message>
        <message>
            <source>ha</source>
            <translation>公顷</translation>
        </message>
        <message>
            <source>km²</source>
            <translation>平方公里</translation>
        </message>
        <message>
            <source>m²</source>
            <translation>m²</translation>
        </message>
        <message>
            <source>GreenVein cannot run yet: {problems}. Restart QGIS; if this appears again, another plugin imports the older one first.</source>
            <translation>绿脉暂时不能运行：{problems}。请重启 QGIS；如果重启后仍出现此提示，说明有别的插件先导入了旧版本。</translation>
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
            <source>the Python package {package} {found} was imported before the newer one in your QGIS profile could be ({wanted} or later is needed)</source>
            <translation>Python 包 {package} {found} 已先被导入，QGIS 用户配置目录中的新版本尚未启用（需要 {wanted} 或更高版本）</translation>
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
            <source>There are no wheels (files *.whl) in the folder {folder}.</source>
            <translation>文件夹 {folder} 中没有安装包（*.whl 文件）。</translation>
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
            <source>The packages could not be downloaded, because the package index cannot be reached from this computer, and nothing has changed; install them from a folder of wheels, or take the zip of GreenVein that carries them.</source>
            <translation>这台电脑连不上软件包索引，未能下载，也未作任何改动；请从存放安装包的文件夹安装，或改用自带 Python 包的绿脉离线安装包。</translation>
        </message>
        <message>
            <source>{requirement} (no wheel of it)</source>
            <translation>{requirement}（没有它的安装包）</translation>
        </message>
        <message>
            <source>{requirement} (only for another system or Python: {files})</source>
            <translation>{requirement}（只有用于其他系统或其他 Python 版本的：{files}）</translation>
        </message>
        <message>
            <source>{requirement} (in no version that goes with the others and numpy: {files})</source>
            <translation>{requirement}（没有与其余各包和 numpy 相配的版本：{files}）</translation>
        </message>
        <message>
            <source>Nothing was installed: for Python {python} on {system} the folder {folder} lacks {lacks}.</source>
            <translation>未作任何安装：对 {system} 上的 Python {python}，文件夹 {folder} 中缺少 {lacks}。</translation>
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
            <source>GreenVein cannot run in this QGIS: its Python is {python}, and the packages that GreenVein needs are to be had on this platform ({platform}) for Python {oldest} or later only; newer installers of QGIS bring such a Python.</source>
            <translation>绿脉无法在这个 QGIS 中运行：它的 Python 是 {python}，而在本平台（{platform}）上，绿脉所需的包只有 Python {oldest} 及以上版本才有；较新的 QGIS 安装包自带这样的 Python。</translation>
        </message>
        <message>
            <source>GreenVein cannot run in this QGIS: the packages that it needs are not to be had on this platform ({platform}), only on {platforms}.</source>
            <translation>绿脉无法在这个 QGIS 中运行：它所需的包在本平台（{platform}）上无法取得，只有以下平台才有：{platforms}。</translation>
        </message>
        <message>
            <source>Polygons of one layer lie on one another in more than {pairs:,} pairs, too many to be told apart; dissolve them, or delete those that are drawn several times, and run this again.</source>
            <translation>同一图层中相互叠压的多边形超过 {pairs:,} 对，无法逐一分辨；请先融合，或删除重复绘制的多边形，再重新运行。</translation>
        </message>
        <message>
            <source>Zones lie on one another so that their borders make {cells:,} areas, too many for the polygons that lie in most of these; give the zones that belong together one name, or run this for some of them at a time.</source>
            <translation>各分区相互叠压，其边界将地面切成 {cells:,} 块，而许多多边形落在其中大部分块内，无法逐一切分；请给属于同一分区的多边形取同一名称，或每次只用部分分区运行。</translation>
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
            <source>What this project says of land-use codes cannot be read ({reason}); reset it in the table of classes on the page of the land reduction account.</source>
            <translation>本工程对地类编码的设定无法读取（{reason}）；请在减量台账页的地类对照表中恢复默认。</translation>
        </message>
        <message>
            <source>{code} as {kind}</source>
            <translation>{code} 按{kind}计</translation>
        </message>
        <message>
            <source>“{layer}”: codes are read as this project says: {codes}.</source>
            <translation>“{layer}”：按本工程的设定识读编码：{codes}。</translation>
        </message>
        <message>
            <source>“{parameter}” is empty; give a value, for example its default: {default}.</source>
            <translation>“{parameter}”为空；请填写取值，例如默认值：{default}。</translation>
        </message>
        <message>
            <source>“{parameter}” was given empty, so its default was taken: {default}.</source>
            <translation>“{parameter}”为空，已取默认值：{default}。</translation>
        </message>
        <message>
            <source>“{parameter}” was given empty, so this run does without it; left out, it would be: {default}.</source>
            <translation>“{parameter}”为空，本次运行不使用这一项；整项省略时才取默认值：{default}。</translation>
        </message>
        <message>
            <source>“{parameter}” {default}</source>
            <translation>“{parameter}”：{default}</translation>
        </message>
        <message>
            <source>Not given, so the defaults hold: {defaults}.</source>
            <translation>以下各项未给出，取默认值：{defaults}。</translation>
        </message>
        <message>
            <source>“{parameter}” is {number:g}; give a number that is finite.</source>
            <translation>“{parameter}”的值为 {number:g}；请填写有限的数值。</translation>
        </message>
        <message>
            <source>“{parameter}” is {number:.15g}; give a whole number.</source>
            <translation>“{parameter}”为 {number:.15g}，应为整数，请重新填写。</translation>
        </message>
        <message>
            <source>“{parameter}” is {number:.15g}; it must be from {least:g} to {most:g}.</source>
            <translation>“{parameter}”为 {number:.15g}，应在 {least:g} 到 {most:g} 之间。</translation>
        </message>
        <message>
            <source>“{parameter}” is {number:.15g}; it must be at least {least:g}.</source>
            <translation>“{parameter}”为 {number:.15g}，不能小于 {least:g}。</translation>
        </message>
        <message>
            <source>“{parameter}” is given as “{value}”, which is no number; give a whole number from {least:g} to {most:g}.</source>
            <translation>“{parameter}”填的是“{value}”，不是数字；请用阿拉伯数字填写 {least:g} 至 {most:g} 之间的整数。</translation>
        </message>
        <message>
            <source>“{parameter}” is given as “{value}”, which is no number; give a whole number in digits.</source>
            <translation>“{parameter}”填的是“{value}”，不是数字；请用阿拉伯数字填写整数。</translation>
        </message>
        <message>
            <source>“{parameter}” is given as “{value}”, which is no number; give a number from {least:g} to {most:g}.</source>
            <translation>“{parameter}”填的是“{value}”，不是数字；请填写 {least:g} 至 {most:g} 之间的数值。</translation>
        </message>
        <message>
            <source>“{parameter}” is given as “{value}”, which is no number; give a number in digits, such as 0.5.</source>
            <translation>“{parameter}”填的是“{value}”，不是数字；请用阿拉伯数字填写数值，例如 0.5。</translation>
        </message>
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
            <source>Land use</source>
            <translation>土地利用</translation>
        </message>
        <message>
            <source>System of the land-use codes</source>
            <translation>地类编码体系</translation>
        </message>
        <message>
            <source>classes, not codes</source>
            <translation>类别名称，不是编码</translation>
        </message>
        <message>
            <source>{kinds} ({count})</source>
            <translation>{kinds}（{count} 个图斑）</translation>
        </message>
        <message>
            <source>not told by their codes ({count})</source>
            <translation>编码不能判明的（{count} 个图斑）</translation>
        </message>
        <message>
            <source>“{field}”, read as {system}: {kinds}</source>
            <translation>“{field}”按{system}识别：{kinds}</translation>
        </message>
        <message>
            <source>“{one}” and “{other}” are the same features of the layer “{layer}”; choose another layer for one of them, unless this is meant.</source>
            <translation>“{one}”和“{other}”用的是图层“{layer}”的同一批要素；如非有意，请为其中一项另选图层。</translation>
        </message>
        <message>
            <source>“{one}” has the same features twice, as “{layer}” and as “{second}”; take one of the two out.</source>
            <translation>“{one}”中有同样的要素两份，即“{layer}”和“{second}”；请去掉其中一个。</translation>
        </message>
        <message>
            <source>The layers “{layer}” and “{second}” look exchanged: the name of each speaks for the input of the other.</source>
            <translation>图层“{layer}”和“{second}”看起来选反了：各自的名称更像另一项输入。</translation>
        </message>
        <message>
            <source>The name of the layer “{layer}” speaks for “{other}”; check that it is meant for “{parameter}”.</source>
            <translation>从名称看，图层“{layer}”更像“{other}”；请核对它是否用作“{parameter}”。</translation>
        </message>
        <message>
            <source>By their names the layer “{before}” is of a later year than the layer “{after}”; they look exchanged.</source>
            <translation>从名称看，图层“{before}”的年份晚于图层“{after}”，两者看起来选反了。</translation>
        </message>
        <message>
            <source>“{file}” has several layers, of which “{layer}” is read; the others are {others}. To read another one, write “|layername=” and its name behind the path.</source>
            <translation>“{file}”中有多个图层或工作表，读取的是“{layer}”，其余为：{others}。要读取其他图层，请在路径后写“|layername=图层名”。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no selected features, and only selected ones are to be used; select some.</source>
            <translation>图层“{layer}”没有选中的要素，而设定为只用选中的要素；请先选择要素。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no features: its filter {filter} leaves none; change or remove the filter.</source>
            <translation>图层“{layer}”没有要素：过滤条件 {filter} 滤去了全部要素；请修改或取消过滤。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no features; check that it is the right layer.</source>
            <translation>图层“{layer}”没有要素；请核对是否选对了图层。</translation>
        </message>
        <message>
            <source>The layer “{layer}” nowhere meets the layer “{first}”: they lie more than {distance:g} m apart.</source>
            <translation>图层“{layer}”与图层“{first}”毫不相接：两者相距超过 {distance:g} 米。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no geometry to work with; check that it is the right layer.</source>
            <translation>图层“{layer}”没有可用的几何图形，请确认所选图层是否正确。</translation>
        </message>
        <message>
            <source>None of the geometries of the layer “{layer}” can be read ({count} have coordinates that are no numbers or of no place, or are of a kind that is not known); correct them.</source>
            <translation>图层“{layer}”的几何图形都无法读取（其中 {count} 个的坐标不是数、不在任何地方，或类型未知），请改正。</translation>
        </message>
        <message>
            <source>The layer “{layer}” is in the local coordinate system {crs}, which has no place on Earth and so no ellipsoid; measure areas in the plane, or set the coordinate reference system that it is in.</source>
            <translation>图层“{layer}”采用独立坐标参照系 {crs}，它未与地球关联，也就没有椭球；请按平面计算面积，或为图层设置其实际采用的坐标参照系。</translation>
        </message>
        <message>
            <source>The layer “{layer}” is in the local coordinate system {crs}, and nothing says how long its unit is; set the coordinate reference system that it is in.</source>
            <translation>图层“{layer}”采用独立坐标参照系 {crs}，无从得知其单位的长度；请为图层设置其实际采用的坐标参照系。</translation>
        </message>
        <message>
            <source>The data are in the local coordinate system {crs}, which has no place on Earth; lengths and areas are taken from the coordinates as they are.</source>
            <translation>数据采用独立坐标参照系 {crs}，它未与地球关联；长度和面积直接按坐标计算。</translation>
        </message>
        <message>
            <source>The data lie nowhere on Earth in {crs}; lengths and areas are taken from the coordinates as they are.</source>
            <translation>数据坐标按 {crs} 不在地球范围内，长度与面积直接按坐标值量算。</translation>
        </message>
        <message>
            <source>Lengths and areas are measured in {crs}; over the data lengths are true to {error:.3f} % there, areas to {areas:.3f} %.</source>
            <translation>长度与面积在 {crs} 中量算，数据范围内长度变形不超过 {error:.3f}%，面积变形不超过 {areas:.3f}%。</translation>
        </message>
        <message>
            <source>Lengths are measured in {crs}, where they are true to {error:.3f} % over the data, and areas on the ellipsoid.</source>
            <translation>长度在 {crs} 中量算，数据范围内长度变形不超过 {error:.3f}%；面积在椭球面上量算。</translation>
        </message>
        <message>
            <source>The data are too wide for one metric projection: radii and widths may be off by {error:.1f} %, areas in the plane by {areas:.1f} %; run the parts one by one.</source>
            <translation>数据范围过大，单一投影无法保证精度，半径和宽度的误差可能达到 {error:.1f}%，平面面积的误差可能达到 {areas:.1f}%，请分片计算。</translation>
        </message>
        <message>
            <source>Area (m²)</source>
            <translation>面积（m²）</translation>
        </message>
        <message>
            <source>Scope</source>
            <translation>统计范围</translation>
        </message>
        <message>
            <source>Population</source>
            <translation>人口</translation>
        </message>
        <message>
            <source>All</source>
            <translation>合计</translation>
        </message>
        <message>
            <source>Outside all zones</source>
            <translation>分区以外</translation>
        </message>
        <message>
            <source>Not placed</source>
            <translation>未落位</translation>
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
            <source>Own table of codes</source>
            <translation>自定义地类对照表</translation>
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
            <source>The file “{path}” is no text in UTF-8, UTF-16 or GB18030 (GBK), perhaps a workbook by another name; save the table as CSV and choose it again.</source>
            <translation>文件“{path}”不是 UTF-8、UTF-16 或 GB18030（GBK）编码的文本，可能是改了扩展名的工作簿；请把表格另存为 CSV 后重新选择。</translation>
        </message>
        <message>
            <source>“{table}”, line {line}: this is no row of a table, perhaps because a quotation mark is never closed; correct it.</source>
            <translation>“{table}”第 {line} 行：不是表格的一行，可能有引号未成对；请改正。</translation>
        </message>
        <message>
            <source>“{table}”, line {line}: this code has another class already; keep one of the two.</source>
            <translation>“{table}”第 {line} 行：该编码前面已有不同的类别，请只保留一个。</translation>
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
            <source>Streets, communities or cells with the population</source>
            <translation>分街道、社区或网格的人口图层</translation>
        </message>
        <message>
            <source>Field with the floor area, by which people of a layer or raster are spread</source>
            <translation>建筑面积字段（按建筑面积分摊人口图层或栅格的人口）</translation>
        </message>
        <message>
            <source>Field with the population</source>
            <translation>人口字段</translation>
        </message>
        <message>
            <source>Field with their population</source>
            <translation>该图层的人口字段</translation>
        </message>
        <message>
            <source>Raster of persons per cell</source>
            <translation>人口栅格（每个像元的人数）</translation>
        </message>
        <message>
            <source>HTML files (*.html)</source>
            <translation>HTML 文件 (*.html)</translation>
        </message>
        <message>
            <source>Those of each residential feature, shared out by its area.</source>
            <translation>各居住用地自己的人口，按面积分摊。</translation>
        </message>
        <message>
            <source>Those of “{layer}”, spread over its residential land in proportion to area.</source>
            <translation>“{layer}”的人口，按用地面积分摊到单元内的居住用地上。</translation>
        </message>
        <message>
            <source>Those of “{layer}”, spread over its residential land in proportion to floor area.</source>
            <translation>“{layer}”的人口，按建筑面积分摊到单元内的居住用地上。</translation>
        </message>
        <message>
            <source>{people:,.0f} of the {all:,.0f} people of “{layer}” are not placed: there is no residential land where they are counted, so they are in no figure but their own.</source>
            <translation>“{layer}”共 {all:,.0f} 人，其中 {people:,.0f} 人未落位：所在统计单元内没有居住用地。这部分人口单独列出，不计入其他指标。</translation>
        </message>
        <message>
            <source>None of the {all:,.0f} people of “{layer}” has residential land where they are counted, so nobody can be placed; check that it is the right layer.</source>
            <translation>“{layer}”共 {all:,.0f} 人，所在统计单元内都没有居住用地，人口无法落位，请核对是否选对了图层。</translation>
        </message>
        <message>
            <source>Land use covers only part of {count} features of “{layer}”; all of their people are put on the residential land that it shows, so figures per head are not judged there.</source>
            <translation>“{layer}”中有 {count} 个统计单元只有一部分被用地图层覆盖，其全部人口都落到了图上已有的居住用地上，因此那里的人均指标暂不判定。</translation>
        </message>
        <message>
            <source>It is not known how many people live on {area} ha of residential land, of which “{layer}” gives no population; it counts as uninhabited, which by itself raises figures per head.</source>
            <translation>有 {area} 公顷居住用地的人口未知（“{layer}”未给出这部分用地的人口），按无人居住计算，仅此一项会使人均值偏高。</translation>
        </message>
        <message>
            <source>People are given more than once: by “{first}” and by “{second}”; leave all but one of them empty.</source>
            <translation>人口给出了不止一次：“{first}”和“{second}”都已填写，只保留其中一项。</translation>
        </message>
        <message>
            <source>“{parameter}” has no use here: floor area spreads the people of “{layer}” or “{raster}”; leave it empty, or give one of these.</source>
            <translation>“{parameter}”在这里不起作用：建筑面积只用于分摊“{layer}”或“{raster}”的人口。请留空，或填写这两项之一。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” has no floor area in any feature; choose another one.</source>
            <translation>图层“{layer}”的字段“{field}”在所有要素中都没有建筑面积，请另选字段。</translation>
        </message>
        <message>
            <source>“{layer}” puts {people} people on {area} ha of residential land and {usual} on each hectare elsewhere, which are not homes of one town; check whether hundreds or thousands were given there, or 0 for people that are not known. Figures per head that this would turn are not judged.</source>
            <translation>“{layer}”有 {area} 公顷居住用地只落位 {people} 人，而其他居住用地每公顷多为 {usual} 人，同一城镇的住宅不会相差如此悬殊；请核对该处人口是否以百人、千人为单位，或以 0 表示人口不详。按更多人口计结论会改变的人均指标暂不判定。</translation>
        </message>
        <message>
            <source>By its name the field “{field}” of “{layer}” holds tens of thousands of people, and one in it counts as one person, so nothing per head is judged; choose a field that holds people.</source>
            <translation>从名称看，“{layer}”的“{field}”以万人为单位，而此处按人计数，人均指标暂不判定；请选用以人为单位的字段。</translation>
        </message>
        <message>
            <source>By its name the field “{field}” of “{layer}” holds thousands of people, and one in it counts as one person, so nothing per head is judged; choose a field that holds people.</source>
            <translation>从名称看，“{layer}”的“{field}”以千人为单位，而此处按人计数，人均指标暂不判定；请选用以人为单位的字段。</translation>
        </message>
        <message>
            <source>By its name the field “{field}” of “{layer}” holds hundreds of people, and one in it counts as one person, so nothing per head is judged; choose a field that holds people.</source>
            <translation>从名称看，“{layer}”的“{field}”以百人为单位，而此处按人计数，人均指标暂不判定；请选用以人为单位的字段。</translation>
        </message>
        <message>
            <source>By its name “{field}” of “{layer}” holds households, or people per household, not people, so nothing per head is judged; choose a field that holds people.</source>
            <translation>从名称看，“{layer}”的“{field}”是户数或户均人数，不是人口数，人均指标暂不判定；请选用以人为单位的字段。</translation>
        </message>
        <message>
            <source>By its name “{field}” of “{layer}” holds people per area, or shares, not people, so nothing per head is judged; choose a field that holds people.</source>
            <translation>从名称看，“{layer}”的“{field}”是人口密度或比重而非人口数，人均指标暂不判定；请选用人口数字段。</translation>
        </message>
        <message>
            <source>By its name “{field}” of “{layer}” holds others than all who live there, such as employees, an age group, births or newcomers, or an area, so nothing per head is judged; choose a field that holds all people who live there.</source>
            <translation>从名称看，“{layer}”的“{field}”不是全部居住人口，而是就业人口、分年龄或分性别人口、出生人口、外来人口等，或是面积，人均指标暂不判定；请选用全部居住人口的字段。</translation>
        </message>
        <message>
            <source>“{layer}” puts {people} people on {area} ha, more than live anywhere, so nothing per head is judged; check in which unit the people are given.</source>
            <translation>按“{layer}”，{area} 公顷土地上有 {people} 人，密度高于任何现实情形，人均指标暂不判定；请核对人口单位。</translation>
        </message>
        <message>
            <source>“{layer}” puts {people} people on {area} ha of residential land, fewer than live anywhere, so nothing per head is judged; check whether tens of thousands or densities were given.</source>
            <translation>按“{layer}”，{area} 公顷居住用地上只有 {people} 人，密度低于任何现实情形，人均指标暂不判定；请核对是否以万人为单位，或填的是人口密度。</translation>
        </message>
        <message>
            <source>“{layer}” holds the same areas more than once, with people each time, on {share} % of their ground, so nothing per head is judged; take the copies out.</source>
            <translation>“{layer}”中有范围重复录入，且各自带有人口，占其用地的 {share}%，人均指标暂不判定；请删除重复要素。</translation>
        </message>
        <message>
            <source>“{layer}” holds areas inside of areas, such as streets and their communities, on {share} % of their ground, so people count twice and nothing per head is judged; leave one level.</source>
            <translation>“{layer}”中有上下级单元同时存在（如街道和所辖社区），占其用地的 {share}%，人口重复计算，人均指标暂不判定；请只保留一级单元。</translation>
        </message>
        <message>
            <source>Areas of “{layer}” lie on each other on {share} % of their ground, so people may count twice and nothing per head is judged; correct their borders.</source>
            <translation>“{layer}”的单元相互重叠，占其用地的 {share}%，人口可能重复计算，人均指标暂不判定；请修正边界。</translation>
        </message>
        <message>
            <source>{area} ha of residential land have no floor area in “{field}”, or less than a hundredth of what others have there for their ground, so the people of “{layer}”, who are spread by it, are put on other homes and nothing per head is judged; fill it in, or leave out the field.</source>
            <translation>“{field}”中有 {area} 公顷居住用地没有建筑面积，或按用地面积计不足其他住宅的百分之一；“{layer}”的人口按建筑面积落位，这些地块的人口被分到了其他住宅上，人均指标不作判断。请补全建筑面积，或不选该字段。</translation>
        </message>
        <message>
            <source>By “{field}” {area} ha of residential land have more than thirty times their own ground as floor area, and than most others have for theirs, so {people} people of “{layer}”, who are spread by it, are put there and nothing per head is judged; correct it, or leave out the field.</source>
            <translation>按“{field}”，有 {area} 公顷居住用地的建筑面积超过用地面积的三十倍，也超过多数住宅容积率的三十倍；“{layer}”的人口按建筑面积落位，其中 {people} 人因此落在这些地块上，人均指标不作判断。请改正建筑面积，或不选该字段。</translation>
        </message>
        <message>
            <source>{count} features of “{layer}” have no population in “{field}”; they count as uninhabited.</source>
            <translation>“{layer}”中有 {count} 个要素的“{field}”为空，按无人居住处理。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” has negative floor area in the feature {id}; correct it.</source>
            <translation>图层“{layer}”的字段“{field}”在要素 {id} 处建筑面积为负值，请更正。</translation>
        </message>
        <message>
            <source>{count} features of “{layer}” have no floor area in “{field}”; they count as uninhabited.</source>
            <translation>“{layer}”有 {count} 个要素在“{field}”中没有建筑面积，按无人居住计。</translation>
        </message>
        <message>
            <source>{count} features of “{layer}” have a floor area of 0 in “{field}”; nobody is put there.</source>
            <translation>“{layer}”有 {count} 个要素的“{field}”（建筑面积）为 0，不落位人口。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” has negative population in the feature {id}; correct it.</source>
            <translation>图层“{layer}”的字段“{field}”在要素 {id} 处人口为负值，请更正。</translation>
        </message>
        <message>
            <source>Choose the field with the population of “{layer}” in “{parameter}”.</source>
            <translation>请在“{parameter}”中选择“{layer}”的人口字段。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no streets, communities or cells: none of its features has an area.</source>
            <translation>图层“{layer}”中没有人口统计单元：所有要素都没有面积。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” has no people in any feature; choose another one.</source>
            <translation>图层“{layer}”的字段“{field}”在所有要素中都没有人口，请另选字段。</translation>
        </message>
        <message>
            <source>Polygons of “{layer}” overlap by {area:,.1f} m²; where they do, people of each of them live there.</source>
            <translation>“{layer}”的要素互相重叠 {area:,.1f} 平方米；重叠处各要素的人口都计入。</translation>
        </message>
        <message>
            <source>The raster “{layer}” has no upright cells that hold persons of their own: it lies askew or south up, or is placed by points, polynomials or arrays. Warp it to an upright one first, with sums as the resampling.</source>
            <translation>栅格“{layer}”带有旋转、南北颠倒，或由控制点、有理多项式（RPC）、地理位置数组定位，转正后像元不再对应原有人数；请先用“求和”重采样把它变换为正北方向的栅格。</translation>
        </message>
        <message>
            <source>The raster “{layer}” holds no numbers; choose one that has the persons of each cell in its band.</source>
            <translation>栅格“{layer}”不是数值栅格，请选择以像元值表示人数的栅格。</translation>
        </message>
        <message>
            <source>Reading the raster of people…</source>
            <translation>正在读取人口栅格…</translation>
        </message>
        <message>
            <source>The raster “{layer}” has more than {most:,} cells with people on residential land; give one with larger cells, made with sums as the resampling.</source>
            <translation>人口栅格“{layer}”在居住用地上有人口的像元超过 {most:,} 个；请改用像元较大的栅格（重采样时取合计）。</translation>
        </message>
        <message>
            <source>The raster “{layer}” has {bands} bands; the first one is read.</source>
            <translation>栅格“{layer}”有 {bands} 个波段，只读取第一个。</translation>
        </message>
        <message>
            <source>{count} cells of the raster “{layer}” have a negative value, {least:g} the least; they count as cells without data, of which nobody knows how many people live there. Correct them, or set them as no data in the raster's properties, under Transparency.</source>
            <translation>栅格“{layer}”有 {count} 个像元为负值（最小 {least:g}），按无数据、人口未知计。请改正，或在栅格属性的“透明度”中设为无数据值。</translation>
        </message>
        <message>
            <source>The raster “{layer}” has nobody in any cell; check that it is the right one.</source>
            <translation>栅格“{layer}”的所有像元都没有人口，请核对是否选对了栅格。</translation>
        </message>
        <message>
            <source>The table “{parameter}” has the row {smallest:g}, {radius:g}; a park area must be 0 or more and a service radius more than 0, and neither larger than the Earth.</source>
            <translation>表格“{parameter}”中的一行（{smallest:g}，{radius:g}）有误：公园面积不得小于 0，服务半径须大于 0，两者都不得超过地球的尺度。</translation>
        </message>
        <message>
            <source>The table “{parameter}” has two rows for the same park area; keep one of them.</source>
            <translation>表格“{parameter}”中同一公园面积出现两行，请保留一行。</translation>
        </message>
        <message>
            <source>On the ellipsoid {ellipsoid}</source>
            <translation>椭球面（{ellipsoid}）</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no zones: none of its features has an area.</source>
            <translation>图层“{layer}”中没有分区：所有要素的面积均为零。</translation>
        </message>
        <message>
            <source>(no name)</source>
            <translation>（未命名）</translation>
        </message>
        <message>
            <source>“{value}” in the field “{field}” of the layer “{layer}”, feature {id}, is no number; correct it, or leave it empty.</source>
            <translation>图层“{layer}”要素 {id} 的字段“{field}”中的“{value}”不是数字，请改正或留空。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” holds text; {count} numbers were read of it, such as “{text}” as {number:.15g}.</source>
            <translation>图层“{layer}”的字段“{field}”是文本，已从中读出 {count} 个数，例如“{text}”读作 {number:.15g}。</translation>
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
            <source>{layer} ({file})</source>
            <translation>{layer}（{file}）</translation>
        </message>
        <message>
            <source>{input}: what is taken of the layer</source>
            <translation>{input}：取图层中的哪些图斑</translation>
        </message>
        <message>
            <source>{input}: field with the codes</source>
            <translation>{input}：编码字段</translation>
        </message>
        <message>
            <source>{input}: system of the codes</source>
            <translation>{input}：编码体系</translation>
        </message>
        <message>
            <source>Find out</source>
            <translation>自动识别</translation>
        </message>
        <message>
            <source>{input}: what is taken of each layer</source>
            <translation>{input}：各图层取哪些图斑</translation>
        </message>
        <message>
            <source>Layer</source>
            <translation>图层</translation>
        </message>
        <message>
            <source>What is taken</source>
            <translation>取哪些图斑</translation>
        </message>
        <message>
            <source>it gives “{value}”</source>
            <translation>得到的是“{value}”</translation>
        </message>
        <message>
            <source>The layer “{layer}” has none of the usual fields of land-use codes ({usual}); choose one in “{parameter}”. Its fields are: {fields}.</source>
            <translation>图层“{layer}”没有常见的地类编码字段（{usual}）；请在“{parameter}”中选择。它的字段有：{fields}。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has none of the usual fields of land-use codes ({usual}); say what is taken of it by an expression. Its fields are: {fields}.</source>
            <translation>图层“{layer}”没有常用的用地编码字段（{usual}）；请用表达式说明取哪些图斑。它的字段有：{fields}。</translation>
        </message>
        <message>
            <source>“{parameter}” names the layer “{layer}”, which is not among those given: {layers}.</source>
            <translation>“{parameter}”写了图层“{layer}”，而给出的图层中没有它：{layers}。</translation>
        </message>
        <message>
            <source>“{parameter}” has two rows for the layer “{layer}”; keep one of them.</source>
            <translation>“{parameter}”中图层“{layer}”有两行，请只留一行。</translation>
        </message>
        <message>
            <source>Check-up</source>
            <translation>体检</translation>
        </message>
        <message>
            <source>Parks</source>
            <translation>公园绿地</translation>
        </message>
        <message>
            <source>Corridors</source>
            <translation>廊道</translation>
        </message>
        <message>
            <source>Land</source>
            <translation>土地</translation>
        </message>
        <message>
            <source>Restoration</source>
            <translation>生态修复</translation>
        </message>
        <message>
            <source>{count} features of “{layer}” could not be read; with them the answer might be another, so there is no verdict on what they may decide.</source>
            <translation>“{layer}”中有 {count} 个要素未能读取；计入后结论可能不同，因此对可能受其影响的内容暂不判定。</translation>
        </message>
        <message>
            <source>{count} features of “{layer}” could not be read; with them ranks and phases might be others.</source>
            <translation>“{layer}”中有 {count} 个要素未能读取；计入后位次和分期可能不同。</translation>
        </message>
        <message>
            <source>{count} features of “{layer}” may be meant, which their codes do not say; with them the answer might be another. Give them a code, or name the codes to be taken (values:…).</source>
            <translation>“{layer}”有 {count} 个图斑，从编码看不出是否应计入，计入后结论可能不同。请补全其编码，或用 values:… 写明要取的编码。</translation>
        </message>
        <message>
            <source>“{path}” cannot be written: the format has no table of that name; choose one that begins with a letter, and neither with “gpkg” nor with “sqlite_”.</source>
            <translation>无法写入“{path}”：这种格式不允许使用该表名；请改用以文字或字母开头、且不以“gpkg”或“sqlite_”开头的表名。</translation>
        </message>
        <message>
            <source>“{one}” and “{other}” would both be written to “{path}”; give each a file or a table of its own.</source>
            <translation>“{one}”和“{other}”都要写入“{path}”；请为它们各指定一个文件或表。</translation>
        </message>
        <message>
            <source>“{output}” would be written over “{path}”, which is read for “{input}”; choose another file or table.</source>
            <translation>“{output}”会覆盖“{path}”，而它正是“{input}”所读取的数据；请另选文件或表。</translation>
        </message>
        <message>
            <source>{layer} ({parameter})</source>
            <translation>{layer}（{parameter}）</translation>
        </message>
        <message>
            <source>{layer}, file {name}</source>
            <translation>{layer}，文件名 {name}</translation>
        </message>
        <message>
            <source>The layer “{layer}” for “{parameter}” is in {crs} and the layer “{first}” for “{first_parameter}” in {first_crs}, and no transformation leads from one to the other, for {local} is a local coordinate system without a place on Earth; bring both into one system, or set the one that they are in.</source>
            <translation>“{parameter}”的图层“{layer}”采用 {crs}，“{first_parameter}”的图层“{first}”采用 {first_crs}，而 {local} 是未与地球关联的独立坐标参照系，两者之间无法换算；请把两个图层统一到同一坐标参照系，或为其设置实际采用的坐标参照系。</translation>
        </message>
        <message>
            <source>The layer “{layer}” for “{parameter}” lies far from “{first}”, but on it with x and y exchanged; in one of the two the axes are the wrong way round.</source>
            <translation>“{parameter}”所选图层“{layer}”离“{first}”很远，但交换 x、y 后恰好与之重合；两者之一的坐标轴次序颠倒了。</translation>
        </message>
        <message>
            <source>The layer “{layer}” for “{parameter}” ({crs}) and the layer “{first}” for “{first_parameter}” ({first_crs}) have different datums, and no transformation between them is known: no shift was made, and one may lie up to some hundred metres beside the other.</source>
            <translation>“{parameter}”所选图层“{layer}”（{crs}）与“{first_parameter}”所选图层“{first}”（{first_crs}）的大地基准不同，且两者之间没有已知的转换参数：未作平移，一方可能偏离另一方达百余米。</translation>
        </message>
        <message>
            <source> or </source>
            <translation> 或 </translation>
        </message>
        <message>
            <source>The coordinates of the layer “{layer}” for “{parameter}” lie nowhere on Earth in its coordinate reference system {crs}; set the one that they are in.</source>
            <translation>“{parameter}”所选图层“{layer}”的坐标按其坐标参照系 {crs} 不在地球上任何地方；请设置坐标实际所属的坐标参照系。</translation>
        </message>
        <message>
            <source>The layer “{layer}” for “{parameter}” has coordinates in metres ({x:.0f}, {y:.0f}), but its coordinate reference system {crs} is in degrees; set the projected one that they are in.</source>
            <translation>“{parameter}”所选图层“{layer}”的坐标以米为单位（{x:.0f}，{y:.0f}），而其坐标参照系 {crs} 以度为单位；请设置坐标实际所属的投影坐标系。</translation>
        </message>
        <message>
            <source>The layer “{layer}” for “{parameter}” has its northings (or latitudes) before its eastings ({x:.6g}, {y:.6g}); its coordinates fit {fitting} once x and y are exchanged.</source>
            <translation>“{parameter}”所选图层“{layer}”的纵坐标（或纬度）排在横坐标之前（{x:.6g}，{y:.6g}）；交换 x、y 后坐标与 {fitting} 相符。</translation>
        </message>
        <message>
            <source>The layer “{layer}” for “{parameter}” has a zone's number in front of its eastings ({x:.0f}, {y:.0f}) that its coordinate reference system {crs} does not have; its coordinates fit {fitting}: set that one in the layer's properties.</source>
            <translation>“{parameter}”所选图层“{layer}”的横坐标带有带号（{x:.0f}，{y:.0f}），与其坐标参照系 {crs} 不符；坐标与 {fitting} 相符：请在图层属性中设为该坐标参照系。</translation>
        </message>
        <message>
            <source>The layer “{layer}” for “{parameter}” has eastings without a zone's number in front ({x:.0f}, {y:.0f}), but its coordinate reference system {crs} has one; its coordinates fit {fitting}: set that one in the layer's properties.</source>
            <translation>“{parameter}”所选图层“{layer}”的横坐标不带带号（{x:.0f}，{y:.0f}），而其坐标参照系 {crs} 带有带号；坐标与 {fitting} 相符：请在图层属性中设为该坐标参照系。</translation>
        </message>
        <message>
            <source>The layer “{layer}” for “{parameter}” has coordinates in degrees ({x:.6g}, {y:.6g}), but its coordinate reference system {crs} is in metres; its coordinates fit {fitting}: set that one in the layer's properties.</source>
            <translation>“{parameter}”所选图层“{layer}”的坐标以度为单位（{x:.6g}，{y:.6g}），而其坐标参照系 {crs} 以米为单位；坐标与 {fitting} 相符：请在图层属性中设为该坐标参照系。</translation>
        </message>
        <message>
            <source>The layer “{layer}” for “{parameter}” has coordinates in metres ({x:.0f}, {y:.0f}), but its coordinate reference system {crs} is in degrees; its coordinates fit {fitting}: set that one in the layer's properties.</source>
            <translation>“{parameter}”所选图层“{layer}”的坐标以米为单位（{x:.0f}，{y:.0f}），而其坐标参照系 {crs} 以度为单位；坐标与 {fitting} 相符：请在图层属性中设为该坐标参照系。</translation>
        </message>
        <message>
            <source>The coordinates of the layer “{layer}” for “{parameter}” ({x:.0f}, {y:.0f}) cannot lie in its coordinate reference system {crs}; they fit {fitting}: set that one in the layer's properties.</source>
            <translation>“{parameter}”所选图层“{layer}”的坐标（{x:.0f}，{y:.0f}）不可能属于其坐标参照系 {crs}；坐标与 {fitting} 相符：请在图层属性中设为该坐标参照系。</translation>
        </message>
        <message>
            <source>Its northings (or latitudes) stand before its eastings; exchange x and y too.</source>
            <translation>其纵坐标（或纬度）排在横坐标之前；还须交换 x、y。</translation>
        </message>
        <message>
            <source>{layer}: {read} features read, {repaired} repaired, {skipped} skipped, {used} used.</source>
            <translation>{layer}：读取 {read} 个要素，修复 {repaired} 个，跳过 {skipped} 个，参与计算 {used} 个。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has features whose geometry cannot be read or cannot lie in its coordinate reference system, and which are left out; their ids are: {ids}.</source>
            <translation>图层“{layer}”中有要素的图形无法读取，或其坐标不可能落在该图层的坐标参照系内，未参与计算；其编号为：{ids}。</translation>
        </message>
        <message>
            <source>QGIS cannot read the layer for “{parameter}”; check it for coordinates that are not finite.</source>
            <translation>QGIS 无法读取“{parameter}”所选的图层，请检查其中是否有无穷大等无效坐标。</translation>
        </message>
        <message>
            <source>QGIS cannot read the layer for “{parameter}”: {reason}.</source>
            <translation>QGIS 无法读取“{parameter}”所选的图层：{reason}。</translation>
        </message>
        <message>
            <source>The layer “{layer}” cannot be read: “{source}” is gone or cannot be opened any more. Put it back, or choose another layer.</source>
            <translation>无法读取图层“{layer}”：“{source}”已不存在或无法再打开。请恢复该文件，或另选图层。</translation>
        </message>
        <message>
            <source>The layer “{layer}” cannot be read to its end: {reason}. Its file is damaged; restore or replace it.</source>
            <translation>图层“{layer}”只能读出一部分：{reason}。文件已损坏，请恢复或更换该文件。</translation>
        </message>
        <message>
            <source>QGIS finds no table in the file “{file}”: its name must end with .csv, and its first line have as many columns as the others. Put the head there, or as many commas behind a title.</source>
            <translation>QGIS 在文件“{file}”中找不到表格：文件名须以 .csv 结尾，首行须与其余各行列数相同。请把表头放在首行，或在标题后补足逗号。</translation>
        </message>
        <message>
            <source>The layer of “{parameter}” is no longer in the project; choose another one.</source>
            <translation>“{parameter}”的图层已不在工程中，请另选一个。</translation>
        </message>
        <message>
            <source>The filter {filter} of the layer “{layer}” cannot be read: {reason}. Correct or remove it.</source>
            <translation>图层“{layer}”的过滤条件 {filter} 无法解读：{reason}。请改正或去掉该条件。</translation>
        </message>
        <message>
            <source>The filter {filter} of the layer “{layer}” asks for fields that the layer does not have: {reason}. Correct or remove it.</source>
            <translation>图层“{layer}”的过滤条件 {filter} 用到了图层中没有的字段：{reason}。请改正或去掉该条件。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has geometries of several kinds, collections among them, and QGIS gives such a layer no coordinate reference system; set it in the layer's properties, or leave geometries of one kind only.</source>
            <translation>图层“{layer}”含有多种几何类型，其中有几何集合，QGIS 不为这类图层给出坐标参照系；请在图层属性中设置，或只保留一种几何类型。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no coordinate reference system; set it in the layer's properties before running this.</source>
            <translation>图层“{layer}”没有坐标参照系，请先在图层属性中设置，再运行本工具。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” holds text; choose a field of numbers.</source>
            <translation>图层“{layer}”的字段“{field}”是文本，请选择数值字段。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” is of the type {kind}; choose a field of numbers.</source>
            <translation>图层“{layer}”的字段“{field}”的类型是 {kind}；请选择数值字段。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no field “{field}”; its fields are: {fields}.</source>
            <translation>图层“{layer}”中没有字段“{field}”，现有字段为：{fields}。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no fields, which would say what its features are; choose another layer.</source>
            <translation>图层“{layer}”没有任何字段，无法得知各图斑是什么，请另选图层。</translation>
        </message>
        <message>
            <source>The layer “{layer}” for “{parameter}” has texts with characters that cannot be read, such as “{text}”: they were cut or changed within a character by the program that wrote them, or are in another encoding than the others.</source>
            <translation>“{parameter}”的图层“{layer}”中有无法识别的字符，例如“{text}”：可能是写出文件的软件在字符中间截断或改动了文字，也可能是这些文字与其余文字的编码不同。</translation>
        </message>
        <message>
            <source>The layer “{layer}” for “{parameter}” holds text in {encoding}, but it is read in another encoding; set {encoding} as the data source encoding in the layer's properties, under Source, or put a file {cpg} with the word {word} beside it.</source>
            <translation>“{parameter}”的图层“{layer}”中的文字为 {encoding} 编码，却按其他编码读取；请在图层属性的“源”页把数据源编码设为 {encoding}，或在旁边放一个内容为 {word} 的文件 {cpg}。</translation>
        </message>
        <message>
            <source>The layer “{layer}” for “{parameter}” holds text in {encoding}, but it is read in another encoding; set {encoding} as the data source encoding in the layer's properties, under Source.</source>
            <translation>“{parameter}”的图层“{layer}”中的文字为 {encoding} 编码，却按其他编码读取；请在图层属性的“源”页把数据源编码设为 {encoding}。</translation>
        </message>
        <message>
            <source>The layer “{layer}” for “{parameter}” holds text in {encoding}, but files of this format are read as UTF-8; save the file in UTF-8.</source>
            <translation>“{parameter}”的图层“{layer}”中的文字为 {encoding} 编码，而这种格式的文件按 UTF-8 读取；请把文件另存为 UTF-8 编码。</translation>
        </message>
        <message>
            <source>“{layer}”, row {row}: “{cell}” stands beyond the last cell of the head, so nobody knows what it is; write numbers without commas between thousands, or in quotes ("30,500"), else name the column, or clear it.</source>
            <translation>“{layer}”第 {row} 行：“{cell}”超出表头最后一列，无法判断是什么内容；请去掉数字中的千分位逗号，或给数字加上引号（"30,500"），若是其他内容，请补上该列的表头或将其删除。</translation>
        </message>
        <message>
            <source>The layer “{layer}” for “{parameter}” changed while it was read; it was read once more.</source>
            <translation>“{parameter}”所选图层“{layer}”在读取过程中发生了变化；已重新读取一遍。</translation>
        </message>
        <message>
            <source>“{layer}”: GDAL's fast reading failed ({reason}); it was read through QGIS instead.</source>
            <translation>“{layer}”：GDAL 的快速读取失败（{reason}），已改由 QGIS 读取。</translation>
        </message>
        <message>
            <source>“{path}” is there already, and is no GeoPackage that can be opened; choose another file.</source>
            <translation>“{path}”已存在，但不是能打开的 GeoPackage；请另选文件。</translation>
        </message>
        <message>
            <source>“{path}” cannot be written: the view {views} would be lost; choose another table.</source>
            <translation>无法写入“{path}”：视图 {views} 会因此失效；请另选一张表。</translation>
        </message>
        <message>
            <source>“{text}” cannot be read as a file and its table: within the name of the file an apostrophe is to be written as \', and a backslash as \\.</source>
            <translation>无法从“{text}”中读出文件和表：文件名中的单引号须写作 \'，反斜杠须写作 \\。</translation>
        </message>
        <message>
            <source>“{path}” cannot be replaced: {views} is made from it; choose another table.</source>
            <translation>“{path}”不能替换：视图 {views} 由它生成；请另选一个表。</translation>
        </message>
        <message>
            <source>“{path}” cannot be written: the database does not answer, gives no right to, or another program holds the table. The log says more.</source>
            <translation>“{path}”无法写入：数据库没有响应、没有写入权限，或该表正被其他程序占用。详见日志。</translation>
        </message>
        <message>
            <source>The raster “{layer}” cannot be read: {reason}. Its file is damaged; make it anew or choose another one.</source>
            <translation>栅格“{layer}”无法读取：{reason}。文件已损坏，请重新生成或另选栅格。</translation>
        </message>
        <message>
            <source>“{path}” cannot be written, for a reason that the log tells; choose another file.</source>
            <translation>无法写入“{path}”，原因见日志；请另选文件。</translation>
        </message>
        <message>
            <source>“{path}” cannot be written in this format; choose another, such as GeoPackage. The log says more.</source>
            <translation>“{path}”无法以这种格式写入；请改用其他格式，例如 GeoPackage。详情见日志。</translation>
        </message>
        <message>
            <source>“{path}” cannot be written: another program has it open. Close it there and run this again.</source>
            <translation>“{path}”无法写入：其他程序正在使用它。请在那里关闭后重新运行。</translation>
        </message>
        <message>
            <source>“{path}” cannot be written: you have no right to, or another program has it open.</source>
            <translation>“{path}”无法写入：没有写入权限，或其他程序正在使用它。</translation>
        </message>
        <message>
            <source>“{path}” cannot be written: there is no room left on its disk.</source>
            <translation>“{path}”无法写入：磁盘空间不足。</translation>
        </message>
        <message>
            <source>“{path}” cannot be written: what should be its folder is a file.</source>
            <translation>“{path}”无法写入：路径中应为文件夹的一级是文件。</translation>
        </message>
        <message>
            <source>“{path}” cannot be written: its folder does not exist.</source>
            <translation>“{path}”无法写入：所在文件夹不存在。</translation>
        </message>
        <message>
            <source>“{path}” cannot be written: it is a device or a pipe, and no file; choose a file.</source>
            <translation>“{path}”无法写入：它是设备或管道，不是文件；请另选文件。</translation>
        </message>
        <message>
            <source>“{path}” cannot be written: there is a folder of that name.</source>
            <translation>“{path}”无法写入：已有同名文件夹。</translation>
        </message>
        <message>
            <source>“{path}” cannot be written: its disk can only be read.</source>
            <translation>“{path}”无法写入：所在磁盘为只读。</translation>
        </message>
        <message>
            <source>“{path}” cannot be written: it would be larger than the system allows a file to be.</source>
            <translation>“{path}”无法写入：文件大小超过系统允许的上限。</translation>
        </message>
        <message>
            <source>“{path}” cannot be written: its name is too long.</source>
            <translation>“{path}”无法写入：文件名过长。</translation>
        </message>
        <message>
            <source>“{path}” cannot be written: it is a link that leads back to itself.</source>
            <translation>“{path}”无法写入：它是指回自身的链接。</translation>
        </message>
        <message>
            <source>“{path}” cannot be written: its disk does not answer as it should.</source>
            <translation>“{path}”无法写入：磁盘没有正常响应。</translation>
        </message>
        <message>
            <source>“{path}” cannot be read: there is no such file.</source>
            <translation>“{path}”无法读取：没有这个文件。</translation>
        </message>
        <message>
            <source>“{path}” cannot be read: it is a folder.</source>
            <translation>“{path}”无法读取：它是文件夹。</translation>
        </message>
        <message>
            <source>“{path}” cannot be read: you have no right to, or another program has it open.</source>
            <translation>“{path}”无法读取：没有读取权限，或其他程序正在使用它。</translation>
        </message>
        <message>
            <source>“{path}” cannot be read: its disk does not answer as it should.</source>
            <translation>“{path}”无法读取：磁盘没有正常响应。</translation>
        </message>
        <message>
            <source>“{path}” cannot be removed: there is no such file.</source>
            <translation>“{path}”无法删除：没有这个文件。</translation>
        </message>
        <message>
            <source>“{path}” cannot be removed: you have no right to, or another program has it open.</source>
            <translation>“{path}”无法删除：没有权限，或其他程序正在使用它。</translation>
        </message>
        <message>
            <source>“{path}” is there already, and is no SpatiaLite file that can be opened; choose another file.</source>
            <translation>“{path}”已经存在，但不是可以打开的 SpatiaLite 文件；请另选一个文件。</translation>
        </message>
        <message>
            <source>“{output}”: what the format {format} keeps of fields and values has not been looked at; a GeoPackage keeps all of them.</source>
            <translation>“{output}”：格式 {format} 能保留字段和值的哪些内容，没有核对过；GeoPackage 全部保留。</translation>
        </message>
        <message>
            <source>“{output}”: its format has no columns for what these fields hold, which are text there: {fields}.</source>
            <translation>“{output}”：该格式没有对应类型的字段，下列字段已按文本写入：{fields}。</translation>
        </message>
        <message>
            <source>“{output}”: fields whose names its format cannot hold, or takes for one, have other names there: {names}.</source>
            <translation>“{output}”：有些字段名是该格式写不下的，或被它视为同名的，已改用其他名称：{names}。</translation>
        </message>
        <message>
            <source>“{output}”: its format cannot hold all values of these fields, some of which were cut, rounded or lost signs; how many: {fields}. A GeoPackage keeps them as they are.</source>
            <translation>“{output}”：其格式装不下这些字段的全部值，有的被截断、取舍或缺了字符；个数：{fields}。GeoPackage 会原样保留。</translation>
        </message>
        <message>
            <source>“{output}”: its format has 0 for numbers that are missing; how many: {fields}. A GeoPackage keeps them empty.</source>
            <translation>“{output}”：其格式用 0 代替空缺的数；个数：{fields}。GeoPackage 会保留为空。</translation>
        </message>
        <message>
            <source>“{output}”: its format has dates with a time of the day only; these have 0:00 there: {fields}.</source>
            <translation>“{output}”：该格式的日期必带时刻，下列字段的时刻写作 0:00：{fields}。</translation>
        </message>
        <message>
            <source>“{output}”: its format has no curves; those of {count} features are short straight lines there. A GeoPackage keeps them.</source>
            <translation>“{output}”：该格式不存曲线，{count} 个要素中的曲线已改为短直线段；GeoPackage 会原样保留。</translation>
        </message>
        <message>
            <source>“{output}”: triangles and surfaces of several faces are polygons there, a multipolygon where there are several; features: {count}.</source>
            <translation>“{output}”：三角形和由多个面组成的曲面在其中写为多边形，有多个面的写为多部件多边形；要素数：{count}。</translation>
        </message>
        <message>
            <source>“{output}”: its format has no collections of points, lines and polygons together, of which only those of the layer's own kind are there; features: {count}. A GeoPackage keeps them.</source>
            <translation>“{output}”：该格式不存点、线、面混合的几何集合，只保留其中与图层同类的部分；要素数：{count}。GeoPackage 会原样保留。</translation>
        </message>
        <message>
            <source>“{output}”: its format has numbers only for heights (Z values) and M values; those that are missing or infinite are 0 there; features: {count}. A GeoPackage keeps them.</source>
            <translation>“{output}”：该格式的高程（Z 值）和 M 值只能是数，空缺或无穷大的写为 0；要素数：{count}。GeoPackage 会原样保留。</translation>
        </message>
        <message>
            <source>“{output}”: its format has no heights (Z values), which are left out. A GeoPackage keeps them.</source>
            <translation>“{output}”：该格式不存高程（Z 值），已略去；GeoPackage 会原样保留。</translation>
        </message>
        <message>
            <source>“{output}”: its format has no M values, which are left out. A GeoPackage keeps them.</source>
            <translation>“{output}”：该格式不存 M 值，已略去；GeoPackage 会原样保留。</translation>
        </message>
        <message>
            <source>“{path}” cannot be written: its format has no features without a geometry, and there are some here; how many: {count}. Choose another format, such as GeoPackage, or remove these features.</source>
            <translation>无法写入“{path}”：该格式不能存没有几何的要素，而这里有 {count} 个。请改用其他格式（例如 GeoPackage），或先删除这些要素。</translation>
        </message>
        <message>
            <source>“{path}” cannot be written: it would have {count} fields, and its format has {most} at most; choose another format, such as FlatGeobuf, or remove fields.</source>
            <translation>无法写入“{path}”：共有 {count} 个字段，而该格式最多只能有 {most} 个；请改用其他格式（例如 FlatGeobuf），或删减字段。</translation>
        </message>
        <message>
            <source>“{path}” cannot be written: its {count} fields take about {size} bytes of each feature, and its format has {room} at most; choose another format, such as GeoPackage, or remove text fields.</source>
            <translation>无法写入“{path}”：{count} 个字段使每个要素约占 {size} 字节，而该格式最多只能有 {room} 字节；请改用其他格式（例如 GeoPackage），或删减文本字段。</translation>
        </message>
        <message>
            <source>“{output}”: features whose geometry could not be read are there without one; how many: {count}.</source>
            <translation>“{output}”：几何无法读取的要素在其中没有几何，数量：{count}。</translation>
        </message>
        <message>
            <source>Corridor width check</source>
            <translation>廊道宽度核查</translation>
        </message>
        <message>
            <source>corridor,ventilation,width,clear width,bottleneck,pinch,medial axis,通风廊道</source>
            <translation>廊道,通风廊道,宽度,净宽,堵点,瓶颈,中轴线,corridor</translation>
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
            <source>Corridors not judged</source>
            <translation>暂不判定的廊道数</translation>
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
            <source>Newly a pinch</source>
            <translation>新增堵点</translation>
        </message>
        <message>
            <source>No longer a pinch</source>
            <translation>已消除堵点</translation>
        </message>
        <message>
            <source>Still a pinch, narrower</source>
            <translation>仍为堵点，变窄</translation>
        </message>
        <message>
            <source>Still a pinch, wider</source>
            <translation>仍为堵点，变宽</translation>
        </message>
        <message>
            <source>Obstacles</source>
            <translation>障碍物</translation>
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
            <source>Field with the level</source>
            <translation>等级字段</translation>
        </message>
        <message>
            <source>Required width by level</source>
            <translation>各等级要求宽度</translation>
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
            <source>Measuring the corridors…</source>
            <translation>正在量算廊道宽度…</translation>
        </message>
        <message>
            <source>Corridor {id}</source>
            <translation>廊道 {id}</translation>
        </message>
        <message>
            <source>Corridor {id}, arm {arm}</source>
            <translation>廊道 {id}，第 {arm} 支</translation>
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
            <source>Clear width</source>
            <translation>净宽</translation>
        </message>
        <message>
            <source>Required width</source>
            <translation>要求宽度</translation>
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
            <source>No level</source>
            <translation>未定等级</translation>
        </message>
        <message>
            <source>Width in A (m)</source>
            <translation>A 的宽度（m）</translation>
        </message>
        <message>
            <source>Width in B (m)</source>
            <translation>B 的宽度（m）</translation>
        </message>
        <message>
            <source>Change of width (m)</source>
            <translation>宽度变化（m）</translation>
        </message>
        <message>
            <source>By level</source>
            <translation>分等级</translation>
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
            <source>The table “{parameter}” has the row {level:g}, {width:g}; a level must be a whole number and a width more than 0, and no larger than the Earth.</source>
            <translation>表“{parameter}”中有一行为 {level:g}, {width:g}；等级应为整数，宽度应大于 0，且不超过地球的尺度。</translation>
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
            <source>The field “{field}” of the layer “{layer}” has a width of 0 or less, or one larger than the Earth, in the feature {id}; correct it, or leave it empty where the level decides.</source>
            <translation>图层“{layer}”的字段“{field}”在要素 {id} 中的宽度不大于 0，或超过地球的尺度，请改正；按等级确定宽度的，请留空。</translation>
        </message>
        <message>
            <source>Level {level}</source>
            <translation>{level}级</translation>
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
            <source>Not judged</source>
            <translation>暂不判定</translation>
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
            <source>Caused by both edge and obstacles</source>
            <translation>边界和障碍物共同造成</translation>
        </message>
        <message>
            <source>Gap between parts</source>
            <translation>分段间断</translation>
        </message>
        <message>
            <source>Length</source>
            <translation>长度</translation>
        </message>
        <message>
            <source>Angle to the wind</source>
            <translation>与主导风向夹角</translation>
        </message>
        <message>
            <source>Obstacle ratio</source>
            <translation>障碍物占比</translation>
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
            <source>Corridor</source>
            <translation>廊道</translation>
        </message>
        <message>
            <source>Arm</source>
            <translation>支</translation>
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
            <source>Number of parts</source>
            <translation>分段数</translation>
        </message>
        <message>
            <source>Widest gap between parts (m)</source>
            <translation>最大间断（m）</translation>
        </message>
        <message>
            <source>Number of arms</source>
            <translation>支数</translation>
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
            <source>Verdict</source>
            <translation>结论</translation>
        </message>
        <message>
            <source>Further checks</source>
            <translation>附加核查</translation>
        </message>
        <message>
            <source>Why it was not judged</source>
            <translation>暂不判定的原因</translation>
        </message>
        <message>
            <source>Ends that no line leads to</source>
            <translation>没有线通到的端部</translation>
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
            <source>Cause</source>
            <translation>成因</translation>
        </message>
        <message>
            <source>Width without obstacles (m)</source>
            <translation>无障碍物时的宽度（m）</translation>
        </message>
        <message>
            <source>Obstacle ids</source>
            <translation>障碍物编号</translation>
        </message>
        <message>
            <source>Number of corridors</source>
            <translation>廊道数量（条）</translation>
        </message>
        <message>
            <source>Meet the requirement</source>
            <translation>达到要求</translation>
        </message>
        <message>
            <source>Narrow</source>
            <translation>偏窄</translation>
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
            <source>The shape of the corridor has no two ends, as where it is about as wide as long or runs around in a ring with a dead end, so that it does not say from where to where it is to be passed; draw a line through it for “{axes}”.</source>
            <translation>该廊道的形状没有两端（如长宽相近，或为带有尽端的环形），看不出从哪一端通行到哪一端；请在“{axes}”中画一条穿过它的线。</translation>
        </message>
        <message>
            <source>The ends of the corridor take up so much of its edge that no way between two sides is left; draw a line for “{axes}” that enters and leaves it over two edges opposite each other.</source>
            <translation>该廊道的两端几乎占满了边界，其间没有可通行的两条侧边；请在“{axes}”中画一条从相对两边穿进穿出的线。</translation>
        </message>
        <message>
            <source>A line of “{axes}” does not say where the corridor ends: it stops inside and, drawn on straight, would leave over a side, strays over one, or only crosses the corridor; draw it from the edge at which the corridor begins to the one at which it ends, and join lines that go on from one another.</source>
            <translation>“{axes}”中有线说明不了廊道止于何处：止于内部而顺直延长会从侧边穿出，斜着穿出侧边，或者只是横穿廊道；请从廊道起端的边画到止端的边，首尾相接的线请合并为一条。</translation>
        </message>
        <message>
            <source>The corridor is {width} m wide instead of {required:g} m at an end only, and its shape does not say what there belongs to the end and what to the sides; draw that end as one straight line across the corridor.</source>
            <translation>廊道仅在端部宽 {width} m，不足 {required:g} m，而从形状看不出该处哪些属于端边、哪些属于侧边；请把这一端改画成一条横切廊道的直线。</translation>
        </message>
        <message>
            <source>Features could not be read, or their codes do not say what they are, and with them the corridor may be narrower or wider, so there is no verdict; the notices of a run name their layers and how many there are.</source>
            <translation>有要素未能读取，或编码看不出是什么用地，计入后廊道宽度可能不同，因此暂不判定；所在图层和个数见运行提示。</translation>
        </message>
        <message>
            <source>The corridor could not be measured ({error}).</source>
            <translation>该廊道无法量算（{error}）。</translation>
        </message>
        <message>
            <source>Corridor {id}: {reason}</source>
            <translation>廊道 {id}：{reason}</translation>
        </message>
        <message>
            <source>{count} corridors have no known requirement; their widths are measured but not judged.</source>
            <translation>{count} 条廊道的要求宽度未知，只量算宽度，不作判断。</translation>
        </message>
        <message>
            <source>Corridors with ends that no line of “{axes}” leads to, so that the ground there was not measured: {ids}.</source>
            <translation>下列廊道有端部没有“{axes}”通到，通向该端的用地未量算：{ids}。</translation>
        </message>
        <message>
            <source>No feature of “{obstacles}” lies in any corridor, so no width is taken by obstacles.</source>
            <translation>“{obstacles}”没有一个要素位于廊道内，障碍物没有占用任何宽度。</translation>
        </message>
        <message>
            <source>{count} parts thinner than 0.1 m are slivers of the drawing and were left out.</source>
            <translation>{count} 个窄于 0.1 m 的部分是制图碎屑，未参与量算。</translation>
        </message>
        <message>
            <source>{count} of the axes to pass along lead along no corridor and were not used.</source>
            <translation>{count} 条通行方向线没有沿任何廊道通过，未使用。</translation>
        </message>
        <message>
            <source>Corridors that axes of others cross, which were not followed there: {ids}.</source>
            <translation>下列廊道被其他廊道的通行方向线穿过，这些线在此未采用：{ids}。</translation>
        </message>
        <message>
            <source>{checked} corridors: {failed} narrow or broken, {open} not judged, {pinches} pinches, narrowest clear width {narrowest} m.</source>
            <translation>共 {checked} 条廊道：偏窄或中断 {failed} 条，暂不判定 {open} 条，堵点 {pinches} 处，最小净宽 {narrowest} 米。</translation>
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
            <source>Requirement not known</source>
            <translation>要求未知</translation>
        </message>
        <message>
            <source>number</source>
            <translation>处</translation>
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
            <source>Pinches on the map; their numbers are those of each corridor's list</source>
            <translation>堵点分布图（编号与各廊道堵点表一致）</translation>
        </message>
        <message>
            <source>Map of the corridors and their pinches</source>
            <translation>廊道与堵点分布图</translation>
        </message>
        <message>
            <source> (at the limit)</source>
            <translation>（处于临界）</translation>
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
            <source>{parts}; widest gap between them {gap} m</source>
            <translation>{parts} 段，最大间断 {gap} m</translation>
        </message>
        <message>
            <source>Further check: {name}</source>
            <translation>附加核查：{name}</translation>
        </message>
        <message>
            <source>No.</source>
            <translation>编号</translation>
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
            <source>Without obstacles</source>
            <translation>无障碍物时</translation>
        </message>
        <message>
            <source>The first {shown} of {count} pinches.</source>
            <translation>共 {count} 处堵点，列出前 {shown} 处。</translation>
        </message>
        <message>
            <source>level {level}: {width:g} m</source>
            <translation>{level}级：{width:g} m</translation>
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
            <source>Direction the wind comes from</source>
            <translation>主导风来向</translation>
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
            <source>The clear width of a corridor is the diameter of the widest disc that can travel from one end to the other without touching an edge or an obstacle. A pinch is a stretch where the disc of the required width does not fit; the map shows the ground that it lacks.</source>
            <translation>廊道净宽是能从一端通到另一端、且不碰到边界和障碍物的最大圆的直径。堵点是要求宽度的圆放不下的区段，图上所示为需要打通的用地。</translation>
        </message>
        <message>
            <source>The widths are guide values of the plan (in principle), not law.</source>
            <translation>宽度为规划的引导性要求（“原则上……宜为”），不是强制规定。</translation>
        </message>
        <message>
            <source>Source of the further checks</source>
            <translation>附加核查的出处</translation>
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
            <source>No corridor could be judged.</source>
            <translation>没有一条廊道可以判断。</translation>
        </message>
        <message>
            <source>{failed} corridors fall short of the required width, and {open} could not be judged.</source>
            <translation>{failed} 条廊道未达到要求宽度，另有 {open} 条无法判断。</translation>
        </message>
        <message>
            <source>Falls short</source>
            <translation>未达到</translation>
        </message>
        <message>
            <source>{failed} corridors fall short of the required width.</source>
            <translation>{failed} 条廊道未达到要求宽度。</translation>
        </message>
        <message>
            <source>{open} corridors could not be judged, the other {passed} meet the required width; the report says why.</source>
            <translation>有 {open} 条廊道无法判断，其余 {passed} 条达到要求宽度；原因见报告。</translation>
        </message>
        <message>
            <source>Every corridor meets the required width.</source>
            <translation>全部廊道达到要求宽度。</translation>
        </message>
        <message>
            <source>Met</source>
            <translation>达标</translation>
        </message>
        <message>
            <source>Corridors that meet the required width</source>
            <translation>达到要求宽度的廊道</translation>
        </message>
        <message>
            <source>{passed} of {count}</source>
            <translation>{passed} / {count} 条</translation>
        </message>
        <message>
            <source>Land reduction account</source>
            <translation>减量台账</translation>
        </message>
        <message>
            <source>land use,change,reduction,vacated,construction land,transition matrix,balance,减量,腾退</source>
            <translation>土地利用,变化,减量,腾退,城乡建设用地,转移矩阵,台账,land use,reduction,vacated</translation>
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
            <source>Another change in B than in A</source>
            <translation>两方案变化不同</translation>
        </message>
        <message>
            <source>Change in A only</source>
            <translation>仅 A 发生变化</translation>
        </message>
        <message>
            <source>Change in B only</source>
            <translation>仅 B 发生变化</translation>
        </message>
        <message>
            <source>Districts</source>
            <translation>行政区</translation>
        </message>
        <message>
            <source>Key remediation areas</source>
            <translation>生态整治重点地区</translation>
        </message>
        <message>
            <source>As before</source>
            <translation>与前期相同</translation>
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
            <source>Year of the land use before (as at its end)</source>
            <translation>前期年份（该年年末现状）</translation>
        </message>
        <message>
            <source>Year of the land use after (as at its end)</source>
            <translation>后期年份（该年年末现状）</translation>
        </message>
        <message>
            <source>Targets of urban–rural construction land</source>
            <translation>城乡建设用地规模目标</translation>
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
            <source>System of the land-use codes after, if another</source>
            <translation>后期地类编码体系（与前期不同时）</translation>
        </message>
        <message>
            <source>Width below which a change is a sliver (m)</source>
            <translation>碎条宽度上限（米）</translation>
        </message>
        <message>
            <source>Laying the two dates on each other…</source>
            <translation>正在叠加两期数据…</translation>
        </message>
        <message>
            <source>Grey: {count} other flows, {area} ha together</source>
            <translation>灰色：其他 {count} 项流向，合计 {area} 公顷</translation>
        </message>
        <message>
            <source>{area} ha</source>
            <translation>{area} 公顷</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>前期</translation>
        </message>
        <message>
            <source>After</source>
            <translation>后期</translation>
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
            <source>Target</source>
            <translation>目标</translation>
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
            <source>“{layer}”, field “{field}”: read by the user's own table of {count} codes.</source>
            <translation>“{layer}”的字段“{field}”：按自定义对照表（{count} 个编码）归类。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” holds the codes {codes} of GB/T 21010-2007 (second national land survey), which mean other land in the later standards; bring the codes to one of these, or give a table of your own in “{parameter}”.</source>
            <translation>图层“{layer}”的字段“{field}”含有 GB/T 21010-2007（第二次全国土地调查，二调）的编码 {codes}，这些编码在后来的标准中含义不同；请先换成后来某一标准的编码，或在“{parameter}”中给出自己的对照表。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” holds the numbers {codes}, which may be settlement codes (201 city) or codes that lost their zero (0201 orchard); give the codes as text, or a table of your own in “{parameter}”.</source>
            <translation>图层“{layer}”的字段“{field}”中有数字 {codes}，可能是城镇村属性码（201 城市），也可能是丢了前导零的地类编码（0201 果园）；请改用文本字段，或在“{parameter}”中给出自己的对照表。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” holds the codes {codes} of GBJ 137-90, in which other letters mean other land than in GB 50137-2011 as well (E6 is a village there); bring the codes to GB 50137-2011, or give a table of your own in “{parameter}”.</source>
            <translation>图层“{layer}”的字段“{field}”含有 GBJ 137-90 的编码 {codes}，该旧标准的其他字母含义也与 GB 50137-2011 不同（如 E6 是村镇建设用地）；请先换成 GB 50137-2011 编码，或在“{parameter}”中给出自己的对照表。</translation>
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
            <source>“{layer}”, field “{field}”: read as {system}, as set.</source>
            <translation>“{layer}”的字段“{field}”：按指定的{system}归类。</translation>
        </message>
        <message>
            <source>“{layer}”, field “{field}”: holds classes of the account, not codes.</source>
            <translation>“{layer}”字段“{field}”：内容就是台账的类别，不是编码。</translation>
        </message>
        <message>
            <source>“{layer}”, field “{field}”: read as {system}, whose standard names the field so; {others} would give the same classes.</source>
            <translation>“{layer}”的字段“{field}”：识别为{system}，该标准规定的字段名即此；按{others}归类结果相同。</translation>
        </message>
        <message>
            <source>“{layer}”, field “{field}”: read as {system}, whose standard names the field so.</source>
            <translation>“{layer}”的字段“{field}”：识别为{system}，该标准规定的字段名即此。</translation>
        </message>
        <message>
            <source>“{layer}”, field “{field}”: read as {system}; {others} would give the same classes, but for {unclear}.</source>
            <translation>“{layer}”的字段“{field}”：识别为{system}；除 {unclear} 外，按{others}归类结果相同。</translation>
        </message>
        <message>
            <source>“{layer}”, field “{field}”: read as {system}; {others} would give the same classes.</source>
            <translation>“{layer}”的字段“{field}”：识别为{system}；按{others}归类结果相同。</translation>
        </message>
        <message>
            <source>“{layer}”, field “{field}”: read as {system}, because only this has the codes {codes}.</source>
            <translation>“{layer}”的字段“{field}”：识别为{system}，因为编码 {codes} 只在其中出现。</translation>
        </message>
        <message>
            <source>“{layer}”, field “{field}”: read as {system}, which knows most of the codes.</source>
            <translation>“{layer}”的字段“{field}”：识别为{system}，其中能找到的编码最多。</translation>
        </message>
        <message>
            <source>“{layer}”, field “{field}”: zeros that codes had lost at the front were put back (101 is 0101).</source>
            <translation>“{layer}”的字段“{field}”：已补回编码丢失的前导零（101 即 0101）。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no land in it: none of its features has an area.</source>
            <translation>图层“{layer}”中没有用地：没有一个要素有面积。</translation>
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
            <source>area of the target not known</source>
            <translation>目标所指范围的面积不明</translation>
        </message>
        <message>
            <source>other area than the target's</source>
            <translation>范围与目标所指不同</translation>
        </message>
        <message>
            <source>land approved but unbuilt not given</source>
            <translation>未填批而未建面积</translation>
        </message>
        <message>
            <source>depends on land approved but unbuilt</source>
            <translation>取决于是否计入批而未建</translation>
        </message>
        <message>
            <source>depends on codes that no class knows</source>
            <translation>取决于无法归类的编码</translation>
        </message>
        <message>
            <source>depends on ground that the later date lacks</source>
            <translation>取决于后一时点未覆盖的用地</translation>
        </message>
        <message>
            <source>depends on polygons that lie on each other</source>
            <translation>取决于相互重叠的图斑</translation>
        </message>
        <message>
            <source>depends on doubtful ground</source>
            <translation>取决于存疑的用地</translation>
        </message>
        <message>
            <source>own table without urban–rural construction land</source>
            <translation>自定义对照表中没有城乡建设用地</translation>
        </message>
        <message>
            <source>other year than the target's</source>
            <translation>与目标年份不同</translation>
        </message>
        <message>
            <source>depends on later parts of mixed codes</source>
            <translation>取决于混合编码中后面的地类</translation>
        </message>
        <message>
            <source>a plan's map, not the state of the land</source>
            <translation>规划图，不是现状</translation>
        </message>
        <message>
            <source>depends on features that could not be read</source>
            <translation>取决于未能读取的要素</translation>
        </message>
        <message>
            <source>areas in the plane are not exact enough</source>
            <translation>平面面积不够准确</translation>
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
            <source>Urban–rural construction land (km²)</source>
            <translation>城乡建设用地规模（平方公里）</translation>
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
            <source>Not met</source>
            <translation>未达标</translation>
        </message>
        <message>
            <source>Vacated, now: {class_} (km²)</source>
            <translation>腾退后为{class_}（平方公里）</translation>
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
            <source>Urban–rural construction land after, at least (km²)</source>
            <translation>后期城乡建设用地下限（平方公里）</translation>
        </message>
        <message>
            <source>Urban–rural construction land after, at most (km²)</source>
            <translation>后期城乡建设用地上限（平方公里）</translation>
        </message>
        <message>
            <source>Urban–rural construction land before that the later date does not cover (km²)</source>
            <translation>前期为城乡建设用地而后期未覆盖（平方公里）</translation>
        </message>
        <message>
            <source>After: urban–rural by a later part of a mixed code, not counted (km²)</source>
            <translation>后期混合编码的后一地类为城乡建设用地、未计入（平方公里）</translation>
        </message>
        <message>
            <source>After: other land by a later part of a mixed code, counted as urban–rural (km²)</source>
            <translation>后期混合编码的后一地类非城乡建设用地、已计入（平方公里）</translation>
        </message>
        <message>
            <source>Mixed codes whose later part is other land, both dates (km²)</source>
            <translation>两期混合编码中前后地类归属不同的用地（平方公里）</translation>
        </message>
        <message>
            <source>After: polygons on each other, urban–rural or not (km²)</source>
            <translation>后期图斑重叠且城乡建设用地与否不一（平方公里）</translation>
        </message>
        <message>
            <source>Before: polygons on each other, urban–rural or not (km²)</source>
            <translation>前期图斑重叠且城乡建设用地与否不一（平方公里）</translation>
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
            <source>All construction land after, at least (km²)</source>
            <translation>后期建设用地下限（平方公里）</translation>
        </message>
        <message>
            <source>All construction land after, at most (km²)</source>
            <translation>后期建设用地上限（平方公里）</translation>
        </message>
        <message>
            <source>All construction land before that the later date does not cover (km²)</source>
            <translation>前期为建设用地而后期未覆盖（平方公里）</translation>
        </message>
        <message>
            <source>After: construction land by a later part of a mixed code, not counted (km²)</source>
            <translation>后期混合编码的后一地类为建设用地、未计入（平方公里）</translation>
        </message>
        <message>
            <source>After: other land by a later part of a mixed code, counted as built (km²)</source>
            <translation>后期混合编码的后一地类非建设用地、已计入（平方公里）</translation>
        </message>
        <message>
            <source>After: polygons on each other, construction land or not (km²)</source>
            <translation>后期图斑重叠且建设用地与否不一（平方公里）</translation>
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
            <source>Vacated land inside the key areas, at least (%)</source>
            <translation>减量腾退用地位于重点地区内的比例下限（%）</translation>
        </message>
        <message>
            <source>Vacated land inside the key areas, at most (%)</source>
            <translation>减量腾退用地位于重点地区内的比例上限（%）</translation>
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
            <source>Farmland in, at least (km²)</source>
            <translation>耕地转入下限（平方公里）</translation>
        </message>
        <message>
            <source>Farmland in, at most (km²)</source>
            <translation>耕地转入上限（平方公里）</translation>
        </message>
        <message>
            <source>Polygons on each other, farmland or unused land or not (km²)</source>
            <translation>图斑重叠且耕地或未利用地与否不一（平方公里）</translation>
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
            <source>Unused land turned into farmland, at least (km²)</source>
            <translation>未利用地复耕下限（平方公里）</translation>
        </message>
        <message>
            <source>Unused land turned into farmland, at most (km²)</source>
            <translation>未利用地复耕上限（平方公里）</translation>
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
            <source>Year before</source>
            <translation>前期年份</translation>
        </message>
        <message>
            <source>Year after</source>
            <translation>后期年份</translation>
        </message>
        <message>
            <source>Year of the land use after by its name</source>
            <translation>后期用地名称中的年份</translation>
        </message>
        <message>
            <source>The land use after is a plan's by its name</source>
            <translation>后期用地名称表明是规划图</translation>
        </message>
        <message>
            <source>Year of the target</source>
            <translation>目标年份</translation>
        </message>
        <message>
            <source>Tolerance of the target (km²)</source>
            <translation>目标允许偏差（平方公里）</translation>
        </message>
        <message>
            <source>Area that the target speaks of (km²)</source>
            <translation>目标所指范围面积（平方公里）</translation>
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
            <source>Why there is no verdict</source>
            <translation>不判定的原因</translation>
        </message>
        <message>
            <source>“{layer}” does not cover {area:,.1f} m² that the other date covers; this is neither vacated nor added.</source>
            <translation>“{layer}”有 {area:,.1f} 平方米未覆盖，而另一期有图斑；既不算腾退，也不算新增。</translation>
        </message>
        <message>
            <source>The own table of codes has no class “{class_}” (urban_rural, 城乡建设用地), so nothing is held against a target; give this class to the codes that are such land.</source>
            <translation>自定义对照表中没有“{class_}”（urban_rural）这一类，因此不与任何目标比对；请把属于城乡建设用地的编码归入这一类。</translation>
        </message>
        <message>
            <source>“{layer}” maps only a part of some zones with a target, which is held against this part alone: {zones}.</source>
            <translation>“{layer}”只覆盖了以下有目标的分区的一部分，目标只与这一部分相比：{zones}。</translation>
        </message>
        <message>
            <source>{zone} ({share:.0%})</source>
            <translation>{zone}（{share:.0%}）</translation>
        </message>
        <message>
            <source>No zone is called {zones}; the targets for it were not looked at.</source>
            <translation>没有名为{zones}的分区，其目标未核对。</translation>
        </message>
        <message>
            <source>Polygons of “{layer}” overlap in {count} places by {area:,.1f} m²; the smaller one counts, once.</source>
            <translation>“{layer}”的图斑有 {count} 处重叠，共 {area:,.1f} 平方米；重叠处以较小图斑为准，只计一次。</translation>
        </message>
        <message>
            <source>{area} ha have codes that mean the same ground on both dates but are of different classes, because the dates are of two systems or of two levels of one; there one class counts on both dates, so it is neither vacated nor added.</source>
            <translation>有 {area} 公顷前后期编码含义相同而归类不同（两期编码体系不同，或同一体系的层级不同），两期按同一类别计，既不算腾退也不算新增。</translation>
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
            <source>The account closes to {remainder:.2g} m².</source>
            <translation>台账闭合，闭合差 {remainder:.2g} 平方米。</translation>
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
            <source>One date has land that is drawn as farmland and forest together (E2 of GB 50137-2011), so no farmland figures are given.</source>
            <translation>有一期的农林用地未细分（GB 50137-2011 的 E2），因此不给出耕地的各项数字。</translation>
        </message>
        <message>
            <source>{count} features of “{layer}” have mixed codes ({codes}), on {area:,.1f} m²; the first part of each counts.</source>
            <translation>“{layer}”有 {count} 个要素使用混合编码（{codes}），共 {area:,.1f} 平方米，按第一个编码归类。</translation>
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
            <source>Targets</source>
            <translation>目标</translation>
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
            <source>Vacated</source>
            <translation>腾退</translation>
        </message>
        <message>
            <source>Added</source>
            <translation>新增</translation>
        </message>
        <message>
            <source>Vacated land inside the key areas</source>
            <translation>腾退用地位于重点地区内的比例</translation>
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
            <source>Above target</source>
            <translation>超出目标</translation>
        </message>
        <message>
            <source>Way</source>
            <translation>完成比例</translation>
        </message>
        <message>
            <source>Urban–rural construction land</source>
            <translation>城乡建设用地</translation>
        </message>
        <message>
            <source>Before less vacated plus added is after. What lies above the target is of all that the target counts.</source>
            <translation>前期 − 腾退 + 新增 = 后期（另列不明和仅一期覆盖的部分）。“超出目标”按目标口径计算，口径不全时不计。</translation>
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
            <source>Farmland</source>
            <translation>耕地</translation>
        </message>
        <message>
            <source>at most about {value}</source>
            <translation>不超过 {value} 左右</translation>
        </message>
        <message>
            <source>at most {value}</source>
            <translation>不超过 {value}</translation>
        </message>
        <message>
            <source>at least about {value}</source>
            <translation>不少于 {value} 左右</translation>
        </message>
        <message>
            <source>at least {value}</source>
            <translation>不少于 {value}</translation>
        </message>
        <message>
            <source>{after} and {approved} approved</source>
            <translation>现状 {after}，批而未建 {approved}</translation>
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
            <source>Why</source>
            <translation>说明</translation>
        </message>
        <message>
            <source>Targets and what was reached</source>
            <translation>目标与实测</translation>
        </message>
        <message>
            <source>Source of the other indicators</source>
            <translation>其他指标出处</translation>
        </message>
        <message>
            <source>Vacated is what was urban–rural construction land before and is not after; added is the reverse. What no class knows and what one date does not cover is neither. Every square metre counts once, in exactly one pair of classes.</source>
            <translation>腾退指前期为城乡建设用地、后期不是；新增相反。无法归类的和仅一期覆盖的，既不算腾退也不算新增。每一平方米只计一次，只属于一对前后类别。</translation>
        </message>
        <message>
            <source>Source of the targets</source>
            <translation>目标出处</translation>
        </message>
        <message>
            <source>Targets set by the user</source>
            <translation>用户设定的目标</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>Area that amounts of the plan speak of</source>
            <translation>规划总量指标所指的范围</translation>
        </message>
        <message>
            <source>What “about” allows</source>
            <translation>“左右”的允许偏差</translation>
        </message>
        <message>
            <source>not given</source>
            <translation>未填</translation>
        </message>
        <message>
            <source>Years of the two dates</source>
            <translation>两期年份</translation>
        </message>
        <message>
            <source>{before} and {after}</source>
            <translation>{before}、{after}</translation>
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
            <source>Land that only one date covers is among the issues.</source>
            <translation>仅一个时期覆盖的土地列入问题图斑，不作为地类变化。</translation>
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
            <source>No target was set for this.</source>
            <translation>未设目标。</translation>
        </message>
        <message>
            <source>What counts lies {gap} km² above the target of {target} km².</source>
            <translation>计入目标的面积比目标 {target} 平方公里多 {gap} 平方公里。</translation>
        </message>
        <message>
            <source>What counts lies {gap} km² above the target of about {target} km², within the {about} km² that “about” allows.</source>
            <translation>计入面积比目标 {target} 平方公里左右多 {gap} 平方公里，在“左右”允许的 {about} 平方公里以内。</translation>
        </message>
        <message>
            <source>What counts stays {gap} km² below the target of {target} km².</source>
            <translation>计入目标的面积比目标 {target} 平方公里少 {gap} 平方公里。</translation>
        </message>
        <message>
            <source>What counts {land} km², target {target} km²</source>
            <translation>计入目标的有 {land} 平方公里，目标 {target} 平方公里</translation>
        </message>
        <message>
            <source>What counts {land} km², target about {target} km²</source>
            <translation>计入目标的有 {land} 平方公里，目标 {target} 平方公里左右</translation>
        </message>
        <message>
            <source>The later date maps no land here, so there is no verdict against the target of {target} km².</source>
            <translation>后期图层在此没有任何图斑，对照目标 {target} 平方公里暂不判定。</translation>
        </message>
        <message>
            <source>{after} km² are mapped. The target of {target} km² is the plan's for {extent} km² of ground, and the later date covers {mapped} km² here, so there is no verdict.</source>
            <translation>图上量得 {after} 平方公里。目标 {target} 平方公里是规划对 {extent} 平方公里范围提出的，本次后期图层覆盖 {mapped} 平方公里，因此暂不判定。</translation>
        </message>
        <message>
            <source>{after} km² are mapped. The plan profile does not say for how large an area its target of {target} km² is set, so there is no verdict.</source>
            <translation>图上量得 {after} 平方公里。规划参数没有给出目标 {target} 平方公里所指范围的面积，因此暂不判定。</translation>
        </message>
        <message>
            <source>{after} km² are mapped. Against the target of {target} km² there is no verdict, since {unknown} km² have codes that no class knows: were they construction land, the answer would be another.</source>
            <translation>图上量得 {after} 平方公里。另有 {unknown} 平方公里的编码无法归类，若为建设用地则结论相反，因此对目标 {target} 平方公里暂不判定。</translation>
        </message>
        <message>
            <source>{after} km² are mapped. Against the target of {target} km² there is no verdict, since the later date does not cover {missing} km² that were construction land before or of no known class: were they such land still, the answer would be another.</source>
            <translation>图上量得 {after} 平方公里。前期为城乡建设用地（或类别未知）的 {missing} 平方公里未被后一时点覆盖，若仍为建设用地则结论相反，因此对目标 {target} 平方公里暂不判定。</translation>
        </message>
        <message>
            <source>{after} km² are mapped. Against the target of {target} km² there is no verdict, since on {contested} km² polygons of the later date lie on each other that do not agree: whichever of them is right decides the answer.</source>
            <translation>图上量得 {after} 平方公里。后一时点有 {contested} 平方公里图斑相互重叠且类别不一，以哪个为准决定结论，因此对目标 {target} 平方公里暂不判定。</translation>
        </message>
        <message>
            <source>{after} km² are mapped. Against the target of {target} km² there is no verdict, since {unknown} km² have codes that no class knows, {missing} km² of construction land before are not covered by the later date, polygons that do not agree lie on each other on {contested} km², and {later} km² have mixed codes with other land in a later part: together they could make the answer another.</source>
            <translation>图上量得 {after} 平方公里。另有 {unknown} 平方公里的编码无法归类，前期建设用地中 {missing} 平方公里未被后一时点覆盖，{contested} 平方公里图斑相互重叠且类别不一，{later} 平方公里混合编码的前后地类归属不同，合起来可能使结论相反，因此对目标 {target} 平方公里暂不判定。</translation>
        </message>
        <message>
            <source>{after} km² are mapped. Against the target of {target} km² there is no verdict, since {later} km² have mixed codes whose later part is construction land where the first is not, or the reverse: were they that, the answer would be another.</source>
            <translation>图上量得 {after} 平方公里。另有 {later} 平方公里为混合编码，前后地类中一个属城乡建设用地、一个不属；若按后一地类计，结论会相反，因此对目标 {target} 平方公里暂不判定。</translation>
        </message>
        <message>
            <source>{after} km² are mapped. By its name the later land use is a plan's, which shows what is to be, so there is no verdict against the target of {target} km². Give the land as it is, or, for the plan itself, the year to come that it is for; if it is no plan's, call the layer otherwise.</source>
            <translation>图上量得 {after} 平方公里。从名称看，后期用地是规划图，反映的是规划而非现状，因此对目标 {target} 平方公里暂不判定。请改用现状用地；要核查规划方案本身，请填写其对应的未来年份；若并非规划图，请给图层改名。</translation>
        </message>
        <message>
            <source>The own table of codes has no urban–rural construction land, so there is no verdict against the target of {target} km².</source>
            <translation>自定义对照表中没有城乡建设用地，因此对目标 {target} 平方公里暂不判定。</translation>
        </message>
        <message>
            <source>{after} km² are mapped. Against the target of {target} km² there is no verdict, since features could not be read: with them the answer might be another; the notices of a run name their layers and how many there are.</source>
            <translation>图上为 {after} 平方公里。有要素未能读取，计入后结论可能不同，因此对目标 {target} 平方公里暂不判定；所在图层和个数见运行提示。</translation>
        </message>
        <message>
            <source>{after} km² are mapped. Areas in the plane of this coordinate reference system are off by more than lies between that and the target of {target} km², so there is no verdict; measure areas on the ellipsoid (AREA = 1).</source>
            <translation>图上为 {after} 平方公里，与目标 {target} 平方公里的差距小于本坐标参照系平面面积的变形，因此不作判断；请把面积计算方式改为椭球面积（AREA = 1）。</translation>
        </message>
        <message>
            <source>{after} km² are mapped at the end of {year}. The target of {target} km² is for the end of {target_year}, so there is no verdict.</source>
            <translation>{year} 年底图上量得 {after} 平方公里。目标 {target} 平方公里是 {target_year} 年底的目标，因此暂不判定。</translation>
        </message>
        <message>
            <source>{after} km² are mapped. The plan does not say whether its target of {target} km² counts land approved but unbuilt ({approved} km²), and with it the answer would be another.</source>
            <translation>图上量得 {after} 平方公里。规划未说明 {target} 平方公里的目标是否含批而未建（{approved} 平方公里），计入与否结论不同。</translation>
        </message>
        <message>
            <source>{after} km² are mapped. The target of {target} km² also counts land approved but unbuilt, which no map of existing land shows; give its area to get a verdict.</source>
            <translation>图上量得 {after} 平方公里。{target} 平方公里的目标还包含批而未建用地，现状图上看不到；填入其面积后方可判定。</translation>
        </message>
        <message>
            <source>{after} km² are mapped. The plan does not say whether its target of {target} km² counts land approved but unbuilt; give its area to get a verdict.</source>
            <translation>图上量得 {after} 平方公里。规划未说明 {target} 平方公里的目标是否含批而未建用地；填入其面积后方可判定。</translation>
        </message>
        <message>
            <source>The plan says “about”: a difference of {about} counts as reached.</source>
            <translation>规划写作“左右”：相差 {about} 以内算作达到。</translation>
        </message>
        <message>
            <source>A map shows just what it counts.</source>
            <translation>现状图所量与规划口径一致。</translation>
        </message>
        <message>
            <source>A map also shows what the plan does not count here, so there is no verdict.</source>
            <translation>现状图所量包括规划不计入的部分，因此暂不判定。</translation>
        </message>
        <message>
            <source>The plan may also count land approved but unbuilt, which no map of existing land shows, so there is no verdict.</source>
            <translation>规划可能含批而未建用地，现状图量不出，因此暂不判定。</translation>
        </message>
        <message>
            <source>The target is the plan's for {extent} km² of ground, and the two dates cover {mapped_before} and {mapped} km² here, so there is no verdict.</source>
            <translation>目标是规划对 {extent} 平方公里范围提出的，本次前期、后期图层分别覆盖 {mapped_before}、{mapped} 平方公里，因此暂不判定。</translation>
        </message>
        <message>
            <source>The plan profile does not say for how large an area this target is set, so there is no verdict.</source>
            <translation>规划参数没有给出此目标所指范围的面积，因此暂不判定。</translation>
        </message>
        <message>
            <source>The target is for the end of {stop}, and the later date here stands at the end of {after}, so there is no verdict.</source>
            <translation>该目标是 {stop} 年底的目标，而后一时点为 {after} 年底，因此暂不判定。</translation>
        </message>
        <message>
            <source>The plan counts from the end of {start} to the end of {stop}; the years of the two dates here are {before} and {after}, so there is no verdict.</source>
            <translation>规划计算的是 {start} 年末至 {stop} 年末的变化，本次两期年份为 {before}、{after}，因此暂不判定。</translation>
        </message>
        <message>
            <source>The plan profile does not say for which years this target is set, so there is no verdict.</source>
            <translation>规划参数没有给出此目标的起止年份，因此暂不判定。</translation>
        </message>
        <message>
            <source>These layers give no figure for it.</source>
            <translation>这两期图层给不出此项数值。</translation>
        </message>
        <message>
            <source>With the ground whose codes no class knows the answer might be another, so there is no verdict.</source>
            <translation>计入编码无法归类的用地后结论可能不同，因此暂不判定。</translation>
        </message>
        <message>
            <source>With ground of no known class, of one date only, of mixed codes, or on which polygons do not agree the answer might be another, so there is no verdict.</source>
            <translation>类别未知、仅一个时点覆盖、编码混合或图斑重叠且类别不一的用地可能使结论相反，因此暂不判定。</translation>
        </message>
        <message>
            <source>By its name the later land use is a plan's, which shows what is to be, so there is no verdict.</source>
            <translation>从名称看，后期用地是规划图，反映的是规划而非现状，因此暂不判定。</translation>
        </message>
        <message>
            <source>The own table of codes has no urban–rural construction land, so there is no verdict.</source>
            <translation>自定义对照表中没有城乡建设用地，因此暂不判定。</translation>
        </message>
        <message>
            <source>With the features that could not be read, or whose codes do not say what they are, the answer might be another, so there is no verdict.</source>
            <translation>计入未能读取、或编码看不出是什么用地的要素后，结论可能不同，因此暂不判定。</translation>
        </message>
        <message>
            <source>Areas in the plane are off by more than the figure is from its target, so there is no verdict; measure areas on the ellipsoid (AREA = 1).</source>
            <translation>数值与目标的差距小于平面面积的变形，因此不作判断；请把面积计算方式改为椭球面积（AREA = 1）。</translation>
        </message>
        <message>
            <source>The plan's target for its own area is held against the {mapped} km² given here.</source>
            <translation>以规划对全域提出的目标，衡量本次给出的 {mapped} 平方公里范围。</translation>
        </message>
        <message>
            <source>Hold the whole area against the plan's targets</source>
            <translation>整个范围按规划指标判定</translation>
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
            <source>The table “{parameter}” has the row {row}; the target, and the land approved but unbuilt where it is known, must be numbers of km², 0 or more and no larger than the Earth.</source>
            <translation>表“{parameter}”中有一行 {row}；目标和已知的批而未建面积应为不小于 0 的数（平方公里），且不超过地球的表面积。</translation>
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
            <source>The land use after must be of a later year than the land use before; {after} is not after {before}.</source>
            <translation>后期年份必须晚于前期年份，{after} 不晚于 {before}。</translation>
        </message>
        <message>
            <source>There is no target for all of it; of those for zones, {met} are met, {missed} are missed and {open} have no verdict.</source>
            <translation>未设总目标；各分区目标中，达标 {met} 个，未达标 {missed} 个，暂不判定 {open} 个。</translation>
        </message>
        <message>
            <source>Net reduction of urban–rural construction land</source>
            <translation>城乡建设用地净减量</translation>
        </message>
        <message>
            <source>{area} km²</source>
            <translation>{area} 平方公里</translation>
        </message>
        <message>
            <source>Park service coverage</source>
            <translation>公园绿地服务半径覆盖率</translation>
        </message>
        <message>
            <source>parks,green space,service radius,coverage,blind area,buffer,15-minute,公园绿地</source>
            <translation>公园绿地,绿地,服务半径,覆盖率,服务盲区,缓冲区,15分钟生活圈,parks,coverage</translation>
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
            <source>People covered (%)</source>
            <translation>覆盖人口比例（%）</translation>
        </message>
        <message>
            <source>People on no residential land</source>
            <translation>未落位人口</translation>
        </message>
        <message>
            <source>Newly blind</source>
            <translation>新增服务盲区</translation>
        </message>
        <message>
            <source>Newly served</source>
            <translation>新增覆盖</translation>
        </message>
        <message>
            <source>Blind, and residential land in B only</source>
            <translation>盲区，仅 B 中为居住用地</translation>
        </message>
        <message>
            <source>Blind in A, and no residential land in B</source>
            <translation>A 中为盲区，B 中非居住用地</translation>
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
            <source>Service radius by park area in historic quarters</source>
            <translation>历史文化街区内按公园面积确定的服务半径</translation>
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
            <source>Built-up area</source>
            <translation>建成区</translation>
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
            <source>Measuring the coverage…</source>
            <translation>正在计算覆盖率……</translation>
        </message>
        <message>
            <source>Target {target:g} %</source>
            <translation>目标 {target:g}%</translation>
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
            <source>Blind</source>
            <translation>服务盲区</translation>
        </message>
        <message>
            <source>Served</source>
            <translation>已覆盖</translation>
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
            <source>The layer “{layer}” has no built-up area: none of its features has an area.</source>
            <translation>图层“{layer}”中没有建成区：所有要素都没有面积。</translation>
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
            <source>Residential feature</source>
            <translation>所属居住用地</translation>
        </message>
        <message>
            <source>Rank by size</source>
            <translation>面积排序</translation>
        </message>
        <message>
            <source>Residential land counted more than once (ha)</source>
            <translation>重复计入的居住用地（公顷）</translation>
        </message>
        <message>
            <source>Coverage, at least (%)</source>
            <translation>覆盖率下限（%）</translation>
        </message>
        <message>
            <source>Coverage, at most (%)</source>
            <translation>覆盖率上限（%）</translation>
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
            <source>Population covered</source>
            <translation>已覆盖人口</translation>
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
            <source>Population in the built-up area</source>
            <translation>建成区人口</translation>
        </message>
        <message>
            <source>Park area in the built-up area (ha)</source>
            <translation>建成区公园绿地面积（公顷）</translation>
        </message>
        <message>
            <source>Park area per head in the built-up area (m²)</source>
            <translation>建成区人均公园绿地面积（m²）</translation>
        </message>
        <message>
            <source>Target of the park area per head (m²)</source>
            <translation>人均公园绿地面积目标（m²）</translation>
        </message>
        <message>
            <source>Target of the park area per head met</source>
            <translation>人均公园绿地面积达标</translation>
        </message>
        <message>
            <source>Why the park area per head is not judged</source>
            <translation>人均公园绿地面积暂不判定的原因</translation>
        </message>
        <message>
            <source>Service radii (smallest park in m²: radius in m)</source>
            <translation>服务半径（公园最小面积 m²：半径 m）</translation>
        </message>
        <message>
            <source>Service radii in historic quarters (smallest park in m²: radius in m)</source>
            <translation>历史文化街区服务半径（公园最小面积 m²：半径 m）</translation>
        </message>
        <message>
            <source>Year of the layers by their names</source>
            <translation>图层名称中的年份</translation>
        </message>
        <message>
            <source>A plan's by the names of the layers</source>
            <translation>图层名称表明是规划图</translation>
        </message>
        <message>
            <source>Other radii than the target is for</source>
            <translation>服务半径与目标所配套的不同</translation>
        </message>
        <message>
            <source>Codes that hold other land too</source>
            <translation>所取编码还包含其他用地</translation>
        </message>
        <message>
            <source>Codes do not say what part of the land is</source>
            <translation>部分用地的编码看不出是什么用地</translation>
        </message>
        <message>
            <source>Residential features overlap</source>
            <translation>居住用地要素重叠</translation>
        </message>
        <message>
            <source>Other land lies on homes or parks</source>
            <translation>居住用地或公园与其他用地重叠</translation>
        </message>
        <message>
            <source>Nothing but imprecision of the drawing</source>
            <translation>只有绘图误差</translation>
        </message>
        <message>
            <source>Features could not be read</source>
            <translation>有要素未能读取</translation>
        </message>
        <message>
            <source>Radii in the plane are not exact enough</source>
            <translation>平面上的服务半径不够准确</translation>
        </message>
        <message>
            <source>The built-up area is not given</source>
            <translation>未提供建成区</translation>
        </message>
        <message>
            <source>People who are not placed may live in the built-up area</source>
            <translation>未落位人口可能居住在建成区内</translation>
        </message>
        <message>
            <source>Land use shows only part of the area or of its streets</source>
            <translation>用地图层只覆盖该范围或其人口统计单元的一部分</translation>
        </message>
        <message>
            <source>The people of part of the residential land are unknown</source>
            <translation>部分居住用地的人口未知</translation>
        </message>
        <message>
            <source>Part of the built-up area was left out</source>
            <translation>建成区只取了一部分</translation>
        </message>
        <message>
            <source>People may live in rural homes that are not taken</source>
            <translation>部分人口可能住在未取用的农村宅基地</translation>
        </message>
        <message>
            <source>Areas in the plane are not exact enough</source>
            <translation>平面面积不够准确</translation>
        </message>
        <message>
            <source>By their names the layers are of different years: {layers}.</source>
            <translation>按名称，各图层的年份不同：{layers}。</translation>
        </message>
        <message>
            <source>“{layer}” of {year}</source>
            <translation>“{layer}”为 {year} 年</translation>
        </message>
        <message>
            <source>Areas of “{layer}” have rural homes too, which are not taken of “{homes}”; all of their people are put on the other homes, so the park area per head is not judged where that matters. Take the rural homes as well (class:residential;rural_residential), or give people by smaller areas, such as communities and villages or cells, or those of the built-up area itself.</source>
            <translation>“{layer}”的统计单元内还有农村宅基地，而“{homes}”没有取用，全部人口都落到了其余居住用地上，结论可能受此影响的人均公园绿地面积暂不判定；请一并取用农村宅基地（class:residential;rural_residential），或改用社区、村、网格等更小单元的人口，或只给出建成区自身的人口。</translation>
        </message>
        <message>
            <source>“{layer}” is given, but no people, so there is no park area per head to judge.</source>
            <translation>已提供“{layer}”，但没有人口数据，无法判定人均公园绿地面积。</translation>
        </message>
        <message>
            <source>Nobody lives in “{layer}”, so there is no park area per head to judge; check that it is the right layer.</source>
            <translation>“{layer}”内没有人口，无法判定人均公园绿地面积，请核对是否选对了图层。</translation>
        </message>
        <message>
            <source>On {area} ha of what is taken of “{layer}” other land of the same layer lies too, so that it may be either; take out what is wrong. What that may turn is not judged.</source>
            <translation>“{layer}”所取的用地中，有 {area} 公顷与同一图层的其他用地重叠，究竟是哪一种用地无法确定；请删除有误的图斑。会因此改变的结论暂不判定。</translation>
        </message>
        <message>
            <source>On {area} ha features of “{homes}” and of “{parks}” are the very same ground, which cannot be both; take out what is wrong. What that may turn is not judged.</source>
            <translation>“{homes}”与“{parks}”有图斑范围完全相同，共 {area} 公顷，同一块地不可能既是居住用地又是公园；请删除有误的图斑。会因此改变的结论暂不判定。</translation>
        </message>
        <message>
            <source>The target is {target:g} %; if a share was meant, give it in per cent: {percent:g}.</source>
            <translation>目标为 {target:g}%；如果填的是比例，请改填百分数：{percent:g}。</translation>
        </message>
        <message>
            <source>“{parks}” has no park, though its codes would tell one, so nothing is covered.</source>
            <translation>“{parks}”所用编码能区分公园绿地，但其中没有公园绿地，因此覆盖率为 0。</translation>
        </message>
        <message>
            <source>None of the parks is as large as the smallest park area, so none counts and nothing is covered.</source>
            <translation>没有一处公园达到最小面积，均不计入，因此没有任何居住用地被覆盖。</translation>
        </message>
        <message>
            <source>Nothing is covered: no feature of “{parks}” that counts lies within its service radius of any feature of “{homes}”; check that both are the right layers.</source>
            <translation>覆盖率为零：“{parks}”中计入的公园，服务半径内没有“{homes}”的任何要素；请核对两个图层是否选对。</translation>
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
            <source>{count} blind areas smaller than a sheet of paper or narrower than {width:g} m ({area:.4f} m² together) are counted in the areas but not listed, and alone make no target missed.</source>
            <translation>{count} 处盲区小于一张 A4 纸或窄于 {width:g} m（合计 {area:.4f} m²），计入面积，但不列入清单，也不单独造成未达标。</translation>
        </message>
        <message>
            <source>Coverage</source>
            <translation>覆盖率</translation>
        </message>
        <message>
            <source>Park area per head</source>
            <translation>人均公园绿地面积</translation>
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
            <source>Park area per head in the built-up area</source>
            <translation>建成区人均公园绿地面积</translation>
        </message>
        <message>
            <source>People not placed</source>
            <translation>未落位人口</translation>
        </message>
        <message>
            <source>Gap</source>
            <translation>缺口</translation>
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
            <source>{area:g} m² by {year}</source>
            <translation>{year} 年 {area:g} 平方米</translation>
        </message>
        <message>
            <source>Source of the target</source>
            <translation>目标依据</translation>
        </message>
        <message>
            <source>Target of the plan</source>
            <translation>规划目标</translation>
        </message>
        <message>
            <source>The plan profile has no target of the park area per head, so it is shown and not judged.</source>
            <translation>当前规划参数没有人均公园绿地面积目标，只列数值，不作判定。</translation>
        </message>
        <message>
            <source>The target is one of the built-up area, which is not given; the figure is that of all parks and all people here, and is not judged.</source>
            <translation>规划目标是建成区人均公园绿地面积，而建成区未提供；所列数值按给出的全部公园绿地和人口计算，不作判定。</translation>
        </message>
        <message>
            <source>People who are not placed may live in the built-up area; with them the target may be missed, so there is no verdict.</source>
            <translation>未落位人口可能居住在建成区内，计入后可能不达标，因此暂不判定。</translation>
        </message>
        <message>
            <source>Land use shows only part of the built-up area, or of the streets whose people live there, so the figure is not judged.</source>
            <translation>用地图层只覆盖建成区的一部分，或只覆盖其人口统计单元的一部分，该数值暂不判定。</translation>
        </message>
        <message>
            <source>A selection, a filter or what is taken leaves out part of the built-up area that has homes or parks too, so the figure is not judged; give the whole built-up area.</source>
            <translation>由于所选要素、过滤条件或取用条件，建成区只取了一部分，未取的部分也有居住用地或公园，该数值暂不判定；请提供完整的建成区。</translation>
        </message>
        <message>
            <source>Some codes hold other land too, so the park area per head in the built-up area is not judged.</source>
            <translation>部分地类编码还包含其他用地，建成区人均公园绿地面积暂不判定。</translation>
        </message>
        <message>
            <source>The codes of part of the land do not say what it is, so the park area per head in the built-up area is not judged; give these features a code, or name all codes to be taken (values:…).</source>
            <translation>部分用地从编码看不出是什么用地，建成区人均公园绿地面积暂不判定；请补全这些图斑的编码，或用 values:… 写明要取的全部编码。</translation>
        </message>
        <message>
            <source>On homes or parks of the built-up area lies other land too, so the park area per head is not judged; remove the overlaps to get a verdict.</source>
            <translation>建成区内的居住用地或公园与其他用地重叠，人均公园绿地面积暂不判定；请消除重叠后再作判定。</translation>
        </message>
        <message>
            <source>Features could not be read, so the park area per head in the built-up area is not judged.</source>
            <translation>有要素未能读取，建成区人均公园绿地面积暂不判定。</translation>
        </message>
        <message>
            <source>Nobody lives in the built-up area, so there is no park area per head to judge.</source>
            <translation>建成区内没有人口，无法判定人均公园绿地面积。</translation>
        </message>
        <message>
            <source>In the built-up area there are {value} m² of park per head; the target of {target:g} m² is met.</source>
            <translation>建成区人均公园绿地面积 {value} 平方米，达到 {target:g} 平方米的目标。</translation>
        </message>
        <message>
            <source>In the built-up area there are {value} m² of park per head; the target of {target:g} m² is not met.</source>
            <translation>建成区人均公园绿地面积 {value} 平方米，未达到 {target:g} 平方米的目标。</translation>
        </message>
        <message>
            <source>Park area in the built-up area</source>
            <translation>建成区公园绿地面积</translation>
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
            <source>Blind areas on the map, with the ranks of the largest</source>
            <translation>服务盲区分布图（标注面积较大盲区的排序）</translation>
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
            <source>People</source>
            <translation>人口</translation>
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
            <source>Target of {year} not met</source>
            <translation>{year}年目标未达到</translation>
        </message>
        <message>
            <source>Target {target:g} % by {year}</source>
            <translation>{year}年目标 {target:g}%</translation>
        </message>
        <message>
            <source>The target is that of {year}; whether one is on the way to it is judged with the indicators of the plan.</source>
            <translation>该目标为{year}年目标；当前进度是否正常，见规划指标体检。</translation>
        </message>
        <message>
            <source>Residential land within the service radius of a park</source>
            <translation>公园绿地服务半径覆盖率</translation>
        </message>
        <message>
            <source>The residential land meets the target of the plan profile.</source>
            <translation>居住用地已达到规划参数中的目标。</translation>
        </message>
        <message>
            <source>The residential land meets the plan's target for its city, which is held against the area given here.</source>
            <translation>居住用地已达到规划目标；这是以全市目标衡量本次给出的范围。</translation>
        </message>
        <message>
            <source>The residential land meets the target that was set.</source>
            <translation>居住用地已达到设定的目标。</translation>
        </message>
        <message>
            <source>{gap} percentage points are missing; {area} ha of residential land are still to be covered. The plan's target for its city is held against the area given here.</source>
            <translation>还差 {gap} 个百分点，尚有 {area} 公顷居住用地需要覆盖；这是以全市目标衡量本次给出的范围。</translation>
        </message>
        <message>
            <source>{gap} percentage points are missing; {area} ha of residential land are still to be covered.</source>
            <translation>距目标还差 {gap} 个百分点，尚需覆盖居住用地 {area} 公顷。</translation>
        </message>
        <message>
            <source>The target of the plan profile is for the service radii of the profile; other radii were set here, so the coverage is not held against it. Take the profile's radii, or set a target of your own.</source>
            <translation>规划参数中的目标对应其服务半径；本次设定了其他半径，因此不与该目标比较。请采用规划参数中的半径，或自行设定目标。</translation>
        </message>
        <message>
            <source>The plan's target is for the service radii of the plan; other radii were set here, so the coverage is not held against it. Take the plan's radii, or set a target of your own.</source>
            <translation>规划目标与规划的服务半径配套；本次服务半径设得与规划不同，覆盖率不与规划目标对照，暂不判定。请采用规划的服务半径，或自行设定目标。</translation>
        </message>
        <message>
            <source>Some codes hold other land than residential land or parks too, protective green among them, and count whole here, so there is no verdict; the notices of a run name them. Take finer codes to get one.</source>
            <translation>所取的编码中，有的除居住用地或公园绿地外还包含其他用地（如防护绿地），这里只能整块计入，因此暂不判定；具体编码见运行提示。改用更细的编码即可判定。</translation>
        </message>
        <message>
            <source>The codes of part of the land do not say what it is, and with it the target may be met or missed otherwise, so there is no verdict; the notices of a run name these codes and areas. Give these features a code, or name all codes to be taken (values:…).</source>
            <translation>部分用地从编码看不出是什么用地，计入后是否达标可能不同，因此暂不判定；具体编码和面积见运行提示。请补全这些图斑的编码，或用 values:… 写明要取的全部编码。</translation>
        </message>
        <message>
            <source>Residential features overlap so much that the target may be met or missed, depending on whether the ground that is counted more than once is covered; remove the overlaps to get a verdict.</source>
            <translation>居住用地要素重叠较多，是否达标取决于重复计入的用地是否被覆盖，暂不判定；请消除重叠后再作判定。</translation>
        </message>
        <message>
            <source>On part of the residential land or the parks lies other land too, and the target may be met or missed, depending on which of the two is right, so there is no verdict; the notices of a run say how much it is. Remove the overlaps to get one.</source>
            <translation>部分居住用地或公园与其他用地重叠，是否达标取决于重叠处究竟是哪一种用地，暂不判定；重叠面积见运行提示。请消除重叠后再作判定。</translation>
        </message>
        <message>
            <source>In the plane of the reference system the service radii are a little shorter or longer than on the ground, and with the radii on the ground the target may be met or missed otherwise, so there is no verdict. Reproject the layers into the 3° Gauss–Krüger zone of the place to get one.</source>
            <translation>在该坐标参照系的投影平面上，服务半径与实地长度略有出入，按实地半径量算时是否达标可能不同，暂不判定。请将图层转换到当地的高斯—克吕格 3 度带坐标参照系后再作判定。</translation>
        </message>
        <message>
            <source>All residential land here is blind ground that is smaller than a sheet of paper or narrower than {width:g} m, imprecision of the drawing, so there is nothing to judge.</source>
            <translation>这里的居住用地全是小于一张 A4 纸或窄于 {width:g} m 的盲区，属绘图误差，没有可判断的内容。</translation>
        </message>
        <message>
            <source>Features could not be read, and with them the target may be met or missed otherwise, so there is no verdict; the notices of a run name their layers and how many there are.</source>
            <translation>有要素未能读取，计入后是否达标可能不同，因此暂不判定；所在图层和个数见运行提示。</translation>
        </message>
        <message>
            <source>Restoration priority ranking</source>
            <translation>生态修复优先序</translation>
        </message>
        <message>
            <source>restoration,priority,ranking,multi-criteria,AHP,entropy,TOPSIS,VIKOR,生态修复,优先序</source>
            <translation>生态修复,优先序,排序,多准则,层次分析法,熵权,退损程度,修复潜力,AHP,TOPSIS,VIKOR,restoration,priority</translation>
        </message>
        <message>
            <source>Ranked units</source>
            <translation>修复优先序单元</translation>
        </message>
        <message>
            <source>Priority summary</source>
            <translation>优先序汇总表</translation>
        </message>
        <message>
            <source>Priority report</source>
            <translation>优先序报告</translation>
        </message>
        <message>
            <source>Number of ranked units</source>
            <translation>参与排序的单元数</translation>
        </message>
        <message>
            <source>Area of the first phase (ha)</source>
            <translation>近期修复面积（公顷）</translation>
        </message>
        <message>
            <source>Units with a stable rank (%)</source>
            <translation>位次稳定的单元占比（%）</translation>
        </message>
        <message>
            <source>Consistency ratio</source>
            <translation>一致性比率</translation>
        </message>
        <message>
            <source>Moved into the first phase</source>
            <translation>调入近期</translation>
        </message>
        <message>
            <source>Moved out of the first phase</source>
            <translation>调出近期</translation>
        </message>
        <message>
            <source>Earlier rank</source>
            <translation>位次提前</translation>
        </message>
        <message>
            <source>Later rank</source>
            <translation>位次推后</translation>
        </message>
        <message>
            <source>Unit in A only</source>
            <translation>仅 A 中的单元</translation>
        </message>
        <message>
            <source>Unit in B only</source>
            <translation>仅 B 中的单元</translation>
        </message>
        <message>
            <source>Field with the tier</source>
            <translation>级别字段</translation>
        </message>
        <message>
            <source>Criterion</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>Weight</source>
            <translation>权重</translation>
        </message>
        <message>
            <source>Direction</source>
            <translation>方向</translation>
        </message>
        <message>
            <source>Pairwise comparison of criteria</source>
            <translation>指标两两比较</translation>
        </message>
        <message>
            <source>Restoration units</source>
            <translation>修复单元</translation>
        </message>
        <message>
            <source>Field with the degree of degradation</source>
            <translation>退损程度字段</translation>
        </message>
        <message>
            <source>Field with the restoration potential</source>
            <translation>修复潜力字段</translation>
        </message>
        <message>
            <source>Ecological security pattern</source>
            <translation>生态安全格局</translation>
        </message>
        <message>
            <source>Key restoration areas</source>
            <translation>生态修复重点地区</translation>
        </message>
        <message>
            <source>Field with the restoration type</source>
            <translation>修复类型字段</translation>
        </message>
        <message>
            <source>Areas where natural recovery comes first</source>
            <translation>自然恢复优先区</translation>
        </message>
        <message>
            <source>Own criteria</source>
            <translation>自定义指标</translation>
        </message>
        <message>
            <source>Layers with criteria</source>
            <translation>指标图层</translation>
        </message>
        <message>
            <source>Method of ranking</source>
            <translation>排序方法</translation>
        </message>
        <message>
            <source>Where weights come from</source>
            <translation>权重来源</translation>
        </message>
        <message>
            <source>Share of a unit that counts as inside (0–1)</source>
            <translation>算作位于区内的面积占比（0～1）</translation>
        </message>
        <message>
            <source>Normalisation</source>
            <translation>标准化方法</translation>
        </message>
        <message>
            <source>Runs with other weights</source>
            <translation>权重扰动次数</translation>
        </message>
        <message>
            <source>Seed of random numbers</source>
            <translation>随机种子</translation>
        </message>
        <message>
            <source>Score (0–1)</source>
            <translation>得分（0～1）</translation>
        </message>
        <message>
            <source>What the score of each of the first units is made of</source>
            <translation>排在前面的单元得分构成图</translation>
        </message>
        <message>
            <source>Parts of the score, by criterion</source>
            <translation>各指标对得分的贡献</translation>
        </message>
        <message>
            <source>Rank in A</source>
            <translation>A 的位次</translation>
        </message>
        <message>
            <source>Rank in B</source>
            <translation>B 的位次</translation>
        </message>
        <message>
            <source>Change of rank</source>
            <translation>位次变化</translation>
        </message>
        <message>
            <source>By type, phase and tier</source>
            <translation>按类型、时序和级别汇总</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>分组</translation>
        </message>
        <message>
            <source>The table “{parameter}” has no name in row {row}; give the criterion that the weight is for.</source>
            <translation>表“{parameter}”第 {row} 行没有指标名称，请填写该权重对应的指标。</translation>
        </message>
        <message>
            <source>The table “{parameter}” says “{given}” of “{criterion}”; write “higher” or “lower”.</source>
            <translation>表“{parameter}”中指标“{criterion}”的方向写作“{given}”，请填“越大越优先”或“越小越优先”。</translation>
        </message>
        <message>
            <source>The table “{parameter}” gives “{criterion}” the weight “{given}”; a weight is a number, 0 or more.</source>
            <translation>表“{parameter}”中指标“{criterion}”的权重为“{given}”，权重应为不小于 0 的数值。</translation>
        </message>
        <message>
            <source>The table “{parameter}” has two rows for “{criterion}”; keep one of them.</source>
            <translation>表“{parameter}”中指标“{criterion}”出现了两行，请保留一行。</translation>
        </message>
        <message>
            <source>“{parameter}” holds “{given}”; give numbers above 0, or fractions such as 1/3.</source>
            <translation>“{parameter}”中有“{given}”，请填大于 0 的数值，或 1/3 这样的分数。</translation>
        </message>
        <message>
            <source>No criterion uses {layers}; “{parameter}” names what counts.</source>
            <translation>没有指标用到图层{layers}；请在“{parameter}”中写明要用的图层。</translation>
        </message>
        <message>
            <source>Degree of degradation</source>
            <translation>退损程度</translation>
        </message>
        <message>
            <source>Restoration potential</source>
            <translation>修复潜力</translation>
        </message>
        <message>
            <source>The layers of “{layers}” are not used, for “{parameter}” is empty.</source>
            <translation>“{parameter}”未填，“{layers}”中的图层不参与计算。</translation>
        </message>
        <message>
            <source>“{criterion}” is the name of more than one field or layer; give one of them another name.</source>
            <translation>有多个字段或图层都叫“{criterion}”，请将其中之一改名。</translation>
        </message>
        <message>
            <source>The criterion “{criterion}” is neither a field of “{units}” nor a layer of “{parameter}” ({layers}); check its name.</source>
            <translation>指标“{criterion}”既不是图层“{units}”的字段，也不在“{parameter}”（{layers}）中，请核对名称。</translation>
        </message>
        <message>
            <source>The criterion “{criterion}” is no field of “{units}”, and “{parameter}” is empty; check its name, or give the layer there.</source>
            <translation>图层“{units}”中没有名为“{criterion}”的字段，而“{parameter}”中没有任何图层；请核对名称，或在其中给出该图层。</translation>
        </message>
        <message>
            <source>The raster “{layer}” has no band “{band}”; it has {bands}, numbered from 1.</source>
            <translation>栅格“{layer}”没有波段“{band}”，共有 {bands} 个波段，从 1 编号。</translation>
        </message>
        <message>
            <source>Field “{field}” of the units</source>
            <translation>修复单元的字段“{field}”</translation>
        </message>
        <message>
            <source>Mean of the raster “{layer}”, band {band}</source>
            <translation>栅格“{layer}”第 {band} 波段的平均值</translation>
        </message>
        <message>
            <source>Mean of the field “{field}” of the layer “{layer}”, by area</source>
            <translation>图层“{layer}”字段“{field}”按面积加权的平均值</translation>
        </message>
        <message>
            <source>Share covered by the layer “{layer}”</source>
            <translation>被图层“{layer}”覆盖的面积占比</translation>
        </message>
        <message>
            <source>Taking the values of “{criterion}”…</source>
            <translation>正在提取指标“{criterion}”的值……</translation>
        </message>
        <message>
            <source>The raster “{layer}” has the value {value:g} under the units, which usually stands for no data, but the raster does not say so and it counts as a value; if it is none, set it as no data in the raster's properties, under Transparency.</source>
            <translation>栅格“{layer}”在单元范围内有值 {value:g}，它通常表示无数据，但栅格并未注明，因此按实际值参与计算；如果它确实表示无数据，请在栅格属性的“透明度”页中将其设为无数据值。</translation>
        </message>
        <message>
            <source>Give “{degradation}”, “{potential}” or “{criteria}”; without one of them units have no score.</source>
            <translation>请至少填写“{degradation}”“{potential}”“{criteria}”中的一项，否则无从评分。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no units: none of its features has an area.</source>
            <translation>图层“{layer}”中没有修复单元：所有要素的面积均为零。</translation>
        </message>
        <message>
            <source>Measuring what lies in key areas…</source>
            <translation>正在量算位于重点地区的面积……</translation>
        </message>
        <message>
            <source>Looking for units on one another…</source>
            <translation>正在检查单元是否重叠……</translation>
        </message>
        <message>
            <source>Units lie on each other, {area} ha more than the ground that they cover; each is ranked by itself, and sums of areas, that of the first phase too, count this ground in each of them.</source>
            <translation>单元相互重叠，面积之和比实际覆盖范围多 {area} 公顷；各单元分别排序，包括近期面积在内的各项合计中，重叠处在每个单元中都计入。</translation>
        </message>
        <message>
            <source>“{parameter}” is not used, for weights come from elsewhere; choose AHP in “{weighting}” to use it.</source>
            <translation>当前权重不取自“{parameter}”；如需使用，请在“{weighting}”中选择层次分析法。</translation>
        </message>
        <message>
            <source>Give the tier's field of “{pattern}” in “{field}”; without it no polygon has a tier.</source>
            <translation>请在“{field}”中填写“{pattern}”的级别字段，否则无法确定各图斑的级别。</translation>
        </message>
        <message>
            <source>“{parameter}” was given empty, so units are ranked without the tiers in their field “{field}”; name the field to rank by them.</source>
            <translation>“{parameter}”为空，排序没有使用单元字段“{field}”中的级别；要按级别排序，请填写该字段名。</translation>
        </message>
        <message>
            <source>Finding the tier of each unit…</source>
            <translation>正在判定各单元的格局级别……</translation>
        </message>
        <message>
            <source>{count} features of “{layer}” have no tier in “{field}”; they belong to none.</source>
            <translation>图层“{layer}”有 {count} 个要素的字段“{field}”为空，不计入任何级别。</translation>
        </message>
        <message>
            <source>{count} of {units} units lie outside every polygon of “{layer}” that has a tier; they have none.</source>
            <translation>{units} 个单元中有 {count} 个不在“{layer}”任何有分级的图斑内，没有分级。</translation>
        </message>
        <message>
            <source>Layer “{layer}”, field “{field}”</source>
            <translation>图层“{layer}”的字段“{field}”</translation>
        </message>
        <message>
            <source>Plan rule</source>
            <translation>规划规则</translation>
        </message>
        <message>
            <source>Weighted sum</source>
            <translation>加权求和</translation>
        </message>
        <message>
            <source>TOPSIS</source>
            <translation>TOPSIS（逼近理想解）</translation>
        </message>
        <message>
            <source>VIKOR</source>
            <translation>VIKOR（折衷排序）</translation>
        </message>
        <message>
            <source>Min–max</source>
            <translation>极差标准化</translation>
        </message>
        <message>
            <source>z-score</source>
            <translation>z 分数标准化</translation>
        </message>
        <message>
            <source>By rank</source>
            <translation>按位次</translation>
        </message>
        <message>
            <source>As given</source>
            <translation>直接给定</translation>
        </message>
        <message>
            <source>By entropy</source>
            <translation>熵权法</translation>
        </message>
        <message>
            <source>AHP, pairwise comparison</source>
            <translation>层次分析法（两两比较）</translation>
        </message>
        <message>
            <source>All the same</source>
            <translation>等权</translation>
        </message>
        <message>
            <source>Near term</source>
            <translation>近期</translation>
        </message>
        <message>
            <source>Long term</source>
            <translation>远期</translation>
        </message>
        <message>
            <source>Natural recovery</source>
            <translation>自然恢复</translation>
        </message>
        <message>
            <source>Assisted restoration</source>
            <translation>辅助修复</translation>
        </message>
        <message>
            <source>Reconstruction</source>
            <translation>生态重塑</translation>
        </message>
        <message>
            <source>Near term, baseline tier</source>
            <translation>近期 · 底线格局</translation>
        </message>
        <message>
            <source>Near term, general tier</source>
            <translation>近期 · 一般格局</translation>
        </message>
        <message>
            <source>Near term, ideal tier</source>
            <translation>近期 · 理想格局</translation>
        </message>
        <message>
            <source>Near term, no tier</source>
            <translation>近期 · 格局以外</translation>
        </message>
        <message>
            <source>Long term, baseline tier</source>
            <translation>远期 · 底线格局</translation>
        </message>
        <message>
            <source>Long term, general tier</source>
            <translation>远期 · 一般格局</translation>
        </message>
        <message>
            <source>Long term, ideal tier</source>
            <translation>远期 · 理想格局</translation>
        </message>
        <message>
            <source>Long term, no tier</source>
            <translation>远期 · 格局以外</translation>
        </message>
        <message>
            <source>Unit</source>
            <translation>单元</translation>
        </message>
        <message>
            <source>Priority rank</source>
            <translation>位次</translation>
        </message>
        <message>
            <source>Tier</source>
            <translation>级别</translation>
        </message>
        <message>
            <source>In a key area</source>
            <translation>位于重点地区内</translation>
        </message>
        <message>
            <source>Phase</source>
            <translation>时序</translation>
        </message>
        <message>
            <source>Mode of restoration</source>
            <translation>修复方式</translation>
        </message>
        <message>
            <source>Rank, 5th percentile</source>
            <translation>位次（5% 分位）</translation>
        </message>
        <message>
            <source>Rank, 95th percentile</source>
            <translation>位次（95% 分位）</translation>
        </message>
        <message>
            <source>Share of runs in the first phase (0–1)</source>
            <translation>列入近期的次数占比（0～1）</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Part of “{criterion}” in the score</source>
            <translation>得分中“{criterion}”的贡献</translation>
        </message>
        <message>
            <source>Ranking the units…</source>
            <translation>正在排序……</translation>
        </message>
        <message>
            <source>The criterion “{criterion}” has no weight in “{parameter}”; give it a number.</source>
            <translation>“{parameter}”中指标“{criterion}”没有权重，请填写数值。</translation>
        </message>
        <message>
            <source>The criterion “{criterion}” has the weight {weight:g} in “{parameter}”; a weight is 0 or more, and “lower” turns a criterion round.</source>
            <translation>“{parameter}”中指标“{criterion}”的权重为 {weight:g}；权重不能小于 0，反向指标请将方向填为“越小越优先”。</translation>
        </message>
        <message>
            <source>All weights in “{parameter}” are 0; give at least one criterion a weight.</source>
            <translation>“{parameter}”中的权重全为 0，请至少给一项指标赋权。</translation>
        </message>
        <message>
            <source>AHP compares at most {most} criteria, and there are {count}; give weights, or group the criteria.</source>
            <translation>层次分析法最多比较 {most} 项指标，现有 {count} 项；请直接给定权重，或先归并指标。</translation>
        </message>
        <message>
            <source>“{parameter}” compares “{one}” with “{other}” by {value:g}; a comparison is more than 0.</source>
            <translation>“{parameter}”中“{one}”对“{other}”的比值为 {value:g}，比值应大于 0。</translation>
        </message>
        <message>
            <source>“{parameter}” compares “{criterion}” with itself by {value:g}; this must be 1.</source>
            <translation>“{parameter}”中“{criterion}”与自身的比值为 {value:g}，应为 1。</translation>
        </message>
        <message>
            <source>“{parameter}” is not reciprocal: “{one}” to “{other}” is {value:g} and back {back:g}; one must be 1 divided by the other.</source>
            <translation>“{parameter}”不互为倒数：“{one}”对“{other}”为 {value:g}，反过来为 {back:g}，两者应互为倒数。</translation>
        </message>
        <message>
            <source>“{parameter}” is {value}; give an area of 0 ha or more, or leave it empty.</source>
            <translation>“{parameter}”为 {value}，请填不小于 0 的面积（公顷），或留空。</translation>
        </message>
        <message>
            <source>The plan profile or a setting cannot be used for the ranking: {reason}.</source>
            <translation>规划参数或设置无法用于排序：{reason}。</translation>
        </message>
        <message>
            <source>AHP needs “{parameter}”: {above} numbers above the diagonal for {criteria} criteria, row by row, or the whole table.</source>
            <translation>层次分析法需要“{parameter}”：{criteria} 项指标须逐行填写对角线以上的 {above} 个数，或填写整张表。</translation>
        </message>
        <message>
            <source>“{parameter}” has {count} numbers; {criteria} criteria need the {above} above the diagonal, row by row, or the whole table of {whole}.</source>
            <translation>“{parameter}”中有 {count} 个数；{criteria} 项指标须逐行填写对角线以上的 {above} 个数，或整张表的 {whole} 个数。</translation>
        </message>
        <message>
            <source>{units} units ranked; {near} of them, {area:,.2f} ha, are in the first phase.</source>
            <translation>共 {units} 个单元参与排序，其中 {near} 个列入近期，面积 {area:,.2f} 公顷。</translation>
        </message>
        <message>
            <source>Where the tier comes from: {source}.</source>
            <translation>级别来源：{source}。</translation>
        </message>
        <message>
            <source>The weights in “{parameter}” add up to {sum:g}; they were divided by it.</source>
            <translation>“{parameter}”中的权重之和为 {sum:g}，已按总和归一。</translation>
        </message>
        <message>
            <source>The weights in “{parameter}” are not used; they come from: {weighting}.</source>
            <translation>“{parameter}”中填写的权重未采用，权重来源为：{weighting}。</translation>
        </message>
        <message>
            <source>The pairwise comparisons contradict each other: the consistency ratio is {ratio:.3f}, more than 0.1; compare the criteria again.</source>
            <translation>两两比较前后不一致：一致性比率为 {ratio:.3f}，大于 0.1，请重新比较各指标。</translation>
        </message>
        <message>
            <source>“{criterion}” has no value for any unit; it adds nothing to any score.</source>
            <translation>所有单元都没有“{criterion}”的值，对得分没有影响。</translation>
        </message>
        <message>
            <source>“{criterion}” has no value for {missing} of {units} units; they count as the mean of the others, which speaks neither for them nor against them.</source>
            <translation>{units} 个单元中有 {missing} 个缺少“{criterion}”的值，按其余单元的平均值计，既不加分也不减分。</translation>
        </message>
        <message>
            <source>{criteria}: the same for all units; this adds nothing to any score.</source>
            <translation>{criteria}：所有单元取值相同，对得分没有影响。</translation>
        </message>
        <message>
            <source>No criterion tells the units apart: all have the score 0, and ties decide.</source>
            <translation>各项指标都无法区分单元，得分均为 0，先后由并列规则决定。</translation>
        </message>
        <message>
            <source>{count} of {units} units have no mode, for their degree of degradation is not known.</source>
            <translation>{units} 个单元中有 {count} 个退损程度不明，未给出修复方式。</translation>
        </message>
        <message>
            <source>{count} of {units} units have no mode, for all degrees of degradation are equal, and the mode goes by where a degree stands between the least and the largest.</source>
            <translation>{units} 个单元中有 {count} 个未给出修复方式：退损程度全部相同，而修复方式按退损程度在最小值与最大值之间的位置确定。</translation>
        </message>
        <message>
            <source>Neither an ecological security pattern nor key restoration areas were given, so no unit is in the first phase.</source>
            <translation>生态安全格局和生态修复重点地区均未提供，没有单元列入近期。</translation>
        </message>
        <message>
            <source>No unit is in the baseline tier or a key area, so none is in the first phase.</source>
            <translation>没有单元位于底线格局或重点地区内，近期没有单元。</translation>
        </message>
        <message>
            <source>The unit {id} straddles the {budget:,g} ha of the first phase; it is taken as a whole, which makes {over:,.2f} ha more.</source>
            <translation>单元 {id} 跨过近期 {budget:,g} 公顷的界限，整个列入近期，超出 {over:,.2f} 公顷。</translation>
        </message>
        <message>
            <source>All units fit into the {budget:,g} ha of the first phase; {left:,.2f} ha are left.</source>
            <translation>近期 {budget:,g} 公顷可容纳全部单元，尚余 {left:,.2f} 公顷。</translation>
        </message>
        <message>
            <source>The first units and what put them there</source>
            <translation>排在前面的单元及其原因</translation>
        </message>
        <message>
            <source>Order of the rules</source>
            <translation>排序规则</translation>
        </message>
        <message>
            <source>How sure the ranks are</source>
            <translation>位次的稳定性</translation>
        </message>
        <message>
            <source>Criteria and weights</source>
            <translation>指标与权重</translation>
        </message>
        <message>
            <source>Modes of restoration</source>
            <translation>修复方式</translation>
        </message>
        <message>
            <source>Units ranked</source>
            <translation>参与排序的单元</translation>
        </message>
        <message>
            <source>Area of all units</source>
            <translation>单元总面积</translation>
        </message>
        <message>
            <source>Units in the first phase</source>
            <translation>列入近期的单元</translation>
        </message>
        <message>
            <source>Units with a stable rank</source>
            <translation>位次稳定的单元</translation>
        </message>
        <message>
            <source>Types that the plan names come first: {types}.</source>
            <translation>规划点名的类型在前：{types}。</translation>
        </message>
        <message>
            <source>The plan profile names no types.</source>
            <translation>规划参数没有列出类型。</translation>
        </message>
        <message>
            <source>Units in the baseline tier or in a key area come first: the near-term set.</source>
            <translation>位于底线格局或重点地区内的单元在前，即近期范围。</translation>
        </message>
        <message>
            <source>The stricter tier comes first; units without a tier come last.</source>
            <translation>级别严的在前，无级别的在后。</translation>
        </message>
        <message>
            <source>Score</source>
            <translation>得分</translation>
        </message>
        <message>
            <source>The higher score comes first.</source>
            <translation>得分高的在前。</translation>
        </message>
        <message>
            <source>Ties</source>
            <translation>并列</translation>
        </message>
        <message>
            <source>The larger unit comes first, then the western, the southern, and the one whose id is first.</source>
            <translation>面积大的在前；再依次为偏西的、偏南的、编号在前的。</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>次序</translation>
        </message>
        <message>
            <source>Rule</source>
            <translation>规则</translation>
        </message>
        <message>
            <source>What comes first</source>
            <translation>何者在前</translation>
        </message>
        <message>
            <source>What decides, the first rule first</source>
            <translation>逐条比较，前一条分出先后即止</translation>
        </message>
        <message>
            <source>{method} ranks by the score alone; of the profile's rules only the near-term set is used.</source>
            <translation>{method}只按得分排序；规划参数的规则中只采用近期范围。</translation>
        </message>
        <message>
            <source>Source of the order</source>
            <translation>规则依据</translation>
        </message>
        <message>
            <source>Source of the types</source>
            <translation>类型依据</translation>
        </message>
        <message>
            <source>Types of the units that the plan names</source>
            <translation>单元中规划点名的类型</translation>
        </message>
        <message>
            <source>Where values come from</source>
            <translation>取值来源</translation>
        </message>
        <message>
            <source>Weight used</source>
            <translation>采用权重</translation>
        </message>
        <message>
            <source>Units without a value</source>
            <translation>缺值单元数</translation>
        </message>
        <message>
            <source>Higher first</source>
            <translation>越大越优先</translation>
        </message>
        <message>
            <source>Lower first</source>
            <translation>越小越优先</translation>
        </message>
        <message>
            <source>Weights: {origin}. Those used leave out what is the same for all units.</source>
            <translation>权重来源：{origin}。采用权重不含所有单元取值相同的指标。</translation>
        </message>
        <message>
            <source>The pairwise comparisons are consistent: the consistency ratio is {ratio:.3f}, at most 0.1.</source>
            <translation>两两比较通过一致性检验：一致性比率为 {ratio:.3f}，不大于 0.1。</translation>
        </message>
        <message>
            <source>Criteria and their weights</source>
            <translation>各项指标及权重</translation>
        </message>
        <message>
            <source>Without “{degradation}” the mode is not known.</source>
            <translation>未填“{degradation}”，无法给出修复方式。</translation>
        </message>
        <message>
            <source>The mode goes by the degree of degradation as a share of its range: below {lower:.2f} natural recovery, from {lower:.2f} assisted restoration, from {upper:.2f} reconstruction.</source>
            <translation>修复方式按退损程度（极差标准化）划分：低于 {lower:.2f} 为自然恢复，{lower:.2f} 起为辅助修复，{upper:.2f} 起为生态重塑。</translation>
        </message>
        <message>
            <source>In “{areas}” natural recovery comes first, whatever the degree ({count} units).</source>
            <translation>“{areas}”内的单元（{count} 个）不论退损程度，均以自然恢复为主。</translation>
        </message>
        <message>
            <source>Where the tier comes from</source>
            <translation>级别来源</translation>
        </message>
        <message>
            <source>Share of a unit that counts as inside</source>
            <translation>算作位于区内的面积占比</translation>
        </message>
        <message>
            <source>Source of the share</source>
            <translation>面积占比依据</translation>
        </message>
        <message>
            <source>Rank, 5–95 %</source>
            <translation>位次（5%～95%）</translation>
        </message>
        <message>
            <source>Runs in the first phase</source>
            <translation>列入近期的次数占比</translation>
        </message>
        <message>
            <source>The first {shown} of {count} units.</source>
            <translation>共 {count} 个单元，列出前 {shown} 个。</translation>
        </message>
        <message>
            <source>The first units</source>
            <translation>排在前面的单元</translation>
        </message>
        <message>
            <source>A unit at the mean</source>
            <translation>平均单元</translation>
        </message>
        <message>
            <source>The parts add up to the score.</source>
            <translation>各项贡献之和等于得分。</translation>
        </message>
        <message>
            <source>The parts are Shapley values from a sample, with a standard error of at most {error:.2g}; with the score of a unit at the mean they add up to the score.</source>
            <translation>各项贡献为抽样估计的 Shapley 值，标准误差不超过 {error:.2g}；与平均单元得分相加等于得分。</translation>
        </message>
        <message>
            <source>The parts are Shapley values: what a criterion adds on average, whichever are looked at before it; with the score of a unit at the mean they add up to the score.</source>
            <translation>各项贡献为 Shapley 值，即按各种先后次序加入该指标时得分增量的平均；与平均单元得分相加等于得分。</translation>
        </message>
        <message>
            <source>Parts of the score</source>
            <translation>得分构成</translation>
        </message>
        <message>
            <source>What puts it before the next one</source>
            <translation>排在下一单元之前的原因</translation>
        </message>
        <message>
            <source>Largest parts</source>
            <translation>主要贡献</translation>
        </message>
        <message>
            <source>What would change the order</source>
            <translation>什么情况下次序会变</translation>
        </message>
        <message>
            <source>Each weight is changed alone; the others share the rest in proportion.</source>
            <translation>每次只改一项权重，其余按原比例分配。</translation>
        </message>
        <message>
            <source>What put them there, and what would change the order</source>
            <translation>为什么排在这里，什么情况下次序会变</translation>
        </message>
        <message>
            <source>It is in the near-term set, the next one is not.</source>
            <translation>属于近期范围，下一单元不属于。</translation>
        </message>
        <message>
            <source>Its tier is stricter than that of the next one.</source>
            <translation>级别比下一单元严。</translation>
        </message>
        <message>
            <source>Its score is higher than that of the next one.</source>
            <translation>得分高于下一单元。</translation>
        </message>
        <message>
            <source>It equals the next one in every rule; the order of ties decides.</source>
            <translation>与下一单元各项规则均相同，按并列规则定先后。</translation>
        </message>
        <message>
            <source>It is the last one.</source>
            <translation>已是最后一个单元。</translation>
        </message>
        <message>
            <source>The plan names its type first, and not that of the next one.</source>
            <translation>类型为规划点名，下一单元不是。</translation>
        </message>
        <message>
            <source>No weight does: this rule comes before the score.</source>
            <translation>改变权重不影响次序：该规则先于得分。</translation>
        </message>
        <message>
            <source>No single weight does.</source>
            <translation>只改一项权重不会改变次序。</translation>
        </message>
        <message>
            <source>The two are equal at the weight of “{criterion}” now, {used}; a small change decides between them.</source>
            <translation>按“{criterion}”现有权重 {used}，两者得分相同，权重稍变即可分出先后。</translation>
        </message>
        <message>
            <source>Beyond a weight of {weight} for “{criterion}”, now {used}, the next one leads.</source>
            <translation>“{criterion}”的权重由 {used} 变为 {weight} 时两者相同，越过后下一单元在前。</translation>
        </message>
        <message>
            <source>At a weight of {weight} for “{criterion}”, now {used}, the next one leads.</source>
            <translation>“{criterion}”的权重由 {used} 变为 {weight} 时，下一单元在前。</translation>
        </message>
        <message>
            <source>Phases and tiers, with the ranks of the first units</source>
            <translation>修复时序与格局级别（数字为排在前面的单元的位次）</translation>
        </message>
        <message>
            <source>Map of phases and tiers</source>
            <translation>修复时序与格局级别图</translation>
        </message>
        <message>
            <source>Number and area</source>
            <translation>数量与面积</translation>
        </message>
        <message>
            <source>No runs were asked for, so it is not known how sure the ranks are.</source>
            <translation>未做权重扰动，位次的稳定性不明。</translation>
        </message>
        <message>
            <source>The units were ranked {runs:,} times with weights drawn at random around the ones used (Dirichlet distribution, concentration {concentration:g}, seed {seed}). In nine of ten runs each unit's rank lies between the two percentiles that the table gives.</source>
            <translation>围绕采用权重随机抽取权重（狄利克雷分布，集中度 {concentration:g}，随机种子 {seed}），重新排序 {runs:,} 次。十次中有九次，各单元的位次落在表中两个分位数之间。</translation>
        </message>
        <message>
            <source>{share} of the units are stable: between the 5th and the 95th percentile their rank moves by at most a tenth of the number of units, {most:,} places.</source>
            <translation>{share}的单元位次稳定，即 5% 与 95% 分位数之间相差不超过单元总数的十分之一（{most:,} 位）。</translation>
        </message>
        <message>
            <source>The least sure is the unit {id}, which comes between rank {low:,} and rank {high:,}.</source>
            <translation>位次最不确定的是单元 {id}，在第 {low:,} 位与第 {high:,} 位之间。</translation>
        </message>
        <message>
            <source>A weight w varies with a standard deviation of √(w (1 − w) / {sampled:g}). {clause}.</source>
            <translation>权重 w 的标准差为 √(w (1 − w) / {sampled:g})。集中度：{clause}。</translation>
        </message>
        <message>
            <source>Writing the ranked units…</source>
            <translation>正在写出修复优先序单元……</translation>
        </message>
        <message>
            <source>{near} of {units} units are in the first phase: the leading ones until {budget:,g} ha are spent.</source>
            <translation>{units} 个单元中有 {near} 个列入近期：按位次先后取用，至 {budget:,g} 公顷用完为止。</translation>
        </message>
        <message>
            <source>Nothing tells which units are in the baseline tier or in a key area: neither an ecological security pattern nor key restoration areas were given. Give one of them, or an area for the first phase.</source>
            <translation>无法确定哪些单元位于底线格局或重点地区：生态安全格局和生态修复重点地区均未提供。请提供其中之一，或填写近期修复面积。</translation>
        </message>
        <message>
            <source>{near} of {units} units are in the first phase, the plan's near-term set: baseline tier or key area.</source>
            <translation>{units} 个单元中有 {near} 个列入近期，即规划要求优先修复的底线格局和重点地区。</translation>
        </message>
        <message>
            <source>{near} of {units} units are in the first phase: those in the baseline tier or in a key area.</source>
            <translation>{units} 个单元中有 {near} 个列入近期，即位于底线格局或重点地区的单元。</translation>
        </message>
        <message>
            <source>Area of the first phase</source>
            <translation>近期修复面积</translation>
        </message>
        <message>
            <source>Indicator scorecard</source>
            <translation>规划指标体检</translation>
        </message>
        <message>
            <source>indicators,targets,check-up,scorecard,plan,monitoring,规划指标,体检,达标</source>
            <translation>规划指标,体检,达标,目标,监测,评估,indicators,scorecard</translation>
        </message>
        <message>
            <source>Scores of the indicators</source>
            <translation>指标体检结果表</translation>
        </message>
        <message>
            <source>Zones with their indicators</source>
            <translation>分区指标</translation>
        </message>
        <message>
            <source>Scorecard report</source>
            <translation>指标体检报告</translation>
        </message>
        <message>
            <source>Indicators met</source>
            <translation>达标指标数</translation>
        </message>
        <message>
            <source>Indicators on track</source>
            <translation>进度正常指标数</translation>
        </message>
        <message>
            <source>Indicators behind</source>
            <translation>进度滞后指标数</translation>
        </message>
        <message>
            <source>Indicators not judged</source>
            <translation>暂不判定指标数</translation>
        </message>
        <message>
            <source>Stands worse in B</source>
            <translation>B 中情况变差</translation>
        </message>
        <message>
            <source>Stands better in B</source>
            <translation>B 中情况变好</translation>
        </message>
        <message>
            <source>Nothing says of which year the data are, so they are held against the plan as at the end of {year}, the last full year; give “{parameter}” where they are of another one.</source>
            <translation>没有说明数据的年份，按最近一个整年（{year}年年末）与规划对照；如是其他年份，请填写“{parameter}”。</translation>
        </message>
        <message>
            <source>Year of the data</source>
            <translation>数据年份</translation>
        </message>
        <message>
            <source>What the layers are</source>
            <translation>图层含义</translation>
        </message>
        <message>
            <source>Indicators to score</source>
            <translation>体检的指标</translation>
        </message>
        <message>
            <source>Project, for the head of the report</source>
            <translation>项目名称</translation>
        </message>
        <message>
            <source>Field with the land-use code</source>
            <translation>地类编码字段</translation>
        </message>
        <message>
            <source>Layers that indicators name</source>
            <translation>指标涉及的图层</translation>
        </message>
        <message>
            <source>Parts of the city that indicators speak of</source>
            <translation>指标的统计范围</translation>
        </message>
        <message>
            <source>Field with the name of the part</source>
            <translation>范围名称字段</translation>
        </message>
        <message>
            <source>Results of other checks</source>
            <translation>其他体检项目的结果</translation>
        </message>
        <message>
            <source>Values that no map shows</source>
            <translation>指标值表</translation>
        </message>
        <message>
            <source>What it is</source>
            <translation>含义</translation>
        </message>
        <message>
            <source>The year of the data is assumed</source>
            <translation>数据年份未指定，按最近一个整年取</translation>
        </message>
        <message>
            <source>Give “{parameter}”: neither a table of values nor a result says of which year the data are.</source>
            <translation>请填写“{parameter}”：指标值表和其他体检结果都没有说明数据年份。</translation>
        </message>
        <message>
            <source>Taking overlaps out of the land use…</source>
            <translation>正在扣除用地图斑的重叠……</translation>
        </message>
        <message>
            <source>Measuring the indicators…</source>
            <translation>正在量算指标……</translation>
        </message>
        <message>
            <source>“{layer}”, row {row}: “{value}” stands above the head of the table, which is row {head}, so nobody knows what it is; put it below a head that says what it is, or clear it.</source>
            <translation>“{layer}”第 {row} 行：“{value}”在表头（第 {head} 行）之上，无法判断是什么数值；请放到写明内容的表头之下，或予以清除。</translation>
        </message>
        <message>
            <source>Met or on track</source>
            <translation>达标或进度正常</translation>
        </message>
        <message>
            <source>Behind</source>
            <translation>进度滞后</translation>
        </message>
        <message>
            <source>Base</source>
            <translation>起始值</translation>
        </message>
        <message>
            <source>Value of each indicator beside its target and its base</source>
            <translation>各指标的现状值、目标值和起始值</translation>
        </message>
        <message>
            <source>Indicators, each in a scale of its own, with target and base</source>
            <translation>各指标的现状值、目标值和起始值（各用各的刻度）</translation>
        </message>
        <message>
            <source>{name} ({year})</source>
            <translation>{name}（{year}）</translation>
        </message>
        <message>
            <source>By indicator</source>
            <translation>按指标</translation>
        </message>
        <message>
            <source>{name} (asked for: {targets})</source>
            <translation>{name}（目标：{targets}）</translation>
        </message>
        <message>
            <source>{target} in {id}</source>
            <translation>{id} {target}</translation>
        </message>
        <message>
            <source>Met ({count}): {names}.</source>
            <translation>达标 {count} 项：{names}。</translation>
        </message>
        <message>
            <source>On track to the target ({count}): {names}.</source>
            <translation>进度正常 {count} 项：{names}。</translation>
        </message>
        <message>
            <source>Behind ({count}): {names}.</source>
            <translation>进度滞后 {count} 项：{names}。</translation>
        </message>
        <message>
            <source>about {value}</source>
            <translation>{value}左右</translation>
        </message>
        <message>
            <source>{name} stands at {value} {unit}; what plans ask for it is {targets}; it is worst in {zone} ({worst} {unit}).</source>
            <translation>{name}现状为 {value}{unit}，各规划的目标：{targets}；{zone}差距最大（{worst}{unit}）。</translation>
        </message>
        <message>
            <source>{name} stands at {value} {unit}; what plans ask for it is {targets}.</source>
            <translation>{name}现状为 {value}{unit}，各规划的目标：{targets}。</translation>
        </message>
        <message>
            <source>{name} stands at {value} {unit}, {gap} from {target} at the base, and is not to be reduced by {year}; it is worst in {zone} ({worst} {unit}).</source>
            <translation>{name}现状为 {value}{unit}，比起始值 {target} 相差 {gap}，而规划要求到 {year} 年不减少；{zone}差距最大（{worst}{unit}）。</translation>
        </message>
        <message>
            <source>{name} stands at {value} {unit}, {gap} from {target} at the base, and is not to be reduced by {year}.</source>
            <translation>{name}现状为 {value}{unit}，比起始值 {target} 相差 {gap}，而规划要求到 {year} 年不减少。</translation>
        </message>
        <message>
            <source>{name} stands at {value} {unit}, {gap} from {target}, which is asked for by {year}; it is worst in {zone} ({worst} {unit}).</source>
            <translation>{name}现状为 {value}{unit}，{year} 年目标为 {target}，相差 {gap}；{zone}差距最大（{worst}{unit}）。</translation>
        </message>
        <message>
            <source>{name} stands at {value} {unit}, {gap} from {target}, which is asked for by {year}.</source>
            <translation>{name}现状为 {value}{unit}，{year} 年目标为 {target}，相差 {gap}。</translation>
        </message>
        <message>
            <source>Narrowest by the width that is asked for</source>
            <translation>宽度缺口最大的堵点</translation>
        </message>
        <message>
            <source>{text} ({clause})</source>
            <translation>{text}（{clause}）</translation>
        </message>
        <message>
            <source>What the plan says to do</source>
            <translation>规划措施</translation>
        </message>
        <message>
            <source>{id} {name}</source>
            <translation>{id} {name}</translation>
        </message>
        <message>
            <source>What it hangs on</source>
            <translation>滞后原因</translation>
        </message>
        <message>
            <source>“{layer}”, row {row}: “{indicator}” has another value of {year} already, {first:g} and now {second:g}; keep one of them.</source>
            <translation>“{layer}”第 {row} 行：“{indicator}”{year} 年已有另一个值，前为 {first:g}，此处为 {second:g}，请只保留一个。</translation>
        </message>
        <message>
            <source>“{layer}”: the field “{field}” says “{word}” in its name, so its values are not those of the year of their row; give these, or rename the field where they are.</source>
            <translation>“{layer}”：字段“{field}”的名称中有“{word}”，所填不是该行年份的实际数值；请填写实际数值，确为实际数值的，请修改字段名称。</translation>
        </message>
        <message>
            <source>“{layer}”: nothing stands in “{field}”, so the table gives no value; its fields are: {fields}.</source>
            <translation>“{layer}”：字段“{field}”全部为空，未取得任何数值；现有字段：{fields}。</translation>
        </message>
        <message>
            <source>“{layer}” has no field {zone}, so all of its values are taken for those of the whole.</source>
            <translation>“{layer}”没有{zone}字段，表中的值均作为全部范围的值。</translation>
        </message>
        <message>
            <source>“{layer}” has {count} codes that are not in “{table}”, so nobody knows what land they are: {codes}.</source>
            <translation>“{layer}”有 {count} 种编码未列入“{table}”，无法判明地类：{codes}。</translation>
        </message>
        <message>
            <source>“{table}” has classes that no indicator knows: {classes}; known are {known}.</source>
            <translation>“{table}”中有指标不使用的地类：{classes}；可用的地类有：{known}。</translation>
        </message>
        <message>
            <source>{role} ({name})</source>
            <translation>{role}（{name}）</translation>
        </message>
        <message>
            <source>“{layer}”: {role}</source>
            <translation>“{layer}”：{role}</translation>
        </message>
        <message>
            <source>“{layer}” is not used: beside its place, year or form, its name says something else than one of these: {roles}. If it is one of them, say so in “{parameter}”.</source>
            <translation>“{layer}”未使用：除地名、年份、格式等字样外，图层名称并不就是以下之一：{roles}。如果它确是其中之一，请在“{parameter}”中写明。</translation>
        </message>
        <message>
            <source>“{layer}” is not used: it has nothing to measure; leave it out, or check what is taken of it.</source>
            <translation>未采用“{layer}”：其中没有可量算的图斑；请不选该图层，或检查“取其中的哪些图斑”。</translation>
        </message>
        <message>
            <source>“{parameter}” says what “{layer}” is, and “{layers}” is empty; give the layer there too.</source>
            <translation>“{parameter}”中写有图层“{layer}”，而“{layers}”中没有任何图层；请在其中给出该图层。</translation>
        </message>
        <message>
            <source>“{parameter}” says that “{layer}” is “{role}”, which no indicator knows; known are {roles}.</source>
            <translation>“{parameter}”把“{layer}”写作“{role}”，没有指标涉及这类范围；可填：{roles}。</translation>
        </message>
        <message>
            <source>“{name}” is given twice, by “{extents}” and by “{built_up}”; leave one of the two empty.</source>
            <translation>“{name}”在“{extents}”和“{built_up}”中都已给出，请只保留一处。</translation>
        </message>
        <message>
            <source>Give “{field}”; without it nobody knows which part of the city a feature of “{layer}” is.</source>
            <translation>请填写“{field}”，否则无法知道“{layer}”中的要素是哪一个范围。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no parts of the city: none of its features has an area.</source>
            <translation>图层“{layer}”中没有可用的范围：所有要素都没有面积。</translation>
        </message>
        <message>
            <source>“{layer}” is not used, for no indicator of the plan profile speaks of a part of the city.</source>
            <translation>未使用“{layer}”：规划参数中没有按城市局部范围统计的指标。</translation>
        </message>
        <message>
            <source>“{layer}”: no indicator of the plan profile speaks of {names}; the parts that it knows are {known}.</source>
            <translation>“{layer}”：规划参数中没有以{names}为统计范围的指标；已知的范围有：{known}。</translation>
        </message>
        <message>
            <source>The plan profile “{profile}” has no indicators; choose another one in the settings.</source>
            <translation>规划参数“{profile}”没有指标，请在设置中另选一套。</translation>
        </message>
        <message>
            <source>Nothing to hold against the plan is given; choose at least one layer or table, for example “{parameter}”.</source>
            <translation>没有可与规划对照的数据，请至少选择一个图层或表，例如“{parameter}”。</translation>
        </message>
        <message>
            <source>“{parameter}” names the indicator “{called}”, which the plan profile does not have; its nearest are: {near}. Name one by its id or name.</source>
            <translation>“{parameter}”中的指标“{called}”在规划参数中没有；相近的有：{near}。请填写指标的编号或名称。</translation>
        </message>
        <message>
            <source>“{layer}”, row {row}: it is not said of which indicator the value is; fill in “{field}”.</source>
            <translation>“{layer}”第 {row} 行：没有说明是哪项指标的数值，请填写“{field}”。</translation>
        </message>
        <message>
            <source>“{layer}”, row {row}: the plan profile has no indicator “{value}”; its nearest are: {near}. Write the id or the name of one in “{field}”.</source>
            <translation>“{layer}”第 {row} 行：规划参数中没有指标“{value}”；相近的有：{near}。请在“{field}”中填写指标的编号或名称。</translation>
        </message>
        <message>
            <source>“{layer}”, row {row}: “{first}” and “{second}” are different indicators; correct one of them.</source>
            <translation>“{layer}”第 {row} 行：“{first}”与“{second}”不是同一指标；请更正其中之一。</translation>
        </message>
        <message>
            <source>“{layer}”, row {row}: there is no zone “{value}”; the zones are {zones}. Write it as there.</source>
            <translation>“{layer}”第 {row} 行：没有名为“{value}”的分区；分区有：{zones}。请按分区图层的写法填写。</translation>
        </message>
        <message>
            <source>“{layer}”, row {row}: “{value}” in “{field}” may be the whole city or a part of it; leave it empty where it is the whole, else write the name of the part.</source>
            <translation>“{layer}”第 {row} 行：“{field}”中的“{value}”可能指全市，也可能指其中一部分；指全市的请留空，否则请写明分区名称。</translation>
        </message>
        <message>
            <source>Ecological red line</source>
            <translation>生态保护红线</translation>
        </message>
        <message>
            <source>Ecological control area</source>
            <translation>生态控制区</translation>
        </message>
        <message>
            <source>Protected natural areas</source>
            <translation>自然保护地</translation>
        </message>
        <message>
            <source>Permanent basic farmland</source>
            <translation>永久基本农田</translation>
        </message>
        <message>
            <source>Reserve of basic farmland</source>
            <translation>永久基本农田储备区</translation>
        </message>
        <message>
            <source>Farmland protection space</source>
            <translation>耕地保护空间</translation>
        </message>
        <message>
            <source>Abandoned mines</source>
            <translation>历史遗留废弃矿山</translation>
        </message>
        <message>
            <source>Abandoned mines that are restored</source>
            <translation>已治理的废弃矿山</translation>
        </message>
        <message>
            <source>The value is that of the table of values.</source>
            <translation>采用指标值表中的数值。</translation>
        </message>
        <message>
            <source>No layer was given that shows what this indicator measures.</source>
            <translation>未提供量算该指标所需的图层。</translation>
        </message>
        <message>
            <source>The result of the check that measures this indicator was not given.</source>
            <translation>未提供量算该指标的体检项目的结果。</translation>
        </message>
        <message>
            <source>It is not known how many people live here: that takes people, and land use to place them.</source>
            <translation>不知道这里有多少人：需要提供人口，以及用于落位人口的土地利用图层。</translation>
        </message>
        <message>
            <source>There is neither land use nor zones to measure the layer on that shows this indicator.</source>
            <translation>有这项指标的图层，但没有土地利用或分区，无从确定统计范围。</translation>
        </message>
        <message>
            <source>There is nothing here that it could be a share of.</source>
            <translation>这里没有可作分母的用地。</translation>
        </message>
        <message>
            <source>Nobody is known to live here, so that there is nothing per head.</source>
            <translation>这里没有落位的人口，无法计算人均值。</translation>
        </message>
        <message>
            <source>Some ground is not known to be such land or not, and with it this would be judged otherwise.</source>
            <translation>有的用地不能确定是否计入，计入与否结论不同，因此不作判断。</translation>
        </message>
        <message>
            <source>People who are not placed may live here, and with them this would be judged otherwise.</source>
            <translation>未落位人口可能居住在这里，计入后结论会不同，因此不作判断。</translation>
        </message>
        <message>
            <source>The check that measures this indicator gives no verdict on it, and says why.</source>
            <translation>该指标所取的体检项目本身暂不判定，原因见该项报告。</translation>
        </message>
        <message>
            <source>Hardly anything of what is counted lies on what it should be a share of, so that it is not judged; check whether the two layers belong together.</source>
            <translation>作为分子的图层几乎不在作为分母的图层范围内，因此暂不判定；请核对两个图层是否对应。</translation>
        </message>
        <message>
            <source>The land-use layer covers only part of this area; the value is that of the covered part alone, so that it is not judged.</source>
            <translation>用地图层只覆盖该范围的一部分，数值只反映已覆盖部分，因此暂不判定。</translation>
        </message>
        <message>
            <source>A layer that this is, or may be, measured on is of a later year by its name, so that it is not judged; give “{parameter}” the year of the layer, or choose that of the year that is looked at.</source>
            <translation>量算所用的（或可能用到的）图层，其名称中的年份晚于核查年份，暂不判定；请在“{parameter}”中填写该图层的年份，或改用核查年份的图层。</translation>
        </message>
        <message>
            <source>A layer that this is, or may be, measured on is a plan's by its name, and not how the land was in the year that is looked at, so that it is not judged; choose the layer of that year, or call it otherwise.</source>
            <translation>量算所用的（或可能用到的）图层，从名称看是规划图，不是核查年份的现状，暂不判定；请改用该年份的现状图层，若并非规划图请改名。</translation>
        </message>
        <message>
            <source>A layer that this is, or may be, measured on is of an earlier year by its name; what has changed since is not in it.</source>
            <translation>量算所用的（或可能用到的）图层，其名称中的年份早于核查年份，此后的变化未计入。</translation>
        </message>
        <message>
            <source>Other land use lies on what is measured on more than 1 % of this ground, so that it is not judged; cut the polygons apart, or leave one date and one drawing of the land use.</source>
            <translation>所量算的用地与其他用地重叠，超过该范围的 1%，暂不判定；请消除重叠，或只保留一个时点、一套用地数据。</translation>
        </message>
        <message>
            <source>Layers of different years or versions, by their names, were given for the same thing and put together, so that it is not judged; give the one that holds in the year that is looked at.</source>
            <translation>同一内容给出了名称中年份或版本不同的多个图层，合并量算的结果暂不判定；请只保留核查年份适用的图层。</translation>
        </message>
        <message>
            <source>The codes of part of the land do not say whether it is what is counted, and with it this might be judged otherwise; the notices name these codes and areas. Give these features a code.</source>
            <translation>部分用地从编码看不出是否应计入，计入后结论可能不同；具体编码和面积见运行提示。请补全这些图斑的编码。</translation>
        </message>
        <message>
            <source>Only some features of a layer are used, a selection or what its filter leaves, and with the others this might be judged otherwise; use all of them, say by “{zones}” which area is meant, or, where the others are something else, save those that are meant as a layer of their own.</source>
            <translation>图层只用了部分要素（选中的，或过滤条件留下的），计入其余要素后结论可能不同，暂不判定；请改用全部要素，或用“{zones}”指明所评估的范围；其余要素若另有所指，请把要用的要素另存为图层。</translation>
        </message>
        <message>
            <source>Gaps and overlaps of the land use, codes that do not say what land it is, and homes of unknown people are each of no weight here, and together they might turn the verdict, so that it is not judged.</source>
            <translation>用地图层的空缺和重叠、含义不明的编码、人口不详的住宅，单项影响都很小，合在一起则可能改变结论，暂不判定。</translation>
        </message>
        <message>
            <source>The result does not say how it was measured, since an older version made it, or fields were taken out of it, so that it is not judged; run that check again.</source>
            <translation>该核查结果没有注明量算口径（由旧版本生成，或字段被删减），暂不判定；请重新运行该项核查。</translation>
        </message>
        <message>
            <source>The result of the check was given, and has no value in a row for all of the ground (“all” in “gv_scope”); give the table as the check has written it.</source>
            <translation>已提供该项核查的结果，但其中没有全部范围的一行（“gv_scope”为“all”）；请提供核查生成的原表。</translation>
        </message>
        <message>
            <source>Features could not be read, and with them this might be judged otherwise.</source>
            <translation>有要素无法读取，计入后结论可能不同。</translation>
        </message>
        <message>
            <source>{name} ({own})</source>
            <translation>{name}（{own}）</translation>
        </message>
        <message>
            <source>{name} ({unit})</source>
            <translation>{name}（{unit}）</translation>
        </message>
        <message>
            <source>Feature</source>
            <translation>要素</translation>
        </message>
        <message>
            <source>Year</source>
            <translation>年份</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>Unit of measure</source>
            <translation>计量单位</translation>
        </message>
        <message>
            <source>Value less target</source>
            <translation>与目标之差</translation>
        </message>
        <message>
            <source>Share of the way that is done (0–1)</source>
            <translation>已完成进度（0–1）</translation>
        </message>
        <message>
            <source>Share of the way that the time asks for (0–1)</source>
            <translation>应完成进度（0–1）</translation>
        </message>
        <message>
            <source>What there is to say of it</source>
            <translation>说明</translation>
        </message>
        <message>
            <source>Binding or guiding</source>
            <translation>约束性或引导性</translation>
        </message>
        <message>
            <source>Those of each residential feature of “{layer}”, shared out by its area.</source>
            <translation>“{layer}”中每块居住用地自己的人口，按面积分摊。</translation>
        </message>
        <message>
            <source>Those of “{layer}”, spread over the residential land of the land use in proportion to area.</source>
            <translation>“{layer}”的人口，按面积分摊到土地利用图层的居住用地上。</translation>
        </message>
        <message>
            <source>Those of “{layer}”, spread over the residential land of the land use by its floor area.</source>
            <translation>“{layer}”的人口，按建筑面积分摊到土地利用图层的居住用地上。</translation>
        </message>
        <message>
            <source>People are given, but no land use that says which land is residential, so nobody knows where they live, and nothing is told per head; give “{parameter}”, with the codes of a standard.</source>
            <translation>已提供人口，但没有能区分居住用地的土地利用图层，人口无法落位，人均指标不作计算；请提供“{parameter}”，并使用标准地类编码。</translation>
        </message>
        <message>
            <source>Polygons of land use lie on each other on {area} ha; there the smallest of them counts.</source>
            <translation>用地图斑之间重叠 {area} 公顷，重叠处按其中面积最小的图斑计。</translation>
        </message>
        <message>
            <source>{count} polygons of land use are there a second time, each with the very same border; take the copies out.</source>
            <translation>有 {count} 个用地图斑与其他图斑边界完全相同，属重复录入，请删除。</translation>
        </message>
        <message>
            <source>{indicator}: {sentence}</source>
            <translation>{indicator}：{sentence}</translation>
        </message>
        <message>
            <source>“{layer}” is of {map} by its name, later than {year}, so what is measured on it is shown and not judged.</source>
            <translation>“{layer}”名称中的年份为 {map} 年，晚于核查年份 {year} 年，据此量算的数值仅供参考，暂不判定。</translation>
        </message>
        <message>
            <source>Zones overlap by {area} m²; this ground counts in each of them, and once on the whole.</source>
            <translation>分区之间重叠 {area} 平方米，重叠处在各分区中都计入，在全部范围内只计一次。</translation>
        </message>
        <message>
            <source>The name of the land use “{layer}” speaks of “{part}”, a part of the plan's place: shares of the whole are those of this ground, and the plan's targets are held against it.</source>
            <translation>从名称看，用地图层“{layer}”只是“{part}”的用地：各项占比只反映这一范围，是用规划目标与这一范围对照。</translation>
        </message>
        <message>
            <source>{year}: {met} indicators met, {on_track} on track, {behind} behind, {open} not judged.</source>
            <translation>{year} 年：达标 {met} 项，进度正常 {on_track} 项，进度滞后 {behind} 项，暂不判定 {open} 项。</translation>
        </message>
        <message>
            <source>Layers were taken for: {layers}.</source>
            <translation>各图层的含义：{layers}。</translation>
        </message>
        <message>
            <source>Conclusions</source>
            <translation>结论</translation>
        </message>
        <message>
            <source>All indicators</source>
            <translation>全部指标</translation>
        </message>
        <message>
            <source>Values beside their targets</source>
            <translation>现状值与目标值</translation>
        </message>
        <message>
            <source>Causes, and what the plan says to do</source>
            <translation>滞后原因与规划措施</translation>
        </message>
        <message>
            <source>What is not judged</source>
            <translation>暂不判定的指标</translation>
        </message>
        <message>
            <source>What the plan says</source>
            <translation>规划依据</translation>
        </message>
        <message>
            <source>As at the end of {year}</source>
            <translation>截至 {year} 年末</translation>
        </message>
        <message>
            <source>{project}, as at the end of {year}</source>
            <translation>{project}，截至 {year} 年末</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>现状</translation>
        </message>
        <message>
            <source>Share of the way</source>
            <translation>完成进度</translation>
        </message>
        <message>
            <source>Indicators on the whole</source>
            <translation>全部范围的指标</translation>
        </message>
        <message>
            <source>The plan's targets are for its city; they are held against zones to show where it is worst.</source>
            <translation>规划目标针对全市或其统计范围；这里与各分区对照，用来看出哪里差距最大。</translation>
        </message>
        <message>
            <source>Indicators by zone</source>
            <translation>分区指标</translation>
        </message>
        <message>
            <source>Each zone in the colour of its verdict, a map for each indicator</source>
            <translation>各分区按结论着色，每项指标一幅图</translation>
        </message>
        <message>
            <source>Verdicts by zone, with the values of the indicators</source>
            <translation>各项指标的分区结论和数值</translation>
        </message>
        <message>
            <source>{clause} ({binding})</source>
            <translation>{clause}（{binding}）</translation>
        </message>
        <message>
            <source>What an indicator counts is put together and cut to the ground that it speaks of, so that ground drawn twice counts once. The whole is the land use, without any the zones.</source>
            <translation>指标涉及的图斑先合并，再按指标的统计范围裁切，重复绘制的地方只计一次。全部范围为用地图层；没有用地图层时为各分区。</translation>
        </message>
        <message>
            <source>Between base and target a straight line says what should be reached by now. What reaches the target is met, what reaches the line is on track, what does not is behind.</source>
            <translation>起始值与目标值之间按直线推算当年应达到的值：达到目标为达标，达到直线上的值为进度正常，否则为进度滞后。</translation>
        </message>
        <message>
            <source>Values of the table of values win over measured ones.</source>
            <translation>指标值表中的数值优先于图上量算的数值。</translation>
        </message>
        <message>
            <source>“{layer}”: “{value}” in “{field}” is no number; give the table as the check has written it, and figures from elsewhere in “{values}”.</source>
            <translation>“{layer}”：“{field}”中的“{value}”不是数字；请直接使用核查输出的表格，其他来源的数值请填入“{values}”。</translation>
        </message>
        <message>
            <source>“{layer}”, row {row}: {sentence}</source>
            <translation>“{layer}”第 {row} 行：{sentence}</translation>
        </message>
        <message>
            <source>“{layer}”: {sentence}</source>
            <translation>“{layer}”：{sentence}</translation>
        </message>
        <message>
            <source>“{layer}”, row {row} and further ones, {count} in all: {sentence}</source>
            <translation>“{layer}”第 {row} 行等共 {count} 行：{sentence}</translation>
        </message>
        <message>
            <source>“{layer}”: {count} rows have no value, for “{cell}” stands there, as in row {row}.</source>
            <translation>“{layer}”：{count} 行没有数值，所填为“{cell}”（如第 {row} 行），未采用。</translation>
        </message>
        <message>
            <source>“{layer}”: {count} values are brought to the plan's unit, such as {given} to {value}.</source>
            <translation>“{layer}”：{count} 个数值已换算为规划采用的单位，如 {given} 换算为 {value}。</translation>
        </message>
        <message>
            <source>“{layer}”: {count} values are written as text, such as “{text}”, which was read as {number:.15g}.</source>
            <translation>“{layer}”：有 {count} 个值写作文本，例如“{text}”读作 {number:.15g}。</translation>
        </message>
        <message>
            <source>“{layer}”, row {row}: “{value}” in “{field}” is no number of the unit {unit}; correct it, or leave it empty.</source>
            <translation>“{layer}”第 {row} 行：“{field}”中的“{value}”不是以“{unit}”为单位的数字，请改正或留空。</translation>
        </message>
        <message>
            <source>“{layer}”, row {row}: the value is given in “{said}”, and {id} is one in {unit}; give it in this unit.</source>
            <translation>“{layer}”第 {row} 行：数值的单位为“{said}”，而 {id} 的单位是{unit}；请按该单位填写。</translation>
        </message>
        <message>
            <source>“{layer}”, row {row}: “{value}” and “{cell}” in the column behind it may be one number with a comma between thousands; write it without, or in quotes ("30,500"), else clear “{cell}”.</source>
            <translation>“{layer}”第 {row} 行：“{value}”与后一列的“{cell}”可能是被千分位逗号拆开的同一个数；请去掉逗号，或给数字加上引号（"30,500"），若不是同一个数，请删除“{cell}”。</translation>
        </message>
        <message>
            <source>“{layer}”, row {row}: the value may be given in {units}; leave the unit in which it is.</source>
            <translation>“{layer}”第 {row} 行：数值可能以多种单位（{units}）填报；请只保留实际采用的单位。</translation>
        </message>
        <message>
            <source>“{layer}”, row {row}: “{value}” in “{field}” is less than 0, which {id} cannot be; correct it.</source>
            <translation>“{layer}”第 {row} 行：“{field}”中的“{value}”小于 0，{id} 不可能为负值，请更正。</translation>
        </message>
        <message>
            <source>“{layer}”, row {row}: “{value}” in “{field}” is more than 100 %, which {id} cannot be; correct it.</source>
            <translation>“{layer}”第 {row} 行：“{field}”中的“{value}”超过 100%，{id} 不可能如此，请更正。</translation>
        </message>
        <message>
            <source>“{layer}”, row {row}: “{value}” in “{field}” is read as {number} %, and the plan's figures of {id} are {known} %; write {hundredfold}, or “{number}%” where that is meant.</source>
            <translation>“{layer}”第 {row} 行：“{field}”中的“{value}”按 {number}% 读取，而规划中 {id} 的数值为 {known}%；请填写 {hundredfold}，确为该值时请写作“{number}%”。</translation>
        </message>
        <message>
            <source>“{layer}”, row {row}: it is not said of which year the value is; fill in “{field}”.</source>
            <translation>“{layer}”第 {row} 行：没有说明数值的年份，请填写“{field}”。</translation>
        </message>
        <message>
            <source>“{layer}”, row {row}: “{value}” in “{field}” is no year from {first} to {last}; write it with four digits, such as 2025.</source>
            <translation>“{layer}”第 {row} 行：“{field}”中的“{value}”不是 {first} 至 {last} 之间的年份，请写成四位数，例如 2025。</translation>
        </message>
        <message>
            <source>“{layer}”, row {row}: by its name “{field}” holds values of {years}, and the row is one of {year}; correct the year, or the name of the field.</source>
            <translation>“{layer}”第 {row} 行：从名称看，“{field}”是 {years} 年的数值，而该行年份为 {year}；请更正年份或字段名称。</translation>
        </message>
        <message>
            <source>“{layer}”: {count} rows are not used, for “{word}”, in row {row} above them, says that they are not values as they were in their year.</source>
            <translation>“{layer}”：有 {count} 行未采用，因为其上方第 {row} 行的“{word}”表明不是当年的实际数值。</translation>
        </message>
        <message>
            <source>The codes of the land use do not tell “{land}” from other land; give the value in “{values}”, or land use whose codes do: {codes}.</source>
            <translation>土地利用图层的编码不能把“{land}”与其他用地分开；请在“{values}”中给出数值，或换用编码能分开的土地利用图层：{codes}。</translation>
        </message>
        <message>
            <source>The codes of the land use fit several systems, in which other land is “{land}”; say in “{system}” which one they are from.</source>
            <translation>用地编码与几个体系都相符，而各体系中属于“{land}”的用地不同；请在“{system}”中指明是哪一个。</translation>
        </message>
        <message>
            <source>The result was measured with {had} as “{title}”, this indicator means {meant}, so that it is not judged; run that check as the indicator means it.</source>
            <translation>该核查结果的“{title}”为 {had}，而本指标的口径为 {meant}，暂不判定；请按指标口径重新核查。</translation>
        </message>
        <message>
            <source>The result was measured with {had} as “{title}”, which this indicator does not know, so that it is not judged; run that check without.</source>
            <translation>该核查结果的“{title}”为 {had}，而本指标的口径中没有这一项，暂不判定；请去掉后重新核查。</translation>
        </message>
        <message>
            <source>“{field}” is {value} in the result, and {other} by other columns of its row, so that it is not judged; give the table as the check has written it.</source>
            <translation>结果中“{field}”为 {value}，按同一行其他字段应为 {other}，因此不作判断；请使用该体检项目原样输出的表。</translation>
        </message>
        <message>
            <source>The result of “{job}” has no value of this indicator.</source>
            <translation>“{job}”的结果中没有该指标的数值。</translation>
        </message>
        <message>
            <source>The result of “{job}” has no value of this indicator, for which it takes “{parameter}” on the land that it measures; run that check with such a layer.</source>
            <translation>“{job}”的结果中没有该指标的数值：量算它需要与量算范围重叠的“{parameter}”图层，请补充后重新运行该项目。</translation>
        </message>
        <message>
            <source>The result has measured {found} km², and there are {here} km² to measure here, so that it is not judged; give the result of this area, or the land use and zones that it was measured on.</source>
            <translation>该核查结果量算了 {found} km²，而此处应量算 {here} km²，范围不一致，暂不判定；请提供本范围的核查结果，或提供与之一致的用地和分区。</translation>
        </message>
        <message>
            <source>The result has measured {found} km², and there are {here} km² to measure here; whatever holds for the difference, the verdict is the same.</source>
            <translation>该核查结果量算了 {found} km²，而此处应量算 {here} km²；无论相差部分情况如何，结论都不变。</translation>
        </message>
        <message>
            <source>The land use or another check gives {found} here; the value of the table is {here}, and it is this one that counts.</source>
            <translation>图上量算或其他体检项目得出的是 {found}，指标值表填报的是 {here}，以填报值为准。</translation>
        </message>
        <message>
            <source>Another check has found {found} here, and the land use gives {here}, so that it is not judged; give both checks the same parks and homes, without overlaps.</source>
            <translation>另一项核查在此得出 {found}，而按用地图层量算为 {here}，两者不一致，暂不判定；请为两项核查提供相同且互不重叠的公园和居住用地。</translation>
        </message>
        <message>
            <source>{area} ha of what is counted lie in gaps that the land use encloses, and are not in the value; give “{zones}” that hold the gaps, where these are ground too.</source>
            <translation>应计入的土地有 {area} 公顷落在用地图层内部的空缺处，没有计入数值；空缺处若也属于评估范围，请给出包含这些空缺的“{zones}”。</translation>
        </message>
        <message>
            <source>The value given, {value}, is more than ten times as large, or as small, as the nearest figure of the plan, {nearest}, so that it is not judged; check its unit.</source>
            <translation>填报值 {value} 与规划中最接近的数值 {nearest} 相差十倍以上，暂不判定；请核对单位。</translation>
        </message>
        <message>
            <source>“{said}” may be the unit of the value, and is none that is known, so that the value is not judged; write the unit into a field “{field}”, or take the remark out.</source>
            <translation>“{said}”可能是数值的单位，但无法识别，暂不判定；请在“{field}”列中写明单位，或删去这一说明。</translation>
        </message>
        <message>
            <source>No unit stands in the row of the value, and “{said}” in a row above it, which is that of both where cells are merged, so that the value is not judged; write the unit into each row.</source>
            <translation>本行没有填单位，而上方行的单位为“{said}”；若为合并单元格，本行也应是这一单位，暂不判定；请逐行填写单位。</translation>
        </message>
        <message>
            <source>Nothing stands in “{field}” in the row of the value, and “{said}” in a row above it, which is that of both where cells are merged, so that the value is not judged; fill in “{field}” in each row.</source>
            <translation>该行的“{field}”为空，上方行填有“{said}”，如属合并单元格则也适用于本行，因此不作判断；请在每一行填写“{field}”。</translation>
        </message>
        <message>
            <source>“{said}” in a row above that of the value may be the part of the city that it is of, so that it is not judged; say in a field “{field}” of each row which part it is, or “{whole}” for the whole.</source>
            <translation>数值上方一行的“{said}”可能是其所属的分区，因此不作判断；请在每一行的“{field}”中填写分区，全部范围填“{whole}”。</translation>
        </message>
        <message>
            <source>By “{said}” in its row the value may be a target or a forecast, or of another year, so that it is not judged; give that of the year, or correct this text.</source>
            <translation>同一行中的“{said}”表明该值可能是目标值或预测值，或不是当年数值，因此不作判断；请填写当年的实际数值，或更正这一文字。</translation>
        </message>
        <message>
            <source>By “{said}” the value may be that of a part of the city, and its row names no zone, so that it is not judged; write into a field “{field}” which part it is of, or what the whole is called.</source>
            <translation>“{said}”表明该值可能只是城市一部分的数值，而所在行没有写明分区，因此不作判断；请在“{field}”字段中写明是哪个分区，或写明为全市。</translation>
        </message>
        <message>
            <source>By “{said}”, the name of the table or a line above or below it, its values are targets or forecasts, or of other years than its rows, so that they are not judged; give those of the year, or correct this text.</source>
            <translation>按“{said}”（表名，或表格上方、下方的文字），表中为规划目标或预测值，或与行中年份不一致，暂不判定；请填报当年的实际数值，或更正该文字。</translation>
        </message>
        <message>
            <source>By the plan {one} and {other} are the same figure, and their values are {value} and {other_value}, so that neither is judged; correct one of them.</source>
            <translation>按规划，{one} 与 {other} 为同一指标，而两者的数值分别为 {value} 和 {other_value}，相互矛盾，均暂不判定；请更正其一。</translation>
        </message>
        <message>
            <source>By the plan {part} is a part of {whole}, and its value, {value}, is more than that of the whole, {of_whole}, so that neither is judged; correct one of them.</source>
            <translation>按规划，{part} 是 {whole} 的一部分，而其数值 {value} 大于整体的数值 {of_whole}，相互矛盾，均暂不判定；请更正其一。</translation>
        </message>
        <message>
            <source>It is “{part}”, and the value is that of other ground; give it by this name in “{extents}”, or as one of “{zones}”.</source>
            <translation>该范围为“{part}”，所列数值是其他范围的；请在“{extents}”中以此名称给出，或作为“{zones}”中的一个分区给出。</translation>
        </message>
        <message>
            <source>It is “{part}”, and the value is that of other ground; give it in “{built_up}”.</source>
            <translation>该范围为“{part}”，所列数值是其他范围的；请在“{built_up}”中给出。</translation>
        </message>
        <message>
            <source>“{layer}”, row {row}: “{cell}” stands in a column without a head, so nobody knows what it is; write numbers without commas between thousands, or in quotes ("30,500"), else name the column, or clear it.</source>
            <translation>“{layer}”第 {row} 行：“{cell}”所在列没有表头，无法判断是什么内容；请去掉数字中的千分位逗号，或给数字加上引号（"30,500"），若是其他内容，请补上该列的表头或将其删除。</translation>
        </message>
        <message>
            <source>“{layer}” has no field {missing}; a table of values has {needed}. Its fields are: {fields}.</source>
            <translation>“{layer}”缺少字段 {missing}；指标值表应有字段 {needed}。现有字段：{fields}。</translation>
        </message>
        <message>
            <source>“{layer}” has several fields that may be “{field}”: {names}; keep one, or rename the others.</source>
            <translation>“{layer}”有多个字段都可能是“{field}”：{names}；请只保留一个，或将其余字段改名。</translation>
        </message>
        <message>
            <source>“{layer}”: {count} rows are not used, for “{field}” says that they are not values as they were in their year, but “{word}”, say.</source>
            <translation>“{layer}”中有 {count} 行未采用：“{field}”列注明其不是当年的实际数值（如“{word}”）。</translation>
        </message>
        <message>
            <source>Indicators of a class that codes leave open are not judged: {reason}</source>
            <translation>编码无法确定的那一类用地，其指标不作判断：{reason}</translation>
        </message>
        <message>
            <source>Left out: {job}. It needs at least one layer or table to hold against the plan.</source>
            <translation>已略过：{job}。至少需要一个可与规划对照的图层或表。</translation>
        </message>
        <message>
            <source>Left out: {job}. It needs land use, zones or parts of the city to measure layers on.</source>
            <translation>已略过：{job}。量算各图层还需要土地利用、统计分区或指标的统计范围。</translation>
        </message>
        <message>
            <source>Left out: {job}. The plan profile “{profile}” has no indicators.</source>
            <translation>已略过：{job}。规划参数“{profile}”没有指标。</translation>
        </message>
        <message>
            <source>Not done: {job}. {reason}</source>
            <translation>未完成：{job}。{reason}</translation>
        </message>
        <message>
            <source>Not done</source>
            <translation>未完成</translation>
        </message>
        <message>
            <source>Writing the zones…</source>
            <translation>正在写入分区……</translation>
        </message>
        <message>
            <source>no layer was given</source>
            <translation>缺少图层</translation>
        </message>
        <message>
            <source>land-use codes do not tell it</source>
            <translation>用地编码区分不出</translation>
        </message>
        <message>
            <source>no value from statistics was given</source>
            <translation>缺少统计数值</translation>
        </message>
        <message>
            <source>no result of the other check was given</source>
            <translation>缺少其他体检项目的结果</translation>
        </message>
        <message>
            <source>the result of the other check has no value of it</source>
            <translation>其他体检项目的结果中没有该数值</translation>
        </message>
        <message>
            <source>the other check gives no verdict</source>
            <translation>体检项目本身暂不判定</translation>
        </message>
        <message>
            <source>the other check measured something else</source>
            <translation>体检结果的量算口径或范围与指标不同</translation>
        </message>
        <message>
            <source>the value given is far from all figures of the plan</source>
            <translation>填报值与规划数值相差悬殊</translation>
        </message>
        <message>
            <source>the unit of the value is not known</source>
            <translation>数值的单位不明</translation>
        </message>
        <message>
            <source>values contradict each other by the plan's own links</source>
            <translation>数值按规划指标间的关系相互矛盾</translation>
        </message>
        <message>
            <source>a row above may say of which part or kind the value is</source>
            <translation>上方行可能写明了数值所属的分区或类型</translation>
        </message>
        <message>
            <source>rows are of targets, other years or parts of the city</source>
            <translation>所在行为目标值、其他年份或局部范围的数值</translation>
        </message>
        <message>
            <source>the table of values is one of targets or of other years</source>
            <translation>指标值表为目标值或其他年份的数值</translation>
        </message>
        <message>
            <source>people cannot be those who live there</source>
            <translation>人口数据不可信</translation>
        </message>
        <message>
            <source>people, or their homes, are not known</source>
            <translation>缺少人口或居住用地</translation>
        </message>
        <message>
            <source>the part of the city was not given</source>
            <translation>缺少指标的统计范围</translation>
        </message>
        <message>
            <source>but some features of a layer are used</source>
            <translation>图层只用了部分要素</translation>
        </message>
        <message>
            <source>a layer is a plan's, not the state of the year</source>
            <translation>所用图层是规划图而非当年现状</translation>
        </message>
        <message>
            <source>other ground than the plan speaks of</source>
            <translation>量算范围与规划不一致</translation>
        </message>
        <message>
            <source>the map shows more or less than the plan counts</source>
            <translation>图上口径与规划不一致</translation>
        </message>
        <message>
            <source>values of other years</source>
            <translation>数值年份不符</translation>
        </message>
        <message>
            <source>the plan gives nothing to hold them against</source>
            <translation>规划没有可对照的数值</translation>
        </message>
        <message>
            <source>the data leave it open</source>
            <translation>数据不足以判定</translation>
        </message>
        <message>
            <source>{reason} ({count})</source>
            <translation>{reason} {count} 项</translation>
        </message>
        <message>
            <source>Not judged ({count}): {kinds}.</source>
            <translation>{count} 项暂不判定：{kinds}。</translation>
        </message>
        <message>
            <source>“{layer}” is not used: it is no summary of a check that an indicator of the plan profile names.</source>
            <translation>“{layer}”未使用：它不是规划参数中指标所用体检项目的汇总表。</translation>
        </message>
        <message>
            <source>“{layer}”: {count} zones are left out, for “{zones}” has none of this name: {names}.</source>
            <translation>“{layer}”：有 {count} 个分区未采用，因为“{zones}”中没有同名分区：{names}。</translation>
        </message>
        <message>
            <source>“{layer}” has another value of {indicator} in {year} than a result before it; give one of the two.</source>
            <translation>“{layer}”中 {indicator} {year} 年的值与前面的结果不同，请只提供其中一个。</translation>
        </message>
        <message>
            <source>“{layer}”: {value} {unit} in “{field}” cannot be; give the table as the check has written it, and figures from elsewhere in “{values}”.</source>
            <translation>“{layer}”：“{field}”中的 {value}{unit} 不可能出现；请直接使用核查输出的表格，其他来源的数值请填入“{values}”。</translation>
        </message>
        <message>
            <source>None of {count} indicators could be judged.</source>
            <translation>{count} 项指标均暂不判定。</translation>
        </message>
        <message>
            <source>{met} met, {on_track} on track, {behind} behind; {open} could not be judged.</source>
            <translation>达标 {met} 项，进度正常 {on_track} 项，进度滞后 {behind} 项；暂不判定 {open} 项。</translation>
        </message>
        <message>
            <source>{met} met, {on_track} on track, none behind; {open} could not be judged.</source>
            <translation>达标 {met} 项，进度正常 {on_track} 项，没有滞后的指标；暂不判定 {open} 项。</translation>
        </message>
        <message>
            <source>On track</source>
            <translation>进度正常</translation>
        </message>
        <message>
            <source>{met} of {judged}</source>
            <translation>{met} / {judged} 项</translation>
        </message>
        <message>
            <source>Indicators met, of those judged</source>
            <translation>达标指标（占已判断指标）</translation>
        </message>
        <message>
            <source>further away than at the base</source>
            <translation>与目标反向，已越过起始值</translation>
        </message>
        <message>
            <source>beyond the target</source>
            <translation>超过目标</translation>
        </message>
        <message>
            <source>{share} %</source>
            <translation>{share}%</translation>
        </message>
        <message>
            <source>{value} km² of growth in {where}</source>
            <translation>{where}新增{value}平方千米</translation>
        </message>
        <message>
            <source>{value} km² that were “{land}” before</source>
            <translation>占用{land}{value}平方千米</translation>
        </message>
        <message>
            <source>{where} is {value} m wide in place of {other} m</source>
            <translation>{where}宽{value}米，应为{other}米</translation>
        </message>
        <message>
            <source>a blind area of {area} ha in {where}</source>
            <translation>{where}一处{area}公顷的服务盲区</translation>
        </message>
        <message>
            <source>a blind area of {area} ha</source>
            <translation>一处{area}公顷的服务盲区</translation>
        </message>
        <message>
            <source>a blind area of {area} ha with {people} people</source>
            <translation>一处{area}公顷的服务盲区（{people}人）</translation>
        </message>
        <message>
            <source>a blind area of {area} ha with {people} people in {where}</source>
            <translation>{where}一处{area}公顷的服务盲区（{people}人）</translation>
        </message>
        <message>
            <source>{count} blind areas in {where}, {area} ha with {people} people in all, the largest of {largest} ha</source>
            <translation>{where}{count}处服务盲区，共{area}公顷、{people}人，最大一处{largest}公顷</translation>
        </message>
        <message>
            <source>{count} blind areas in {where}, {area} ha in all, the largest of {largest} ha</source>
            <translation>{where}{count}处服务盲区，共{area}公顷，最大一处{largest}公顷</translation>
        </message>
        <message>
            <source>{count} blind areas, {area} ha with {people} people in all, the largest of {largest} ha</source>
            <translation>{count}处服务盲区，共{area}公顷、{people}人，最大一处{largest}公顷</translation>
        </message>
        <message>
            <source>{count} blind areas, {area} ha in all, the largest of {largest} ha</source>
            <translation>{count}处服务盲区，共{area}公顷，最大一处{largest}公顷</translation>
        </message>
        <message>
            <source>{where} at {value} {unit}, {gap} from the target</source>
            <translation>{where}为{value}{unit}，与目标相差{gap}</translation>
        </message>
        <message>
            <source>{where} at {value} {unit}, {gap} from the target, so that {lacks} km² are missing</source>
            <translation>{where}为{value}{unit}，与目标相差{gap}，缺{lacks}平方千米</translation>
        </message>
        <message>
            <source>“{parameter}” is empty, so the data are taken for those of the end of {year}, the year in the name of the land use “{layer}”.</source>
            <translation>“{parameter}”未填写，按用地图层“{layer}”名称中的年份，视为 {year} 年年末的数据。</translation>
        </message>
        <message>
            <source>“{parameter}” is empty, so the data are taken for those of the end of {year}, the last year of “{layer}” that is over; give it where the land use is of another one.</source>
            <translation>“{parameter}”未填写，按“{layer}”中最近一个已结束的年份，视为 {year} 年年末的数据；用地图层如是其他年份，请填写该参数。</translation>
        </message>
        <message>
            <source>“{layer}”: {count} values are of later years ({years}) than {year}, which is looked at, so they are not used; give “{parameter}” to look at another year.</source>
            <translation>“{layer}”：有 {count} 个值的年份（{years}）晚于体检年份 {year} 年，未采用；如要体检其他年份，请填写“{parameter}”。</translation>
        </message>
        <message>
            <source>“{layer}” is of later years ({years}) than {year}, which is looked at, so it is not used; give “{parameter}” to look at another year.</source>
            <translation>“{layer}”的年份（{years}）晚于体检年份 {year} 年，未采用；如要体检其他年份，请填写“{parameter}”。</translation>
        </message>
        <message>
            <source>The land use “{layer}” is a plan's by its name, and not how the land was in {year}, so what is measured on it is shown and not judged. Choose the land use of {year}; for the plan itself give the year to come that it is for in “{parameter}”; if it is no plan's, call the layer otherwise.</source>
            <translation>从名称看，用地图层“{layer}”是规划图，不是 {year} 年的现状，在其上量算的数值只列出，暂不判定。请改用 {year} 年的现状用地；要核查规划方案本身，请在“{parameter}”中填写其对应的未来年份；若并非规划图，请给图层改名。</translation>
        </message>
        <message>
            <source>The name of the land use “{layer}” says several years ({map}), so nobody knows of which it is; it is taken for that of {year}. Give “{parameter}” where it is of another one.</source>
            <translation>用地图层“{layer}”的名称中有几个年份（{map}），无法确定是哪一年的用地，暂按 {year} 年的用地处理；如是其他年份，请填写“{parameter}”。</translation>
        </message>
        <message>
            <source>The land use “{layer}” is of {map} by its name, later than {year}, so what is measured on it is shown and not judged. Give {map} in “{parameter}”, or choose the land use of {year}.</source>
            <translation>从名称看，用地图层“{layer}”是 {map} 年的用地，晚于 {year} 年，在其上量算的数值只列出，暂不判定。请在“{parameter}”中填写 {map}，或改用 {year} 年的用地图层。</translation>
        </message>
        <message>
            <source>The land use “{layer}” is of {map} by its name, earlier than {year}; what has changed since is in no figure. Choose the land use of {year}, or give {map} in “{parameter}”.</source>
            <translation>从名称看，用地图层“{layer}”是 {map} 年的用地，早于 {year} 年，各项数值没有反映此后的变化。请改用 {year} 年的用地图层，或在“{parameter}”中填写 {map}。</translation>
        </message>
        <message>
            <source>security pattern,tiers,red line,baseline,control lines,conflict,生态安全格局,三条控制线</source>
            <translation>生态安全格局,底线格局,生态保护红线,三条控制线,管控区,冲突,security pattern,red line</translation>
        </message>
        <message>
            <source>Security pattern</source>
            <translation>生态安全格局</translation>
        </message>
        <message>
            <source>Conflicts with the pattern</source>
            <translation>格局冲突</translation>
        </message>
        <message>
            <source>Pattern summary</source>
            <translation>格局汇总表</translation>
        </message>
        <message>
            <source>Pattern report</source>
            <translation>格局报告</translation>
        </message>
        <message>
            <source>Security pattern (km²)</source>
            <translation>生态安全格局（平方公里）</translation>
        </message>
        <message>
            <source>Baseline tier (km²)</source>
            <translation>底线格局（平方公里）</translation>
        </message>
        <message>
            <source>General tier (km²)</source>
            <translation>一般格局（平方公里）</translation>
        </message>
        <message>
            <source>Ideal tier (km²)</source>
            <translation>理想格局（平方公里）</translation>
        </message>
        <message>
            <source>Construction land in the baseline tier (ha)</source>
            <translation>底线格局内的建设用地（公顷）</translation>
        </message>
        <message>
            <source>Slivers of construction land in the baseline tier</source>
            <translation>底线格局内建设用地的碎条数</translation>
        </message>
        <message>
            <source>Slivers of construction land in the baseline tier (m²)</source>
            <translation>底线格局内建设用地的碎条（m²）</translation>
        </message>
        <message>
            <source>Construction land to check (ha)</source>
            <translation>须核查的建设用地（公顷）</translation>
        </message>
        <message>
            <source>Conflicts between control lines</source>
            <translation>控制线冲突</translation>
        </message>
        <message>
            <source>Ground in several control lines (ha)</source>
            <translation>控制线重叠面积（公顷）</translation>
        </message>
        <message>
            <source>Looser tier in B</source>
            <translation>格局等级放宽</translation>
        </message>
        <message>
            <source>No longer in the pattern</source>
            <translation>退出格局</translation>
        </message>
        <message>
            <source>Stricter tier in B</source>
            <translation>格局等级加严</translation>
        </message>
        <message>
            <source>New in the pattern</source>
            <translation>新纳入格局</translation>
        </message>
        <message>
            <source>Urban growth boundary</source>
            <translation>城镇开发边界</translation>
        </message>
        <message>
            <source>Further layers of the baseline tier</source>
            <translation>底线格局的其他图层</translation>
        </message>
        <message>
            <source>Layers of the general tier</source>
            <translation>一般格局图层</translation>
        </message>
        <message>
            <source>Layers of the ideal tier</source>
            <translation>理想格局图层</translation>
        </message>
        <message>
            <source>Layers with the tier in a field</source>
            <translation>字段中带级别的图层</translation>
        </message>
        <message>
            <source>Construction land</source>
            <translation>建设用地</translation>
        </message>
        <message>
            <source>Area to cut the pattern to</source>
            <translation>裁剪范围</translation>
        </message>
        <message>
            <source>Width below which an overlap is a sliver (m)</source>
            <translation>重叠碎条宽度上限（米）</translation>
        </message>
        <message>
            <source>Joining the layers into one pattern…</source>
            <translation>正在合成格局……</translation>
        </message>
        <message>
            <source>Laying the control lines on each other…</source>
            <translation>正在核对控制线……</translation>
        </message>
        <message>
            <source>Finding construction land in the pattern…</source>
            <translation>正在查找格局内的建设用地……</translation>
        </message>
        <message>
            <source>By tier</source>
            <translation>按格局等级</translation>
        </message>
        <message>
            <source>No layer of the pattern is given; choose at least one, for example in “{parameter}”.</source>
            <translation>没有给出任何格局图层；请至少选择一个，例如在“{parameter}”中选择。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no area to cut the pattern to.</source>
            <translation>图层“{layer}”没有可用于裁剪的面。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no ground: no feature has an area.</source>
            <translation>图层“{layer}”中没有用地：所有要素的面积均为零。</translation>
        </message>
        <message>
            <source>None of the layers of the pattern has a feature with an area and a tier; check that they are right.</source>
            <translation>各格局图层中没有一个既有面积又有级别的要素；请检查是否选对了图层。</translation>
        </message>
        <message>
            <source>Give “{field}”; without it no feature of “{layers}” has a tier.</source>
            <translation>请填写“{field}”；缺少它，“{layers}”中的要素都没有级别。</translation>
        </message>
        <message>
            <source>Construction land in the baseline tier: to resolve</source>
            <translation>底线格局内的建设用地：须处理</translation>
        </message>
        <message>
            <source>Construction land in the general tier: check the admission conditions</source>
            <translation>一般格局内的建设用地：核对准入条件</translation>
        </message>
        <message>
            <source>Construction land in the ideal tier: check the negative list</source>
            <translation>理想格局内的建设用地：核对负面清单</translation>
        </message>
        <message>
            <source>Control lines cross</source>
            <translation>控制线交叉</translation>
        </message>
        <message>
            <source>Control lines overlap</source>
            <translation>控制线重叠</translation>
        </message>
        <message>
            <source>One control line holds a part of another</source>
            <translation>一条控制线包含另一条的一部分</translation>
        </message>
        <message>
            <source>Construction land in the pattern</source>
            <translation>格局内的建设用地</translation>
        </message>
        <message>
            <source>Control zone</source>
            <translation>管控区</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Construction feature</source>
            <translation>建设用地图斑</translation>
        </message>
        <message>
            <source>Layers that decide the tier</source>
            <translation>决定级别的图层</translation>
        </message>
        <message>
            <source>What conflicts</source>
            <translation>冲突双方</translation>
        </message>
        <message>
            <source>Which of the two is held or passed through</source>
            <translation>被包含或被穿过的一方</translation>
        </message>
        <message>
            <source>Features of the first</source>
            <translation>第一方要素</translation>
        </message>
        <message>
            <source>Features of the second</source>
            <translation>第二方要素</translation>
        </message>
        <message>
            <source>A sliver</source>
            <translation>碎条</translation>
        </message>
        <message>
            <source>Share (%)</source>
            <translation>占比（%）</translation>
        </message>
        <message>
            <source>Decides the tier (ha)</source>
            <translation>决定级别的面积（公顷）</translation>
        </message>
        <message>
            <source>Decides it alone (ha)</source>
            <translation>独自决定的面积（公顷）</translation>
        </message>
        <message>
            <source>Construction land (ha)</source>
            <translation>建设用地（公顷）</translation>
        </message>
        <message>
            <source>The first</source>
            <translation>前者</translation>
        </message>
        <message>
            <source>The second</source>
            <translation>后者</translation>
        </message>
        <message>
            <source>Both</source>
            <translation>双方</translation>
        </message>
        <message>
            <source>Control lines</source>
            <translation>控制线</translation>
        </message>
        <message>
            <source>Construction land and the baseline tier lie more than {distance:g} m apart, so that none lies in it says nothing; check that the layers are of one place.</source>
            <translation>建设用地与底线格局相距超过 {distance:g} 米，“其中没有建设用地”不说明问题；请核对各图层是否为同一地区。</translation>
        </message>
        <message>
            <source>There is no construction land here that could lie in the baseline tier.</source>
            <translation>此范围内没有建设用地，无从判断是否位于底线格局内。</translation>
        </message>
        <message>
            <source>There is no ground of the baseline tier here that construction land could lie in.</source>
            <translation>此范围内没有底线格局，无从判断其中是否有建设用地。</translation>
        </message>
        <message>
            <source>Construction land lies on features without a tier, which may be of the baseline tier; give them a tier to get a verdict.</source>
            <translation>有建设用地位于未标级别的要素上，这些要素可能属于底线格局；标明级别后才能判定。</translation>
        </message>
        <message>
            <source>Features could not be read, or their codes do not say what they are, and with them there may be a conflict, so there is no verdict; the notices of a run name their layers and how many there are.</source>
            <translation>有要素未能读取，或编码看不出是什么用地，计入后可能存在冲突，因此暂不判定；所在图层和个数见运行提示。</translation>
        </message>
        <message>
            <source>{count} features of “{layer}” have no tier and are not in the pattern.</source>
            <translation>“{layer}”中有 {count} 个要素没有级别，未计入格局。</translation>
        </message>
        <message>
            <source>These layers have no ground in the pattern: {layers}.</source>
            <translation>以下图层在格局中没有占地：{layers}。</translation>
        </message>
        <message>
            <source>Construction land overlaps itself by {area:,.1f} m²; the smaller feature counts, once.</source>
            <translation>建设用地自身重叠 {area:,.1f} 平方米；重叠处计较小的要素，只计一次。</translation>
        </message>
        <message>
            <source>{count} overlaps of control lines are narrower than {width:g} m everywhere ({area:,.1f} m² together); they are marked as slivers and not counted as conflicts.</source>
            <translation>控制线之间有 {count} 处重叠各处宽度都不足 {width:g} m（共 {area:,.1f} m²），标为碎条，不计为冲突。</translation>
        </message>
        <message>
            <source>{count} overlaps of construction land and the pattern are narrower than {width:g} m everywhere ({area:,.1f} m² together); they are marked as slivers and counted in no tier.</source>
            <translation>建设用地与格局有 {count} 处重叠各处宽度都不足 {width:g} m（共 {area:,.1f} m²），标为碎条，不计入任何一级。</translation>
        </message>
        <message>
            <source>Tier {tier}: {area} km² in {count} pieces.</source>
            <translation>{tier}：{area} 平方公里，{count} 个图斑。</translation>
        </message>
        <message>
            <source>Construction land: {conflict} ha in {count} places of the baseline tier, {check} ha to check.</source>
            <translation>建设用地：底线格局内 {count} 处，共 {conflict} 公顷；须核查 {check} 公顷。</translation>
        </message>
        <message>
            <source>{pair}: {count} conflicts, {area} ha.</source>
            <translation>{pair}：冲突 {count} 处，{area} 公顷。</translation>
        </message>
        <message>
            <source>The control lines do not conflict.</source>
            <translation>控制线之间没有冲突。</translation>
        </message>
        <message>
            <source>Three tiers</source>
            <translation>三级格局</translation>
        </message>
        <message>
            <source>What each layer gives</source>
            <translation>各图层的贡献</translation>
        </message>
        <message>
            <source>How it was made</source>
            <translation>格局如何得出</translation>
        </message>
        <message>
            <source>Construction land to check</source>
            <translation>须核查的建设用地</translation>
        </message>
        <message>
            <source>Pieces</source>
            <translation>图斑数</translation>
        </message>
        <message>
            <source>Share of the area</source>
            <translation>占裁剪范围比例</translation>
        </message>
        <message>
            <source>Ground that several tiers claim belongs to the strictest of them, and counts once.</source>
            <translation>几级格局都划到的地归入最严一级，只计一次。</translation>
        </message>
        <message>
            <source>Area of each tier</source>
            <translation>各级格局面积</translation>
        </message>
        <message>
            <source>Baseline tier: strictest protection; construction land in it is a conflict to resolve.</source>
            <translation>底线格局：最严格保护，不可逾越；其中的建设用地为须处理的冲突。</translation>
        </message>
        <message>
            <source>General tier: only compatible construction; check it against the admission conditions.</source>
            <translation>一般格局：刚弹结合，只准兼容性建设；对照建设准入条件核查。</translation>
        </message>
        <message>
            <source>Ideal tier: development under conditions; check it against the negative list.</source>
            <translation>理想格局：有条件开发；对照负面清单核查。</translation>
        </message>
        <message>
            <source>Decides the tier</source>
            <translation>决定级别</translation>
        </message>
        <message>
            <source>Decides it alone</source>
            <translation>独自决定</translation>
        </message>
        <message>
            <source>A layer decides where no other puts the ground into a stricter tier, and alone where no other layer gives the same tier.</source>
            <translation>没有其他图层给出更严级别处，由该图层决定级别；没有其他图层给出同一级别处，由它独自决定。</translation>
        </message>
        <message>
            <source>Layers of the pattern</source>
            <translation>格局图层</translation>
        </message>
        <message>
            <source>What was read of construction land does not lie in what was read of the pattern.</source>
            <translation>已读取的建设用地均不在已读取的格局范围内。</translation>
        </message>
        <message>
            <source>No construction land lies in the pattern.</source>
            <translation>格局内没有建设用地。</translation>
        </message>
        <message>
            <source>Places</source>
            <translation>处数</translation>
        </message>
        <message>
            <source>The largest places in the strictest tier that has any</source>
            <translation>最严一级中面积最大的各处</translation>
        </message>
        <message>
            <source>Construction land by what to do</source>
            <translation>按处理要求统计的建设用地</translation>
        </message>
        <message>
            <source>What was read of the control lines does not conflict.</source>
            <translation>已读取的控制线之间没有冲突。</translation>
        </message>
        <message>
            <source>These control lines do not cross, overlap or hold each other: {lines}.</source>
            <translation>以下控制线互不交叉、重叠或包含：{lines}。</translation>
        </message>
        <message>
            <source>The plan asks that the control lines neither cross nor overlap nor conflict and defines none of these words; the three kinds are our reading.</source>
            <translation>规划要求控制线不交叉、不重叠、不冲突，但没有给出定义；三种类型为本工具的读法。</translation>
        </message>
        <message>
            <source>The largest of them</source>
            <translation>其中面积最大的</translation>
        </message>
        <message>
            <source>Construction land in the baseline tier</source>
            <translation>底线格局内的建设用地</translation>
        </message>
        <message>
            <source>Map of the security pattern</source>
            <translation>生态安全格局图</translation>
        </message>
        <message>
            <source>The pattern and what conflicts with it, by the numbers below</source>
            <translation>安全格局与冲突图斑分布图（编号与各表一致）</translation>
        </message>
        <message>
            <source>Parts of the baseline tier</source>
            <translation>底线格局的构成</translation>
        </message>
        <message>
            <source>The strictest tier holds wherever layers lie on each other; the plan states the tiers, and that the strictest wins is our reading. Every square metre belongs to one tier; each piece names all layers that put it there.</source>
            <translation>图层重叠处从严归级；规划规定了三级，从严为本工具的读法。每一平方米只归一级，每个图斑写明把它归入该级的所有图层。</translation>
        </message>
        <message>
            <source>Left out: {job}. It needs at least one layer, of a control line or of a tier.</source>
            <translation>已略过：{job}。至少需要一个控制线图层或各级格局图层。</translation>
        </message>
        <message>
            <source>Writing the pattern…</source>
            <translation>正在写出格局……</translation>
        </message>
        <message>
            <source>Writing the conflicts…</source>
            <translation>正在写出冲突……</translation>
        </message>
        <message>
            <source>Ground of the three tiers together</source>
            <translation>三级格局合计面积</translation>
        </message>
        <message>
            <source>No construction land was given to check.</source>
            <translation>未给出建设用地，未作核查。</translation>
        </message>
        <message>
            <source>{count} places where construction land lies in the baseline tier are to be resolved.</source>
            <translation>底线格局内有 {count} 处建设用地须处理。</translation>
        </message>
        <message>
            <source>Conflicts</source>
            <translation>有冲突</translation>
        </message>
        <message>
            <source>No construction land lies in the baseline tier.</source>
            <translation>底线格局内没有建设用地。</translation>
        </message>
        <message>
            <source>No conflict</source>
            <translation>无冲突</translation>
        </message>
        <message>
            <source>Control lines conflict in {conflicts} places. No construction land was given to check.</source>
            <translation>控制线有 {conflicts} 处冲突。未提供建设用地，未作核对。</translation>
        </message>
        <message>
            <source>Control lines conflict in {conflicts} places. {reason}</source>
            <translation>控制线有 {conflicts} 处冲突。{reason}</translation>
        </message>
        <message>
            <source>Control lines conflict in {conflicts} places. In {places} places construction land, {area} ha, lies in the baseline tier. Both are to be resolved.</source>
            <translation>控制线有 {conflicts} 处冲突；底线格局内另有 {places} 处建设用地，共 {area} 公顷。两者均应处理。</translation>
        </message>
        <message>
            <source>Control lines conflict in {conflicts} places. No construction land lies in the baseline tier.</source>
            <translation>控制线有 {conflicts} 处冲突。底线格局内没有建设用地。</translation>
        </message>
        <message>
            <source>Overlap of control lines</source>
            <translation>控制线重叠面积</translation>
        </message>
        <message>
            <source>Control lines neither cross nor overlap nor conflict</source>
            <translation>控制线不交叉、不重叠、不冲突</translation>
        </message>
        <message>
            <source>{sentence} {count} overlaps narrower than {width:g} m, {area} m² in all, are taken for imprecision of the drawing and not counted.</source>
            <translation>{sentence}另有 {count} 处宽度不足 {width:g} m 的重叠（共 {area} m²），视为绘图误差，不计入。</translation>
        </message>
        <message>
            <source>Use of vacated land afterwards</source>
            <translation>腾退用地后续利用</translation>
        </message>
        <message>
            <source>vacated land,restoration,reclamation,farmland,wetland,green space,腾退,复耕,复绿</source>
            <translation>腾退用地,拆违腾退,生态修复,复垦复耕,复绿还绿,湿地水域,蓄洪,vacated land,restoration</translation>
        </message>
        <message>
            <source>Uses of vacated land</source>
            <translation>腾退用地利用方向</translation>
        </message>
        <message>
            <source>Summary of uses</source>
            <translation>利用方向汇总表</translation>
        </message>
        <message>
            <source>Report on uses</source>
            <translation>腾退用地后续利用报告</translation>
        </message>
        <message>
            <source>Reclaimed as farmland (ha)</source>
            <translation>复垦复耕（公顷）</translation>
        </message>
        <message>
            <source>Wetland or water (ha)</source>
            <translation>湿地水域（公顷）</translation>
        </message>
        <message>
            <source>Flood-storage wetland (ha)</source>
            <translation>蓄洪湿地（公顷）</translation>
        </message>
        <message>
            <source>Green space (ha)</source>
            <translation>复绿还绿（公顷）</translation>
        </message>
        <message>
            <source>Built upon again (ha)</source>
            <translation>再次建设（公顷）</translation>
        </message>
        <message>
            <source>Comes first and not done yet (ha)</source>
            <translation>优先腾退且尚未实现（公顷）</translation>
        </message>
        <message>
            <source>Blind areas served by new green space (ha)</source>
            <translation>复绿还绿可填补的服务盲区（公顷）</translation>
        </message>
        <message>
            <source>As much to farmland as to green space and water</source>
            <translation>转为耕地不少于转为绿地、湿地和水域</translation>
        </message>
        <message>
            <source>To farmland, less what goes to green space, wetland and water</source>
            <translation>复耕面积减复绿复水面积</translation>
        </message>
        <message>
            <source>Another use: now farmland</source>
            <translation>用途改变：改为复耕</translation>
        </message>
        <message>
            <source>Another use: now wetland or water</source>
            <translation>用途改变：改为湿地水域</translation>
        </message>
        <message>
            <source>Another use: now flood-storage wetland</source>
            <translation>用途改变：改为调蓄湿地</translation>
        </message>
        <message>
            <source>Another use: now green space</source>
            <translation>用途改变：改为复绿</translation>
        </message>
        <message>
            <source>Another use: now built upon</source>
            <translation>利用方向不同：现为再次建设</translation>
        </message>
        <message>
            <source>Another use: now not decided</source>
            <translation>用途改变：改为未定</translation>
        </message>
        <message>
            <source>Plot in A only</source>
            <translation>仅 A 中的地块</translation>
        </message>
        <message>
            <source>Plot in B only</source>
            <translation>仅 B 中的地块</translation>
        </message>
        <message>
            <source>Largest distance from farmland protection space (m)</source>
            <translation>距耕地保护空间的最大距离（m）</translation>
        </message>
        <message>
            <source>System of the codes of what a plot has become</source>
            <translation>腾退后地类的分类体系</translation>
        </message>
        <message>
            <source>Vacated land</source>
            <translation>腾退用地</translation>
        </message>
        <message>
            <source>Field with what a plot has become</source>
            <translation>腾退后地类字段</translation>
        </message>
        <message>
            <source>Smallest area of new farmland (m²)</source>
            <translation>复垦复耕最小面积（m²）</translation>
        </message>
        <message>
            <source>Share of a plot that must lie in an area (0–1)</source>
            <translation>图斑位于某区域内的最低面积比例（0～1）</translation>
        </message>
        <message>
            <source>Finding the use of each plot…</source>
            <translation>正在确定各图斑的利用方向……</translation>
        </message>
        <message>
            <source>“{layer}”, field “{field}”: what plots have become is read as codes of {system}.</source>
            <translation>“{layer}”字段“{field}”：腾退后地类按{system}编码识别。</translation>
        </message>
        <message>
            <source>“{layer}”, field “{field}”: {values} are neither classes nor codes of a known system; what these plots have become is not known, and the rules decide.</source>
            <translation>“{layer}”的字段“{field}”：{values} 既不是地类名，也不是已知分类体系的编码；这些地块现在是什么不清楚，由规则确定。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” holds the codes {codes} of GB/T 21010-2007 (second national land survey), which mean other land in the later standards; bring the codes to one of these, or give classes.</source>
            <translation>图层“{layer}”的字段“{field}”含有 GB/T 21010-2007（第二次全国土地调查，二调）的编码 {codes}，这些编码在后来的标准中含义不同；请先换成后来某一标准的编码，或直接填类别。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” holds the numbers {codes}, which may be settlement codes (201 city) or codes that lost their zero (0201 orchard); give the codes as text.</source>
            <translation>图层“{layer}”的字段“{field}”是数字 {codes}，可能是城镇村属性码（201 城市），也可能是丢了前导零的编码（0201 果园）；请改为文本编码。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” holds the codes {codes} of GBJ 137-90, in which other letters mean other land than in GB 50137-2011 as well; bring the codes to GB 50137-2011, or give classes.</source>
            <translation>图层“{layer}”的字段“{field}”含有 GBJ 137-90 的编码 {codes}，该旧标准的其他字母含义也与 GB 50137-2011 不同；请先换成 GB 50137-2011 编码，或直接填类别。</translation>
        </message>
        <message>
            <source>It cannot be told which system the values {values} in the field “{field}” of the layer “{layer}” are from; say it in “{parameter}”, or choose a field of classes or codes.</source>
            <translation>无法判断图层“{layer}”字段“{field}”的取值 {values} 属于哪个体系；请在“{parameter}”中指定，或改选存放类别或编码的字段。</translation>
        </message>
        <message>
            <source>By use</source>
            <translation>按用途</translation>
        </message>
        <message>
            <source>Use afterwards</source>
            <translation>后续利用方向</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no vacated land: its field “{field}” says “{kind}” of none of its {count} features; choose other changes, or a layer of vacated land without this field.</source>
            <translation>图层“{layer}”中没有腾退用地：{count} 个要素的“{field}”字段无一为“{kind}”。请另选变化图斑，或改用不带该字段的腾退用地图层。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no vacated land: none of its features has an area.</source>
            <translation>图层“{layer}”中没有腾退用地：所有要素的面积均为零。</translation>
        </message>
        <message>
            <source>“{layer}”: all {count} features are vacated land by the field “{field}”.</source>
            <translation>“{layer}”：按“{field}”字段，{count} 个要素均为腾退用地。</translation>
        </message>
        <message>
            <source>“{layer}”: {used} of {count} features are vacated land by the field “{field}”; {left} were left out ({kinds}).</source>
            <translation>“{layer}”：按“{field}”字段，{count} 个要素中 {used} 个为腾退用地，其余 {left} 个未纳入（{kinds}）。</translation>
        </message>
        <message>
            <source>River blue lines</source>
            <translation>河道蓝线</translation>
        </message>
        <message>
            <source>Flood-storage areas</source>
            <translation>蓄洪（涝）区</translation>
        </message>
        <message>
            <source>Drinking-water source zones</source>
            <translation>饮用水水源保护区</translation>
        </message>
        <message>
            <source>Reclaimed as farmland</source>
            <translation>复垦复耕</translation>
        </message>
        <message>
            <source>Wetland or water</source>
            <translation>湿地水域</translation>
        </message>
        <message>
            <source>Flood-storage wetland</source>
            <translation>蓄洪湿地</translation>
        </message>
        <message>
            <source>Green space</source>
            <translation>复绿还绿</translation>
        </message>
        <message>
            <source>Built upon again</source>
            <translation>再次建设</translation>
        </message>
        <message>
            <source>Use not decided</source>
            <translation>利用方向待定</translation>
        </message>
        <message>
            <source>Never farmland; the next rule that holds decides</source>
            <translation>不得复耕，由其后先符合的规则确定</translation>
        </message>
        <message>
            <source>Anywhere else</source>
            <translation>其余用地</translation>
        </message>
        <message>
            <source>Has become so already</source>
            <translation>现状已实现</translation>
        </message>
        <message>
            <source>Has been built upon</source>
            <translation>现状已建设</translation>
        </message>
        <message>
            <source>Beside: {area}</source>
            <translation>{area}附近</translation>
        </message>
        <message>
            <source>Plot</source>
            <translation>图斑编号</translation>
        </message>
        <message>
            <source>First because of</source>
            <translation>优先腾退依据</translation>
        </message>
        <message>
            <source>Rule that decided</source>
            <translation>依据规则</translation>
        </message>
        <message>
            <source>Done already</source>
            <translation>已实现</translation>
        </message>
        <message>
            <source>Done already (ha)</source>
            <translation>已实现（公顷）</translation>
        </message>
        <message>
            <source>Proposed (ha)</source>
            <translation>建议（公顷）</translation>
        </message>
        <message>
            <source>Blind area within reach (m²)</source>
            <translation>可服务的盲区面积（m²）</translation>
        </message>
        <message>
            <source>Number that comes first</source>
            <translation>优先腾退数量</translation>
        </message>
        <message>
            <source>Comes first (ha)</source>
            <translation>优先腾退（公顷）</translation>
        </message>
        <message>
            <source>No plot is or becomes farmland, green space, wetland or water, so there is nothing to hold against each other.</source>
            <translation>没有地块已经或将要成为耕地、绿地、湿地或水域，两者无从比较。</translation>
        </message>
        <message>
            <source>Neither farmland protection space nor permanent basic farmland lies near the plots: there is no such layer, or it does not reach them. So no rule can lead to farmland, and the two are not held against each other; give a layer that reaches the plots to get a verdict.</source>
            <translation>地块附近没有耕地保护空间，也没有永久基本农田：图层未提供，或未覆盖地块所在范围。没有规则能指向复垦复耕，因此暂不比较；提供覆盖这些地块的图层后才能判定。</translation>
        </message>
        <message>
            <source>Plots of different use, or the land-use polygons that they were made of, lie on each other, and which of them is right decides; remove the overlaps to get a verdict.</source>
            <translation>利用方向不同的图斑相互重叠，或其来源的用地图斑相互重叠，以哪一块为准决定结论；消除重叠后才能判定。</translation>
        </message>
        <message>
            <source>Features could not be read, or their codes do not say what they are, and with them the answer might be another, so there is no verdict; the notices of a run name their layers and how many there are.</source>
            <translation>有要素未能读取，或编码看不出是什么用地，计入后结论可能不同，因此暂不判定；所在图层和个数见运行提示。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has nothing with an area in it, so no land lies there.</source>
            <translation>图层“{layer}”中没有可用的面图形，视为没有用地位于其中。</translation>
        </message>
        <message>
            <source>Plots of vacated land, or the land-use polygons that they were made of, lie on each other and say different things of the same ground; which of them is right decides whether as much becomes farmland as becomes green space, wetland and water, so that is not judged.</source>
            <translation>腾退图斑相互重叠，或其来源的用地图斑相互重叠，对同一处用地说法不一；以哪一块为准决定转为耕地的面积是否不小于转为绿地、湿地和水域的面积，因此暂不判定。</translation>
        </message>
        <message>
            <source>No rule of the plan profile holds for {count} plots ({area} ha); their use is left open.</source>
            <translation>{count} 块图斑（{area} 公顷）不符合规划参数中的任何一条规则，利用方向待定。</translation>
        </message>
        <message>
            <source>No area was given, so no land comes first, and the rule for all other land decides.</source>
            <translation>未提供任何区域图层：没有优先腾退的用地，利用方向一律按“其余用地”的规则确定。</translation>
        </message>
        <message>
            <source>Not given, and so not looked at: {areas}.</source>
            <translation>以下图层未提供，未作判断：{areas}。</translation>
        </message>
        <message>
            <source>Plots of vacated land overlap by {area:,.1f} m²; in all sums this ground counts once, for the smaller one.</source>
            <translation>腾退用地图斑之间有 {area:,.1f} 平方米重叠；各项合计中重叠处只计一次，计入较小的图斑。</translation>
        </message>
        <message>
            <source>{count} plots are smaller than {area:g} m², too small to become farmland.</source>
            <translation>{count} 块图斑不足 {area:g} 平方米，达不到复垦复耕的规模。</translation>
        </message>
        <message>
            <source>{use}: {count} plots, {area} ha.</source>
            <translation>{use}：{count} 块，{area} 公顷。</translation>
        </message>
        <message>
            <source>{area} ha of {all} ha of vacated land come first and are not done yet.</source>
            <translation>腾退用地共 {all} 公顷，其中优先腾退且尚未实现的 {area} 公顷。</translation>
        </message>
        <message>
            <source>“{layer}”: no field was chosen, so the field “{field}” says what plots have become.</source>
            <translation>“{layer}”：未选择字段，地块现状按字段“{field}”确定。</translation>
        </message>
        <message>
            <source>{count} plots ({area} ha) are construction land again, as settlement, transport, water works or special use; they stand outside the uses that the plan asks for and outside the balance.</source>
            <translation>{count} 块（{area} 公顷）已再次成为建设用地（城乡建设用地或特交水），不属于规划要求的后续利用方向，不参与平衡。</translation>
        </message>
        <message>
            <source>Uses afterwards</source>
            <translation>后续利用方向</translation>
        </message>
        <message>
            <source>What is vacated and restored first</source>
            <translation>优先腾退、重点修复</translation>
        </message>
        <message>
            <source>Blind areas that new green space would serve</source>
            <translation>填补服务盲区</translation>
        </message>
        <message>
            <source>How it was decided</source>
            <translation>判定依据与方法</translation>
        </message>
        <message>
            <source>Comes first, not done yet</source>
            <translation>优先腾退（尚未实现）</translation>
        </message>
        <message>
            <source>Blind areas served</source>
            <translation>可填补的服务盲区</translation>
        </message>
        <message>
            <source>Proposed</source>
            <translation>建议</translation>
        </message>
        <message>
            <source>Comes first</source>
            <translation>优先腾退</translation>
        </message>
        <message>
            <source>Vacated land by its use afterwards</source>
            <translation>腾退用地按后续利用方向汇总</translation>
        </message>
        <message>
            <source>Done already is what a plot has become between the two dates; of the others the rules propose the use. What comes first counts plots that are not done.</source>
            <translation>“已实现”指两期之间地块已成为该用途；其余由规则建议。优先腾退只计尚未实现的地块。</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>次序</translation>
        </message>
        <message>
            <source>Where the plot lies</source>
            <translation>图斑位置</translation>
        </message>
        <message>
            <source>The rules, of which the first that holds decides</source>
            <translation>判定规则（依次判断，先符合者为准）</translation>
        </message>
        <message>
            <source>Anywhere else, on plots of at least {area:g} m²</source>
            <translation>其余用地，图斑面积不小于 {area:g} 平方米</translation>
        </message>
        <message>
            <source>In: {area} (layer not given)</source>
            <translation>位于{area}内（未提供图层）</translation>
        </message>
        <message>
            <source>In: {area}</source>
            <translation>位于{area}内</translation>
        </message>
        <message>
            <source>In, or at most {distance:g} m away from: {area}; on plots of at least {smallest:g} m²</source>
            <translation>位于{area}内或距其不超过 {distance:g} 米，图斑面积不小于 {smallest:g} 平方米</translation>
        </message>
        <message>
            <source>The plan profile names no areas in which land comes first.</source>
            <translation>所用规划参数未列出优先腾退修复的区域。</translation>
        </message>
        <message>
            <source>Vacated and restored first is what lies in: {areas}.</source>
            <translation>位于下列区域内的优先腾退修复：{areas}。</translation>
        </message>
        <message>
            <source>None of these layers was given, so nothing was looked at.</source>
            <translation>以上图层均未提供，未作判断。</translation>
        </message>
        <message>
            <source>Comes first because it lies in</source>
            <translation>优先腾退依据（位于）</translation>
        </message>
        <message>
            <source>Why land comes first</source>
            <translation>优先腾退的依据</translation>
        </message>
        <message>
            <source>A plot that lies in several of them counts in each, and once in the row for all; plots that have become farmland, water or green space already are not counted.</source>
            <translation>同时位于几类区域的图斑，各类分别计入，合计只计一次；已成为耕地、水域湿地或绿地的图斑不计。</translation>
        </message>
        <message>
            <source>No plot of vacated land comes first.</source>
            <translation>没有需要优先腾退的图斑。</translation>
        </message>
        <message>
            <source>Lies in</source>
            <translation>位于</translation>
        </message>
        <message>
            <source>The first {shown} of {count} plots by size; the map has them by their numbers.</source>
            <translation>优先腾退图斑共 {count} 块，按面积从大到小列出前 {shown} 块，编号与地图一致。</translation>
        </message>
        <message>
            <source>The largest plots that come first</source>
            <translation>面积最大的优先腾退图斑</translation>
        </message>
        <message>
            <source>Vacate and restore first</source>
            <translation>优先腾退、重点修复</translation>
        </message>
        <message>
            <source>Uses on the map; numbers are those of the lists</source>
            <translation>后续利用分布图（编号与各表一致）</translation>
        </message>
        <message>
            <source>Map of vacated land by its use afterwards</source>
            <translation>腾退用地后续利用方向图</translation>
        </message>
        <message>
            <source>As parks, the {green} plots that are to become green space would serve {served} ha of the {given} ha of blind areas; {serving} of them reach any. Where several reach the same ground, it counts once here.</source>
            <translation>建议复绿还绿的 {green} 块图斑若建成公园，可服务盲区 {served} 公顷（服务盲区共 {given} 公顷），其中 {serving} 块能服务到盲区。几块图斑都能服务到的盲区，此处只计一次。</translation>
        </message>
        <message>
            <source>Blind areas within reach</source>
            <translation>可服务的盲区</translation>
        </message>
        <message>
            <source>The first {shown} of {count} plots; each counts all blind ground within its own reach.</source>
            <translation>能服务到盲区的图斑共 {count} 块，列出前 {shown} 块；每块图斑按自身服务范围内的盲区全部计入。</translation>
        </message>
        <message>
            <source>Green plots that reach the most blind ground</source>
            <translation>服务盲区最多的复绿还绿图斑</translation>
        </message>
        <message>
            <source>A plot lies in an area when at least the given share of its own area does. The plan asks that land for farmland be of some size and near; that the size is the plot's own and nearness a distance is our reading. Permanent basic farmland lies inside farmland protection space and counts as it. Whether the soil is fit for reclamation is not looked at. A green plot serves, as the park it may become, the radius that a park of its area has.</source>
            <translation>图斑自身面积达到给定比例位于某区域内，即视为位于该区域。规划要求复垦复耕用地“规模较大”且在“附近”，以图斑自身面积衡量规模、以距离衡量附近，是本工具的读法。永久基本农田位于耕地保护空间内，视同耕地保护空间。是否具备复垦复耕的土壤条件不作判断。复绿还绿图斑按建成公园计，服务半径取同等面积公园的服务半径。</translation>
        </message>
        <message>
            <source>Left out: {job}. It needs the vacated land that the land reduction account finds.</source>
            <translation>已略过：{job}。需要减量台账得出的腾退用地。</translation>
        </message>
        <message>
            <source>Left out: {job}. No land was vacated between the two dates.</source>
            <translation>已略过：{job}。两期之间没有腾退用地。</translation>
        </message>
        <message>
            <source>Writing the uses of vacated land…</source>
            <translation>正在写出腾退用地利用方向……</translation>
        </message>
        <message>
            <source>The plan profile does not ask how the two stand to each other.</source>
            <translation>所用规划参数未对二者的关系提出要求。</translation>
        </message>
        <message>
            <source>At least as much vacated land becomes farmland as becomes green space, wetland and water.</source>
            <translation>腾退用地转为耕地的面积，不少于转为绿地、湿地和水域的面积。</translation>
        </message>
        <message>
            <source>{gap} ha more become green space, wetland and water than become farmland.</source>
            <translation>转为绿地、湿地和水域的面积比转为耕地的多 {gap} 公顷。</translation>
        </message>
        <message>
            <source>{farmland} ≥ {others} ha</source>
            <translation>{farmland} ≥ {others} 公顷</translation>
        </message>
        <message>
            <source>{farmland} &lt; {others} ha</source>
            <translation>{farmland} &lt; {others} 公顷</translation>
        </message>
        <message>
            <source>To farmland, and to green space, wetland and water</source>
            <translation>复垦复耕与复绿复水面积</translation>
        </message>
        <message>
            <source>To farmland at least as much as to green space, wetland and water</source>
            <translation>转用复耕 ≥ 转用复绿复水</translation>
        </message>
        <message>
            <source>Left out: {job}. It was unticked.</source>
            <translation>已略过：{job}。已取消勾选。</translation>
        </message>
        <message>
            <source>Whole check-up</source>
            <translation>综合体检</translation>
        </message>
        <message>
            <source>Land reduction and use of vacated land</source>
            <translation>减量与腾退用地</translation>
        </message>
        <message>
            <source>Security pattern and restoration priority</source>
            <translation>安全格局与修复优先序</translation>
        </message>
        <message>
            <source>check-up,model,chain,all jobs,one report,体检,一键核查</source>
            <translation>体检,综合体检,模型,一键核查,综合报告,check-up,model</translation>
        </message>
        <message>
            <source>{output} ({job})</source>
            <translation>{output}（{job}）</translation>
        </message>
        <message>
            <source>The model {path} cannot be read; install GreenVein anew.</source>
            <translation>无法读取模型 {path}，请重新安装绿脉。</translation>
        </message>
        <message>
            <source>{job} (where its layers are given)</source>
            <translation>{job}（有图层时）</translation>
        </message>
        <message>
            <source>A step of a model: where its layers are not given it is left out, and the log says so.</source>
            <translation>模型中的一步：没有所需图层时略过，并在日志中说明。</translation>
        </message>
        <message>
            <source>Left out: {job}. The land use “{layer}” has no {kinds}.</source>
            <translation>已略过：{job}。土地利用图层“{layer}”中没有{kinds}。</translation>
        </message>
        <message>
            <source>Left out: {job}. {reason}</source>
            <translation>已略过：{job}。{reason}</translation>
        </message>
        <message>
            <source>Left out</source>
            <translation>略过</translation>
        </message>
        <message>
            <source>What stands there is from an earlier run, and no result of this one: {paths}.</source>
            <translation>以下位置留有此前运行的结果，不是本次的：{paths}。</translation>
        </message>
        <message>
            <source>Not checked</source>
            <translation>未核查</translation>
        </message>
        <message>
            <source>Left out: {job}. It needs a layer for “{parameter}”.</source>
            <translation>已略过：{job}。缺少“{parameter}”图层。</translation>
        </message>
        <message>
            <source>Export report as PDF</source>
            <translation>导出报告为 PDF</translation>
        </message>
        <message>
            <source>Reports</source>
            <translation>报告</translation>
        </message>
        <message>
            <source>report,PDF,print,layout,A4,打印,出图</source>
            <translation>报告,PDF,打印,布局,出图,A4,print</translation>
        </message>
        <message>
            <source>Report (HTML)</source>
            <translation>报告（HTML）</translation>
        </message>
        <message>
            <source>Layers of the map</source>
            <translation>地图图层</translation>
        </message>
        <message>
            <source>Date of the report</source>
            <translation>报告日期</translation>
        </message>
        <message>
            <source>Report as PDF</source>
            <translation>PDF 报告</translation>
        </message>
        <message>
            <source>PDF files (*.pdf)</source>
            <translation>PDF 文件 (*.pdf)</translation>
        </message>
        <message>
            <source>Number of pages</source>
            <translation>页数</translation>
        </message>
        <message>
            <source>Setting the pages…</source>
            <translation>正在排版…</translation>
        </message>
        <message>
            <source>Writing the PDF…</source>
            <translation>正在写出 PDF…</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no coordinate reference system; set it before it is put on a map.</source>
            <translation>图层“{layer}”没有坐标参照系；请先设置，再放到地图上。</translation>
        </message>
        <message>
            <source>Legend</source>
            <translation>图例</translation>
        </message>
        <message>
            <source>Legend (continued)</source>
            <translation>图例（续）</translation>
        </message>
        <message>
            <source>Coordinate reference system: {crs}</source>
            <translation>坐标参照系：{crs}</translation>
        </message>
        <message>
            <source>Page {page} of {pages}</source>
            <translation>第 {page} 页，共 {pages} 页</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>规划</translation>
        </message>
        <message>
            <source>Report date</source>
            <translation>报告日期</translation>
        </message>
        <message>
            <source>{count} more rows are not printed; the HTML report holds all of them.</source>
            <translation>另有 {count} 行未打印；HTML 报告中有全部各行。</translation>
        </message>
        <message>
            <source>The report holds a picture that is empty or cannot be read (“{caption}”); make the report again.</source>
            <translation>报告中有一幅图为空或无法读取（“{caption}”）；请重新生成报告。</translation>
        </message>
        <message>
            <source>Target coverage</source>
            <translation>覆盖率目标</translation>
        </message>
        <message>
            <source>Park area per head in the built-up area, by year</source>
            <translation>建成区人均公园绿地面积（分年度）</translation>
        </message>
        <message>
            <source>Direction the prevailing wind comes from, clockwise from north</source>
            <translation>主导风来向（自正北顺时针）</translation>
        </message>
        <message>
            <source>Distance between samples of the width profile</source>
            <translation>宽度剖面取样间距</translation>
        </message>
        <message>
            <source>Further requirements by level</source>
            <translation>分等级的其他要求</translation>
        </message>
        <message>
            <source>What the plan says to do about corridors that are too narrow</source>
            <translation>廊道宽度不足时的规划措施</translation>
        </message>
        <message>
            <source>Names that targets have for the whole area</source>
            <translation>指标中全部范围的叫法</translation>
        </message>
        <message>
            <source>Further indicators</source>
            <translation>其他指标</translation>
        </message>
        <message>
            <source>Targets that the plan gives as “about”</source>
            <translation>规划写作“左右”的目标</translation>
        </message>
        <message>
            <source>Year from whose end the plan counts what changes</source>
            <translation>规划计算变化的起始年份（自年末起）</translation>
        </message>
        <message>
            <source>Year to whose end the plan counts what changes</source>
            <translation>规划计算变化的终止年份（至年末止）</translation>
        </message>
        <message>
            <source>Width below which a change is a sliver</source>
            <translation>小于此宽度的变化视为碎屑</translation>
        </message>
        <message>
            <source>Layers of the pattern that the plan names</source>
            <translation>规划列出的格局图层</translation>
        </message>
        <message>
            <source>Width below which an overlap is a sliver</source>
            <translation>小于此宽度的重叠视为碎屑</translation>
        </message>
        <message>
            <source>Rules of the order, the first decides first</source>
            <translation>排序规则（在前者先定）</translation>
        </message>
        <message>
            <source>Types that come first, each with the names it may have</source>
            <translation>优先的修复类型及其各种叫法</translation>
        </message>
        <message>
            <source>Limits between the modes of restoration, by degradation (0–1)</source>
            <translation>修复方式的退损程度分界（0–1）</translation>
        </message>
        <message>
            <source>How closely other weights stay to the given ones</source>
            <translation>权重扰动的集中程度</translation>
        </message>
        <message>
            <source>Areas in which land is vacated and restored first</source>
            <translation>优先腾退修复的区域</translation>
        </message>
        <message>
            <source>Rules of the use afterwards, the first that holds decides</source>
            <translation>后续利用规则（先符合者先定）</translation>
        </message>
        <message>
            <source>Smallest area of new farmland</source>
            <translation>复耕最小面积</translation>
        </message>
        <message>
            <source>Largest distance from farmland protection space</source>
            <translation>距耕地保护空间最大距离</translation>
        </message>
        <message>
            <source>At least as much to farmland as to green space and water</source>
            <translation>复耕不少于复绿复水</translation>
        </message>
        <message>
            <source>Indicators of the plan</source>
            <translation>规划指标</translation>
        </message>
        <message>
            <source>By how much of it a target given as “about” may be missed</source>
            <translation>“左右”类目标允许偏离目标值的比例</translation>
        </message>
        <message>
            <source>At most of the way from the base to a target given as “about”</source>
            <translation>“左右”类目标允许偏离的上限，占起始值到目标值之差的比例</translation>
        </message>
        <message>
            <source>Longer than (m)</source>
            <translation>长度大于 (m)</translation>
        </message>
        <message>
            <source>Off the wind at most (°)</source>
            <translation>与主导风向夹角不大于 (°)</translation>
        </message>
        <message>
            <source>Obstacles below (share of the width, 0–1)</source>
            <translation>障碍物占廊道宽度小于 (0–1)</translation>
        </message>
        <message>
            <source>What a map shows of it</source>
            <translation>图上能反映的部分</translation>
        </message>
        <message>
            <source>In Chinese</source>
            <translation>中文</translation>
        </message>
        <message>
            <source>In English</source>
            <translation>英文</translation>
        </message>
        <message>
            <source>Area (km²)</source>
            <translation>面积（平方公里）</translation>
        </message>
        <message>
            <source>Tolerance (%)</source>
            <translation>允许偏差（%）</translation>
        </message>
        <message>
            <source>Value before</source>
            <translation>起始值</translation>
        </message>
        <message>
            <source>At most of the way from there (%)</source>
            <translation>且不超过起始值到目标的（%）</translation>
        </message>
        <message>
            <source>Input in models and commands</source>
            <translation>模型和命令中的输入名</translation>
        </message>
        <message>
            <source>Name in Chinese</source>
            <translation>中文名称</translation>
        </message>
        <message>
            <source>Name in English</source>
            <translation>英文名称</translation>
        </message>
        <message>
            <source>Assisted restoration from</source>
            <translation>辅助修复起点</translation>
        </message>
        <message>
            <source>Reconstruction from</source>
            <translation>生态重塑起点</translation>
        </message>
        <message>
            <source>just what it counts</source>
            <translation>与指标口径一致</translation>
        </message>
        <message>
            <source>also what it does not count</source>
            <translation>比指标口径宽</translation>
        </message>
        <message>
            <source>not all that it may count</source>
            <translation>比指标口径窄</translation>
        </message>
        <message>
            <source>1 baseline</source>
            <translation>底线（一级）</translation>
        </message>
        <message>
            <source>2 general</source>
            <translation>一般（二级）</translation>
        </message>
        <message>
            <source>3 ideal</source>
            <translation>理想（三级）</translation>
        </message>
        <message>
            <source>Near-term set: baseline tier or key area</source>
            <translation>近期范围：底线格局或重点区域</translation>
        </message>
        <message>
            <source>Stricter tier</source>
            <translation>管控更严的格局在前</translation>
        </message>
        <message>
            <source>Type that comes first</source>
            <translation>优先的修复类型</translation>
        </message>
        <message>
            <source>Higher score</source>
            <translation>得分高者在前</translation>
        </message>
        <message>
            <source>Ours</source>
            <translation>本工具取值</translation>
        </message>
        <message>
            <source>Partly ours</source>
            <translation>含本工具读法</translation>
        </message>
        <message>
            <source>As commonly quoted</source>
            <translation>按通行引述</translation>
        </message>
        <message>
            <source>From another plan</source>
            <translation>沿用其他规划</translation>
        </message>
        <message>
            <source>Own value</source>
            <translation>自定值</translation>
        </message>
        <message>
            <source>The plan sets no such value; GreenVein chose it.</source>
            <translation>规划未规定此值，由本工具取定。</translation>
        </message>
        <message>
            <source>The plan says this in words; how it is read is ours.</source>
            <translation>规划有文字要求，具体读法为本工具所定。</translation>
        </message>
        <message>
            <source>As commonly quoted; check the original text before use.</source>
            <translation>按通行引述，使用前请核对原文。</translation>
        </message>
        <message>
            <source>Taken over from another plan; change it to the local plan's.</source>
            <translation>沿用其他规划，请按当地规划修改。</translation>
        </message>
        <message>
            <source>Set by the user of this profile.</source>
            <translation>由这套参数的使用者设定。</translation>
        </message>
        <message>
            <source>Row {row}: {reason}</source>
            <translation>第 {row} 行：{reason}</translation>
        </message>
        <message>
            <source>Row {row}, “{column}”: {reason}</source>
            <translation>第 {row} 行“{column}”：{reason}</translation>
        </message>
        <message>
            <source>the file is not JSON ({error})</source>
            <translation>文件不是有效的 JSON（{error}）</translation>
        </message>
        <message>
            <source>it is missing</source>
            <translation>缺少此项</translation>
        </message>
        <message>
            <source>it must be a text</source>
            <translation>应为文字</translation>
        </message>
        <message>
            <source>it must be a text in Chinese and in English (zh and en)</source>
            <translation>应有中文和英文两种文字（zh 和 en）</translation>
        </message>
        <message>
            <source>it must be a number from {low:,.10g} to {high:,.10g}</source>
            <translation>应为 {low:,.10g} 至 {high:,.10g} 之间的数</translation>
        </message>
        <message>
            <source>it must be a whole number from {low:,.10g} to {high:,.10g}</source>
            <translation>应为 {low:,.10g} 至 {high:,.10g} 之间的整数</translation>
        </message>
        <message>
            <source>it must be a number from {low:,.10g} to {high:,.10g}, or empty (null)</source>
            <translation>应为 {low:,.10g} 至 {high:,.10g} 之间的数，或留空（null）</translation>
        </message>
        <message>
            <source>it must be one of {known}</source>
            <translation>应为下列之一：{known}</translation>
        </message>
        <message>
            <source>it must be yes or no (true or false)</source>
            <translation>应为是或否（true 或 false）</translation>
        </message>
        <message>
            <source>it must be a table</source>
            <translation>应为表格</translation>
        </message>
        <message>
            <source>it must be a row of {count} cells</source>
            <translation>每行应有 {count} 格</translation>
        </message>
        <message>
            <source>it must not be empty</source>
            <translation>不能为空</translation>
        </message>
        <message>
            <source>it must be a list of names</source>
            <translation>应为名称列表</translation>
        </message>
        <message>
            <source>it must be a list of lists of names</source>
            <translation>应为若干组名称</translation>
        </message>
        <message>
            <source>it must be a list of different ones of {known}</source>
            <translation>应为下列各项中互不重复的若干项：{known}</translation>
        </message>
        <message>
            <source>it must be {count} rising numbers from {low:,.10g} to {high:,.10g}</source>
            <translation>应为 {low:,.10g} 至 {high:,.10g} 之间由小到大的 {count} 个数</translation>
        </message>
        <message>
            <source>it must be of capital letters, digits and _ and begin with a letter</source>
            <translation>应由大写字母、数字和下划线组成，并以字母开头</translation>
        </message>
        <message>
            <source>it must be of letters, digits and _ and begin with a letter</source>
            <translation>只能由字母、数字和下划线组成，并以字母开头</translation>
        </message>
        <message>
            <source>it is the name of another input</source>
            <translation>与其他输入重名</translation>
        </message>
        <message>
            <source>it says the same as an earlier row</source>
            <translation>与前面的行重复</translation>
        </message>
        <message>
            <source>it must be a list of objects</source>
            <translation>应为对象的列表</translation>
        </message>
        <message>
            <source>it must be an object</source>
            <translation>应为对象</translation>
        </message>
        <message>
            <source>there is no such key</source>
            <translation>没有这个键</translation>
        </message>
        <message>
            <source>it must be a list</source>
            <translation>应为列表</translation>
        </message>
        <message>
            <source>such a target does not fit the direction</source>
            <translation>这类目标与指标方向不符</translation>
        </message>
        <message>
            <source>it must be a number, or null where the target is one without a number</source>
            <translation>应为数值；没有数值的目标应为 null</translation>
        </message>
        <message>
            <source>it must be below the value of a target that is to be kept</source>
            <translation>应小于需要保持的目标值</translation>
        </message>
        <message>
            <source>the years are not in their order</source>
            <translation>年份先后不对</translation>
        </message>
        <message>
            <source>a share lies between 0 and 100 %</source>
            <translation>比例应在 0 到 100% 之间</translation>
        </message>
        <message>
            <source>an area cannot be below 0</source>
            <translation>面积不能小于 0</translation>
        </message>
        <message>
            <source>it lies against the direction, seen from the base or the target before it</source>
            <translation>与起始值或前一期目标相比，方向相反</translation>
        </message>
        <message>
            <source>it must have the keys of its kind, and no others</source>
            <translation>应有且只有此类测算方式所需的键</translation>
        </message>
        <message>
            <source>it must be class: or role: with a name that is known</source>
            <translation>应写作 class: 或 role: 加已知的名称</translation>
        </message>
        <message>
            <source>it is not the unit of such a measure</source>
            <translation>单位与测算方式不符</translation>
        </message>
        <message>
            <source>it must be the id of another indicator</source>
            <translation>应为另一项指标的编号</translation>
        </message>
        <message>
            <source>The plan profile {path} cannot be read: {reason}.</source>
            <translation>规划参数 {path} 无法读取：{reason}。</translation>
        </message>
        <message>
            <source>The plan profile {path} is wrong at the key {key}: {reason}.</source>
            <translation>规划参数 {path} 的 {key} 有误：{reason}。</translation>
        </message>
        <message>
            <source>The plan profile {path} cannot be read ({reason}); Beijing 2022 is used instead.</source>
            <translation>规划参数 {path} 无法读取（{reason}），已改用北京 2022。</translation>
        </message>
        <message>
            <source>The plan profile {path} cannot be used ({key}: {reason}); Beijing 2022 is used instead.</source>
            <translation>规划参数文件 {path} 无法使用（{key}：{reason}），已改用北京 2022 参数。</translation>
        </message>
        <message>
            <source>The job “{job}” is left out, for there is an error in it: {error}</source>
            <translation>“{job}”存在错误，未加载：{error}</translation>
        </message>
        <message>
            <source>“{path}” is not a report of GreenVein; choose an HTML report that this version of it wrote.</source>
            <translation>“{path}”不是绿脉的报告；请选择由本版本写出的 HTML 报告。</translation>
        </message>
        <message>
            <source>Plan profile</source>
            <translation>规划参数</translation>
        </message>
        <message>
            <source>Set by the user</source>
            <translation>用户设定</translation>
        </message>
        <message>
            <source>Coordinate reference system</source>
            <translation>坐标参照系</translation>
        </message>
        <message>
            <source>Areas</source>
            <translation>面积计算</translation>
        </message>
        <message>
            <source>Writing the report…</source>
            <translation>正在生成报告……</translation>
        </message>
        <message>
            <source>Please note</source>
            <translation>请注意</translation>
        </message>
        <message>
            <source>Project</source>
            <translation>项目名称</translation>
        </message>
        <message>
            <source>Organisation</source>
            <translation>编制单位</translation>
        </message>
        <message>
            <source>Data sources</source>
            <translation>数据来源</translation>
        </message>
        <message>
            <source>Join reports</source>
            <translation>合并报告</translation>
        </message>
        <message>
            <source>report,join,merge,check-up,HTML,体检,综合报告</source>
            <translation>报告,合并,汇总,HTML,体检,综合报告,join</translation>
        </message>
        <message>
            <source>Reports to join</source>
            <translation>要合并的报告</translation>
        </message>
        <message>
            <source>Title of the report</source>
            <translation>报告标题</translation>
        </message>
        <message>
            <source>Joined report</source>
            <translation>合并后的报告</translation>
        </message>
        <message>
            <source>Targets met</source>
            <translation>达到目标</translation>
        </message>
        <message>
            <source>Targets not met</source>
            <translation>未达到目标</translation>
        </message>
        <message>
            <source>Targets on track</source>
            <translation>进度正常</translation>
        </message>
        <message>
            <source>Reading the reports…</source>
            <translation>正在读取报告…</translation>
        </message>
        <message>
            <source>No report was given; choose at least one in “{parameter}”.</source>
            <translation>没有给出报告；请在“{parameter}”中至少选择一份。</translation>
        </message>
        <message>
            <source>Every job was left out or not done; the log says why.</source>
            <translation>各项均已略过或未完成，原因见日志。</translation>
        </message>
        <message>
            <source>Reports that say the same as another one are taken once; how many were left out: {count}.</source>
            <translation>内容相同的报告只收一份，略去 {count} 份。</translation>
        </message>
        <message>
            <source>Check-up report</source>
            <translation>综合体检报告</translation>
        </message>
        <message>
            <source>How each job stands</source>
            <translation>各项结论</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>核查事项</translation>
        </message>
        <message>
            <source>Figure</source>
            <translation>指标</translation>
        </message>
        <message>
            <source>Jobs without a verdict</source>
            <translation>无结论</translation>
        </message>
        <message>
            <source>Zones</source>
            <translation>分区</translation>
        </message>
        <message>
            <source>Binding</source>
            <translation>约束性</translation>
        </message>
        <message>
            <source>Guiding</source>
            <translation>引导性</translation>
        </message>
        <message>
            <source>Not stated</source>
            <translation>未说明</translation>
        </message>
        <message>
            <source>Result of another check</source>
            <translation>取自其他核查的结果</translation>
        </message>
        <message>
            <source>Area on the map</source>
            <translation>图上面积</translation>
        </message>
        <message>
            <source>Share on the map</source>
            <translation>图上占比</translation>
        </message>
        <message>
            <source>Area per head</source>
            <translation>人均面积</translation>
        </message>
        <message>
            <source>From a table: no map shows it</source>
            <translation>取自表格（地图无法反映）</translation>
        </message>
        <message>
            <source>There is no value.</source>
            <translation>没有数值。</translation>
        </message>
        <message>
            <source>The text of the plan is damaged here, so that nobody knows what the row speaks of.</source>
            <translation>规划原文此处缺损，无法确定该行所指的指标。</translation>
        </message>
        <message>
            <source>The plan gives no number for this year.</source>
            <translation>规划未给出这一年的目标数值。</translation>
        </message>
        <message>
            <source>The plan does not say from where this begins, so that there is no way to measure.</source>
            <translation>规划未给出起始值，无从衡量进度。</translation>
        </message>
        <message>
            <source>The plan does not say of which year its base is, so that before the target's year nobody can tell what should be reached by now.</source>
            <translation>规划未说明起始值的年份，在目标年之前无法判断此时应达到的水平。</translation>
        </message>
        <message>
            <source>The plan names two targets; by one of them this is met, by the other it is not.</source>
            <translation>规划给出两个目标值，按其中一个已达到，按另一个未达到。</translation>
        </message>
        <message>
            <source>This year lies before the year that the plan begins from.</source>
            <translation>这一年早于规划的起始年。</translation>
        </message>
        <message>
            <source>The value is of another year than the one that is looked at.</source>
            <translation>数值的年份与所评年份不同。</translation>
        </message>
        <message>
            <source>The plan counts what happens from the first to the last year of its period; this value is of other years, or of a part of them that says nothing of the whole.</source>
            <translation>规划按整个规划期统计；这一数值属于其他年份，或只含规划期的一部分，不能代表整个规划期。</translation>
        </message>
        <message>
            <source>The map also shows what the plan does not count.</source>
            <translation>地图所示比规划口径宽，含规划不计入的部分。</translation>
        </message>
        <message>
            <source>The map does not show all that the plan counts, or may count.</source>
            <translation>地图所示比规划口径窄，未含规划计入或可能计入的全部。</translation>
        </message>
        <message>
            <source>The map shows some of what the plan does not count, and lacks some of what it counts.</source>
            <translation>地图所示与规划口径不同：有的不应计入，有的又未反映。</translation>
        </message>
        <message>
            <source>Nobody says how large the ground is that this amount speaks of.</source>
            <translation>规划参数未给出这一总量指标所指范围的面积。</translation>
        </message>
        <message>
            <source>This amount was measured on other ground than the plan speaks of.</source>
            <translation>这一总量的测算范围不是规划所指的范围。</translation>
        </message>
        <message>
            <source>The part of the city that this indicator speaks of was not given.</source>
            <translation>未给出这一指标所指的范围。</translation>
        </message>
        <message>
            <source>The plan's target is held against this area, which may not be the one that it speaks of.</source>
            <translation>以规划目标衡量本范围，本范围不一定是规划所指的范围。</translation>
        </message>
        <message>
            <source>count</source>
            <translation>个</translation>
        </message>
        <message>
            <source>places</source>
            <translation>处</translation>
        </message>
        <message>
            <source>households</source>
            <translation>户</translation>
        </message>
        <message>
            <source>10⁴ m²</source>
            <translation>万平方米</translation>
        </message>
        <message>
            <source>10⁴ m³</source>
            <translation>万立方米</translation>
        </message>
        <message>
            <source>10⁴ mu</source>
            <translation>万亩</translation>
        </message>
        <message>
            <source>100 million yuan/km²</source>
            <translation>亿元/平方公里</translation>
        </message>
        <message>
            <source>{value} (year not stated)</source>
            <translation>{value}（年份未说明）</translation>
        </message>
        <message>
            <source>{value} ({year})</source>
            <translation>{value}（{year}年）</translation>
        </message>
        <message>
            <source>not reduced</source>
            <translation>不减少</translation>
        </message>
        <message>
            <source>kept stable</source>
            <translation>保持稳定</translation>
        </message>
        <message>
            <source>as the state requires</source>
            <translation>符合国家要求</translation>
        </message>
        <message>
            <source>{least} or {value}</source>
            <translation>{least}或{value}</translation>
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
            <source>Farmland out or in</source>
            <translation>耕地进出</translation>
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
            <source>On ground that polygons of a date contest (m²)</source>
            <translation>同期图斑重叠、地类不一的面积（平方米）</translation>
        </message>
        <message>
            <source>Farmland out</source>
            <translation>耕地流出</translation>
        </message>
        <message>
            <source>Farmland in</source>
            <translation>耕地流入</translation>
        </message>
        <message>
            <source>Transport, water works and special use</source>
            <translation>特交水用地</translation>
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
            <source>Farmland and forest, not split</source>
            <translation>农林用地</translation>
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
            <source>GB 50137-2011 (urban planning)</source>
            <translation>GB 50137-2011 城市用地分类</translation>
        </message>
        <message>
            <source>Rural homesteads</source>
            <translation>农村宅基地</translation>
        </message>
        <message>
            <source>{codes} of {system}</source>
            <translation>{system}的 {codes}</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” holds no code at all, only empty values or zeros; choose another field.</source>
            <translation>图层“{layer}”的字段“{field}”中没有任何地类编码（全为空值或 0），请改选其他字段。</translation>
        </message>
        <message>
            <source>{code} ({first} as {code}, {second} as {padded})</source>
            <translation>{code}（按 {code} 为{first}，按 {padded} 为{second}）</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” holds numbers that may be two codes, since a number loses the zero at its front: {codes}. Their class counts as not known. Give the codes as text with their zeros, or choose a field of names; if the codes are from another system or table, say so in “{parameter}”.</source>
            <translation>图层“{layer}”的字段“{field}”是数字字段，开头的零会丢失，其中有的数字可能是两种编码：{codes}。这些图斑的地类按不明处理。请把编码存为保留开头零的文本，或改选地类名称字段；如果编码出自其他体系或对照表，请在“{parameter}”中指明。</translation>
        </message>
        <message>
            <source>The figure is nearer to the target than areas in the plane of this coordinate reference system are to those on the ellipsoid, so that it is not judged; run this check by itself with “{ellipsoid}” in “{parameter}” (AREA = 1).</source>
            <translation>指标值离目标很近，差距小于本坐标参照系中平面面积与椭球面积之差，因此暂不判定；请单独运行这项体检，“{parameter}”选“{ellipsoid}”（AREA = 1）。</translation>
        </message>
        <message>
            <source>The people of part of the residential land are unknown, so that the figure is not judged.</source>
            <translation>部分居住用地的人口未知，因此暂不判定。</translation>
        </message>
        <message>
            <source>The areas that people are counted in have rural homes too, which are not taken as residential land; some of these people may live there, so that the figure is not judged. Give people by smaller areas, such as communities and villages or cells, or those of the ground itself that is judged.</source>
            <translation>人口统计单元内还有未计入居住用地的农村宅基地，部分人口可能住在那里，此项暂不判定；请改用社区、村、网格等更小单元的人口，或只给出所判定范围（如建成区）自身的人口。</translation>
        </message>
        <message>
            <source>By the name of their field, people are given in tens of thousands; not judged.</source>
            <translation>从字段名看，人口以万人为单位，暂不判定。</translation>
        </message>
        <message>
            <source>By the name of their field, people are given in thousands; not judged.</source>
            <translation>从字段名看，人口以千人为单位，暂不判定。</translation>
        </message>
        <message>
            <source>By the name of their field, people are given in hundreds; not judged.</source>
            <translation>从字段名看，人口以百人为单位，暂不判定。</translation>
        </message>
        <message>
            <source>By the name of their field, households are given, not people; not judged.</source>
            <translation>从字段名看，填的是户数而不是人口数，暂不判定。</translation>
        </message>
        <message>
            <source>By the name of their field, people are given per area or as shares; not judged.</source>
            <translation>从字段名看，所填为人口密度或比重，暂不判定。</translation>
        </message>
        <message>
            <source>By the name of their field, others are given than all who live there; not judged.</source>
            <translation>从字段名看，填的不是全部居住人口，暂不判定。</translation>
        </message>
        <message>
            <source>So many people live nowhere on so much ground; check their unit. Not judged.</source>
            <translation>人口密度高于任何现实情形，请核对人口单位；暂不判定。</translation>
        </message>
        <message>
            <source>So few people live nowhere on so much residential land; check their unit. Not judged.</source>
            <translation>居住用地人口密度低于任何现实情形，请核对人口单位；暂不判定。</translation>
        </message>
        <message>
            <source>Areas in which people are counted are drawn twice, so that people count twice; not judged.</source>
            <translation>人口统计单元重复录入，人口重复计算，暂不判定。</translation>
        </message>
        <message>
            <source>People are counted in areas of two levels, such as streets and communities, and so twice; not judged.</source>
            <translation>人口统计单元含上下两级（如街道和社区），人口重复计算，暂不判定。</translation>
        </message>
        <message>
            <source>Areas in which people are counted lie on each other; not judged.</source>
            <translation>人口统计单元相互重叠，暂不判定。</translation>
        </message>
        <message>
            <source>Part of the homes has no floor area, by which people are spread; not judged.</source>
            <translation>部分居住用地缺建筑面积，而人口按建筑面积落位，暂不判定。</translation>
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
            <source>“{layer}”: {count} of {all} features are taken, those with {codes} in “{field}”.</source>
            <translation>“{layer}”：共 {all} 个图斑，取“{field}”为 {codes} 的 {count} 个。</translation>
        </message>
        <message>
            <source>None of the {all} features of the layer “{layer}” has {codes} in “{field}”.</source>
            <translation>图层“{layer}”的 {all} 个图斑中，没有一个的“{field}”为 {codes}。</translation>
        </message>
        <message>
            <source>No feature of “{layer}” has {codes} in “{field}”.</source>
            <translation>“{layer}”中没有“{field}”为 {codes} 的图斑。</translation>
        </message>
        <message>
            <source>“{layer}”: {count} of {all} features are taken, those of {kinds} ({codes}; read as {system}).</source>
            <translation>“{layer}”：共 {all} 个图斑，取{kinds}（{codes}；按{system}识别）{count} 个。</translation>
        </message>
        <message>
            <source>None of the {all} features of the layer “{layer}” is {kinds} by its “{field}” (read as {system}).</source>
            <translation>图层“{layer}”的 {all} 个图斑中，按“{field}”（{system}）没有一个是{kinds}。</translation>
        </message>
        <message>
            <source>“{layer}”: {codes} holds other land than {kinds} too, so that what is made of it may be too large.</source>
            <translation>“{layer}”：{codes} 除{kinds}外还包含其他用地，由此算出的数值可能偏大。</translation>
        </message>
        <message>
            <source>“{layer}”: of mixed codes in “{field}” the first part counts: {codes}.</source>
            <translation>“{layer}”：“{field}”中的混合用地编码按第一个计：{codes}。</translation>
        </message>
        <message>
            <source>{kinds} ({codes})</source>
            <translation>{kinds}（{codes}）</translation>
        </message>
        <message>
            <source>“{layer}”: {count} more features ({area}) have the code {codes}, of which a part behind the first is {kinds}; they may hold some, and are not counted.</source>
            <translation>“{layer}”：另有 {count} 个图斑（{area}）的代码为 {codes}，其中可能有{kinds}，未计入。</translation>
        </message>
        <message>
            <source>“{layer}”: {count} more features ({area}) have the code {codes}, which stands for all land of a place or group; {kinds} may be among it, and is not counted.</source>
            <translation>“{layer}”：另有 {count} 个图斑（{area}）的代码为 {codes}，指整片城镇或一大类用地，其中可能有{kinds}，未计入。</translation>
        </message>
        <message>
            <source>“{layer}”: {count} more features ({area}) have no code in “{field}”; they may be {kinds}, and are not counted.</source>
            <translation>“{layer}”：另有 {count} 个图斑（{area}）的“{field}”为空，其中可能有{kinds}，未计入。</translation>
        </message>
        <message>
            <source>“{layer}”: {count} more features ({area}) have {codes} in “{field}”, no code of {system}; they may be {kinds}, and are not counted.</source>
            <translation>“{layer}”：另有 {count} 个图斑（{area}）的“{field}”为 {codes}，不是{system}的编码，其中可能有{kinds}，未计入。</translation>
        </message>
        <message>
            <source>“{layer}”: {count} more features ({area}) have the code {codes} in “{field}”, a number that may be two codes; they may be {kinds}, and are not counted.</source>
            <translation>“{layer}”：另有 {count} 个图斑（{area}）的“{field}”为 {codes}，该数字可能对应两个编码，其中可能有{kinds}，未计入。</translation>
        </message>
        <message>
            <source>“{layer}”: {count} of {all} features are taken, those for which {take} holds.</source>
            <translation>“{layer}”：共 {all} 个图斑，取满足 {take} 的 {count} 个。</translation>
        </message>
        <message>
            <source>{take} holds for none of the {all} features of the layer “{layer}”.</source>
            <translation>图层“{layer}”的 {all} 个图斑中，没有一个满足 {take}。</translation>
        </message>
        <message>
            <source>“{layer}”: for {silent} features a field in {take} is empty, so that they are not taken.</source>
            <translation>“{layer}”：有 {silent} 个图斑在 {take} 所用的字段为空，不取。</translation>
        </message>
        <message>
            <source>{what} of “{layer}”: {count} features, {area}</source>
            <translation>“{layer}”中 {what}：{count} 个图斑，{area}</translation>
        </message>
        <message>
            <source>“{layer}”: {count} features, {area}</source>
            <translation>“{layer}”：{count} 个图斑，{area}</translation>
        </message>
        <message>
            <source>“{parameter}” names nothing behind {part}; name what is to be taken, for example class:residential.</source>
            <translation>“{parameter}”在 {part} 之后没有内容；请写明取什么，例如 class:residential（居住用地）。</translation>
        </message>
        <message>
            <source>“{parameter}” names the class {part}, which is not known; known are {classes}.</source>
            <translation>“{parameter}”中的类别 {part} 不存在；可用的有：{classes}。</translation>
        </message>
        <message>
            <source>The codes in the field “{field}” of the layer “{layer}” fit {systems}, in which other features are {kinds}; say in “{system}” which one they are from.</source>
            <translation>图层“{layer}”字段“{field}”中的编码与{systems}都相符，但各体系中属于{kinds}的图斑不同；请在“{system}”中指明是哪一个。</translation>
        </message>
        <message>
            <source>The codes in the field “{field}” of the layer “{layer}” fit {systems}, in which other features are {kinds}; name the values to be taken in “{parameter}” (values:…).</source>
            <translation>图层“{layer}”字段“{field}”中的编码与{systems}都相符，但各体系中属于{kinds}的图斑不同；请在“{parameter}”中直接列出要取的值（values:…）。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” holds the codes {codes} of an older standard; name the values to be taken in “{parameter}” (values:…).</source>
            <translation>图层“{layer}”字段“{field}”中的 {codes} 是旧标准的编码；请在“{parameter}”中直接列出要取的值（values:…）。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” holds no codes of a known system ({codes}); choose another field, or name the values to be taken in “{parameter}” (values:…).</source>
            <translation>图层“{layer}”字段“{field}”中没有已知体系的编码（{codes}）；请换一个字段，或在“{parameter}”中直接列出要取的值（values:…）。</translation>
        </message>
        <message>
            <source>The codes in the field “{field}” of the land use “{layer}” fit {systems}, in which other features are {kinds}; say in “{system}” which one they are from.</source>
            <translation>用地图层“{layer}”的字段“{field}”中的编码同时符合{systems}，而各体系中属于{kinds}的图斑不同；请在“{system}”中选择所用体系。</translation>
        </message>
        <message>
            <source>The field “{field}” of the land use “{layer}” holds the codes {codes} of an older standard; give a field with codes of {known} in “{code}”, or each job its own layers.</source>
            <translation>用地图层“{layer}”的字段“{field}”中有旧标准的编码（{codes}）；请在“{code}”中选择采用以下体系编码的字段：{known}，或为各项核查分别提供图层。</translation>
        </message>
        <message>
            <source>The field “{field}” of the land use “{layer}” holds no code at all. Give its field of codes in “{code}”, or each job its own layers.</source>
            <translation>用地图层“{layer}”的字段“{field}”中没有任何地类编码。请在“{code}”中选择地类编码字段，或为各项核查分别提供图层。</translation>
        </message>
        <message>
            <source>The field “{field}” of the land use “{layer}” holds no codes of a known system, but {codes}; known are {known}. Give its field of codes in “{code}”, or each job its own layers.</source>
            <translation>用地图层“{layer}”的字段“{field}”中没有已知体系的编码，其值为：{codes}；已知体系有：{known}。请在“{code}”中选择地类编码字段，或为各项核查分别提供图层。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” mixes codes of {system} with codes of {other} ({codes}); bring them to one system, or say in “{parameter}” which one counts.</source>
            <translation>图层“{layer}”的字段“{field}”混有{system}和{other}的编码（{codes}）；请统一到一个体系，或在“{parameter}”中指明以哪一个为准。</translation>
        </message>
        <message>
            <source>“{parameter}” holds {take}, which is no expression ({reason}); correct it, or write class:… for a class of land use or values:… for values of a field.</source>
            <translation>“{parameter}”中的 {take} 不是表达式（{reason}）；请改正，或用 class:… 写用地类别、values:… 写字段的值。</translation>
        </message>
        <message>
            <source>“{parameter}” asks for {lost}, which is no field of the layer “{layer}”; its fields are {fields}. Correct the expression, or write class:… for a class of land use or values:… for values of a field.</source>
            <translation>“{parameter}”用到 {lost}，图层“{layer}”没有这个字段；它的字段有：{fields}。请改正表达式，或用 class:… 写用地类别、values:… 写字段的值。</translation>
        </message>
        <message>
            <source>The expression {take} in “{parameter}” says neither yes nor no for the feature {id} of the layer “{layer}”: {reason}. Correct it.</source>
            <translation>“{parameter}”中的表达式 {take} 对图层“{layer}”的要素 {id} 得不出“是”或“否”：{reason}。请改正。</translation>
        </message>
        <message>
            <source> and {count} more</source>
            <translation>等，另有 {count} 个</translation>
        </message>
        <message>
            <source>No tier</source>
            <translation>无级别</translation>
        </message>
        <message>
            <source>First-level zone</source>
            <translation>一级管控区</translation>
        </message>
        <message>
            <source>Second-level zone</source>
            <translation>二级管控区</translation>
        </message>
        <message>
            <source>Third-level zone</source>
            <translation>三级管控区</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” says true or false, which is no tier; a tier is 1, 2 or 3, or 底线, 一般 or 理想.</source>
            <translation>图层“{layer}”的字段“{field}”是布尔值（真或假），不是级别；级别应为 1、2、3，或底线、一般、理想。</translation>
        </message>
        <message>
            <source>The field “{field}” of the layer “{layer}” has the tier “{value}” in the feature {id}; a tier is 1, 2 or 3, or 底线, 一般 or 理想.</source>
            <translation>图层“{layer}”的字段“{field}”中，要素 {id} 的级别为“{value}”；级别应为 1、2、3，或底线、一般、理想。</translation>
        </message>
        <message>
            <source>“{job}” is unticked now.</source>
            <translation>“{job}”现已取消勾选。</translation>
        </message>
        <message>
            <source>“{job}” is ticked now.</source>
            <translation>“{job}”现已勾选。</translation>
        </message>
        <message>
            <source>Checking the people</source>
            <translation>检查人口数据</translation>
        </message>
        <message>
            <source>Out of date: {jobs}. Run the check-up again first; nothing was exported.</source>
            <translation>{jobs}的结果已过期，未导出。请先重新运行体检。</translation>
        </message>
        <message>
            <source>{job}: {reason}</source>
            <translation>{job}：{reason}</translation>
        </message>
        <message>
            <source>The result of “{job}”, from which this was made, is out of date.</source>
            <translation>所依据的“{job}”结果已过期。</translation>
        </message>
        <message>
            <source>“{job}” has been run again since.</source>
            <translation>“{job}”此后又重新运行过。</translation>
        </message>
        <message>
            <source>Out of date</source>
            <translation>已过期</translation>
        </message>
        <message>
            <source>For several jobs</source>
            <translation>多个项目共用</translation>
        </message>
        <message>
            <source>For the report</source>
            <translation>报告</translation>
        </message>
        <message>
            <source>Other layers ({count} chosen)</source>
            <translation>更多图层（已选 {count} 个）</translation>
        </message>
        <message>
            <source>Other layers</source>
            <translation>更多图层</translation>
        </message>
        <message>
            <source>Open the page of this job</source>
            <translation>打开该项目的页面</translation>
        </message>
        <message>
            <source>Its page still shows the result of {time}.</source>
            <translation>该项页面上仍是 {time} 的结果，不计入本次体检。</translation>
        </message>
        <message>
            <source>Out of date: result of {time}</source>
            <translation>{time} 的结果，已过期</translation>
        </message>
        <message>
            <source>Result of {time}</source>
            <translation>{time} 的结果</translation>
        </message>
        <message>
            <source>Follows the edits since the result of {time}</source>
            <translation>跟随 {time} 以来的编辑</translation>
        </message>
        <message>
            <source>Counting the land use</source>
            <translation>统计土地利用图层</translation>
        </message>
        <message>
            <source>Choose the field with its codes below.</source>
            <translation>请在下方选择地类编码字段。</translation>
        </message>
        <message>
            <source>Reading the codes…</source>
            <translation>正在识别地类编码……</translation>
        </message>
        <message>
            <source>The codes can be read once the Python packages are there that GreenVein needs.</source>
            <translation>装好绿脉所需的 Python 包后才能识别地类编码。</translation>
        </message>
        <message>
            <source>Run all</source>
            <translation>开始体检</translation>
        </message>
        <message>
            <source>Run every job that has its layers, one after the other</source>
            <translation>依次运行图层齐备的各个项目</translation>
        </message>
        <message>
            <source>All jobs</source>
            <translation>综合体检</translation>
        </message>
        <message>
            <source>There is nothing to run: every job lacks its layers, or is unticked.</source>
            <translation>没有可体检的项目：各项目均缺少图层或已取消勾选。</translation>
        </message>
        <message>
            <source>Cancelling…</source>
            <translation>正在取消…</translation>
        </message>
        <message>
            <source>What will be run</source>
            <translation>参与体检的项目</translation>
        </message>
        <message>
            <source>Can be run once the Python packages are there that GreenVein needs.</source>
            <translation>装好绿脉所需的 Python 包后才能运行。</translation>
        </message>
        <message>
            <source>Jobs that were run: {done}; left out: {left_out}.</source>
            <translation>已完成 {done} 项，略过 {left_out} 项。</translation>
        </message>
        <message>
            <source>Jobs that were run: {done}; left out: {left_out}; not run for an error: {failed}.</source>
            <translation>已完成 {done} 项，略过 {left_out} 项，因出错未完成 {failed} 项。</translation>
        </message>
        <message>
            <source>Cancelled on its own page: {cancelled}.</source>
            <translation>在各自页面取消 {cancelled} 项。</translation>
        </message>
        <message>
            <source>Cancelled. Jobs that were run before that: {done}; their results stay.</source>
            <translation>已取消。此前完成的 {done} 项结果予以保留。</translation>
        </message>
        <message>
            <source>Untick a job to leave it out of the check-up</source>
            <translation>取消勾选则该项目不参与体检</translation>
        </message>
        <message>
            <source>Is being run…</source>
            <translation>正在运行……</translation>
        </message>
        <message>
            <source>Done.</source>
            <translation>已完成。</translation>
        </message>
        <message>
            <source>“{layer}”</source>
            <translation>“{layer}”</translation>
        </message>
        <message>
            <source>the result of “{job}”</source>
            <translation>“{job}”的结果</translation>
        </message>
        <message>
            <source>Will be run with {layers}.</source>
            <translation>参与体检，使用{layers}。</translation>
        </message>
        <message>
            <source>How the jobs stand</source>
            <translation>各项目结果</translation>
        </message>
        <message>
            <source>Cancelled before it began.</source>
            <translation>尚未开始即已取消。</translation>
        </message>
        <message>
            <source>This job is being run on its page; the check-up waits for it.</source>
            <translation>该项目正在其页面中运行，待其完成后继续体检。</translation>
        </message>
        <message>
            <source>The layer “{layer}” of “{parameter}” was removed from the project during the run; add it again, or choose another one, and run the check-up again.</source>
            <translation>“{parameter}”的图层“{layer}”在运行中被移出工程，请重新加载或另选一个，再运行体检。</translation>
        </message>
        <message>
            <source>The layer “{layer}”, which “{job}” has made for this job, was removed from the project during the run; run the check-up again.</source>
            <translation>本项所用的“{job}”结果图层“{layer}”在运行中被移出工程，请重新运行体检。</translation>
        </message>
        <message>
            <source>{use}, among others</source>
            <translation>{use}等</translation>
        </message>
        <message>
            <source>Table of land-use classes</source>
            <translation>地类对照表</translation>
        </message>
        <message>
            <source>Code or name</source>
            <translation>编码或名称</translation>
        </message>
        <message>
            <source>Class in the account</source>
            <translation>台账类别</translation>
        </message>
        <message>
            <source>Use</source>
            <translation>用途</translation>
        </message>
        <message>
            <source>OK</source>
            <translation>确定</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>恢复默认</translation>
        </message>
        <message>
            <source>Read every code of this standard as it is delivered</source>
            <translation>这一体系的编码全部按自带的对照表识读</translation>
        </message>
        <message>
            <source>Double-click a class or use to change it for this project. Codes changed here: {count}.</source>
            <translation>双击类别或用途，可为本工程修改。已修改的编码：{count} 个。</translation>
        </message>
        <message>
            <source>GreenVein panel</source>
            <translation>绿脉面板</translation>
        </message>
        <message>
            <source>Show or hide the GreenVein panel</source>
            <translation>显示或隐藏绿脉面板</translation>
        </message>
        <message>
            <source>Plan profiles: the thresholds and where they come from</source>
            <translation>规划参数：各项阈值及其出处</translation>
        </message>
        <message>
            <source>Plan profiles</source>
            <translation>规划参数</translation>
        </message>
        <message>
            <source>Hide the layers of the last run</source>
            <translation>隐藏上次计算的结果图层</translation>
        </message>
        <message>
            <source>They lie over the layers that you edit, and stay as they were</source>
            <translation>结果图层盖在正在编辑的图层之上，且不随编辑更新</translation>
        </message>
        <message>
            <source>Follow edits</source>
            <translation>跟随编辑</translation>
        </message>
        <message>
            <source>Show what the run would give now, while its layers are being edited</source>
            <translation>编辑所用图层时，实时显示此刻重新计算会得到的结果</translation>
        </message>
        <message>
            <source>Chart, table and layers are those of the last run.</source>
            <translation>图表、列表和图层仍为上次计算的结果。</translation>
        </message>
        <message>
            <source>Live: a run would give no figures now</source>
            <translation>实时：此刻计算得不出结果</translation>
        </message>
        <message>
            <source>The run used only some features of “{parameter}”; run it on all to follow edits.</source>
            <translation>上次计算只用了“{parameter}”的部分要素；请对全部要素计算后再跟随编辑。</translation>
        </message>
        <message>
            <source>The field “{field}” of “{layer}” is joined or computed, so edits cannot be followed.</source>
            <translation>“{layer}”的字段“{field}”来自连接或由表达式计算，无法跟随编辑。</translation>
        </message>
        <message>
            <source>The layer “{layer}” was removed, so edits are followed no more.</source>
            <translation>图层“{layer}”已被移除，不再跟随编辑。</translation>
        </message>
        <message>
            <source>Getting ready to follow edits…</source>
            <translation>正在准备跟随编辑……</translation>
        </message>
        <message>
            <source>Measuring again what the edit touches…</source>
            <translation>正在重新计算受编辑影响的部分……</translation>
        </message>
        <message>
            <source>Following edits</source>
            <translation>跟随编辑</translation>
        </message>
        <message>
            <source>The figures could not be worked out after the last edit, for a reason that QGIS's log tells under GreenVein; the next edit makes everything be read again.</source>
            <translation>上次编辑之后未能算出结果，原因见 QGIS 日志的 GreenVein 一栏；下一次编辑时会重新读取全部数据。</translation>
        </message>
        <message>
            <source>“{parameter}” is no layer of the project, so its edits cannot be followed.</source>
            <translation>“{parameter}”不是工程中的图层，无法跟随其编辑。</translation>
        </message>
        <message>
            <source>“{parameter}” is a virtual layer, so its edits cannot be followed.</source>
            <translation>“{parameter}”是虚拟图层，无法跟随其编辑。</translation>
        </message>
        <message>
            <source>Add {job}</source>
            <translation>加入{job}</translation>
        </message>
        <message>
            <source>Open a copy in the model designer</source>
            <translation>在模型设计器中打开副本</translation>
        </message>
        <message>
            <source>GreenVein cannot run yet: {problems}.</source>
            <translation>绿脉暂时无法运行：{problems}。</translation>
        </message>
        <message>
            <source>Folder with wheels (*.whl) of the packages</source>
            <translation>存放各 Python 包安装包（*.whl）的文件夹</translation>
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
            <source>pip will install {packages} and what they need from the wheels in

{wheels}

into your QGIS profile:

{folder}

Nothing is downloaded, and nothing outside your profile changes. Install them now?</source>
            <translation>将用 pip 把 {packages} 及其依赖从以下文件夹中的安装包

{wheels}

安装到 QGIS 用户配置目录：

{folder}

不下载任何内容，也不改动配置目录以外的任何内容。现在安装吗？</translation>
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
            <source>Install…</source>
            <translation>安装…</translation>
        </message>
        <message>
            <source>Show command…</source>
            <translation>显示命令…</translation>
        </message>
        <message>
            <source>Install from folder…</source>
            <translation>从文件夹安装…</translation>
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
            <source>Live: as many corridors fall short as in the run, and the narrowest is as wide</source>
            <translation>实时：宽度不足的廊道数量和最窄净宽与上次计算相同</translation>
        </message>
        <message>
            <source>Live: {failed} corridors fall short ({more:+d} since the run); narrowest clear width {narrowest} m ({wider} m)</source>
            <translation>实时：{failed} 条廊道宽度不足（较上次计算 {more:+d} 条）；最窄净宽 {narrowest} m（{wider} m）</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>运行</translation>
        </message>
        <message>
            <source>Run the job on these layers</source>
            <translation>用所选图层运行</translation>
        </message>
        <message>
            <source>More settings…</source>
            <translation>更多设置…</translation>
        </message>
        <message>
            <source>Open the job in Processing, filled in as here, with all its settings</source>
            <translation>在“数据处理”中打开，沿用此处填写的内容，可调整全部参数</translation>
        </message>
        <message>
            <source>existing</source>
            <translation>现状</translation>
        </message>
        <message>
            <source>with approved</source>
            <translation>含批而未建</translation>
        </message>
        <message>
            <source>unstated</source>
            <translation>未说明</translation>
        </message>
        <message>
            <source>Table of land-use classes…</source>
            <translation>地类对照表…</translation>
        </message>
        <message>
            <source>Which class and use each code has, and to change it for this project</source>
            <translation>各编码的类别和用途，可为本工程修改</translation>
        </message>
        <message>
            <source>1 Account</source>
            <translation>1 减量台账</translation>
        </message>
        <message>
            <source>Live: as much vacated and added as in the run</source>
            <translation>实时：腾退、新增面积与上次计算相同</translation>
        </message>
        <message>
            <source>Live: net reduction {net} ha since the run (vacated {vacated} ha, added {added} ha)</source>
            <translation>实时：净减量较上次计算 {net} 公顷（腾退 {vacated} 公顷，新增 {added} 公顷）</translation>
        </message>
        <message>
            <source>Starting…</source>
            <translation>正在启动…</translation>
        </message>
        <message>
            <source>The last run failed; this is the result of the run before it.</source>
            <translation>上次运行失败，这里是再前一次的结果。</translation>
        </message>
        <message>
            <source>The project was closed, so the run was stopped.</source>
            <translation>工程已关闭，运行随之停止。</translation>
        </message>
        <message>
            <source>Live: as covered as in the run</source>
            <translation>实时：覆盖率与上次计算相同</translation>
        </message>
        <message>
            <source>Live: {change} percentage points since the run</source>
            <translation>实时：较上次计算 {change} 个百分点</translation>
        </message>
        <message>
            <source>2 Priority</source>
            <translation>2 修复优先序</translation>
        </message>
        <message>
            <source>Live: as many units and as large a first phase as in the run</source>
            <translation>实时：单元数与近期面积均与上次计算相同</translation>
        </message>
        <message>
            <source>Live: first phase {area} ha since the run</source>
            <translation>实时：近期面积较上次计算 {area} 公顷</translation>
        </message>
        <message>
            <source>Live: first phase {area} ha since the run ({units:+d} units in all)</source>
            <translation>实时：近期面积较上次计算 {area} 公顷（单元总数 {units:+d} 个）</translation>
        </message>
        <message>
            <source>Scorecard</source>
            <translation>指标体检</translation>
        </message>
        <message>
            <source>Live: as many indicators met and behind as in the run</source>
            <translation>实时：达标和滞后的指标数与运行时相同</translation>
        </message>
        <message>
            <source>Live: {met} indicators met, {behind} behind since the run</source>
            <translation>实时：与运行时相比，达标指标 {met} 项，滞后指标 {behind} 项</translation>
        </message>
        <message>
            <source>{target} ({year})</source>
            <translation>{target}（{year}年）</translation>
        </message>
        <message>
            <source>1 Pattern</source>
            <translation>1 安全格局</translation>
        </message>
        <message>
            <source>Live: overlap of control lines {lines} ha, construction land in the baseline tier {conflict} ha since the run (pattern {pattern} ha)</source>
            <translation>实时：较上次计算，控制线重叠 {lines} 公顷，底线格局内建设用地 {conflict} 公顷（格局 {pattern} 公顷）</translation>
        </message>
        <message>
            <source>Live: overlap of control lines {lines} ha since the run (pattern {pattern} ha)</source>
            <translation>实时：较上次计算，控制线重叠 {lines} 公顷（格局 {pattern} 公顷）</translation>
        </message>
        <message>
            <source>Live: as much pattern as in the run</source>
            <translation>实时：格局面积与上次计算相同</translation>
        </message>
        <message>
            <source>Live: pattern {pattern} ha since the run</source>
            <translation>实时：格局面积较上次计算 {pattern} 公顷</translation>
        </message>
        <message>
            <source>Live: as much pattern and as many conflicts as in the run</source>
            <translation>实时：格局面积与冲突面积均与上次计算相同</translation>
        </message>
        <message>
            <source>Live: construction land in the baseline tier {conflict} ha since the run (pattern {pattern} ha)</source>
            <translation>实时：底线格局内建设用地较上次计算 {conflict} 公顷（格局 {pattern} 公顷）</translation>
        </message>
        <message>
            <source>The last edits are not in the figures yet.</source>
            <translation>最近的编辑尚未计入指标值。</translation>
        </message>
        <message>
            <source>There is no verdict, for the run left out “{output}”.</source>
            <translation>运行中未生成“{output}”，因此不作结论。</translation>
        </message>
        <message>
            <source>2 Use of vacated land</source>
            <translation>2 腾退用地利用</translation>
        </message>
        <message>
            <source>Live: the same uses as in the run</source>
            <translation>实时：各类用途面积与上次计算相同</translation>
        </message>
        <message>
            <source>Live: {farmland} ha to farmland and {others} ha to green space, wetland and water since the run</source>
            <translation>实时：较上次计算，转为耕地 {farmland} 公顷，转为绿地、湿地和水域 {others} 公顷</translation>
        </message>
        <message>
            <source>The plan profile has changed.</source>
            <translation>规划参数已变更。</translation>
        </message>
        <message>
            <source>The project reads codes of land use otherwise now.</source>
            <translation>本工程对地类编码的设定已改变。</translation>
        </message>
        <message>
            <source>The coordinate transformations of the project have changed.</source>
            <translation>工程的坐标转换设置已变更。</translation>
        </message>
        <message>
            <source>The name of the layer “{layer}”, from which its year or meaning is read, has changed.</source>
            <translation>图层已更名为“{layer}”，由名称识别的数据年份或图层类别随之改变。</translation>
        </message>
        <message>
            <source>“{parameter}” is no longer as in the run.</source>
            <translation>“{parameter}”与运行时不同。</translation>
        </message>
        <message>
            <source>The layer “{layer}” is no longer in the project.</source>
            <translation>图层“{layer}”已不在工程中。</translation>
        </message>
        <message>
            <source>“{parameter}” has another layer than in the run.</source>
            <translation>“{parameter}”选用的图层与运行时不同。</translation>
        </message>
        <message>
            <source>The filter of the layer “{layer}” has changed.</source>
            <translation>图层“{layer}”的过滤条件已变更。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has another source.</source>
            <translation>图层“{layer}”的数据源已变更。</translation>
        </message>
        <message>
            <source>The joins, computed fields or field aliases of the layer “{layer}” are no longer as in the run.</source>
            <translation>图层“{layer}”的连接、虚拟字段或字段别名与运行时不同。</translation>
        </message>
        <message>
            <source>The file of the layer “{layer}” is gone: “{file}”.</source>
            <translation>图层“{layer}”的文件已不存在：“{file}”。</translation>
        </message>
        <message>
            <source>The content of the layer “{layer}” has changed.</source>
            <translation>图层“{layer}”的内容已变更。</translation>
        </message>
        <message>
            <source>The layer “{source}”, from which “{layer}” takes values or shapes, has changed.</source>
            <translation>图层“{layer}”引用的图层“{source}”已变更。</translation>
        </message>
        <message>
            <source>The CRS of the layer “{layer}” has changed.</source>
            <translation>图层“{layer}”的坐标参照系已变更。</translation>
        </message>
        <message>
            <source>Other features of the layer “{layer}” are selected.</source>
            <translation>图层“{layer}”所选的要素与运行时不同。</translation>
        </message>
        <message>
            <source>This could not be counted, for a reason that QGIS's log tells under GreenVein.</source>
            <translation>未能统计，原因见 QGIS 日志的 GreenVein 页。</translation>
        </message>
        <message>
            <source>Counting what is taken</source>
            <translation>统计所取图斑</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>报告</translation>
        </message>
        <message>
            <source>Open report</source>
            <translation>打开报告</translation>
        </message>
        <message>
            <source>Export as PDF…</source>
            <translation>导出为 PDF…</translation>
        </message>
        <message>
            <source>Export tables as XLSX…</source>
            <translation>导出表格为 XLSX…</translation>
        </message>
        <message>
            <source>Export tables as CSV…</source>
            <translation>导出表格为 CSV…</translation>
        </message>
        <message>
            <source>Open the report in the browser</source>
            <translation>在浏览器中打开报告</translation>
        </message>
        <message>
            <source>Open the report, which says that it is out of date</source>
            <translation>打开报告，报告中注明结果已过期</translation>
        </message>
        <message>
            <source>Checking whether the result still holds…</source>
            <translation>正在检查结果是否仍有效…</translation>
        </message>
        <message>
            <source>Out of date: run the job again first; nothing was exported.</source>
            <translation>结果已过期，未导出。请先重新运行。</translation>
        </message>
        <message>
            <source>Opening the report…</source>
            <translation>正在打开报告…</translation>
        </message>
        <message>
            <source>Export as PDF</source>
            <translation>导出为 PDF</translation>
        </message>
        <message>
            <source>Export tables as XLSX</source>
            <translation>导出表格为 XLSX</translation>
        </message>
        <message>
            <source>Excel files (*.xlsx)</source>
            <translation>Excel 文件 (*.xlsx)</translation>
        </message>
        <message>
            <source>Export tables as CSV</source>
            <translation>导出表格为 CSV</translation>
        </message>
        <message>
            <source>Folder of CSV files (*)</source>
            <translation>CSV 文件夹 (*)</translation>
        </message>
        <message>
            <source>Written to {path}.</source>
            <translation>已写出到 {path}。</translation>
        </message>
        <message>
            <source>Written to {path}, but without {tables}: no longer in the project. Run the job again.</source>
            <translation>已写出到 {path}，但缺少已不在工程中的{tables}，请重新运行后再导出。</translation>
        </message>
        <message>
            <source>“{path}” is there already; choose a folder that is new or empty.</source>
            <translation>“{path}”已存在，请选择新的或空的文件夹。</translation>
        </message>
        <message>
            <source>The layers of this result are no longer in the project; run the job again.</source>
            <translation>此结果的图层已不在工程中，请重新运行。</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>表</translation>
        </message>
        <message>
            <source>The layer “{layer}” of “{parameter}” is no longer in the project; choose another one.</source>
            <translation>“{parameter}”的图层“{layer}”已不在工程中，请另选一个。</translation>
        </message>
        <message>
            <source>The layer “{layer}” of “{parameter}” is no longer in the project; choose another one, or do without.</source>
            <translation>“{parameter}”的图层“{layer}”已不在工程中，请另选一个，或不使用。</translation>
        </message>
        <message>
            <source>The layer has no field “{field}” any more; choose another one for “{parameter}”.</source>
            <translation>图层已没有字段“{field}”，请为“{parameter}”另选一个。</translation>
        </message>
        <message>
            <source>Choose a layer for “{parameter}”.</source>
            <translation>请为“{parameter}”选择图层。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no features; choose another one for “{parameter}”.</source>
            <translation>图层“{layer}”没有任何要素；请为“{parameter}”另选图层。</translation>
        </message>
        <message>
            <source>The layer “{layer}” has no features; choose another one for “{parameter}”, or none.</source>
            <translation>图层“{layer}”没有任何要素；请为“{parameter}”另选图层，或不选。</translation>
        </message>
        <message>
            <source>The guide cannot be written to your QGIS profile: {reason}</source>
            <translation>说明文档无法写入 QGIS 用户配置目录：{reason}</translation>
        </message>
        <message>
            <source>No browser opens here; the guide is the file {path}.</source>
            <translation>打不开浏览器，说明文档在：{path}</translation>
        </message>
        <message>
            <source>Open the guide at this page</source>
            <translation>打开本页的使用说明</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>帮助</translation>
        </message>
        <message>
            <source>Click a row, or press Enter on it, to go to what the indicator speaks of</source>
            <translation>单击一行，或在该行按回车键，转到该指标对应的页面和位置</translation>
        </message>
        <message>
            <source>Way done</source>
            <translation>完成进度</translation>
        </message>
        <message>
            <source>Way done: {share}</source>
            <translation>完成进度：{share}</translation>
        </message>
        <message>
            <source>no value</source>
            <translation>暂无数值</translation>
        </message>
        <message>
            <source>target {target}</source>
            <translation>目标 {target}</translation>
        </message>
        <message>
            <source>Add a row</source>
            <translation>增加一行</translation>
        </message>
        <message>
            <source>Remove the row</source>
            <translation>删除该行</translation>
        </message>
        <message>
            <source>Use it</source>
            <translation>使用它</translation>
        </message>
        <message>
            <source>Do without</source>
            <translation>不使用</translation>
        </message>
        <message>
            <source>Another layer is called “{layer}” too.</source>
            <translation>另有一个图层也叫“{layer}”。</translation>
        </message>
        <message>
            <source>Choose a layer…</source>
            <translation>请选择图层…</translation>
        </message>
        <message>
            <source>Selected features only</source>
            <translation>仅所选要素</translation>
        </message>
        <message>
            <source>The layer has no field “{field}” any more.</source>
            <translation>图层已没有字段“{field}”。</translation>
        </message>
        <message>
            <source>More</source>
            <translation>更多</translation>
        </message>
        <message>
            <source>Open in Processing…</source>
            <translation>在“数据处理”中打开…</translation>
        </message>
        <message>
            <source>Copy as qgis_process command</source>
            <translation>复制为 qgis_process 命令</translation>
        </message>
        <message>
            <source>The command is on the clipboard.</source>
            <translation>命令已复制到剪贴板。</translation>
        </message>
        <message>
            <source>These inputs cannot be written as a command; save their layers to files first.</source>
            <translation>所选输入无法写成命令，请先将其图层保存为文件。</translation>
        </message>
        <message>
            <source>Add to a model</source>
            <translation>加入模型</translation>
        </message>
        <message>
            <source>Show the log</source>
            <translation>查看日志</translation>
        </message>
        <message>
            <source>Log of the last run</source>
            <translation>最近一次运行的日志</translation>
        </message>
        <message>
            <source>Out of date: this is a result of {time}. What has changed since:</source>
            <translation>本报告已过期，为 {time} 的结果。此后有以下变更：</translation>
        </message>
        <message>
            <source>{value} (equal)</source>
            <translation>{value} 并列</translation>
        </message>
        <message>
            <source>What to look at</source>
            <translation>查看内容</translation>
        </message>
        <message>
            <source>Filter…</source>
            <translation>过滤…</translation>
        </message>
        <message>
            <source>Show only rows with this text</source>
            <translation>只显示含有此文字的行</translation>
        </message>
        <message>
            <source>Click a row, or press Enter on it, to go there on the map</source>
            <translation>单击某行（或按回车键），在地图上定位该处</translation>
        </message>
        <message>
            <source>{title} ({count})</source>
            <translation>{title}（{count}）</translation>
        </message>
        <message>
            <source>The first {shown} of {count} rows; the layer has them all.</source>
            <translation>此处列出 {count} 行中的前 {shown} 行，全部内容见图层。</translation>
        </message>
        <message>
            <source>The layer of this list is no longer in the project; run the job again.</source>
            <translation>此列表的图层已不在工程中，请重新运行。</translation>
        </message>
        <message>
            <source>“{layer}” cannot be read: its file is gone, or another program uses it. Nothing was written.</source>
            <translation>“{layer}”无法读取：其文件已不存在，或正被其他程序占用。未写入任何文件。</translation>
        </message>
        <message>
            <source>Further notices: {count}; the log has them.</source>
            <translation>另有 {count} 条提示，见日志。</translation>
        </message>
        <message>
            <source>Click to see the chart at its full size</source>
            <translation>单击查看大图</translation>
        </message>
        <message>
            <source>{job}, {time}</source>
            <translation>{job}，{time}</translation>
        </message>
        <message>
            <source>The run failed; its log says more.</source>
            <translation>运行失败，详见日志。</translation>
        </message>
        <message>
            <source>“{path}” is there already. Replace it?</source>
            <translation>“{path}”已存在，是否替换？</translation>
        </message>
        <message>
            <source>Inputs</source>
            <translation>输入</translation>
        </message>
        <message>
            <source>Thresholds: {profile}</source>
            <translation>指标依据：{profile}</translation>
        </message>
        <message>
            <source>Run again</source>
            <translation>重新运行</translation>
        </message>
        <message>
            <source>Run the job on the inputs as they are now</source>
            <translation>按现在的输入重新运行</translation>
        </message>
        <message>
            <source>Further changes: {count}.</source>
            <translation>另有 {count} 处变更。</translation>
        </message>
        <message>
            <source>Listing the values of a field</source>
            <translation>列出字段取值</translation>
        </message>
        <message>
            <source>All features</source>
            <translation>全部图斑</translation>
        </message>
        <message>
            <source>Classes of land use</source>
            <translation>按地类</translation>
        </message>
        <message>
            <source>Values of a field</source>
            <translation>按字段值</translation>
        </message>
        <message>
            <source>What fulfils an expression</source>
            <translation>按表达式</translation>
        </message>
        <message>
            <source>Field with the codes</source>
            <translation>编码字段</translation>
        </message>
        <message>
            <source>System of the codes</source>
            <translation>编码体系</translation>
        </message>
        <message>
            <source>Code or value</source>
            <translation>编码或取值</translation>
        </message>
        <message>
            <source>Number of features</source>
            <translation>图斑数</translation>
        </message>
        <message>
            <source>Layer: {layer}</source>
            <translation>图层：{layer}</translation>
        </message>
        <message>
            <source>Nothing is chosen yet.</source>
            <translation>尚未选择。</translation>
        </message>
        <message>
            <source>{count} further values</source>
            <translation>另有 {count} 个取值</translation>
        </message>
        <message>
            <source>Choose which features of the layer are meant</source>
            <translation>选择取图层中的哪些图斑</translation>
        </message>
        <message>
            <source>{what} …</source>
            <translation>{what} …</translation>
        </message>
        <message>
            <source>{what} of “{layer}”</source>
            <translation>“{layer}”中 {what}</translation>
        </message>
        <message>
            <source>“{layer}”: all features</source>
            <translation>“{layer}”：全部图斑</translation>
        </message>
        <message>
            <source>Buildings</source>
            <translation>建筑</translation>
        </message>
        <message>
            <source>Land use 2015</source>
            <translation>土地利用 2015</translation>
        </message>
        <message>
            <source>Land use 2013</source>
            <translation>土地利用 2013</translation>
        </message>
        <message>
            <source>Important rivers, lakes and wetlands</source>
            <translation>重要河湖湿地</translation>
        </message>
        <message>
            <source>GreenVein sample project</source>
            <translation>绿脉示例工程</translation>
        </message>
        <message>
            <source>It shows how the checks work and says nothing about the place. Data: {credit}.</source>
            <translation>本示例只演示核查方法，不说明当地情况。数据：{credit}。</translation>
        </message>
        <message>
            <source>Load sample project</source>
            <translation>打开示例工程</translation>
        </message>
        <message>
            <source>The sample data cannot be copied to your QGIS profile: {reason}</source>
            <translation>示例数据无法复制到 QGIS 用户配置目录：{reason}</translation>
        </message>
        <message>
            <source>The sample project is open, and every page has its inputs: press Run.</source>
            <translation>示例工程已打开，各页的输入都已选好，按“运行”即可。</translation>
        </message>
        <message>
            <source>This project has no layers yet. Open your own, or load the sample project, on which every page can be run at once.</source>
            <translation>当前工程还没有图层。可以打开自己的数据，也可以先打开示例工程，每一页都能直接运行。</translation>
        </message>
        <message>
            <source>Comparison: {a} → {b}</source>
            <translation>方案比较：{a} → {b}</translation>
        </message>
        <message>
            <source>The report is in “{path}”.</source>
            <translation>报告已保存至“{path}”。</translation>
        </message>
        <message>
            <source>Save the comparison</source>
            <translation>保存方案比较</translation>
        </message>
        <message>
            <source>Result A</source>
            <translation>结果 A</translation>
        </message>
        <message>
            <source>Result B</source>
            <translation>结果 B</translation>
        </message>
        <message>
            <source>Let A and B change places</source>
            <translation>交换 A 与 B</translation>
        </message>
        <message>
            <source>Lay the two results on each other and add what changed to the map</source>
            <translation>叠加两个结果，将变化之处加入地图</translation>
        </message>
        <message>
            <source>Report…</source>
            <translation>报告…</translation>
        </message>
        <message>
            <source>Save figures, tables and map of the comparison as an HTML file</source>
            <translation>将比较的指标、表格和地图保存为 HTML 文件</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Pick two different results.</source>
            <translation>请选择两个不同的结果。</translation>
        </message>
        <message>
            <source>Keep a result as a scenario, change the layers or the settings and run the job again; then the two can be compared here.</source>
            <translation>请先将结果保存为方案，修改图层或设置后重新运行，即可在此比较两者。</translation>
        </message>
        <message>
            <source>The file of the scenario “{name}” is gone: {file}. Its numbers are still here; its layers are not.</source>
            <translation>方案“{name}”的文件已不存在：{file}。指标仍可比较，图层已无法读取。</translation>
        </message>
        <message>
            <source>B less A</source>
            <translation>B 减 A</translation>
        </message>
        <message>
            <source>Laying the two results on each other…</source>
            <translation>正在叠加两个结果…</translation>
        </message>
        <message>
            <source>Keep as scenario…</source>
            <translation>保存为方案…</translation>
        </message>
        <message>
            <source>Keep this result under a name, to compare it with others later</source>
            <translation>为此结果命名并保存，供以后比较</translation>
        </message>
        <message>
            <source>Compare…</source>
            <translation>比较…</translation>
        </message>
        <message>
            <source>Compare this result, or kept ones, side by side</source>
            <translation>并列比较当前结果与已保存的方案</translation>
        </message>
        <message>
            <source>Compare scenarios…</source>
            <translation>方案比较…</translation>
        </message>
        <message>
            <source>Present result, out of date ({time})</source>
            <translation>当前结果，已过期（{time}）</translation>
        </message>
        <message>
            <source>The figures follow your edits: run the job again, then keep its result; nothing was kept.</source>
            <translation>此刻显示的是跟随编辑的数字，未保存为方案。请先重新运行，再保存新的结果。</translation>
        </message>
        <message>
            <source>Scenario {time}</source>
            <translation>方案 {time}</translation>
        </message>
        <message>
            <source>Keeping the result…</source>
            <translation>正在保存方案…</translation>
        </message>
        <message>
            <source>Kept as “{name}”; save the project, so that it knows the scenario next time.</source>
            <translation>已保存为“{name}”；请保存工程，以便下次打开时仍可使用该方案。</translation>
        </message>
        <message>
            <source>Compare scenarios: {job}</source>
            <translation>方案比较：{job}</translation>
        </message>
        <message>
            <source>Scenarios are kept in a folder beside the project file. Save the project now?</source>
            <translation>方案保存在工程文件旁边的文件夹中。现在保存工程吗？</translation>
        </message>
        <message>
            <source>Keep as scenario</source>
            <translation>保存为方案</translation>
        </message>
        <message>
            <source>Name of the scenario:</source>
            <translation>方案名称：</translation>
        </message>
        <message>
            <source>There is already a scenario “{name}”. Replace it?</source>
            <translation>已有方案“{name}”，是否替换？</translation>
        </message>
        <message>
            <source>Present result</source>
            <translation>当前结果</translation>
        </message>
        <message>
            <source>These notices and the report are in the language of the run of {time}; run it again to have them in yours.</source>
            <translation>以下提示和报告使用 {time} 运行时的语言；重新运行后改为当前语言。</translation>
        </message>
        <message>
            <source>The result of {time} was kept by another version of GreenVein and cannot be shown; its layers can.</source>
            <translation>{time} 的结果由其他版本的绿脉保存，此版本无法显示；其图层仍可使用。</translation>
        </message>
        <message>
            <source>Earlier results</source>
            <translation>历次结果</translation>
        </message>
        <message>
            <source>Temporary result: it is gone once the project is closed. “{setting}” keeps those of later runs.</source>
            <translation>临时结果，关闭工程后不再保留。勾选“{setting}”，此后运行的结果会随工程保存。</translation>
        </message>
        <message>
            <source>Saving the result beside the project…</source>
            <translation>正在保存结果…</translation>
        </message>
        <message>
            <source>Save the result</source>
            <translation>保存结果</translation>
        </message>
        <message>
            <source>Saved with the project, in “{file}”.</source>
            <translation>结果已随工程保存，文件：{file}</translation>
        </message>
        <message>
            <source>Cancelled.</source>
            <translation>已取消。</translation>
        </message>
        <message>
            <source>{reason} The result is still here, as a temporary one.</source>
            <translation>{reason}结果仍可查看，但只是临时结果，关闭工程后不再保留。</translation>
        </message>
        <message>
            <source>Open the result</source>
            <translation>打开结果</translation>
        </message>
        <message>
            <source>Result of {time}, saved with the project in “{file}”.</source>
            <translation>{time} 的结果，已随工程保存，文件：{file}</translation>
        </message>
        <message>
            <source>{time} · {value}</source>
            <translation>{time} · {value}</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Delete…</source>
            <translation>删除…</translation>
        </message>
        <message>
            <source>None yet</source>
            <translation>暂无</translation>
        </message>
        <message>
            <source>Delete the result</source>
            <translation>删除结果</translation>
        </message>
        <message>
            <source>Delete the result of {time} with its layers, from the project and from “{file}”? This is for good.</source>
            <translation>从工程和“{file}”中删除 {time} 的结果及其图层？删除后无法恢复。</translation>
        </message>
        <message>
            <source>Temporary result: it is gone once the project is closed. QGIS can open no GeoPackage in “{folder}” for the “%” in this name; save the project elsewhere, and the results of later runs are saved with it.</source>
            <translation>临时结果，关闭工程后不再保留。文件夹“{folder}”的名称含“%”，QGIS 打不开其中的 GeoPackage；请把工程另存到别的文件夹，此后的结果会随工程保存。</translation>
        </message>
        <message>
            <source>Temporary result: it is gone once the project is closed. Save the project, and the results of later runs are saved with it.</source>
            <translation>临时结果，关闭工程后不再保留。保存工程后运行的结果会随工程保存。</translation>
        </message>
        <message>
            <source>Save results beside the project</source>
            <translation>结果随工程保存</translation>
        </message>
        <message>
            <source>Once the project is saved, each run goes into a GeoPackage beside it and is there again with it</source>
            <translation>工程保存后，每次运行的结果写入其旁的 GeoPackage 文件，下次打开工程时仍可查看</translation>
        </message>
        <message>
            <source>Kept scenarios</source>
            <translation>已保存的方案</translation>
        </message>
        <message>
            <source>Rename…</source>
            <translation>重命名…</translation>
        </message>
        <message>
            <source>The file of this scenario is gone: {file}.</source>
            <translation>该方案的文件已不存在：{file}。</translation>
        </message>
        <message>
            <source>Rename the scenario</source>
            <translation>重命名方案</translation>
        </message>
        <message>
            <source>Delete the scenario “{name}” and its file? This cannot be undone.</source>
            <translation>删除方案“{name}”及其文件？此操作无法撤销。</translation>
        </message>
        <message>
            <source>Delete the scenario</source>
            <translation>删除方案</translation>
        </message>
        <message>
            <source>Plan profiles…</source>
            <translation>规划参数…</translation>
        </message>
        <message>
            <source>Keep the layers of earlier runs on the map</source>
            <translation>在地图上保留以前各次运行的图层</translation>
        </message>
        <message>
            <source>Else a new run of a job folds the groups of its earlier ones and hides them</source>
            <translation>不勾选时，同一核查重新运行后，以前的结果组自动折叠并隐藏</translation>
        </message>
        <message>
            <source>Note…</source>
            <translation>出处…</translation>
        </message>
        <message>
            <source>Write where this value comes from</source>
            <translation>填写此值的出处</translation>
        </message>
        <message>
            <source>{key}: {reason}</source>
            <translation>{key}：{reason}</translation>
        </message>
        <message>
            <source>Where this value comes from</source>
            <translation>此值的出处</translation>
        </message>
        <message>
            <source>Clause, source or note:</source>
            <translation>条款、来源或说明：</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>来源</translation>
        </message>
        <message>
            <source>Id</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>Speaks of</source>
            <translation>所指范围</translation>
        </message>
        <message>
            <source>Measured by</source>
            <translation>测算方式</translation>
        </message>
        <message>
            <source>Indicators are changed in the profile's file: export the profile, change “{key}” there with any text editor, and import it again.</source>
            <translation>指标在规划参数的文件中修改：先导出，用文本编辑器修改其中的“{key}”，再导入。</translation>
        </message>
        <message>
            <source>Copy…</source>
            <translation>复制…</translation>
        </message>
        <message>
            <source>Make a profile of your own from this one</source>
            <translation>以这套参数为底本复制一套自有参数</translation>
        </message>
        <message>
            <source>Import…</source>
            <translation>导入…</translation>
        </message>
        <message>
            <source>Take in a profile from a file</source>
            <translation>从文件导入参数</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>导出…</translation>
        </message>
        <message>
            <source>Write this profile to a file</source>
            <translation>将这套参数导出为文件</translation>
        </message>
        <message>
            <source>Give this profile another name</source>
            <translation>修改这套参数的名称</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Delete this profile of your own</source>
            <translation>删除这套自有参数</translation>
        </message>
        <message>
            <source>Undo changes</source>
            <translation>撤销修改</translation>
        </message>
        <message>
            <source>Show the profile as it was saved</source>
            <translation>恢复到上次保存的内容</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Save the changes to this profile</source>
            <translation>保存对这套参数的修改</translation>
        </message>
        <message>
            <source>{name} (own)</source>
            <translation>{name}（自有）</translation>
        </message>
        <message>
            <source>{name} (wrong)</source>
            <translation>{name}（有误）</translation>
        </message>
        <message>
            <source>A profile that is wrong cannot be used; choose another one.</source>
            <translation>有误的参数不能使用，请另选一套。</translation>
        </message>
        <message>
            <source>Copy the plan profile</source>
            <translation>复制规划参数</translation>
        </message>
        <message>
            <source>{name}, copy</source>
            <translation>{name}（副本）</translation>
        </message>
        <message>
            <source>Import a plan profile</source>
            <translation>导入规划参数</translation>
        </message>
        <message>
            <source>Plan profiles (*.json)</source>
            <translation>规划参数 (*.json)</translation>
        </message>
        <message>
            <source>Export the plan profile</source>
            <translation>导出规划参数</translation>
        </message>
        <message>
            <source>Exported to {path}.</source>
            <translation>已导出到 {path}。</translation>
        </message>
        <message>
            <source>Rename the plan profile</source>
            <translation>重命名规划参数</translation>
        </message>
        <message>
            <source>Delete the plan profile “{name}”? Its file is removed for good.</source>
            <translation>确定删除规划参数“{name}”？其文件将被永久删除。</translation>
        </message>
        <message>
            <source>The plan profile “{name}” has changes that are not saved.</source>
            <translation>规划参数“{name}”有未保存的修改。</translation>
        </message>
        <message>
            <source>This profile comes with GreenVein and cannot be changed. Copy it to change it.</source>
            <translation>这套参数随绿脉提供，不能修改；如需修改，请先复制。</translation>
        </message>
        <message>
            <source>A profile of your own: {path}</source>
            <translation>自有参数：{path}</translation>
        </message>
        <message>
            <source>This file does not lie in your profile folder: {path}. Copy it to change it.</source>
            <translation>此文件不在自有参数文件夹中：{path}。如需修改，请先复制。</translation>
        </message>
        <message>
            <source>To be put right before this can be saved: {keys}</source>
            <translation>保存前请先改正：{keys}</translation>
        </message>
        <message>
            <source>There are changes that are not saved.</source>
            <translation>有未保存的修改。</translation>
        </message>
        <message>
            <source>Name:</source>
            <translation>名称：</translation>
        </message>
        <message>
            <source>Names, separated by 、 or ;</source>
            <translation>各种叫法，用“、”或“;”分隔</translation>
        </message>
        <message>
            <source>not set</source>
            <translation>未设定</translation>
        </message>
        <message>
            <source>{unit}  ({low:,.10g} to {high:,.10g})</source>
            <translation>{unit}（{low:,.10g} 至 {high:,.10g}）</translation>
        </message>
        <message>
            <source>({low:,.10g} to {high:,.10g})</source>
            <translation>（{low:,.10g} 至 {high:,.10g}）</translation>
        </message>
        <message>
            <source>Yes</source>
            <translation>是</translation>
        </message>
        <message>
            <source>Move up</source>
            <translation>上移</translation>
        </message>
        <message>
            <source>Move down</source>
            <translation>下移</translation>
        </message>
        <message>
            <source>Title of the QGIS project</source>
            <translation>默认取 QGIS 工程标题</translation>
        </message>
        <message>
            <source>As in their layer</source>
            <translation>按图层顺序</translation>
        </message>
        <message>
            <source>The worst first</source>
            <translation>由差到好</translation>
        </message>
        <message>
            <source>Order of zones</source>
            <translation>分区排序</translation>
        </message>
        <message>
            <source>Plan profiles of GreenVein</source>
            <translation>绿脉规划参数</translation>
        </message>
        <message>
            <source>Use this profile</source>
            <translation>使用这套参数</translation>
        </message>
        <message>
            <source>At or above the requirement</source>
            <translation>达到要求</translation>
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
        <message>
            <source>Not ranked</source>
            <translation>未参与排序</translation>
        </message>
        <message>
            <source>All that is judged is met</source>
            <translation>已判断的指标全部达标</translation>
        </message>
        <message>
            <source>Built in the baseline tier</source>
            <translation>底线格局内建设用地（须处理）</translation>
        </message>
        <message>
            <source>To check in the general tier</source>
            <translation>一般格局内建设用地（核对准入条件）</translation>
        </message>
        <message>
            <source>To check in the ideal tier</source>
            <translation>理想格局内建设用地（核对负面清单）</translation>
        </message>
        <message>
            <source>Conflict between control lines</source>
            <translation>控制线冲突</translation>
        </message>
        <message>
            <source>Sliver of two drawings</source>
            <translation>两图之间的碎条</translation>
        </message>
    </context>
</TS>
