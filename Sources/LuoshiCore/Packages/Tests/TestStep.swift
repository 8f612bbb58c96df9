/// One step: what it does, and where it stands.
package struct TestStep: Sendable {
    package let deed: TestDeed
    package let line: Int
}

/// Reads steps by the words that rooms have registered.
package struct TestStepReader {
    private let words: [TestWord]

    package init(_ words: [TestWord]) { self.words = words }

    /// Nil, with a finding, for a step that no word begins.
    package func step(_ entry: YAMLEntry) -> TestStep? {
        guard let word = words.first(where: { $0.word == entry.keys.first }) else {
            let known = words.map(\.word).joined(separator: "、")
            entry.findings.error(
                entry.file, entry.line, "不认识以“\(entry.keys.first ?? "")”开头的步骤；每一步的第一个词应是 \(known) 之一")
            return nil
        }
        let deed = word.read(entry)
        entry.finish()
        return TestStep(deed: deed, line: entry.line)
    }
}
