import Database
import Foundation

/// A post changes hands on a day: the giver's time ends, the taker's begins, and a sheet says what passes.
package struct HandOver: Command {
    package static let name = "post.hand_over"
    package let post: String
    let from: String
    let to: String
    /// The first day the taker holds it.
    let day: Day
    let note: String

    package init(post: String, from: String, to: String, day: Day, note: String) {
        self.post = post
        self.from = from
        self.to = to
        self.day = day
        self.note = note
    }

    package var permission: Permission { "post.hand_over" }
    package func subjects(in reading: Reading) throws -> [Subject] { [try reading.subject(ofPost: post)] }
    package func locks(in reading: Reading) throws -> [LockKey] {
        [LockKey("post:\(post)"), LockKey("person:\(from)"), LockKey("person:\(to)")]
    }

    /// Returns the sheet's id.
    package func run(_ change: inout Change) throws -> String {
        guard let held = try PostStore(change.session).post(post, change.inForce) else {
            throw Refusal.notFound("岗位 \(post)")
        }
        guard from != to else { throw Refusal("handover_same", "交接双方是同一个人，请另选接任人。") }
        try endGiver(change)
        let sheet = try HandoverContent(change.reading).sheet(of: held)
        try PostTaking(post: post, person: to, from: day, until: nil, isActing: false).take(&change)
        try MandateStore(change.session).endDelegations(of: post, grantedBy: from, on: day)

        let id = UUID().uuidString.lowercased()
        try HandoverStore(change.session).insert(id, self, sheet, by: change)
        try ask(id, held, &change)
        change.touches("handover:\(id)")
        change.touches("person:\(from)")
        change.publish(PostHandedOver(handover: id, post: held))
        change.note("岗位“\(held.title)”自 \(day) 起由 \(from) 交 \(to)")
        return id
    }

    private func endGiver(_ change: Change) throws {
        let key: [SQLValue] = [.text(post), .text(from)]
        let stretches = try PostStore.holders.stretches(of: key, in: change.session)
        guard stretches.contains(where: { $0.from <= day && $0.until.map { $0 >= day } ?? true }) else {
            throw Refusal("handover_not_holder", status: 409, "交出人在 \(day) 前并不在这个岗位上，可能刚刚已经交接。请刷新页面查看。")
        }
        try PostStore.holders.clear(key, from: day, today: change.day, in: change.session)
    }

    /// The taker is asked to confirm; the unit's head hears of it.
    private func ask(_ id: String, _ held: Post, _ change: inout Change) throws {
        let accounts = try PersonStore(change.session).accounts(of: to)
        try Inbox.put(
            NewInboxItem(
                kind: "handover.confirm", subject: "handover:\(id)", title: "核对并确认交接单：\(held.title)",
                address: "/handovers/\(id)", to: accounts.first.map { .account($0.id) } ?? .post(post),
                due: .workingDays(3)), in: &change)
        let head = try PostStore(change.session).posts(of: held.unit, change.inForce).first { $0.kind == .head }
        guard let head, head.id != post, !change.standing.posts.contains(head.id) else { return }
        try Inbox.notify(
            subject: "handover:\(id)", title: "\(held.title)自 \(day) 起换人，交接单已生成", address: "/handovers/\(id)",
            to: .post(head.id), in: &change)
    }
}
