import PlanReader
import Testing

@Suite struct `Promises with a quantity` {
    @Test(arguments: [
        ("到2025年，产值突破500亿元", ["> 500亿元"]), ("到2025年，企业超过50家", ["> 50家"]), ("到2025年，企业占比高于15%", ["> 15%"]),
        ("到2025年，培育企业50家以上", [">= 50家"]), ("到2025年，建成不少于20个示范点", [">= 20个"]), ("到2025年，合格率不低于98%", [">= 98%"]),
        ("到2025年，平均价格降至25元/千克以下", ["<= 25元/千克"]), ("到2025年，损耗率控制在5%以内", ["<= 5%"]), ("办理时限压缩至3个工作日以内", ["<= 3个工作日"]),
        ("到2025年，总动力稳定在11亿千瓦左右", ["~ 11亿千瓦"]), ("到2025年，建成10个左右园区", ["~ 10个"]), ("到2025年，保有量达到2000辆", ["= 2000辆"]),
        ("到2025年，建成平台70个", ["= 70个"]), ("到2025年，每个县建成1—2个示范村", ["range 1-2个"]),
        ("到2025年，建成百个社区、培育千家企业，集聚万名人才", ["= 100个", "= 1000家", "= 10000名"]),
        ("到2025年，提供住房1000套（次）以上", [">= 1000套（次）"]), ("到2025年，适配率达到80‰", ["= 80‰"]), ("到2025年，用户数超10万", ["> 10万"]),
        ("到2025年，投入资金1,200万元", ["= 1200万元"]),
        ("到２０２５年，覆盖率达到９０％", ["= 90%"]), ("到2025年，发展100余家企业", [">= 100家"]), ("到2025年，覆盖不低于97%的市县", [">= 97%"]),
    ])
    func `the comparator, value and unit are as written`(sentence: String, expected: [String]) {
        #expect(brief(plan(sentence + "。")) == expected)
    }

    @Test(arguments: [
        "给予最高50万元补助", "对新认定的企业一次性奖励20万元", "按30%的比例给予补贴", "提供24小时服务", "每年7天（6晚）免费住宿", "打造15分钟便民生活圈", "推广5G网络",
        "落实“科改33条”措施", "建设500亿元园区",
        "截至2022年底，已建成平台50个", "目前全市有企业300家", "围绕5大方面、24个重点领域", "2024年3月5日起施行，有效期5年", "形成一批年营业收入超千万的优质企业",
        "工作时间8:00—18:00", "进入全国前10名", "支持百亿级龙头企业", "第3个阶段",
    ])
    func `caps, dates, durations, names and what already is are no targets`(sentence: String) {
        #expect(brief(plan(sentence + "。")) == [])
    }

    @Test func `a number inside the description of what is counted is not promised`() {
        #expect(brief(plan("到2025年，培育营收超1000万元企业100家以上。")) == [">= 100家"])
        #expect(brief(plan("到2025年，引进5家产值超10亿元的企业。")) == ["= 5家"])
    }

    @Test func `均 promises the number for each, 分别 gives each its own`() {
        let both = quantities(plan("到2025年，小麦种植、玉米收获机械化率均达到45%。"))
        #expect(both.map(\.value) == ["45", "45"])
        let each = quantities(plan("到2025年，花生种植、收获机械化率分别达到65%和55%。"))
        #expect(each.map(\.value) == ["65", "55"])
        #expect(each.map(\.indicator) == ["花生种植机械化率", "收获机械化率"])
        #expect(each[0].text == "花生种植、收获机械化率分别达到65%和55%")
    }

    @Test func `each of several quantities has its own words`() {
        let targets = quantities(plan("到2025年，新建农业园区2个、创新基地10个，打造3个以上重大场景、30个以上地方场景。"))
        #expect(targets.map(\.text) == ["新建农业园区2个", "创新基地10个", "打造3个以上重大场景", "30个以上地方场景"])
    }

    @Test func `a change is a difference with its base, a level reached is not`() {
        let fall = quantities(plan("到2025年，用水量比2020年下降16%左右。"))
        #expect(fall.first?.kind == .difference)
        #expect(fall.first?.baseline?.year == "2020")
        #expect(fall.first?.baseline?.value == nil)
        let level = quantities(plan("到2025年，覆盖率由2022年的60%提高到80%。"))
        #expect(level.map(\.value) == ["80"])
        #expect(level.first?.kind == .level)
        #expect(level.first?.baseline?.year == "2022")
        #expect(level.first?.baseline?.value == "60")
    }

    @Test func `striving is not promising`() {
        #expect(quantities(plan("到2025年，力争产值突破600亿元。")).first?.firmness == .strive)
        #expect(quantities(plan("到2025年，产值突破600亿元。")).first?.firmness == .must)
    }

    @Test func `a promised length of time is a target`() {
        #expect(brief(plan("试点单位可以赋予科研人员不低于10年的成果长期使用权。")) == [">= 10年"])
    }

    @Test func `promises without a number are kept with what they mean`() {
        #expect(plan("逐年提升企业投入占比。").targets.first?.comparator == .rises)
        #expect(plan("确保财政科技投入只增不减。").targets.first?.comparator == .neverFalls)
        let ratio = plan("市财政按省级奖补1:1比例给予配套。").targets.first
        #expect(ratio?.kind == .ratio)
        #expect(ratio?.value == "1:1")
        let clock = plan("建成示范园区，两年内推广至全市各园区。")
        #expect(clock.targets.last?.value == nil)
        #expect(clock.targets.last?.deadline == "2025")
        #expect(clock.warnings.contains { $0.code == "relative-deadline" })
    }

    @Test func `an annotation holds no targets`() {
        #expect(quantities(plan("开展试点。（责任单位：市科技局等12个部门，2家企业）")) == [])
    }
}

@Suite struct `By when` {
    @Test(arguments: [
        ("到2025年，建成平台5个", "2025"), ("到2025年底，建成平台5个", "2025-12-31"), ("2025年6月底前建成平台5个", "2025-06-30"),
        ("2025年9月15日前，建成平台5个", "2025-09-15"),
        ("2025年上半年，建成平台5个", "2025-06-30"), ("建成平台5个以上", "2026"), ("“十四五”末，建成平台5个以上", "2025-12-31"),
        ("三年内建成平台5个以上", "2026"), ("2024年，先行建成平台5个", "2024"),
    ])
    func `the deadline is what the text gives, else the plan's end`(sentence: String, deadline: String) {
        #expect(quantities(plan(sentence + "。")).map(\.deadline) == [deadline])
    }

    @Test func `a deadline holds for the sentences after it in the paragraph`() {
        let draft = plan("到2025年，能力持续提升。建成平台5个。到2026年，建成平台9个。")
        #expect(quantities(draft).map(\.deadline) == ["2025", "2026"])
    }

    @Test func `a heading's year holds for what stands under it`() {
        let draft = PlanReader.read("云溪市方案（2024—2026年）\n一、目标\n（一）2025年目标。建成平台5个。\n（二）2026年目标。建成平台9个。\n")
        #expect(quantities(draft).map(\.deadline) == ["2025", "2026"])
    }

    @Test func `起每年 and 每年 recur`() {
        let from = quantities(plan("2025年起，每年开放场景150个以上，打造重大场景10个。"))
        #expect(from.map(\.recurrence) == ["yearly", "yearly"])
        #expect(from.map(\.deadline) == ["2025", "2025"])
        let some = quantities(plan("到2025年，建成平台5个，每年新增中心50家。"))
        #expect(some.map(\.recurrence) == [nil, "yearly"])
    }

    @Test func `years side by side are divided with 分别`() {
        let targets = quantities(plan("到2025年、2026年，回收利用率分别达到35%、40%。"))
        #expect(targets.map(\.deadline) == ["2025", "2026"])
    }
}
