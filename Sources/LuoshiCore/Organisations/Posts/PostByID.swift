/// A post with its whole story as known.
package struct PostDetail: Sendable {
    package let line: PostLine
    package let unit: Unit?
    /// Everybody who holds, held or will hold it, latest first.
    package let history: [Holding]
    package let roles: [String]
    package let lines: [String]
    package let closing: (from: Day, successor: Post?)?
    package let handovers: [Handover]
    /// What lies open at it, only for those who may see it; the count stands in the line.
    package let work: [InboxRow]?
    /// What the reader may do with it.
    package let allowed: Set<Permission>
    /// People of the unit, where the reader may put somebody in it.
    package let people: [Person]
    /// The unit's other open posts.
    package let siblings: [Post]
    /// Roles of the package, key → title, where the reader may give them.
    package let roleTitles: [String: String]
}

/// One post.
package struct PostByID: Query {
    package static let name = "post.read"
    let id: String

    package init(_ id: String) { self.id = id }

    package var permission: Permission { "post.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [try reading.subject(ofPost: id)] }

    package func answer(in reading: Reading) throws -> PostDetail? {
        let store = PostStore(reading.session)
        guard let post = try store.post(id, reading.inForce),
            let line = try PostLines(reading).lines([post]).first
        else { return nil }
        let subject = try reading.subject(ofPost: id)
        let asked: [Permission] = [
            "post.rename", "post.close", "post.roles", "post.lines", "post.take", "post.act", "post.leave",
            "post.hand_over", "person.read",
        ]
        let allowed =
            reading.inForce.isAsKnownThen
            ? [] : Set(asked.filter { reading.allows($0, on: subject, writing: true) })
        let closing = try store.closing(of: id, reading.inForce)
        return PostDetail(
            line: line, unit: try UnitStore(reading.session).unit(post.unit, on: reading.inForce),
            history: try store.history(of: id, reading.inForce), roles: try store.roles(of: id, reading.inForce),
            lines: try store.lines(of: id, reading.inForce),
            closing: try closing.map { ($0.from, try $0.successor.flatMap { try store.post($0, reading.inForce) }) },
            handovers: try HandoverStore(reading.session).handovers(of: id, reading.inForce),
            work: try work(in: reading),
            allowed: allowed,
            people: allowed.isEmpty ? [] : try PersonStore(reading.session).people(of: post.unit, reading.inForce),
            siblings: try store.posts(of: post.unit, reading.inForce).filter { $0.id != id },
            roleTitles: allowed.contains("post.roles") ? reading.rights.roleTitles.filter { $0.key != "anyone" } : [:])
    }

    /// Administrators manage posts without seeing what lies there.
    private func work(in reading: Reading) throws -> [InboxRow]? {
        let assignees = try InboxRights(reading).assignees(of: .post(id))
        guard reading.allows("inbox.read", on: Subject(assignees: assignees)) else { return nil }
        return try PostWork(reading).open(at: id).map { item, place in
            InboxRow(
                item: item, place: place, placeTitle: "", isStandIn: false,
                workingDaysLeft: reading.workingDays(until: place.due), isRead: true, nowWith: nil)
        }
    }
}
