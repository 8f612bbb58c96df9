import Crypto
import Database
import Foundation

/// Tables of second factors and recovery codes.
struct SecondFactors {
    let session: any Session

    init(_ session: any Session) { self.session = session }

    /// Whether an account has a confirmed second factor.
    func isSet(_ account: String) throws -> Bool {
        try session.first(
            "SELECT account FROM second_factors WHERE account = \(account) AND confirmed_at IS NOT NULL"
        ) { try $0["account"] as String } != nil
    }

    /// The secret being set up, or in use, and the last step whose code was taken.
    func secret(of account: String, isConfirmed: Bool) throws -> (secret: [UInt8], lastStep: Int64)? {
        let state: SQL = isConfirmed ? "confirmed_at IS NOT NULL" : "confirmed_at IS NULL"
        return try session.first(
            "SELECT secret, last_step FROM second_factors WHERE account = \(account) AND \(sql: state)"
        ) { (try $0["secret"], try $0["last_step"]) }
    }

    /// Keeps a secret that waits for its first code; an earlier unconfirmed one is dropped.
    func propose(_ secret: [UInt8], for account: String) throws {
        try session.execute("DELETE FROM second_factors WHERE account = \(account) AND confirmed_at IS NULL")
        try session.execute(
            "INSERT INTO second_factors (account, secret, last_step) VALUES (\(account), \(secret), 0)")
    }

    func confirm(_ account: String, step: Int64, codes: [[UInt8]], at now: Instant) throws {
        try session.execute(
            "UPDATE second_factors SET confirmed_at = \(now), last_step = \(step) WHERE account = \(account)")
        try replaceCodes(of: account, by: codes)
    }

    func replaceCodes(of account: String, by codes: [[UInt8]]) throws {
        try session.execute("DELETE FROM recovery_codes WHERE account = \(account)")
        try session.executeBatch(codes) {
            "INSERT INTO recovery_codes (account, code_hash) VALUES (\(account), \($0))"
        }
    }

    /// Takes a code of the app once, or a recovery code once. Returns whether it was right.
    func take(_ code: String, of account: String, at now: Instant) throws -> Bool {
        guard let (secret, last) = try secret(of: account, isConfirmed: true) else { return false }
        if let step = TOTP.match(code, secret: secret, at: now, after: last) {
            try session.execute("UPDATE second_factors SET last_step = \(step) WHERE account = \(account)")
            return true
        }
        return try session.execute(
            """
            UPDATE recovery_codes SET used_at = \(now)
            WHERE account = \(account) AND code_hash = \(RecoveryCode.hash(code)) AND used_at IS NULL
            """) == 1
    }

    func codesLeft(of account: String) throws -> Int {
        try session.first("SELECT COUNT(*) AS n FROM recovery_codes WHERE account = \(account) AND used_at IS NULL") {
            try $0["n"]
        } ?? 0
    }

    /// Takes the second factor away. Returns whether there was one.
    func remove(_ account: String) throws -> Bool {
        try session.execute("DELETE FROM recovery_codes WHERE account = \(account)")
        return try session.execute("DELETE FROM second_factors WHERE account = \(account)") == 1
    }
}

/// Codes on paper for the day the phone is gone: 80 random bits each, in four groups of four.
package enum RecoveryCode {
    package static func make() -> String {
        let bytes = SymmetricKey(size: .init(bitCount: 80)).withUnsafeBytes { Array($0) }
        let text = Array(Base32.encode(bytes).lowercased())
        return stride(from: 0, to: text.count, by: 4).map { String(text[$0..<min($0 + 4, text.count)]) }
            .joined(separator: "-")
    }

    /// SHA-256 of what is left without spaces and dashes.
    static func hash(_ code: String) -> [UInt8] {
        Array(SHA256.hash(data: Data(code.lowercased().filter { $0.isLetter || $0.isNumber }.utf8)))
    }
}
