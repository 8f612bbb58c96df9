import Database
package import LuoshiCore

/// Puts a unit's duties in some clauses on one of its posts from today on, or back on its receiving post.
package struct AssignDuty: Command {
    package static let name = "plan.assign_duty"
    let clauses: [String]
    let unit: String
    /// Nil is the receiving post.
    let post: String?

    package init(clause: String, unit: String, post: String?) {
        self.init(clauses: [clause], unit: unit, post: post)
    }

    package init(clauses: [String], unit: String, post: String?) {
        self.clauses = Set(clauses).sorted()
        self.unit = unit
        self.post = post
    }

    package var permission: Permission { "plan.assign" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.unit(unit)] }

    /// The post may not be closed meanwhile.
    package func locks(in reading: Reading) throws -> [LockKey] {
        clauses.map { LockKey("duty:\($0):\(unit)") } + (post.map { [LockKey("post:\($0)")] } ?? [])
    }

    package func run(_ change: inout Change) throws -> Bool {
        guard !clauses.isEmpty else { throw Refusal("duty_none_chosen", "请先勾选要交办的任务。") }
        if let post {
            let store = PostStore(change.session)
            guard let found = try store.post(post, change.inForce), found.unit == unit,
                try store.closing(of: post, change.inForce) == nil
            else { throw Refusal("duty_post", "责任只能落到本单位没有撤销的岗位，请另选一个。") }
        }
        let view = try PlanView(in: change.reading)
        let own = Set(view?.duties(of: unit).map(\.clause) ?? [])
        for clause in clauses {
            guard let task = view?.plan.clause(clause), own.contains(clause) else {
                throw Refusal.notFound("这个单位在 \(clause) 的责任")
            }
            try assign(task, in: &change)
        }
        change.touches("unit:\(unit)")
        if let post { change.touches("post:\(post)") }
        return true
    }

    private func assign(_ task: Clause, in change: inout Change) throws {
        let key: [SQLValue] = [.text(task.path), .text(unit)]
        if let post {
            try DutyStore.posts.put(key, [.text(post)], from: change.day, today: change.day, in: change.session)
            try Inbox.notify(
                subject: "clause:\(task.path)", title: "任务 \(task.path) \(task.title) 由本岗位承担",
                address: "/tasks/\(task.path)", to: .post(post), in: &change)
        } else {
            try DutyStore.posts.clear(key, from: change.day, today: change.day, in: change.session)
        }
        change.touches("clause:\(task.path)")
        change.note("任务 \(task.path) 的责任\(post.map { "落到岗位 \($0)" } ?? "回到收文岗")")
    }
}
