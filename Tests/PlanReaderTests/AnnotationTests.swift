import PlanReader
import Testing

@Suite struct `Who is responsible` {
    @Test(arguments: [
        "（责任单位：市科技局、财政局）", "〔责任单位：市科技局、财政局〕", "[责任单位：市科技局、财政局]", "【责任单位：市科技局、财政局】", "(责任单位:市科技局、财政局)",
        "［责任单位：市科技局、市财政局］", "（责任部门：市科技局、财政局）", "（市科技局、市财政局）", "（市科技局、市财政局按职责分工负责）", "（责任单位：市科技局和市财政局）",
        "\n责任单位：市科技局、财政局", "（责任单位：市科技局、\n— 3 —\n财政局）", "（责任单位：市科技局、财政局", "责任单位：市科技局、财政局。",
    ])
    func `a list that says nothing about leading names responsible units only`(annotation: String) throws {
        let draft = plan("开展试点。" + annotation)
        let task = try #require(draft.tasks.first)
        #expect(draft.tasks.count == 1)
        #expect(task.lead == [])
        #expect(task.cooperating == [])
        #expect(task.responsible == ["市科技局", "市财政局"])
        #expect(task.clause == "2.1")
    }

    @Test(arguments: [
        "（牵头单位：市科技局；配合单位：市财政局、市教育局）", "（市科技局牵头，市财政局、教育局配合）", "（市科技局牵头负责，市财政局、市教育局参与）",
        "（市科技局牵头，市财政局、市教育局按职责分工负责）", "（牵头单位：市科技局，责任单位：市财政局、市教育局）", "（市科技局负责，市财政局、市教育局配合）",
        "（市科技局会同市财政局、市教育局负责）", "\n牵头单位：市科技局\n配合单位：市财政局、教育局", "\n牵头单位：市科技局；责任单位：市财政局、教育局",
        "（由市科技局牵头，市财政局、教育局等配合）", "（牵头部门：市科技局  配合部门：市财政局、教育局）",
    ])
    func `the unit that 牵头 or 配合 singles out leads`(annotation: String) throws {
        let task = try #require(plan("开展试点。" + annotation).tasks.first)
        #expect(task.lead == ["市科技局"])
        #expect(task.cooperating == ["市财政局", "市教育局"])
        #expect(task.responsible == [])
    }

    @Test func `several units lead jointly`() throws {
        let task = try #require(plan("开展试点。（省科技厅、教育厅牵头负责，各市人民政府配合）").tasks.first)
        #expect(task.lead == ["省科技厅", "省教育厅"])
        #expect(task.cooperating == ["各市人民政府"])
    }

    @Test func `only 牵头单位 leaves nobody to cooperate`() throws {
        let task = try #require(plan("开展试点。（牵头单位：市科技局）").tasks.first)
        #expect(task.lead == ["市科技局"])
        #expect(task.cooperating + task.responsible == [])
    }

    @Test func `one unit with 负责 leads`() throws {
        let task = try #require(plan("开展试点。（省水利厅负责）").tasks.first)
        #expect(task.lead == ["省水利厅"])
    }

    @Test func `several units with 负责 do not lead`() throws {
        let task = try #require(plan("开展试点。（市科技局、财政局等负责）").tasks.first)
        #expect(task.lead == [])
        #expect(task.responsible == ["市科技局", "市财政局"])
        #expect(task.openEnded)
    }

    @Test(arguments: [
        "（责任单位：市科技局、财政局，市教育局。排名第一的为牵头单位，下同）", "〔责任单位：市科技局、财政局，市教育局（列第一位者为牵头单位，下同）〕",
        "（责任单位：市科技局、财政局，市教育局，排在首位的为牵头单位，下同）",
    ])
    func `a rule said once makes the first unit lead from there on`(annotation: String) throws {
        let draft = plan("开展试点。\(annotation)\n（二）扩大范围。总结经验。（责任单位：市商务局、水利局）")
        #expect(draft.tasks.map(\.lead) == [["市科技局"], ["市商务局"]])
        #expect(draft.tasks.map(\.cooperating) == [["市财政局", "市教育局"], ["市水利局"]])
    }

    @Test func `a rule about the first comma makes all before it lead`() throws {
        let draft = plan("开展试点。（责任单位：市科技局、财政局，市教育局、水利局。逗号前为牵头单位，下同）")
        #expect(draft.tasks.first?.lead == ["市科技局", "市财政局"])
        #expect(draft.tasks.first?.cooperating == ["市教育局", "市水利局"])
    }

    @Test func `a note at the end holds for all lists`() throws {
        let draft = plan("开展试点。（责任单位：市科技局、财政局）\n注：责任单位中排第一的为牵头单位。")
        #expect(draft.tasks.first?.lead == ["市科技局"])
    }

    @Test func `a unit named once for all later tasks is added to each`() throws {
        let draft = plan(
            "开展试点。[责任单位：市科技局，各区、县（市）政府。以下均需各区、县（市）政府落实，不再列出]\n（二）扩大范围。总结经验。（责任单位：市商务局）")
        #expect(draft.tasks.map(\.responsible) == [["市科技局", "各区、县（市）政府"], ["市商务局", "各区、县（市）政府"]])
        #expect(draft.warnings.contains { $0.code == "carried-over" })
    }

    @Test func `一是 and 二是 with annotations of their own are tasks of their own`() {
        let draft = plan("一是建设平台。（责任单位：市科技局）。二是培育企业。（责任单位：市商务局）")
        #expect(draft.tasks.map(\.clause) == ["2.1.1", "2.1.2"])
        #expect(draft.tasks.last?.text.hasPrefix("二是") == true)
    }

    @Test func `一是 and 二是 with one annotation at the end are one task`() {
        let draft = plan("一是建设平台。二是培育企业。（责任单位：市科技局）")
        #expect(draft.tasks.map(\.clause) == ["2.1"])
        #expect(draft.tasks.first?.text.hasPrefix("（一）") == true)
    }

    @Test func `several annotations in one paragraph are several tasks`() {
        let draft = plan("建设平台。（市科技局负责）培育企业。（市商务局负责）")
        #expect(draft.tasks.map(\.lead) == [["市科技局"], ["市商务局"]])
        #expect(draft.tasks.last?.text == "培育企业。（市商务局负责）")
    }

    @Test func `a paragraph with a name instead of a number is a clause`() {
        let draft = plan("\n金融支持：加大信贷投放，服务小微企业。（责任单位：市金融办）\n人才支持：引进高端人才，建设人才公寓。（责任单位：市人社局）")
        #expect(draft.clauses.map(\.heading).suffix(2) == ["金融支持", "人才支持"])
        #expect(draft.tasks.map(\.clause) == ["2.1.1", "2.1.2"])
    }

    @Test(arguments: ["（网络传输）", "（征求意见稿）", "（以下简称示范中心）", "（2024年版）", "（含社区）", "（试行）"])
    func `a bracket that names no units is no annotation`(bracket: String) {
        #expect(plan("开展试点" + bracket).tasks == [])
    }

    @Test func `a task's words are its slice of the text`() throws {
        let text = "云溪市行动方案\n一、推进试点。扩大\n范围。（责任单位：市科\n技局）\n"
        let task = try #require(PlanReader.read(text).tasks.first)
        let scalars = Array(text.unicodeScalars)[task.start..<task.end]
        #expect(String(String.UnicodeScalarView(scalars)).filter { $0 != "\n" } == task.text)
    }
}
