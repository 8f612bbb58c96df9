import Database

/// Takes back a link that nobody has used yet.
package struct WithdrawLink: Command {
    package static let name = "account.withdraw_link"
    let id: String

    package init(id: String) { self.id = id }

    package var permission: Permission { "account.invite" }
    package func subjects(in reading: Reading) throws -> [Subject] {
        [
            try AccountLinkStore(reading.session).link(id: id, at: reading.moment.instant)?.unit.map(Subject.unit)
                ?? .city
        ]
    }

    package func run(_ change: inout Change) throws -> Bool {
        let store = AccountLinkStore(change.session)
        guard let link = try store.link(id: id, at: change.moment.instant) else { throw Refusal.notFound("这个链接") }
        if link.state == .used { throw Refusal("link_used", status: 409, "这个链接已经用过，不能再收回；需要时请锁定那个账号。") }
        try store.withdraw(id, at: change.moment.instant)
        if let unit = link.unit { change.touches("unit:\(unit)") }
        change.note("收回一个\(link.purpose.title)链接")
        return true
    }
}
