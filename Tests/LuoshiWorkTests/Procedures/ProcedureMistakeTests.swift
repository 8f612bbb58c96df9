import LuoshiCore
import LuoshiWork
import Testing

/// One deliberate mistake a kind: each is found at its line, and says what would be right.
@Suite struct ProcedureMistakeTests {
    struct Mistake: Sendable, CustomTestStringConvertible {
        let piece: String
        let other: String
        /// A piece of the line where it is found.
        let line: String
        let message: String
        var file = "procedures/certification.yaml"
        var testDescription: String { message }

        init(_ piece: String, _ other: String, at line: String, _ message: String, file: String? = nil) {
            self.piece = piece
            self.other = other
            self.line = line
            self.message = message
            if let file { self.file = file }
        }
    }

    static let mistakes = [
        Mistake("from: draft\n    to: review", "from: ended\n    to: review", at: "key: ended", "是结束状态，不能再有后续环节"),
        Mistake(
            "  - {key: certified,", "  - {key: lonely, title: 无人到, with: [unit]}\n  - {key: certified,",
            at: "key: lonely",
            "从开始走不到"),
        Mistake(
            "{key: lapse, title: 逾期未补正, from: correcting, to: ended",
            "{key: lapse, title: 逾期未补正, from: correcting, to: gone",
            at: "key: lapse", "到达的状态“gone”不在本流程里"),
        Mistake(
            "certified, title: 已认定, final: true", "certified, title: 已认定, with: [unit]", at: "key: certified",
            "走不到任何结束状态"),
        Mistake("title: 拟稿, with: [unit]", "title: 拟稿", at: "key: draft", "没有写由谁办理"),
        Mistake("with: [line], due:", "due:", at: "key: review", "有期限而没有人负责"),
        Mistake(", supervisor: office", "", at: "key: review", "逾期后要告知谁没有写"),
        Mistake("then: lapse", "then: vanish", at: "key: correcting", "期限到后的处理“vanish”不是"),
        Mistake("then: lapse", "then: submit", at: "key: correcting", "不从状态“补正”出发"),
        Mistake(
            "from: correcting, to: ended, by: system", "from: review, to: ended, by: system", at: "key: lapse", "只由系统办理"
        ),
        Mistake(
            "with: [unit], pauses: true", "with: [unit]", at: "key: ask", "是补正，办理时限应当暂停"),
        Mistake(
            "unit:9000-a/head\"]}, {title", "unit:9999/head\"]}, {title", at: "approval:", "单位“9999”不在 units.yaml 里"),
        Mistake("with: [line], notice", "with: [bureau], notice", at: "key: notice", "“bureau”说不清是谁"),
        Mistake("by: [unit/head,", "by: [unit/chief,", at: "approval:", "角色“chief”不是 roles.yaml 里岗位可以担任的角色"),
        Mistake("passed: notice", "passed: nowhere", at: "approval:", "不是本流程的状态"),
        Mistake(
            "- {levels: [{title: 审定, mode: any_one", "- {unit_kinds: [bank], levels: [{title: 审定, mode: any_one",
            at: "unit_kinds: [bank]", "对其他类别的单位没有规定"),
        Mistake("objections_to: office", "objections_to: line", at: "key: notice", "异议不能由经办的一方受理"),
        Mistake("requires: [area]", "requires: [acreage]", at: "key: submit", "字段“acreage”不在台账“创新平台”里"),
        Mistake("asks: [area]", "asks: [years]", at: "key: submit", "由系统计算，不能填写"),
        Mistake("this.area >= 100\"", "this.area >= 'a'\"", at: "guards:", "表达式第"),
        Mistake("has(this.area) && this.area", "this.area", at: "guards:", "用前要先判断：has(this.area)"),
        Mistake("value: \"'municipal'\"", "value: \"'galaxy'\"", at: "sets:", "不是“级别”的选项"),
        Mistake("field: certified_on, value: today()", "field: certified_on, value: \"'now'\"", at: "sets:", "这里应是"),
        Mistake("on: platforms", "on: plates", at: "procedure:", "没有台账“plates”"),
        Mistake("key: pass,", "key: ask,", at: "key: ask, title: 审核通过", "写了两次"),
        Mistake("case.sign.*, ", "", at: "approval:", "没有人可以签批“签批”", file: "roles.yaml"),
        Mistake("case.step.*, ", "", at: "key: ask", "没有人可以办理环节“要求补正”", file: "roles.yaml"),
        Mistake("documents: [{key: form, title: 申报书}]", "higher_level: true", at: "key: submit", "是上级的决定，要附来文"),
    ]

    private static let kinds = DefinitionKind.core + [.grants] + DefinitionKind.work

    @Test func `the tiny procedure has no fault`() {
        #expect(TinyProcedures.files.check(Self.kinds).all.map(\.description) == [])
    }

    @Test(arguments: mistakes)
    func `a mistake is found at its line with what would be right`(mistake: Mistake) throws {
        let files = TinyProcedures.files.replacing(mistake.piece, by: mistake.other, in: mistake.file)
        try #require(files != TinyProcedures.files)
        let findings = files.check(Self.kinds).errors.filter { $0.message.contains(mistake.message) }
        let found = try #require(findings.first, "\(files.check(Self.kinds).all)")
        #expect(found.file == "procedures/certification.yaml")
        // What is wrong inside an expression is said by the language itself.
        #expect(
            found.message.contains("；") || found.message.contains("应") || found.message.contains("表达式")
                || found.message.contains("先"))
        let lines = (files.texts[found.file] ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        let at = try #require(findings.map(\.line).first { (1...lines.count).contains($0) })
        let near = lines[max(0, at - 2)...min(lines.count - 1, at)].joined(separator: "\n")
        #expect(near.contains(mistake.line), "line \(at): \(near)")
    }

    @Test func `a pattern gives states and steps, and the file's own take their place`() throws {
        var texts = TinyProcedures.files.texts
        texts["procedures/patterns/higher_level.yaml"] = """
            states:
              - {key: sounding, title: 摸底, with: [line]}
              - {key: published, title: 已公布, final: true}
            transitions:
              - {key: publish, title: 公布, from: sounding, to: published, higher_level: true, documents: [{key: letter, title: 公布文件, letter: true}]}
            """
        texts["procedures/high_tech.yaml"] = """
            procedure: high_tech
            title: 高新技术企业
            on: platforms
            opened_by: [line]
            pattern: higher_level
            states:
              - {key: sounding, title: 调查摸底, with: [line]}
            transitions:
              - {key: stop, title: 停止, from: sounding, to: published}
            """
        let files = PackageFiles(texts: texts)
        #expect(files.check(Self.kinds).errors.map(\.description) == [])
        let procedure = try #require(Procedure.all(in: files)["high_tech"])
        #expect(procedure.states.map(\.title) == ["调查摸底", "已公布"])
        #expect(procedure.transitions.map(\.key) == ["publish", "stop"])
    }
}
