import PlanReader
import Testing

@Suite struct `What a person has to resolve` {
    private func codes(_ draft: Draft) -> Set<String> { Set(draft.warnings.map(\.code)) }

    @Test func `the same thing promised differently is kept twice and reported`() {
        let draft = PlanReader.read(
            "云溪市方案（2024—2026年）\n一、目标\n到2026年，高层次人才数量达5人以上。\n二、任务\n（一）引才。到2026年，高层次人才数量达到5人。（责任单位：市委组织部）\n")
        #expect(quantities(draft).count == 2)
        let warning = draft.warnings.first { $0.code == "contradiction" }
        #expect(warning?.message.contains("请裁定") == true)
    }

    @Test(arguments: [
        ("开展试点。（责任单位：市科技局、财政局", "bracket-missing"), ("开展试点。〔责任单位：市科技局、财政局）〕", "bracket-mixed"),
        ("开展试点。（责任单位：各县（市、区）人民政府）", "group-unresolved"),
        ("开展试点。（责任单位：市科技局等）", "open-list"), ("开展试点。（责任单位：市科技局、财政局）", "lead-missing"),
        ("市政府对成效显著的县予以奖励。（责任单位：市科技局）", "other-actor"),
        ("到2025年，比重提高5个百分点。", "baseline-missing"), ("到2025年，累计转化成果120项。", "start-missing"),
        ("到2025年，新建园区2个。", "start-missing"),
        ("对通过国家认定和评估周期内绩效评估合格的园区，给予一次性奖励。", "condition-ambiguous"), ("开展试点。", "no-tasks"),
    ])
    func `a doubt has a code`(sentence: String, code: String) {
        #expect(codes(plan(sentence)).contains(code))
    }

    @Test func `an odd wording of a group is reported beside the usual one`() {
        let draft = plan(
            "一项。（责任单位：各县（市、区）人民政府）\n（二）二项。（责任单位：各县（市、区）人民政府）\n（三）三项。（责任单位：各县（区）人民政府）")
        #expect(codes(draft).contains("group-wording"))
    }

    @Test func `a plain annotation raises no doubt`() {
        let draft = plan("到2025年，建成平台5个。（市科技局负责）")
        #expect(draft.warnings == [])
    }
}
