import Database
package import LuoshiCore

/// Puts a unit's duty in a clause on one of its posts from today on, or back on its receiving post.
package struct AssignDuty: Command {
    package static let name = "plan.assign_duty"
    let clause: String
    let unit: String
    /// Nil is the receiving post.
    let post: String?

    package init(clause: String, unit: String, post: String?) {
        self.clause = clause
        self.unit = unit
        self.post = post
    }

    package var permission: Permission { "plan.assign" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.unit(unit)] }

    /// The post may not be closed meanwhile.
    package func locks(in reading: Reading) throws -> [LockKey] {
        [LockKey("duty:\(clause):\(unit)")] + (post.map { [LockKey("post:\($0)")] } ?? [])
    }

    package func run(_ change: inout Change) throws -> Bool {
        guard let view = try PlanView(in: change.reading), let task = view.plan.clause(clause),
            view.duties(of: unit).contains(where: { $0.clause == clause })
        else { throw Refusal.notFound("这个单位在 \(clause) 的责任") }
        if let post {
            let store = PostStore(change.session)
            guard let found = try store.post(post, change.inForce), found.unit == unit,
                try store.closing(of: post, change.inForce) == nil
            else { throw Refusal("duty_post", "责任只能落到本单位没有撤销的岗位，请另选一个。") }
        }
        try write(&change)
        change.touches("clause:\(clause)")
        change.touches("unit:\(unit)")
        if let post { change.touches("post:\(post)") }
        change.note("任务 \(clause) 的责任\(post.map { "落到岗位 \($0)" } ?? "回到收文岗")")
        if let post {
            try Inbox.notify(
                subject: "clause:\(clause)", title: "任务 \(clause) \(task.title) 由本岗位承担", address: "/tasks/\(clause)",
                to: .post(post), in: &change)
        }
        return true
    }

    private func write(_ change: inout Change) throws {
        let key: [SQLValue] = [.text(clause), .text(unit)]
        if let post {
            try DutyStore.posts.put(key, [.text(post)], from: change.day, today: change.day, in: change.session)
        } else {
            try DutyStore.posts.clear(key, from: change.day, today: change.day, in: change.session)
        }
    }
}
