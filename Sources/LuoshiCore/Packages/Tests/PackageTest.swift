/// A file of a package's tests (`tests/<key>.yaml`, docs/package-tests.md): made-up people and firms, and cases that a civil
/// servant can read.
struct PackageTestFile: Sendable {
    static let folder = "tests/"

    let file: String
    let title: String
    /// The business day on which each case begins.
    let today: Day
    let firms: [Firm]
    let people: [Person]
    /// With what every case begins.
    let given: [TestStep]
    let cases: [Case]

    /// An enterprise of the tests, as a unit.
    struct Firm: Sendable {
        let name: String
        let creditCode: String
        /// The county, by any of its names.
        let county: String
        let park: String?
        let line: Int
    }

    /// Who acts: at a unit's post, with roles, in charge of lines.
    struct Person: Sendable {
        let name: String
        let unit: String
        let post: String
        let roles: [String]
        let lines: [String]
        let line: Int
    }

    /// What should be so, in one sentence, and the steps that show it.
    struct Case: Sendable {
        let sentence: String
        let steps: [TestStep]
        let line: Int
    }

    static func paths(in files: PackageFiles) -> [String] {
        files.texts.keys.filter { $0.hasPrefix(folder) && $0.hasSuffix(".yaml") }.sorted()
    }

    /// Nil, with findings, where it cannot be run.
    init?(_ path: String, in files: PackageFiles, words: [TestWord], _ findings: Findings) {
        guard let top = files.top(path, findings) else { return nil }
        file = path
        title = top.text("tests")
        let today = top.day("today")
        if !top.has("today") { top.error("today", "没有写用例从哪一天开始“today”；请写成 today: \"2022-08-05\"") }
        firms = top.entries("firms").map(Firm.init)
        people = top.entries("people").map(Person.init)
        let reader = TestStepReader(words)
        given = top.entries("given").compactMap(reader.step)
        cases = top.entries("cases").map { Case($0, reader) }
        if cases.isEmpty { findings.error(path, top.line, "一个用例也没有；请在 cases 下写上") }
        top.finish(ignoring: ["clause"])
        guard let today else { return nil }
        self.today = today
    }
}

extension PackageTestFile.Firm {
    init(_ entry: YAMLEntry) {
        name = entry.text("name")
        creditCode = entry.text("credit_code")
        county = entry.text("county")
        park = entry.optionalText("park")
        line = entry.line
        if !creditCode.isEmpty, !CreditCode.isValid(creditCode) {
            entry.error("credit_code", "统一社会信用代码“\(creditCode)”的校验位不对（GB 32100）；请核对")
        }
        entry.finish()
    }
}

extension PackageTestFile.Person {
    init(_ entry: YAMLEntry) {
        name = entry.text("name")
        unit = entry.text("unit")
        post = entry.optionalText("post") ?? "receiving"
        roles = entry.texts("roles")
        lines = entry.texts("lines")
        line = entry.line
        entry.finish()
    }
}

extension PackageTestFile.Case {
    init(_ entry: YAMLEntry, _ reader: TestStepReader) {
        sentence = entry.text("case")
        steps = entry.entries("steps").compactMap(reader.step)
        line = entry.line
        if steps.isEmpty { entry.error("case", "用例“\(sentence)”没有步骤；请在 steps 下写上") }
        entry.finish()
    }
}

extension DefinitionKind {
    /// A package's tests, as far as they can be read without running them.
    package static func tests(_ words: [TestWord]) -> DefinitionKind {
        DefinitionKind("用例", files: [PackageTestFile.folder]) { files, findings in
            for path in PackageTestFile.paths(in: files) {
                _ = PackageTestFile(path, in: files, words: words, findings)
            }
        }
    }
}
