import Crypto
import Database
package import Foundation

extension Command {
    /// The content in canonical JSON (keys sorted), without its secrets: what audit keeps.
    func canonicalText() throws -> String {
        String(decoding: try JSONEncoder.canonical.encode(self), as: UTF8.self)
    }

    /// What a repeated request is compared by; in it secrets count.
    func contentHash() throws -> [UInt8] {
        let encoder = JSONEncoder.canonical
        encoder.userInfo[.secretsAsDigests] = true
        return Array(SHA256.hash(data: try encoder.encode(self)))
    }
}

/// A request that may be repeated: the outcome is kept under (actor, command, key).
struct Request: Sendable {
    let actor: String
    let command: String
    let key: String
    let bodyHash: [UInt8]

    /// The stored outcome of the same request, nil for a new one; refused where the key was used for another body.
    func stored(in session: any Session) throws -> [UInt8]? {
        try session.lock(["request:\(actor):\(command):\(key)"])
        let found: (hash: [UInt8], outcome: [UInt8])? = try session.first(
            """
            SELECT body_hash, outcome FROM requests
            WHERE actor = \(actor) AND command = \(command) AND request_key = \(key)
            """
        ) { (try $0["body_hash"], try $0["outcome"]) }
        guard let found else { return nil }
        guard found.hash == bodyHash else { throw Refusal.keyReused }
        return found.outcome
    }

    func store(_ outcome: Data, at moment: Moment, in session: any Session) throws {
        try session.execute(
            """
            INSERT INTO requests (actor, command, request_key, body_hash, outcome, performed_at)
            VALUES (\(actor), \(command), \(key), \(bodyHash), \([UInt8](outcome)), \(moment.instant))
            """)
    }
}

extension JSONEncoder {
    /// Sorted keys and plain slashes: one content, one text.
    package static var canonical: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}
