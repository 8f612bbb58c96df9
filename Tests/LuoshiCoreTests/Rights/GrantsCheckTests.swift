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
    ])
    func `a rule or role without a use is found at its line`(piece: String, other: String, line: Int, words: String) {
        #expect(Self.sound.contains(piece))
        let all = findings(Self.sound.replacing(piece, with: other)).all
        #expect(all.contains { $0.line == line && $0.message.contains(words) }, "\(all)")
    }

    @Test func `the package that ships with the product has only rules that somebody asks for`() throws {
        #expect(try BaisePackage.files().check([.grants]).all.filter { $0.file == "roles.yaml" }.isEmpty)
    }
}
