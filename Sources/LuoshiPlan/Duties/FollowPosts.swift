import Database
package import LuoshiCore

extension EventHandler {
    /// Duties of a closed post go to the one it was closed in favour of; without one the closing is refused.
    package static let passDuties = EventHandler("pass-duties", on: PostClosed.self) { event, change in
        let duties = try DutyStore(session: change.session).duties(of: event.post.id, change.inForce)
        guard let successor = event.successor else {
            guard duties.isEmpty else {
                throw Refusal("post_has_duties", "这个岗位还承担 \(duties.count) 项任务责任，请先选定接手的岗位再撤销。")
            }
            return
        }
        for duty in duties {
            try DutyStore.posts.put(
                [.text(duty.clause), .text(duty.unit)], [.text(successor)], from: change.day, today: change.day,
                in: change.session)
            change.touches("clause:\(duty.clause)")
        }
    }

    /// The duties that pass with a post stand first on its handover sheet.
    package static let listDuties = EventHandler("list-duties", on: PostHandedOver.self) { event, change in
        guard let view = try PlanView(in: change.reading) else { return }
        let duties = try DutyPosts(change.reading).clauses(of: event.post, in: view)
        try HandoverStore(change.session).add(DutySection(duties, in: view.plan).section, to: event.handover)
    }
}

/// Duties as lines of a handover sheet.
package struct DutySection {
    package let section: HandoverSheet.Section

    package init(_ duties: [Duty], in plan: Plan) {
        self.init(duties.map { ($0, plan.clause($0.clause)?.title ?? "") })
    }

    package init(_ duties: [(duty: Duty, title: String)]) {
        let lines = duties.map { duty, title in
            HandoverSheet.Line(
                text: "\(duty.clause) \(title)", detail: duty.role.title, address: "/tasks/\(duty.clause)")
        }
        section = HandoverSheet.Section(title: "承担的任务责任", lines: lines)
    }
}
