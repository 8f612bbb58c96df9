import Database

/// A county, or the people of a firm that is there already, confirms who asks to join. The firm becomes a unit if it is not
/// one yet, and the account is opened. Returns the login, which differs from the wish where that was taken.
package struct ConfirmApplication: Command {
    package static let name = "application.confirm"
    /// The role of a firm's own people.
    package static let role = "enterprise"
    let id: String

    package init(id: String) { self.id = id }

    package var permission: Permission { "application.decide" }
    package func subjects(in reading: Reading) throws -> [Subject] { [try reading.subject(ofApplication: id)] }
    package func locks(in reading: Reading) throws -> [LockKey] { ["units"] + (try reading.locks(ofApplication: id)) }

    package func run(_ change: inout Change) throws -> String {
        let application = try change.reading.pendingApplication(id)
        let store = JoinApplicationStore(change.session)
        guard let passwordHash = try store.passwordHash(of: id) else { throw Refusal.notFound("这份申请") }
        try change.reading.refuseGranting(
            [Self.role], by: permission, on: change.reading.subject(ofApplication: id))
        let known = try UnitStore(change.session).unit(creditCode: application.creditCode)
        let unit = try known ?? Self.open(application, in: &change)
        let login = try Self.free(application.login, in: AccountStore(change.session))
        let account = try NewAccount(
            login: login, name: application.contact ?? login, unit: unit,
            post: known == nil ? "\(unit)/receiving" : nil,
            roles: [Self.role], passwordHash: passwordHash
        ).open(in: &change)
        try store.decide(
            id, .confirmed, reason: nil, login: login, account: account, by: change.standing.actor,
            at: change.moment.instant)
        try Inbox.settle(kind: JoinApplication.inboxKind, subject: "application:\(id)", in: &change)
        for subject in ["application:\(id)", "unit:\(unit)", "unit:\(application.county)"] { change.touches(subject) }
        change.note("确认\(application.name)（\(application.creditCode)）入驻，开设账号 \(login)")
        return login
    }

    /// The firm becomes a unit beneath its county. Returns its id, which is the code.
    private static func open(_ application: JoinApplication, in change: inout Change) throws -> String {
        let firm = NewUnit(
            id: application.creditCode, kind: .enterprise, name: application.name, creditCode: application.creditCode,
            parents: ["territory": application.county, "administration": application.county])
        let paper = UnitPaper(from: change.day, basis: "企业入驻申请（\(change.day)审核通过）")
        _ = try change.enter(.open(firm), paper)
        return firm.id
    }

    /// The wish, or the wish with a number behind it.
    private static func free(_ wish: String, in store: AccountStore) throws -> String {
        var login = wish
        var number = 2
        while try store.isTaken(login: login) {
            login = "\(wish.prefix(28))-\(number)"
            number += 1
        }
        return login
    }
}

/// A county, or the firm's people, refuses who asks to join, with the reason that the receipt shows.
package struct RefuseApplication: Command {
    package static let name = "application.refuse"
    let id: String
    let reason: String

    package init(id: String, reason: String) {
        self.id = id
        self.reason = reason
    }

    package var permission: Permission { "application.decide" }
    package func subjects(in reading: Reading) throws -> [Subject] { [try reading.subject(ofApplication: id)] }
    package func locks(in reading: Reading) throws -> [LockKey] { try reading.locks(ofApplication: id) }

    package func run(_ change: inout Change) throws -> Bool {
        guard !reason.isEmpty else { throw Refusal("reason_missing", "请写明不通过的原因，申请人会看到。") }
        let application = try change.reading.pendingApplication(id)
        try JoinApplicationStore(change.session).decide(
            id, .refused, reason: reason, login: nil, account: nil, by: change.standing.actor,
            at: change.moment.instant)
        try Inbox.settle(kind: JoinApplication.inboxKind, subject: "application:\(id)", in: &change)
        change.touches("application:\(id)")
        change.touches("unit:\(application.county)")
        change.note("不同意\(application.name)（\(application.creditCode)）入驻：\(reason)")
        return true
    }
}

extension Reading {
    /// The county's matter, handed also to the firm's own people where the firm is a unit already.
    fileprivate func subject(ofApplication id: String) throws -> Subject {
        guard let found = try JoinApplicationStore(session).application(id: id) else { return .city }
        let firm = try UnitStore(session).unit(creditCode: found.creditCode)
        return Subject(
            units: [found.county],
            assignees: firm.map { ["post:\($0)/head", "post:\($0)/receiving"] } ?? [])
    }

    /// One decision on a credit code at a time, whatever the application.
    fileprivate func locks(ofApplication id: String) throws -> [LockKey] {
        guard let found = try JoinApplicationStore(session).application(id: id) else { return [] }
        return [LockKey("credit-code:\(found.creditCode)"), LockKey("login:\(found.login)")]
    }

    fileprivate func pendingApplication(_ id: String) throws -> JoinApplication {
        guard let found = try JoinApplicationStore(session).application(id: id) else { throw Refusal.notFound("这份申请") }
        guard found.state == .pending else {
            throw Refusal("application_decided", status: 409, "这份申请已经处理过（\(found.state.title)），请刷新页面查看。")
        }
        return found
    }
}

/// Applications that wait for a county, or for the people of a firm.
package struct PendingApplications: Query {
    package static let name = "application.pending"
    let unit: String

    package init(unit: String) { self.unit = unit }

    package var permission: Permission { "application.decide" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.unit(unit)] }

    package func answer(in reading: Reading) throws -> [JoinApplication] {
        try JoinApplicationStore(reading.session).pending(
            county: unit, creditCode: try UnitStore(reading.session).creditCode(of: unit))
    }
}
