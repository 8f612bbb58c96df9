package import LuoshiCore

/// Who holds the duties of some clauses, in every unit that has one there: (clause, unit) → post.
package struct DutyHolders: Query {
    package static let name = "plan.duty_holders"
    let clauses: [String]
    let unit: String?

    /// All units with a duty in a clause or beneath it.
    package init(beneath path: String) {
        self.clauses = [path]
        self.unit = nil
    }

    /// All duties of one unit.
    package init(of unit: String) {
        self.clauses = []
        self.unit = unit
    }

    package var permission: Permission { "plan.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> DutyBook {
        guard let view = try PlanView(in: reading) else { return DutyBook(posts: [:]) }
        let posts = DutyPosts(reading)
        var result: [DutyBook.Key: DutyPost] = [:]
        for (unit, clauses) in pairs(view) {
            for (clause, post) in try posts.posts(for: clauses, unit: unit) {
                result[DutyBook.Key(clause: clause, unit: unit)] = post
            }
        }
        return DutyBook(posts: result)
    }

    /// Unit → clauses in which it has a duty, by itself or through a group.
    private func pairs(_ view: PlanView) -> [String: [String]] {
        if let unit { return [unit: Array(Set(view.duties(of: unit).map(\.clause)))] }
        var result: [String: Set<String>] = [:]
        for clause in clauses.flatMap({ view.plan.clauses(beneath: $0) }) {
            for duty in view.plan.duties(of: clause.path) {
                let units = duty.unit.map { [$0] } ?? duty.group.flatMap { view.members[$0] } ?? []
                for unit in units { result[unit, default: []].insert(clause.path) }
            }
        }
        return result.mapValues { $0.sorted() }
    }
}

/// Posts by the duty they carry.
package struct DutyBook: Sendable {
    struct Key: Hashable, Sendable {
        let clause: String
        let unit: String
    }

    let posts: [Key: DutyPost]

    /// Nil where the unit has no duty in the clause.
    package func post(for clause: String, unit: String) -> DutyPost? { posts[Key(clause: clause, unit: unit)] }
    package var all: [DutyPost] { Array(posts.values) }
}

/// What a post carries of the plan.
package struct DutiesOfPost: Query {
    package static let name = "plan.duties_of_post"
    let post: String

    package init(_ post: String) { self.post = post }

    package var permission: Permission { "plan.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> [(duty: Duty, title: String)] {
        guard let view = try PlanView(in: reading), let post = try PostStore(reading.session).post(post) else {
            return []
        }
        return try DutyPosts(reading).clauses(of: post, in: view).map { ($0, view.plan.clause($0.clause)?.title ?? "") }
    }
}

/// One duty of a unit: who carries it, who carried it, and to whom it could go.
package struct DutyDetail: Sendable {
    package let clause: Clause
    package let unit: Unit
    package let now: DutyPost
    package let history: [(post: Post, from: Day, until: Day?)]
    package let posts: [Post]
    package let mayAssign: Bool
}

/// One duty of a unit in a clause.
package struct DutyOfUnit: Query {
    package static let name = "plan.duty"
    let clause: String
    let unit: String

    package init(clause: String, unit: String) {
        self.clause = clause
        self.unit = unit
    }

    package var permission: Permission { "plan.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    /// Nil where the unit has no duty there.
    package func answer(in reading: Reading) throws -> DutyDetail? {
        guard let view = try PlanView(in: reading), let found = view.plan.clause(clause), let here = view.units[unit],
            view.duties(of: unit).contains(where: { $0.clause == clause })
        else { return nil }
        let posts = PostStore(reading.session)
        let history = try DutyStore(session: reading.session).history(clause, unit, reading.inForce)
        return DutyDetail(
            clause: found, unit: here, now: try DutyPosts(reading).post(for: clause, unit: unit),
            history: try history.compactMap { stretch in
                try posts.post(stretch.post, reading.inForce).map { ($0, stretch.from, stretch.until) }
            }, posts: try posts.posts(of: unit, reading.inForce),
            mayAssign: !reading.inForce.isAsKnownThen
                && reading.allows("plan.assign", on: .unit(unit), writing: true))
    }
}
