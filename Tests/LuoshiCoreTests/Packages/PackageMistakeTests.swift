import LuoshiCore
import Testing

@Suite struct PackageMistakeTests {
    /// One deliberate mistake: the file, the piece replaced, its replacement, the line where it is found, words of the
    /// finding, and words of its remedy.
    private static let mistakes: [(String, String, String, Int, String, String)] = [
        ("package.yaml", "2021-01-01/2023-12-31", "2023-12-31/2021-01-01", 6, "plan_period", "应写成"),
        ("package.yaml", "2021-01-01/2023-12-31", "2021", 6, "plan_period", "应写成"),
        ("package.yaml", "package: tiny", "package: Tiny 1", 1, "package", "小写字母"),
        ("package.yaml", "title: 小方案\n", "", 1, "缺少“title”", "请补上"),
        ("package.yaml", "issuer: 某市", "issued_on: 2022-02-30\nissuer: 某市", 4, "2022-02-30", "应写成"),
        ("package.yaml", "city: \"9000\"", "city: [\"9000\"]", 3, "city", "应是一段文字"),
        ("package.yaml", "issuer: 某市", "issuer: a: b: 某市", 4, "不是合法的 YAML", "请检查"),
        ("package.yaml", "title: 小方案", "package: again\ntitle: 小方案", 1, "“package”写了两次", "只留一个"),
        ("units.yaml", "kind: department, name: 某市乙局", "kind: bureau, name: 某市乙局", 4, "bureau", "应是"),
        ("units.yaml", "code: 9000-b, kind: department", "code: 9000-a, kind: department", 4, "重复", "一个代码"),
        ("units.yaml", "short: 市乙局}", "short: 市乙局, credit_code: 914403001922038217}", 4, "校验位", "请核对"),
        ("units.yaml", "short: 市乙局}", "short: 市甲局}", 4, "同时指", "不能共用"),
        ("units.yaml", "members: [\"9001\", \"9002\"]", "members: [\"9001\", \"9003\"]", 9, "9003", "不在单位表里"),
        ("units.yaml", "children: [9001-p]", "children: [9001-q]", 12, "9001-q", "不在单位表里"),
        (
            "units.yaml", "{parent: \"9001\", children: [9001-p]}", "{parent: \"9001\", children: [9001-p, 9000-b]}",
            12, "两个上级", "只能有一个"
        ),
        (
            "units.yaml", "{parent: \"9001\", children: [9001-p]}",
            "{parent: 9001-p, children: [\"9000\"]}\n      - {parent: \"9001\", children: [9001-p]}", 12, "绕成了圈",
            "绕成了圈"
        ),
        (
            "units.yaml", "root: \"9000\"\n    edges:\n      - {parent: \"9000\", children: [\"9001\", \"9002\"]}",
            "root: \"9009\"\n    edges:\n      - {parent: \"9000\", children: [\"9001\", \"9002\"]}", 18, "9009",
            "不在单位表里"
        ),
        (
            "units.yaml", "{key: parks, name: 各园区, awaiting: parks_ruling}",
            "{key: counties, name: 各园区, awaiting: parks_ruling}", 10, "重复", "只"
        ),
        (
            "units.yaml", "{key: parks, name: 各园区, awaiting: parks_ruling}",
            "{key: parks, name: 各县, awaiting: parks_ruling}", 10, "各县", "不能共用"
        ),
        (
            "units.yaml", "short: 市乙局}",
            "short: 市乙局, credit_code: 914403001922038216}\n  - {code: 9000-c, kind: enterprise, name: 丙公司, credit_code: 914403001922038216}",
            5, "统一社会信用代码", "重复"
        ),
        (
            "roles.yaml", "scope: subtree", "scope: county", 11, "county",
            "应是 own、subtree、line、task、assigned、all、public 之一"
        ),
        ("roles.yaml", "{allow: note.write, scope: task}", "{allow: note.write}", 14, "scope", "要写明"),
        ("roles.yaml", "key: holder_public", "key: holder_all", 18, "写了两次", "请合并"),
        ("roles.yaml", "grants: []", "grants: note.write", 32, "grants", "应是列表"),
        ("calendar.yaml", "to: \"2022-10-07\"", "to: \"2022-09-07\"", 4, "起止日期", "2022-09-07"),
        ("calendar.yaml", "to: \"2022-10-07\"", "to: \"2022-10-32\"", 4, "2022-10-32", "应写成"),
        ("calendar.yaml", ", to: \"2022-10-07\"", "", 4, "to", "请补上"),
        ("calendar.yaml", "\"2022-10-09\"]", "\"10-09\"]", 5, "10-09", "应写成"),
        ("calendar.yaml", "year: 2022", "year: 二〇二二", 2, "二〇二二", "应"),
    ]

    @Test(arguments: mistakes.indices)
    func `a mistake is found with its file, its line and what would be right`(index: Int) throws {
        let (path, piece, other, line, words, remedy) = Self.mistakes[index]
        #expect(TinyPackage.texts[path]?.contains(piece) == true, "\(piece) is not in the package")
        let findings = TinyPackage.replacing(piece, by: other, in: path).check(DefinitionKind.core)
        let found = findings.errors.contains {
            $0.file == path && $0.line == line && $0.message.contains(words) && $0.message.contains(remedy)
        }
        #expect(found, "\(other) in \(path): \(findings.all)")
    }

    @Test(arguments: [
        ("calendar.yaml", "workdays:", "workday:", 5, "workday"),
        ("units.yaml", "aliases: [甲局]", "alias: [甲局]", 3, "alias"),
        ("roles.yaml", "title: 牵头", "titel: 牵头", 13, "titel"), ("package.yaml", "issuer:", "isuer:", 4, "isuer"),
        ("calendar.yaml", "\"2022-10-08\", ", "\"2022-10-10\", ", 5, "2022-10-10"),
    ])
    func `a doubtful word is a warning at its line`(
        path: String, piece: String, other: String, line: Int, words: String
    ) {
        let findings = TinyPackage.replacing(piece, by: other, in: path).check(DefinitionKind.core)
        #expect(
            findings.warnings.contains { $0.file == path && $0.line == line && $0.message.contains(words) },
            "\(findings.all)")
    }

    @Test func `the tiny package has nothing to find, and a file nobody reads is a warning`() {
        #expect(TinyPackage.files.check(DefinitionKind.core).all.isEmpty)
        let findings = TinyPackage.with("unit.yaml", "units: []").check(DefinitionKind.core)
        #expect(findings.all.map(\.file) == ["unit.yaml"])
        #expect(findings.errors.isEmpty)
    }

    @Test(arguments: ["package.yaml", "roles.yaml", "units.yaml"])
    func `a file that must be there and is not is an error that says what it is for`(path: String) {
        for text in [nil, ""] {
            let errors = TinyPackage.with(path, text).check(DefinitionKind.core).errors
            #expect(errors.contains { $0.file == path && $0.message.contains("；") }, "\(errors)")
        }
    }

    @Test func `all mistakes of a package are found at once`() {
        var texts = TinyPackage.texts
        texts["calendar.yaml"] = TinyPackage.calendar.replacing("\"2022-10-09\"]", with: "\"10-09\"]")
        texts["roles.yaml"] = TinyPackage.roles.replacing("scope: subtree", with: "scope: county")
        texts["units.yaml"] = TinyPackage.units.replacing("children: [9001-p]", with: "children: [9001-q]")
        let errors = PackageFiles(texts: texts).check(DefinitionKind.core).errors
        #expect(Set(errors.map(\.file)) == ["calendar.yaml", "roles.yaml", "units.yaml"])
    }

    @Test func `a finding reads as file, line and sentence`() {
        #expect(Finding(.error, "units.yaml", 12, "缺少“name”；请补上").description == "units.yaml:12: 错误：缺少“name”；请补上")
        #expect(Finding(.warning, "units.yaml", 0, "x").description.contains("提醒"))
    }
}
