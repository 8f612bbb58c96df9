import LuoshiCore
import LuoshiPlan
import Testing

@Suite struct PlanMistakeTests {
    /// One deliberate mistake: the file, the piece replaced, its replacement, the line where it is found, words of the
    /// finding, and words of its remedy.
    private static let mistakes: [(String, String, String, Int, String, String)] = [
        ("plan/clauses.yaml", "path: \"1.2\"", "path: \"2.2\"", 9, "上级“2”不存在", "请补上或改正编号"),
        ("plan/clauses.yaml", "path: \"1.2\"", "path: \"1.1\"", 9, "写了两次", "只写一次"),
        ("plan/clauses.yaml", "kind: undertaking", "kind: works", 2, "works", "之一"),
        ("plan/clauses.yaml", "responsibility: {lead: [市甲局]}", "responsibility: {lead: [市丙局]}", 9, "市丙局", "请补上"),
        ("plan/clauses.yaml", "title: 平台台账", "titel: 平台台账", 8, "缺少“title”", "请补上"),
        ("plan/clauses.yaml", "label: 2.\n", "label: [2\n", 11, "不是合法的 YAML", "请检查"),
        ("plan/targets.yaml", "clause: \"1.1\"", "clause: \"1.9\"", 2, "1.9", "不存在"),
        ("plan/targets.yaml", "value: \"70\"", "value: 七十", 2, "七十", "应写成"),
        ("plan/targets.yaml", "comparator: \"=\"", "comparator: \"≥\"", 9, "≥", "应是"),
        ("plan/targets.yaml", "owner: 市甲局\n    awaiting", "owner: 市丁局\n    awaiting", 10, "市丁局", "units.yaml"),
        ("plan/targets.yaml", "awaiting: [base]", "awaiting: [bass]", 10, "bass", "plan/rulings.yaml"),
        ("plan/targets.yaml", "id: T02", "id: T01", 10, "写了两次", "只写一次"),
        ("plan/targets.yaml", "    expressions:\n      - {clause: \"1.2\", comparator: rises}", "", 20, "没有一处表述", "请写"),
        ("plan/rulings.yaml", "clause: \"1.2\"", "clause: \"1.7\"", 2, "1.7", "不存在"),
        ("plan/rulings.yaml", "targets: [T02]\n    decided_by", "targets: [T44]\n    decided_by", 2, "T44", "不存在"),
        ("plan/rulings.yaml", "takes: year", "take: year", 2, "没有写“takes”", "应是"),
        ("plan/rulings.yaml", "takes: year", "takes: day", 2, "值“2020”不对", "应写成"),
        ("plan/rulings.yaml", ", {key: before, title: 上一年, value: previous_year}", "", 2, "不足两个选项", "free: true"),
        ("plan/rulings.yaml", "key: before", "key: y2020", 2, "key 相同", "每个选项一个"),
        ("plan/rulings.yaml", "decided_by: 办公室", "decided_by: 办公室\n    consults: [市戊局]", 2, "市戊局", "请补上"),
        ("plan/rulings.yaml", "question: 与哪一年比？", "questions: 与哪一年比？", 2, "缺少“question”", "请补上"),
        ("plan/rulings.yaml", "clauses: [\"1\", \"1.2\"]", "clauses: [\"1\", \"1.8\"]", 11, "1.8", "不存在"),
        ("plan/rulings.yaml", "targets: [T02], explanation", "targets: [T77], explanation", 11, "T77", "不存在"),
    ]

    @Test(arguments: mistakes.indices)
    func `a mistake in a plan is found with its file, its line and what would be right`(index: Int) throws {
        let (path, piece, other, line, words, remedy) = Self.mistakes[index]
        #expect(TinyPlan.files.texts[path]?.contains(piece) == true, "\(piece) is not in the plan")
        let findings = TinyPlan.files.replacing(piece, by: other, in: path).check(
            DefinitionKind.core + DefinitionKind.plan)
        let found = findings.errors.contains {
            $0.file == path && $0.line == line && $0.message.contains(words) && $0.message.contains(remedy)
        }
        #expect(found, "\(other) in \(path): \(findings.all)")
    }

    /// What is allowed, but somebody should look at.
    private static let doubts: [(String, String, String, Int, String)] = [
        ("plan/clauses.yaml", "    responsibility: {lead: [市甲局]}", "", 9, "没有责任单位"),
        ("plan/clauses.yaml", "responsibility: {lead: [市甲局]}", "responsibility: {responsible: [市甲局]}", 9, "没有写谁牵头"),
        ("plan/clauses.yaml", "title: 培育企业", "title: 培育企业\n    sumary: x", 13, "sumary"),
        ("plan/targets.yaml", "owner: 市甲局\n    awaiting: [base]", "awaiting: [base]", 10, "没有责任单位"),
    ]

    @Test(arguments: doubts.indices)
    func `a doubt in a plan is a warning at its line`(index: Int) throws {
        let (path, piece, other, line, words) = Self.doubts[index]
        #expect(TinyPlan.files.texts[path]?.contains(piece) == true, "\(piece) is not in the plan")
        let findings = TinyPlan.files.replacing(piece, by: other, in: path).check(
            DefinitionKind.core + DefinitionKind.plan)
        #expect(
            findings.warnings.contains { $0.file == path && $0.line == line && $0.message.contains(words) },
            "\(findings.all)")
    }

    @Test func `the tiny plan has nothing to find`() {
        #expect(TinyPlan.files.check(DefinitionKind.core + DefinitionKind.plan).all.isEmpty)
    }
}
