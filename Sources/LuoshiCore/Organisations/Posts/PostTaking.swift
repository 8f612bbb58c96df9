import Database

/// How somebody comes to hold a post: what must be so, and what is written.
struct PostTaking: Codable, Sendable {
    let post: String
    let person: String
    let from: Day
    /// The first day they no longer hold it.
    let until: Day?
    let isActing: Bool

    /// Nobody takes a post while it is closed, or while the person leaves.
    var locks: [LockKey] { [LockKey("post:\(post)"), LockKey("person:\(person)")] }

    func take(_ change: inout Change) throws {
        let store = PostStore(change.session)
        guard let held = try store.post(post, change.inForce) else { throw Refusal.notFound("岗位 \(post)") }
        try checkDays(held, store)
        try checkPerson(change)
        try checkRoles(store, change)
        try checkOthers(held, store, change)
        try PostStore.holders.put(
            [.text(post), .text(person)], [.integer(isActing ? 1 : 0)], from: from, until: until, today: change.day,
            in: change.session)
        try tell(held, &change)
        change.touches("post:\(post)")
        change.touches("person:\(person)")
        change.touches("unit:\(held.unit)")
    }

    private func checkDays(_ held: Post, _ store: PostStore) throws {
        if let until, until <= from { throw Refusal("post_days", "截止日期须晚于起始日期，请改正。") }
        if try store.closing(of: post, InForce(until ?? Day(number: 2_932_896))) != nil {
            throw Refusal.postClosed(held.title)
        }
    }

    private func checkPerson(_ change: Change) throws {
        let people = PersonStore(change.session)
        guard try people.person(person) != nil else { throw Refusal.notFound("这个人") }
        if let departure = try people.departure(of: person, change.inForce), until.map({ departure.from < $0 }) ?? true
        {
            throw Refusal("person_left", "这个人自 \(departure.from) 起\(departure.reason.title)，不能再任职。请另选一人。")
        }
    }

    /// A post from which rights can be given is filled only by those who may give them.
    private func checkRoles(_ store: PostStore, _ change: Change) throws {
        let rights = change.reading.rights
        let roles = try store.roles(of: post, change.inForce).filter { rights.lets($0, "post.roles") }
        guard !roles.isEmpty else { return }
        let subject = try change.reading.subject(ofPost: post)
        if change.reading.allows("post.roles", on: subject, writing: true) { return }
        let titles = roles.map { rights.roleTitles[$0] ?? $0 }.joined(separator: "、")
        throw Refusal("post_gives_rights", status: 403, "这个岗位带有“\(titles)”的权限，须由系统管理员安排人员。")
    }

    private func checkOthers(_ held: Post, _ store: PostStore, _ change: Change) throws {
        for other in try store.history(of: post, change.inForce) where meets(other) {
            if other.person == person, !other.isActing || isActing {
                throw Refusal("post_held", status: 409, "这个人在这段时间已经在这个岗位上，不必再安排。")
            }
            if held.kind == .head, !isActing, !other.isActing, other.person != person {
                throw Refusal("post_head_held", status: 409, "主要负责人岗同一时间只能有一人，请用“交接”办理。")
            }
        }
    }

    private func meets(_ other: Holding) -> Bool {
        (other.until.map { from < $0 } ?? true) && (until.map { other.from < $0 } ?? true)
    }

    private func tell(_ held: Post, _ change: inout Change) throws {
        let unit = try UnitStore(change.session).unit(held.unit, on: change.inForce)?.shortName ?? ""
        let end = until.map { "至 \($0.adding(days: -1)) " } ?? ""
        for account in try PersonStore(change.session).accounts(of: person) where account.id != change.standing.account
        {
            try Inbox.notify(
                subject: "post:\(post)", title: "您自 \(from) 起\(end)\(isActing ? "代理" : "担任")\(unit)\(held.title)",
                address: "/posts/\(post)", to: .account(account.id), in: &change)
        }
    }
}
