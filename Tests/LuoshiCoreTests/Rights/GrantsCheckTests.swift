import LuoshiCore
import Testing

@Suite struct GrantsCheckTests {
    private static let sound = """
        roles:
          - key: anyone
            title: 任何人
            grants: [{allow: session.start, scope: own}]
          - key: office
            title: 办公室
            grants:
              - {allow: plan.read, scope: all}

        """

    private func findings(_ yaml: String) -> Findings {
        let findings = Findings()
        for kind in [DefinitionKind.grants] {
            let all = TinyPackage.with("roles.yaml", yaml).check([kind]).all
            for finding in all where finding.file == "roles.yaml" {
                findings.error(finding.file, finding.line, finding.description)
            }
        }
        return findings
    }

    @Test func `rules that somebody asks for have nothing to find`() {
        #expect(findings(Self.sound).all.isEmpty)
    }

    @Test(arguments: [
        ("{allow: plan.read, scope: all}", "{allow: plan.raed, scope: all}", 8, "没有哪一个功能使用权限“plan.raed”；这一类里有"),
        ("{allow: plan.read, scope: all}", "{allow: planet.*, scope: all}", 8, "没有哪一个功能"),
        ("{allow: plan.read, scope: all}", "{allow: session.failed, scope: all}", 8, "只由系统自己使用"),
        ("{allow: session.start, scope: own}", "{allow: plan.read, scope: all}", 4, "只能在"),
        (
            "- {allow: plan.read, scope: all}", "- {allow: plan.*, scope: all}\n      - {allow: plan.read, scope: own}",
            9, "已由第 8 行授予"
        ),
        ("      - {allow: plan.read, scope: all}\n", "", 0, "没有任何权限"),
        ("{allow: plan.read, scope: all}", "{allow: [plan.read, plan.read], scope: all}", 8, "在同一条规则里写了两次"),
        ("{allow: plan.read, scope: all}", "{allow: record.read, scope: all, on: [p, q, p]}", 8, "写了两次"),
        (
            "- {allow: plan.read, scope: all}",
            "- {allow: record.*, scope: line}\n      - {allow: record.enter, scope: line, on: [p]}", 9, "已由第 8 行授予"
        ),
        (
            "- {allow: plan.read, scope: all}",
            "- {allow: record.read, scope: own, on: [p]}\n      - {allow: record.read.*, scope: subtree}", 8,
            "已由第 9 行授予"
        ),
        ("{allow: plan.read, scope: all}", "{allow: record.reed.p, scope: all}", 8, "这一类里有 record.change.…"),
    ])
    func `a rule or role without a use is found at its line`(piece: String, other: String, line: Int, words: String) {
        #expect(Self.sound.contains(piece))
        let all = findings(Self.sound.replacing(piece, with: other)).all
        #expect(all.contains { $0.line == line && $0.message.contains(words) }, "\(all)")
    }

    @Test func `a rule on several registers is one for each of them, in the line that says so`() {
        let findings = Findings()
        let yaml = Self.sound.replacing(
            "{allow: plan.read, scope: all}",
            with: "{allow: [record.enter, field.read], scope: line, states: [draft], on: [\n  p,  # 一\n  q.k]}")
        let rights = Rights(files: PackageFiles(texts: ["roles.yaml": yaml]), findings: findings)
        #expect(findings.all.isEmpty)
        let grants = rights.grants.filter { $0.role == "office" }
        #expect(grants.map(\.pattern) == ["record.enter.p", "record.enter.q.k", "field.read.p.*", "field.read.q.k"])
        #expect(grants.allSatisfy { $0.line == 8 && $0.scope == .line && $0.states == ["draft"] })
    }

    @Test(arguments: [
        ("{allow: plan.read, scope: all, on: [p]}", "“plan.read”不能与“on”一起写"),
        ("{allow: record.read.*, scope: all, on: [p]}", "“record.read.*”不能与“on”一起写"),
        ("{allow: record.read, scope: all, on: []}", "“on”是空的"),
        ("{allow: record.read, scope: all, on: [\"*\"]}", "不能带星号"),
        ("{scope: all, on: [p]}", "缺少“allow”"),
    ])
    func `a rule on registers that says nothing clear is found at its line`(rule: String, words: String) {
        let findings = Findings()
        let yaml = Self.sound.replacing("{allow: plan.read, scope: all}", with: rule)
        _ = Rights(files: PackageFiles(texts: ["roles.yaml": yaml]), findings: findings)
        #expect(findings.errors.contains { $0.line == 8 && $0.message.contains(words) }, "\(findings.all)")
    }

    @Test func `the package that ships with the product has only rules that somebody asks for`() throws {
        #expect(try BaisePackage.files().check([.grants]).all.filter { $0.file == "roles.yaml" }.isEmpty)
    }
}
