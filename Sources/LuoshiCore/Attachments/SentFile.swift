/// A file as somebody sent it, inside a command: the log and the hash of a request hold what it is, never its bytes.
package struct SentFile: Encodable, Sendable, Hashable {
    /// For people alone.
    package let name: String
    package let bytes: [UInt8]
    package let sha256: String

    package init(name: String, bytes: [UInt8]) {
        self.name = FileName.clean(name)
        self.bytes = bytes
        self.sha256 = contentHash(of: bytes)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(sha256, forKey: .sha256)
        try container.encode(bytes.count, forKey: .size)
    }

    private enum CodingKeys: String, CodingKey { case name, sha256, size }
}
