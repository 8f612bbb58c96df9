import Crypto
package import Database
import Foundation

/// The result of walking the whole log.
package struct AuditVerification: Sendable, Equatable {
    /// The first entry that does not hold, in words; nil where everything holds.
    package let fault: String?
    package let entries: Int
    package let streams: Int
    package let checkpoints: Int
    /// Payload parts whose key was destroyed by order; the chain verifies all the same.
    package let erased: Int
}

/// `luoshi audit verify`: every hash, every number, every payload, every checkpoint.
package struct AuditVerifier: Sendable {
    private let checkpointFile: String?
    private let publicKey: String?

    /// `checkpointFile` and `publicKey` (its path) are outside the database; without them only the chains are verified.
    package init(checkpointFile: String?, publicKey: String?) {
        self.checkpointFile = checkpointFile
        self.publicKey = publicKey
    }

    package func verify(_ database: Database) async throws -> AuditVerification {
        let signed = try signedHeads()
        return try await database.read { session in
            let store = AuditStore(session)
            var walk = Walk(signed: signed.heads)
            try store.forEachEntry { walk.take($0) }
            try walk.finish(heads: store.heads())
            return AuditVerification(
                fault: signed.fault ?? walk.fault, entries: walk.entries, streams: walk.streams,
                checkpoints: signed.count, erased: try store.erasedParts())
        }
    }

    /// What the checkpoint file swears to: for each stream, the hash at each signed number.
    private func signedHeads() throws -> (heads: [String: [Int: String]], count: Int, fault: String?) {
        guard let checkpointFile, let content = FileManager.default.contents(atPath: checkpointFile) else {
            return ([:], 0, nil)
        }
        guard let publicKey, let text = try? String(contentsOfFile: publicKey, encoding: .utf8),
            let bytes = Data(base64Encoded: text.trimmingCharacters(in: .whitespacesAndNewlines)),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
        else { return ([:], 0, "检查点文件存在，但读不到验证用的公钥") }
        var heads: [String: [Int: String]] = [:]
        var current: [String: Checkpoint.Head] = [:]
        var previous = ""
        var count = 0
        let complete = content.lastIndex(of: 10).map { content[...$0] } ?? Data()
        for line in complete.split(separator: 10) {
            count += 1
            guard let checkpoint = try? JSONDecoder().decode(Checkpoint.self, from: line),
                let signature = checkpoint.signature.flatMap({ Data(base64Encoded: $0) }),
                try key.isValidSignature(signature, for: checkpoint.signedContent())
            else { return (heads, count, "第 \(count) 个检查点的签名不成立") }
            for head in checkpoint.moved {
                current[head.stream] = head
                let sworn = heads[head.stream, default: [:]].updateValue(head.hash, forKey: head.sequence)
                if let sworn, sworn != head.hash {
                    return (heads, count, "\(head.stream) 第 \(head.sequence) 条被改：第 \(count) 个检查点与先前的不符")
                }
            }
            guard checkpoint.previous == previous, checkpoint.number == count,
                checkpoint.root == Checkpoint.root(of: current)
            else { return (heads, count, "第 \(count) 个检查点与前一个接不上") }
            previous = Checkpoint.digest(ofLine: line)
        }
        return (heads, count, nil)
    }
}

/// One pass over the entries in order; remembers the first fault.
private struct Walk {
    let signed: [String: [Int: String]]
    var fault: String?
    var entries = 0
    var streams = 0
    private var last: (stream: String, sequence: Int, hash: [UInt8])?
    private var reached: [String: (sequence: Int, hash: [UInt8])] = [:]

    init(signed: [String: [Int: String]]) { self.signed = signed }

    mutating func take(_ stored: StoredEntry) {
        let entry = stored.entry
        entries += 1
        guard fault == nil else { return }
        let isFirst = last?.stream != entry.stream
        if isFirst {
            streams += 1
            last = (entry.stream, 0, AuditEntry.origin)
        }
        guard let before = last else { return }
        let place = "\(entry.stream) 第 \(before.sequence + 1) 条"
        let hash = AuditEntry.hash(
            stream: entry.stream, sequence: entry.sequence, instant: entry.moment.instant, day: stored.day,
            actor: entry.actor, actorName: entry.actorName, command: entry.command, subjects: stored.subjects,
            payloadHash: entry.payloadHash, previous: entry.previous)
        if entry.sequence != before.sequence + 1 {
            fault = "\(place)缺失（接着的是第 \(entry.sequence) 条）"
        } else if entry.previous != before.hash {
            fault = "\(place)与前一条接不上（顺序被改或前一条被改）"
        } else if entry.hash != hash {
            fault = "\(place)的内容被改"
        } else if AuditEntry.payloadHash(stored.parts) != entry.payloadHash {
            fault = "\(place)的明细被改或缺失"
        } else if let sworn = signed[entry.stream]?[entry.sequence], sworn != hexadecimal(entry.hash) {
            fault = "\(place)与已签名的检查点不符"
        }
        last = (entry.stream, entry.sequence, entry.hash)
        reached[entry.stream] = (entry.sequence, entry.hash)
    }

    /// The tail: what the streams' rows or the checkpoints know of must be there.
    mutating func finish(heads: [StreamHead]) throws {
        guard fault == nil else { return }
        for (stream, numbers) in signed.sorted(by: { $0.key < $1.key }) {
            let end = reached[stream]?.sequence ?? 0
            if let sworn = numbers.keys.max(), sworn > end {
                fault = "\(stream) 第 \(end + 1) 条起被截去（检查点已签到第 \(sworn) 条）"
                return
            }
        }
        for head in heads {
            let end = reached[head.stream] ?? (0, AuditEntry.origin)
            if end.sequence < head.sequence {
                fault = "\(head.stream) 第 \(end.sequence + 1) 条起被截去（应有 \(head.sequence) 条）"
            } else if end.sequence > head.sequence {
                fault = "\(head.stream) 第 \(head.sequence + 1) 条超出流水头的记录（流水头只到第 \(head.sequence) 条）"
            } else if end.hash != head.hash {
                fault = "\(head.stream) 第 \(end.sequence) 条与流水头的记录不符"
            }
            if fault != nil { return }
        }
        let known = Set(heads.map(\.stream))
        if let orphan = reached.keys.sorted().first(where: { !known.contains($0) }) { fault = "\(orphan) 的流水头被删去" }
    }
}
