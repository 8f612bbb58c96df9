import Crypto
import Database
import Foundation

/// The key under which one person's audit content is sealed (AES-256-GCM). Destroying it erases the content; the chain still verifies,
/// because it runs over the sealed bytes.
struct PersonalKey {
    private let key: SymmetricKey

    static func find(or person: String, in session: any Session) throws -> PersonalKey {
        let fresh = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        try session.execute(
            "INSERT INTO personal_keys (person, secret) VALUES (\(person), \(fresh)) ON CONFLICT (person) DO NOTHING")
        guard let key = try existing(person, in: session) else {
            throw Refusal("person_erased", "此人的个人信息已按规定删除，不能再写入新的个人内容。")
        }
        return key
    }

    /// Nil once destroyed.
    static func existing(_ person: String, in session: any Session) throws -> PersonalKey? {
        let stored: [UInt8]?? = try session.first("SELECT secret FROM personal_keys WHERE person = \(person)") {
            try $0["secret"]
        }
        guard case .some(.some(let bytes)) = stored else { return nil }
        return PersonalKey(key: SymmetricKey(data: bytes))
    }

    /// Destroys the key of somebody's sealed content; returns how many there were, 0 or 1.
    static func destroy(of person: String, in change: Change) throws -> Int {
        try change.session.execute(
            """
            UPDATE personal_keys SET secret = NULL, destroyed_at = \(change.moment.instant)
            WHERE person = \(person) AND secret IS NOT NULL
            """)
    }

    func seal(_ content: String) throws -> [UInt8] {
        guard let sealed = try AES.GCM.seal(Data(content.utf8), using: key).combined else {
            throw DatabaseError.other(code: "seal", message: "a personal note could not be sealed")
        }
        return Array(sealed)
    }

    func open(_ sealed: [UInt8]) throws -> String {
        String(decoding: try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: key), as: UTF8.self)
    }
}

/// Destroys the key of a person's sealed content: the content is gone for good, the log still verifies.
package struct ErasePersonalContent: Command {
    package static let name = "audit.erase_personal"
    let person: String
    let reason: String

    package init(person: String, reason: String) {
        self.person = person
        self.reason = reason
    }

    package var permission: Permission { "audit.erase" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("person:\(person)")] }

    package func run(_ change: inout Change) throws -> Int {
        guard !reason.isEmpty else { throw Refusal("reason_missing", "请写明删除个人信息的依据和理由。") }
        let erased = try PersonalKey.destroy(of: person, in: change)
        change.touches("person:\(person)")
        change.note("删除个人信息：\(reason)")
        return erased
    }
}

extension Change {
    /// Destroys what the log holds of somebody, or of a record about them (`record:talents/0a1b…`), for good.
    package func erasePersonalNotes(of subject: String) throws { _ = try PersonalKey.destroy(of: subject, in: self) }
}
