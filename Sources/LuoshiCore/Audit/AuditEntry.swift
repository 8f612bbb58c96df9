import Crypto
import Database
import Foundation

/// One line of the log: who did what to what, and the hash that ties it to its payload and to the entry before.
package struct AuditEntry: Sendable, Equatable {
    /// The actor's county, department or park, or `city`.
    package let stream: String
    /// From 1, without gaps, within its stream.
    package let sequence: Int
    package let moment: Moment
    package let actor: String
    package let actorName: String
    package let command: String
    /// What it is about: `unit:451082`, `target:T03`.
    package let subjects: [String]
    package let payloadHash: [UInt8]
    package let previous: [UInt8]
    package let hash: [UInt8]

    /// As somebody sees it whose reach is these units: other units that it is also about are left out.
    func within(_ units: Set<String>) -> AuditEntry {
        AuditEntry(
            stream: stream, sequence: sequence, moment: moment, actor: actor, actorName: actorName, command: command,
            subjects: subjects.filter { !$0.hasPrefix("unit:") || units.contains(String($0.dropFirst(5))) },
            payloadHash: payloadHash, previous: previous, hash: hash)
    }

    /// The entry's own hash: SHA-256 over every field, each preceded by its length, so that no two entries can share a reading.
    static func hash(
        stream: String, sequence: Int, instant: Instant, day: String, actor: String, actorName: String, command: String,
        subjects: String, payloadHash: [UInt8], previous: [UInt8]
    ) -> [UInt8] {
        var digest = SHA256()
        let fields: [[UInt8]] = [
            Array(stream.utf8), Array(String(sequence).utf8), Array(String(instant.milliseconds).utf8),
            Array(day.utf8), Array(actor.utf8), Array(actorName.utf8), Array(command.utf8),
            Array(subjects.utf8), payloadHash, previous,
        ]
        for field in fields {
            digest.update(data: Array("\(field.count):".utf8))
            digest.update(data: field)
        }
        return Array(digest.finalize())
    }

    /// The payload's hash: over its parts in order of their names, each with the person it is about.
    static func payloadHash(_ parts: [PayloadPart]) -> [UInt8] {
        var digest = SHA256()
        for part in parts.sorted(by: { $0.name < $1.name }) {
            for field in [Array(part.name.utf8), Array((part.person ?? "").utf8), part.content] {
                digest.update(data: Array("\(field.count):".utf8))
                digest.update(data: field)
            }
        }
        return Array(digest.finalize())
    }

    /// The hash before the first entry of a stream.
    static let origin = [UInt8](repeating: 0, count: 32)
}

/// One piece of an entry's payload: plain, or sealed under a person's key.
struct PayloadPart: Sendable {
    let name: String
    let person: String?
    let content: [UInt8]
}

/// SHA-256 of a content, as lower-case hexadecimal: the name by which files and texts are kept.
package func contentHash(of bytes: some Sequence<UInt8>) -> String {
    hexadecimal(SHA256.hash(data: Data(bytes)))
}

/// Bytes as lower-case hexadecimal.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    func digit(_ half: UInt8) -> UInt8 { half < 10 ? UInt8(ascii: "0") + half : UInt8(ascii: "a") + half - 10 }
    var digits: [UInt8] = []
    digits.reserveCapacity(2 * bytes.underestimatedCount)
    for byte in bytes {
        digits.append(digit(byte >> 4))
        digits.append(digit(byte & 15))
    }
    return String(decoding: digits, as: UTF8.self)
}
