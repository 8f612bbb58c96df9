/// What a command or a query on posts and people is about.
extension Reading {
    /// Something is not there; whoever has not signed in is not told even that.
    func missing(_ what: String) -> Refusal {
        standing.actor == .anonymous ? .signInRequired : .notFound(what)
    }

    /// A post: its unit's matter, and that of whoever holds it.
    func subject(ofPost id: String) throws -> Subject {
        guard let post = try PostStore(session).post(id) else { throw missing("岗位 \(id)") }
        return Subject(units: [post.unit], assignees: ["post:\(id)"])
    }

    /// A person: a matter of every unit where they have an account or hold a post, now or later.
    func subject(ofPerson id: String) throws -> Subject {
        guard let person = try PersonStore(session).person(id) else { throw missing("这个人") }
        let posts = PostStore(session)
        let held = try posts.history(ofPerson: id, InForce(day)).filter { $0.until.map { $0 > day } ?? true }
        let units = try held.compactMap { try posts.post($0.post)?.unit } + person.accounts.compactMap(\.unit)
        return Subject(units: Set(units), assignees: Set(person.accounts.map { "account:\($0.id)" }))
    }
}
