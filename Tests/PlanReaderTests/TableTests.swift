import PlanReader
import Testing

@Suite struct `Tables` {
    private func table(_ rows: String) -> Draft {
        PlanReader.read("云溪市方案（2024—2026年）\n一、任务\n二、保障\n附件1\n重点任务分工表\n\(rows)\n")
    }

    @Test func `each row is a task with the units of its columns`() {
        let draft = table(
            "序号\t重点任务\t主要目标\t牵头单位\t配合单位\t完成时限\n1\t建设平台\t建成平台5个\t市科技局\t市财政局、教育局\t2025年底\n2\t培育企业\t培育企业20家\t市商务局\t\t2026年"
        )
        #expect(draft.tasks.map(\.clause) == ["A1.1", "A1.2"])
        #expect(draft.tasks.map(\.part) == [.annex, .annex])
        #expect(draft.tasks.map(\.lead) == [["市科技局"], ["市商务局"]])
        #expect(draft.tasks.map(\.cooperating) == [["市财政局", "市教育局"], []])
        #expect(draft.targets.map(\.deadline) == ["2025-12-31", "2026"])
        #expect(draft.targets.map(\.value) == ["5", "20"])
    }

    @Test func `牵头单位 beside 责任单位 leads, 责任单位 alone does not`() {
        let both = table("任务\t牵头单位\t责任单位\n建设平台\t市科技局\t市财政局\n培育企业\t市商务局\t市财政局")
        #expect(both.tasks.first?.lead == ["市科技局"])
        #expect(both.tasks.first?.cooperating == ["市财政局"])
        let alone = table("任务\t责任单位\n建设平台\t市科技局、市财政局\n培育企业\t市商务局")
        #expect(alone.tasks.map(\.lead) == [[], []])
        #expect(alone.tasks.first?.responsible == ["市科技局", "市财政局"])
    }

    @Test func `merged cells hold for the rows below`() {
        let draft = table("领域\t任务\t责任单位\n平台\t建设平台\t市科技局\n\t维护平台\t\n企业\t培育企业\t市商务局")
        #expect(draft.tasks.map(\.responsible) == [["市科技局"], ["市科技局"], ["市商务局"]])
    }

    @Test func `a row with one text heads the rows below, and a repeated header is none`() {
        let draft = table("序号\t任务\t责任单位\n一、平台建设\t\t\n1\t建设平台\t市科技局\n序号\t任务\t责任单位\n2\t维护平台\t市数据局")
        #expect(draft.tasks.map(\.clause) == ["A1.1.1", "A1.1.2"])
    }

    @Test func `a table without a header is understood by its cells`() {
        let draft = table("1\t建设创新平台，完善服务\t市科技局、市财政局\n2\t培育创新企业，扩大规模\t市商务局")
        #expect(draft.tasks.map(\.responsible) == [["市科技局", "市财政局"], ["市商务局"]])
    }

    @Test func `a table of indicators gives a target for each year`() {
        let draft = table("序号\t指标名称\t单位\t2023年基数\t2025年目标\t2026年目标\n1\t平台数量\t个\t3\t5\t≥8\n2\t覆盖率（%）\t\t60\t75\t90以上")
        #expect(brief(draft) == ["= 5个", ">= 8个", "= 75%", ">= 90%"])
        #expect(draft.targets.map(\.deadline) == ["2025", "2026", "2025", "2026"])
        #expect(draft.targets.first?.baseline?.year == "2023")
        #expect(draft.targets.first?.baseline?.value == "3")
    }

    @Test func `a table nobody understands is reported`() {
        let draft = table("甲\t乙\n丙\t丁")
        #expect(draft.warnings.contains { $0.code == "table-unread" })
    }
}
