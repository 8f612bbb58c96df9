/// What a command or a query on posts and people is about.
extension Reading {
    /// A post: its unit's matter, and that of whoever holds it. One that is not there (`UNIT/anything`) is
    /// its unit's too: whoever may not see the unit's posts learns nothing from the answer.
    func subject(ofPost id: String) throws -> Subject {
        guard let post = try PostStore(session).post(id) else {
            return .unit(String(id.prefix { $0 != "/" }))
        }
        return Subject(units: [post.unit], assignees: ["post:\(id)"])
    }

    /// A person: a matter of every unit where they have an account or hold a post, now or later; the city's where there is
    /// no such person.
    func subject(ofPerson id: String) throws -> Subject {
        guard let person = try PersonStore(session).person(id) else { return .city }
        let posts = PostStore(session)
        let held = try posts.history(ofPerson: id, InForce(day)).filter { $0.until.map { $0 > day } ?? true }
        let units = try held.compactMap { try posts.post($0.post)?.unit } + person.accounts.compactMap(\.unit)
        return Subject(units: Set(units), assignees: Set(person.accounts.map { "account:\($0.id)" }))
    }
}
