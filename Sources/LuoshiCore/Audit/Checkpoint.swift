import Crypto
import Foundation

/// A signed statement of where every stream stood: one line of a file outside the database.
///
/// Only streams that moved since the line before are listed; the root covers all of them.
struct Checkpoint: Codable {
    struct Head: Codable, Equatable {
        let stream: String
        let sequence: Int
        let hash: String
    }

    let number: Int
    let at: Int64
    /// SHA-256 of the line before, without its line end; empty for the first.
    let previous: String
    let moved: [Head]
    /// SHA-256 over the heads of all streams, sorted by name.
    let root: String
    var signature: String?

    /// The bytes that are signed: the line without its signature.
    func signedContent() throws -> Data {
        var unsigned = self
        unsigned.signature = nil
        return try JSONEncoder.canonical.encode(unsigned)
    }

    static func root(of heads: [String: Head]) -> String {
        var digest = SHA256()
        for head in heads.values.sorted(by: { $0.stream < $1.stream }) {
            digest.update(data: Array("\(head.stream.utf8.count):\(head.stream)\(head.sequence):\(head.hash)".utf8))
        }
        return hexadecimal(digest.finalize())
    }

    static func digest(ofLine line: some DataProtocol) -> String { hexadecimal(SHA256.hash(data: line)) }
}

/// The signing key of the checkpoints (Ed25519, RFC 8032), kept in a file of its own, outside the database.
package struct CheckpointKey: Sendable {
    let privateKey: Curve25519.Signing.PrivateKey

    /// Reads the key, or makes it (readable by its owner alone) with the public half beside it as `….pub`.
    package init(file: String) throws {
        if let stored = FileManager.default.contents(atPath: file) {
            guard let bytes = Data(base64Encoded: stored.filter { $0 != 10 }),
                let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
            else { throw Refusal("checkpoint_key", status: 500, "签名密钥文件已损坏，请从备份恢复 \(file)。") }
            self.privateKey = key
            return
        }
        let key = Curve25519.Signing.PrivateKey()
        let folder = (file as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let created = FileManager.default.createFile(
            atPath: file, contents: key.rawRepresentation.base64EncodedData(),
            attributes: [.posixPermissions: 0o600])
        guard created else { throw Refusal("checkpoint_key", status: 500, "无法写入签名密钥文件 \(file)，请检查目录权限。") }
        try key.publicKey.rawRepresentation.base64EncodedString().write(
            toFile: file + ".pub", atomically: true, encoding: .utf8)
        self.privateKey = key
    }
}
