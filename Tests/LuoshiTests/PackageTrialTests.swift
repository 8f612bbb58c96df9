import Foundation
import LuoshiCore
import Testing

@testable import luoshi

/// The packages that ship with the product: nothing wrong in them, and their own tests hold.
@Suite struct PackageTrialTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("packages")

    private static var files: PackageFiles {
        get throws { try PackageFiles(folder: folder.appendingPathComponent("baise-2021-2023").path) }
    }

    @Test func `the package that ships has no error, and doubts only what of the plan nothing carries out yet`() throws
    {
        let findings = try Self.files.check(Composition.definitionKinds)
        #expect(findings.errors.isEmpty, "\(findings.errors.map(\.description).joined(separator: "\n"))")
        let others = findings.warnings.filter { !$0.message.contains("serves: [") }
        #expect(others.isEmpty, "\(others.map(\.description).joined(separator: "\n"))")
        #expect(findings.warnings.allSatisfy { $0.line > 0 })
    }

    @Test func `the tests of the package that ships hold`() async throws {
        let findings = Findings()
        let count = try await Composition.trial.run(try Self.files, findings)
        #expect(count > 50)
        #expect(findings.errors.isEmpty, "\(findings.errors.map(\.description).joined(separator: "\n"))")
    }

    /// One deliberate mistake in each kind of file: the file, the piece replaced, its replacement, words of the finding, and
    /// words of its remedy. Its line is that of the piece.
    private static let mistakes: [(String, String, String, String, String)] = [
        ("package.yaml", "2021-01-01/2023-12-31", "2021", "plan_period", "应写成"),
        ("units.yaml", "kind: group_office, name: 百色市科技领导小组,", "kind: committee, name: 百色市科技领导小组,", "committee", "应是"),
        ("roles.yaml", "{allow: case.list, scope: own}", "{allow: case.list, scope: mine}", "mine", "应是"),
        ("calendar.yaml", "years:", "year:", "year", "检查拼写"),
        ("plan/clauses.yaml", "kind: preamble\n    title: 制定依据", "kind: foreword\n    title: 制定依据", "foreword", "之一"),
        ("plan/targets.yaml", "id: T02", "id: T01", "写了两次", "只写一次"),
        ("choices/levels.yaml", "key: region", "key: Region", "不能作键", "小写字母"),
        ("registers/zones.yaml", "choices: zone_kinds", "choices: zone_sorts", "没有 choices/zone_sorts.yaml", "请建立"),
        ("registers/standards.yaml", "serves: [", "serves: [zone_magic, ", "zone_magic", "请改成"),
        ("indicators/platforms_regional.yaml", "count: platforms", "count: platform", "没有台账", "改正"),
        ("procedures/zone_application.yaml", "list: {register: zones}", "list: {register: zone}", "zone", "请改正"),
        (
            "procedures/patterns/higher_level.yaml", "from: sounded, to: cultivated", "from: sound, to: cultivated",
            "sound", "请改正"
        ),
        ("tests/papers.yaml", "{change: 协议, by: 平果, fields: {期满日: \"2025-03-01\"}}", "{chanje: 协议}", "chanje", "应是"),
    ]

    @Test(arguments: mistakes.indices)
    func `a mistake in any kind of file is found at its line, with what would be right`(index: Int) throws {
        let (path, piece, other, words, remedy) = Self.mistakes[index]
        var texts = try Self.files.texts
        let text = try #require(texts[path])
        let range = try #require(text.firstRange(of: piece), "\(piece) is not in \(path)")
        let line = text[..<range.lowerBound].count { $0 == "\n" } + 1
        texts[path] = text.replacingCharacters(in: range, with: other)
        let found = PackageFiles(texts: texts).check(Composition.definitionKinds).all.filter { $0.file == path }
        #expect(
            found.contains {
                abs($0.line - line) <= 12 && $0.message.contains(words) && $0.message.contains(remedy)
            }, "\(other) in \(path):\(line): \(found)")
    }

    @Test func `a test that does not hold is said at its line, with what is so instead`() async throws {
        var texts = try Self.files.texts.filter { !$0.key.hasPrefix("tests/") }
        texts["tests/wrong.yaml"] = """
            tests: 写错的用例
            today: "2022-08-05"
            people:
              - {name: 平果, unit: 平果市, roles: [county]}
            given:
              - {enter: platforms, as: 平台, by: 平果, fields: {依托单位: 平果市, 名称: 用例平台, 类型: 重点实验室, 归口部门: 市科技局, 级别: 培育, 领域: 铝产业}}
            cases:
              - case: 应当拒绝而没有拒绝
                steps:
                  - {change: 平台, by: 平果, fields: {尚缺条件: 场地}, refused: {尚缺条件: 不能填}}
              - case: 拒绝的话不对
                steps:
                  - {change: 平台, by: 平果, fields: {级别: 市级}, refused: {认定日期: 请另选}}
              - case: 值不对，后面的步骤不再运行
                steps:
                  - {record: 平台, has: {级别: 市级}}
                  - {record: 平台, has: {级别: 国家级}}
              - case: 这一个是对的
                steps:
                  - {record: 平台, has: {级别: 培育}}
            """
        let findings = Findings()
        _ = try await Composition.trial.run(PackageFiles(texts: texts), findings)
        #expect(findings.errors.map(\.file) == Array(repeating: "tests/wrong.yaml", count: 3))
        #expect(findings.errors.map(\.line) == [10, 13, 16])
        #expect(findings.errors[0].message.contains("实际办成了"))
        #expect(findings.errors[1].message.contains("须填认定日期"))
        #expect(findings.errors[2].message.contains("应是“市级”，实际是“培育”"))
    }
}
