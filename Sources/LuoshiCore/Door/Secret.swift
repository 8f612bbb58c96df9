import Crypto
import Foundation

/// A token, or a password's hash, inside a command: it reaches `run`, and never a log, an audit payload or an error.
///
/// A repeated request is compared by its digest as well, so what stands here must not be guessable: a password comes as
/// `PasswordHash.make(_:request:)` made it.
package struct Secret: Codable, Sendable, CustomStringConvertible {
    package let value: String

    package init(_ value: String) { self.value = value }
    package init(from decoder: any Decoder) throws {
        self.value = try decoder.singleValueContainer().decode(String.self)
    }
    package var description: String { "（保密）" }

    /// The description; for the hash of a request, which nobody reads, the secret's SHA-256.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if encoder.userInfo[.secretsAsDigests] as? Bool == true {
            try container.encode(hexadecimal(SHA256.hash(data: Data(value.utf8))))
        } else {
            try container.encode(description)
        }
    }
}

extension CodingUserInfoKey {
    /// Set on the encoder that a request's hash is taken of.
    package static let secretsAsDigests: CodingUserInfoKey = {
        guard let key = CodingUserInfoKey(rawValue: "secretsAsDigests") else { preconditionFailure("a key has a name") }
        return key
    }()
}
