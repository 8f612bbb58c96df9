import Crypto
import Foundation

/// Time-based one-time passwords (RFC 6238): HMAC-SHA-1, six digits, thirty seconds, as every authenticator app has them.
package enum TOTP {
    static let secondsPerStep: Int64 = 30

    /// The step in which an instant lies.
    static func step(at instant: Instant) -> Int64 { instant.milliseconds / 1000 / secondsPerStep }

    /// The code of a step, with leading zeros (RFC 4226, 5.3).
    package static func code(secret: [UInt8], step: Int64, digits: Int = 6) -> String {
        let counter = withUnsafeBytes(of: UInt64(step).bigEndian) { Data($0) }
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let offset = Int(mac[mac.count - 1] & 0x0F)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let modulus = (0..<digits).reduce(UInt32(1)) { power, _ in power * 10 }
        let text = String(number % modulus)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The step whose code this is, at most one off the clock and after the last one used; nil for a wrong or used code.
    static func match(_ code: String, secret: [UInt8], at instant: Instant, after last: Int64) -> Int64? {
        let now = step(at: instant)
        var found: Int64?
        // All three are computed, whichever fits.
        for step in now - 1...now + 1 where Self.code(secret: secret, step: step).isSameSecret(as: code) && step > last
        {
            found = step
        }
        return found
    }

    /// The address that an authenticator app reads from the picture (Key URI Format).
    package static func address(secret: [UInt8], login: String, issuer: String) -> String {
        func encoded(_ text: String) -> String {
            text.addingPercentEncoding(
                withAllowedCharacters: .alphanumerics.intersection(
                    .init(charactersIn: Unicode.Scalar(0)...Unicode.Scalar(127)))) ?? ""
        }
        return
            "otpauth://totp/\(encoded(issuer)):\(encoded(login))?secret=\(Base32.encode(secret))&issuer=\(encoded(issuer))"
    }
}

/// Base 32 (RFC 4648) without padding: letters and digits that people type.
package enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    package static func encode(_ bytes: [UInt8]) -> String {
        var (result, buffer, bits) = ("", 0, 0)
        for byte in bytes {
            buffer = (buffer << 8 | Int(byte)) & 0xFFFF
            bits += 8
            while bits >= 5 {
                bits -= 5
                result.append(alphabet[buffer >> bits & 31])
            }
        }
        if bits > 0 { result.append(alphabet[buffer << (5 - bits) & 31]) }
        return result
    }
}

extension String {
    /// Compares in time that depends on the length alone.
    package func isSameSecret(as other: String) -> Bool {
        let (left, right) = (Array(utf8), Array(other.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
