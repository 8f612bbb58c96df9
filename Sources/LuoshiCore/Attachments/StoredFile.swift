/// A file that is kept.
package struct StoredFile: Sendable, Hashable, Codable {
    /// The SHA-256 of its content, in hexadecimal: its name in the system.
    package let sha256: String
    package let kind: FileKind
    /// Bytes.
    package let size: Int
    /// As it was given, cleaned.
    package let name: String

    package init(sha256: String, kind: FileKind, size: Int, name: String) {
        self.sha256 = sha256
        self.kind = kind
        self.size = size
        self.name = name
    }
}

/// One file of a subject (`record:platforms/x`, `case:…`): who added it, and who took it away.
package struct AttachmentUse: Sendable, Hashable {
    package let subject: String
    package let file: StoredFile
    package let addedAt: Instant
    package let addedBy: String
    package let addedName: String
    package let withdrawnAt: Instant?
    package let withdrawnName: String?
}

/// A file's bytes with what they are.
package struct AttachmentContent: Sendable, Hashable {
    package let file: StoredFile
    package let bytes: [UInt8]

    package init(file: StoredFile, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
    }
}
