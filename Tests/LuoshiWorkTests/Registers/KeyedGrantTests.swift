import LuoshiCore
import LuoshiWork
import Testing

/// Rules of `roles.yaml` that name what the package does not have.
@Suite struct KeyedGrantTests {
    private static let kinds = DefinitionKind.core + [.grants] + DefinitionKind.work

    private static func files(_ rule: String) -> PackageFiles {
        TinyProcedures.files.replacing(
            "  - {key: county, title: 县, grants: [{allow: case.read.*, scope: subtree}]}",
            by: """
                  - key: county
                    title: 县
                    grants:
                      - \(rule)
                """, in: "roles.yaml")
    }

    private static func findings(_ rule: String) throws -> [Finding] {
        let files = files(rule)
        try #require(files != TinyProcedures.files)
        let line = (files.texts["roles.yaml"] ?? "").split(separator: "\n", omittingEmptySubsequences: false)
            .firstIndex { $0.contains(rule) }
        let at = try #require(line) + 1
        return files.check(kinds).all.filter { $0.file == "roles.yaml" && $0.line == at }
    }

    @Test(arguments: [
        "{allow: [case.read, case.sign], scope: subtree, on: [certification]}",
        "{allow: case.step, scope: assigned, on: [certification, certification.pass]}",
        "{allow: [record.read, record.enter], scope: subtree, on: [platforms]}",
    ])
    func `registers, procedures and steps that there are have nothing to find`(rule: String) throws {
        let errors = try Self.findings(rule).filter { $0.severity == .error }
        #expect(errors.isEmpty, "\(errors)")
    }

    @Test(arguments: [
        ("{allow: record.read.platform, scope: all}", "配置里没有台账“platform”；是不是“platforms”（"),
        ("{allow: [record.read, record.enter], scope: all, on: [planes]}", "配置里没有台账“planes”"),
        ("{allow: record.read.platforms.name, scope: all}", "“platforms”后面不再分；请写成 record.read.platforms"),
        ("{allow: field.read, scope: all, on: [transfers]}", "没有限定查看的字段（access）"),
        ("{allow: case.open.certificatoin, scope: all}", "配置里没有流程“certificatoin”；是不是“certification”（"),
        ("{allow: case.step.certification.pas, scope: all}", "“certification”没有环节“pas”；应是"),
        ("{allow: case.step.certification, scope: all}", "全部写成 case.step.certification.*"),
    ])
    func `what the package does not have is found at its line with what would be right`(
        rule: String, words: String
    ) throws {
        let errors = try Self.findings(rule).filter { $0.severity == .error }
        #expect(errors.contains { $0.message.contains(words) }, "\(errors)")
    }

    @Test func `a restricted field that there is not is found with those there are`() {
        let files = TinyRegisters.files.replacing(
            "field.read.*", by: "field.read.platforms.scores, field.read.platforms.score", in: "roles.yaml")
        let found = files.check(DefinitionKind.work).errors.filter { $0.file == "roles.yaml" }
        #expect(found.count == 1)
        #expect(found.first?.message.contains("“platforms”没有限定“scores”；应是 score 之一") == true)
    }

    @Test func `the package that ships with the product names only what it has`() throws {
        let folder = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let files = try PackageFiles(folder: "/\(folder)/packages/baise-2021-2023")
        let found = files.check(Self.kinds).all.filter { $0.file == "roles.yaml" }
        #expect(found.isEmpty, "\(found)")
    }
}
