/// A word that steps of a package's tests begin with (`enter`, `step`, `figure`): rooms register theirs, as they do kinds of
/// definition.
package struct TestWord: Sendable {
    let word: String
    let read: @Sendable (YAMLEntry) -> TestDeed

    /// `read` takes what else the step says from its entry; what is missing or wrong there becomes a finding.
    package init(_ word: String, read: @escaping @Sendable (YAMLEntry) -> TestDeed) {
        self.word = word
        self.read = read
    }
}

/// What a step does in its world. It throws `TestFault` where things are not as the step says; what else is refused was not
/// expected.
package typealias TestDeed = @Sendable (TestWorld) async throws -> Void

/// What a step says, and how it is instead.
package struct TestFault: Error {
    package let message: String

    package init(_ message: String) { self.message = message }
}
