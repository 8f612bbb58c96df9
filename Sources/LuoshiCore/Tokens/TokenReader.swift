import Database

/// Finds out whose token a request carries.
package struct TokenReader: Sendable {
    private let door: Door

    package init(_ door: Door) { self.door = door }

    /// Nil for a token that was made up, has expired or was ended. Notes the first use of each day.
    package func token(_ secret: Secret) async throws -> Token? {
        guard secret.value.hasPrefix(Secret.tokenPrefix), secret.value.utf8.count == Secret.tokenPrefix.utf8.count + 64
        else { return nil }
        let moment = door.clock.moment()
        let digest = TokenStore.digest(secret)
        // Whether its time is over is asked each time; what it is, only when something was written.
        let found = try await door.database.read { session in
            try session.remembered("token by \(hexadecimal(digest))") { try TokenStore(session).token(digest: digest) }
        }
        guard let found, found.isValid(at: moment.instant) else { return nil }
        if found.lastUsedOn != moment.day {
            _ = try await door.perform(NoteTokenUse(id: found.id), as: .system("tokens"))
        }
        return found
    }
}

/// A token was used on this business day.
struct NoteTokenUse: Command {
    static let name = "token.use"
    let id: String

    var permission: Permission { "token.use" }
    func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    func run(_ change: inout Change) throws -> Bool {
        try TokenStore(change.session).use(id, on: change.day)
        change.touches("token:\(id)")
        change.note("令牌今日首次使用")
        return true
    }
}
