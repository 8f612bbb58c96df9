import Crypto
import Foundation

/// A secret that only its bearer has: 256 random bits as hexadecimal. The database keeps its hash.
package struct BearerSecret: Sendable {
    package let text: String

    package init() { text = SymmetricKey(size: .bits256).withUnsafeBytes { hexadecimal($0) } }

    package init(_ text: String) { self.text = text }

    /// SHA-256 of the text.
    package var hash: [UInt8] { Array(SHA256.hash(data: Data(text.utf8))) }
}
