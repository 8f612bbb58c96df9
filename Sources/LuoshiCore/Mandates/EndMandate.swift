import Database

/// Ends a power before its time: whoever gave it, whoever has it, or the office.
package struct EndMandate: Command {
    package static let name = "mandate.end"
    let id: String
    let reason: String

    package init(_ id: String, reason: String) {
        self.id = id
        self.reason = reason
    }

    package var permission: Permission { "mandate.end" }

    package func subjects(in reading: Reading) throws -> [Subject] {
        guard let mandate = try MandateStore(reading.session).mandate(id) else { return [.city] }
        return [mandate.subject(for: reading.standing)]
    }

    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("mandate:\(id)")] }

    package func run(_ change: inout Change) throws -> Bool {
        let store = MandateStore(change.session)
        guard let mandate = try store.mandate(id) else { throw Refusal.notFound("这份授权") }
        guard !reason.isEmpty else { throw Refusal("reason_missing", "请写明终止的原因。") }
        let by = change.standing.account ?? change.standing.actor.key
        guard try store.end(id, by: by, reason: reason, at: change.moment) else {
            throw Refusal("mandate_ended", status: 409, "这份授权已经终止，无须再次终止。")
        }
        change.touches("mandate:\(id)")
        change.touches("account:\(mandate.account)")
        if let post = mandate.post { change.touches("post:\(post)") }
        change.note("终止\(mandate.title)：\(reason)")
        return true
    }
}

extension Mandate {
    /// Its two parties' own matter; for others one of the whole city.
    func subject(for standing: Standing) -> Subject {
        guard let own = standing.account, own == account || own == grantedBy else { return .city }
        return .account(own)
    }
}
