/// Where an entry stands among all, newest first: instant, stream, number. Written `1659680000000.unit:451082.17`.
package struct AuditPlace: Sendable, Hashable, LosslessStringConvertible {
    package let instant: Instant
    package let stream: String
    package let sequence: Int

    package init(instant: Instant, stream: String, sequence: Int) {
        self.instant = instant
        self.stream = stream
        self.sequence = sequence
    }

    /// Nil for a text that no place is written as.
    package init?(_ description: String) {
        guard let first = description.firstIndex(of: "."), let last = description.lastIndex(of: "."), first < last,
            let milliseconds = Int64(description[..<first]),
            let sequence = Int(description[description.index(after: last)...])
        else { return nil }
        let stream = description[description.index(after: first)..<last]
        guard !stream.isEmpty, stream.utf8.allSatisfy({ $0 >= 32 }) else { return nil }
        self.init(instant: Instant(milliseconds: milliseconds), stream: String(stream), sequence: sequence)
    }

    package var description: String { "\(instant.milliseconds).\(stream).\(sequence)" }
}

extension AuditEntry {
    package var place: AuditPlace { AuditPlace(instant: moment.instant, stream: stream, sequence: sequence) }
}
