/// What quantities are counted in.
enum MeasureWords {
    /// How a unit behaves in a promise.
    enum Sort: Sendable {
        case count, percent, points, money, measure, duration, bare
    }

    /// Things counted one by one.
    static let count: Words = [
        "个", "家", "人", "名", "项", "件", "条", "种", "类", "场", "次", "场次", "人次", "套", "台", "台套", "辆", "座", "所", "处", "支", "户",
        "村", "间", "栋",
        "幢", "床", "张", "份", "篇", "部", "本", "册", "期", "班", "门", "对", "组", "位", "班次", "架次", "航次", "车次", "枚", "艘", "架",
        "列", "头", "羽", "只",
        "株", "棵", "例", "宗", "起", "笔", "款", "片", "块", "根", "眼", "口", "盏", "桶", "瓶", "盒", "标台", "标箱", "标准箱", "机架", "标准机架",
        "箱",
        "人天", "课时", "学时", "站", "基站", "县", "镇", "乡", "校", "团", "队", "件次", "户次", "家次", "批", "批次", "把", "盘", "面", "幅", "集",
        "首", "节",
        "单", "万人次", "对次", "张床", "张床位", "个床位", "千人", "TEU", "具", "尾", "匹", "粒", "包", "杯", "颗", "扇", "届", "轮", "厂", "店",
        "园", "宗次", "卡", "幢次",
        "道", "封", "串", "格", "岁", "分", "度", "颗", "票", "枪", "车位", "泊位", "车", "点",
    ]
    /// Lengths, areas, weights, powers.
    static let measure: Words = [
        "亩", "亩次", "公顷", "平方米", "平方公里", "平方千米", "平米", "公里", "千米", "米", "立方米", "方", "吨", "吨标准煤", "吨标煤", "吨公里", "千瓦",
        "千瓦时", "兆瓦", "兆瓦时",
        "吉瓦", "瓦", "公斤", "千克", "斤", "克", "升", "毫克/升", "微克/立方米", "毫克/立方米", "核", "伏", "千伏", "千伏安", "兆", "帧",
        "kW", "MW", "GW", "KW", "kWh", "MWh", "GWh", "km", "KM", "P", "PFLOPS", "PFlops", "Pflops", "EFLOPS", "EFlops",
        "Eflops", "EB", "PB", "TB", "GB", "Gbps", "Mbps",
        "Tbps", "ha", "m³", "m²", "㎡", "t", "E", "蒲式耳", "海里", "株/亩", "转", "度电", "公里/小时", "倍", "番", "Gbit/s", "km²",
        "千公里", "米/秒", "标方", "标准立方米",
    ]
    /// Sums of money.
    static let money: Words = ["元", "美元", "元人民币", "欧元", "港元", "人民币", "块钱"]
    /// Shares.
    static let percent: Words = ["%", "‰"]
    /// Differences of shares.
    static let points: Words = ["个百分点", "百分点", "个千分点"]
    /// Lengths of time.
    static let duration: Words = [
        "年", "个月", "月", "日", "天", "个工作日", "工作日", "小时", "个小时", "分钟", "秒", "周", "周年", "个自然日", "学年", "秒钟", "岁以上", "毫秒",
        "季度", "个季度", "代", "世纪", "刻钟",
        "学期", "夜", "晚",
    ]

    /// The unit at `place`, its length and sort; the longest wins.
    static func read(_ glyphs: [Unicode.Scalar], at place: Int, before end: Int) -> (sort: Sort, length: Int)? {
        var best: (Sort, Int)?
        for (sort, words) in [
            (Sort.duration, duration), (.points, points), (.percent, percent), (.money, money), (.measure, measure),
            (.count, count),
        ] {
            if let length = words.length(in: glyphs, at: place, before: end), length > best?.1 ?? 0 {
                best = (sort, length)
            }
        }
        guard let (_, length) = best else { return nil }
        if notUnits.length(in: glyphs, at: place, before: end) ?? 0 > length { return nil }
        if glyphs[place].isLatin, place + length < end, glyphs[place + length].isLatin || glyphs[place + length].isDigit
        {
            return nil
        }
        return best
    }

    /// Words that begin like a unit and are none.
    private static let notUnits: Words = [
        "部门", "场景", "家庭", "人工", "人才", "分之", "点钟", "点位", "位一体", "人民", "件套", "组织", "类型", "类别", "项目制", "名义", "条件", "口径",
        "口号", "面向", "面体", "方面", "方案", "方式",
        "方位", "方向", "点半", "期间", "期末", "对一", "对接", "次要", "个性化", "个体", "人均", "人机", "人口", "分类", "分级", "分钟", "部委", "部分",
        "站式", "把手", "环节", "车间", "站点", "单位", "节点", "点", "米级",
        "纳米", "道路", "园区", "镇域", "县域", "校地", "校企", "村级", "乡镇", "厂房", "店铺", "格式", "卡口", "包装", "集中", "集群", "集聚", "队伍",
        "团队", "团体", "首次", "首创", "面积", "代表",
        "年级", "月度", "日常", "周边", "天然", "天气", "级", "轮次", "本地", "套餐", "处理", "处置", "片区", "块链", "块田", "架构", "头部", "只增", "列车",
        "例外", "起步", "笔记", "根据", "册子", "班子", "批复", "批准",
        "站台", "支持", "支撑", "支队", "条款", "种植", "种子", "种业", "种苗", "种质", "户籍", "户外", "户均", "名单", "名称", "名录", "名师", "名医",
        "名企", "名校", "次序", "所有", "所在", "份额", "度假", "P2P",
        "岁以", "分公司", "分局", "张网", "张图", "张表", "张清单", "对标", "公里内", "期工程", "期项目", "期建设",
    ]
}
