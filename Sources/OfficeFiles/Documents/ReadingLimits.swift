/// How much a document may cost to read.
package struct ReadingLimits: Sendable, Equatable {
    /// The size of the file, in bytes.
    package var maxFileBytes = 20 << 20
    /// What the file's compressed parts may expand to, together, in bytes.
    package var maxExpandedBytes = 128 << 20
    /// How many times its compressed size a part may expand to, counted once it exceeds 4 MB.
    package var maxExpansionRatio = 200
    /// The number of entries in an archive.
    package var maxArchiveEntries = 10_000
    /// The length of the text, in Unicode scalars.
    package var maxTextScalars = 5_000_000
    /// The number of pages of a PDF.
    package var maxPages = 1_000
    /// The time to read the document, in seconds.
    package var deadlineSeconds = 30.0

    /// The limits for documents that people upload.
    package static let standard = ReadingLimits()

    /// The standard limits, to be changed one by one.
    package init() {}
}

/// The moment at which reading a document stops, and the length its text may reach.
struct ReadingBudget: Sendable {
    let limits: ReadingLimits
    private let end: ContinuousClock.Instant

    /// A budget that starts now.
    init(_ limits: ReadingLimits) {
        self.limits = limits
        end = ContinuousClock.now + .milliseconds(Int64(max(0, min(limits.deadlineSeconds, 86_400)) * 1_000))
    }

    /// Throws `timedOut` once the time is over.
    func checkTime() throws {
        if ContinuousClock.now >= end { throw UnreadableDocument.timedOut(seconds: limits.deadlineSeconds) }
    }

    /// Throws `tooMuchText` if a text of `scalars` Unicode scalars is over the limit.
    func checkLength(_ scalars: Int) throws {
        if scalars > limits.maxTextScalars { throw UnreadableDocument.tooMuchText(limitScalars: limits.maxTextScalars) }
    }

    /// The time that is left, in milliseconds, at least 0.
    var millisecondsLeft: Int {
        let left = end - ContinuousClock.now
        return max(0, Int(left.components.seconds) * 1_000 + Int(left.components.attoseconds / 1_000_000_000_000_000))
    }
}
