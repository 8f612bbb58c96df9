import LuoshiCore
import LuoshiPlan

/// A post: what it is called, and in which unit.
struct PostSummary: Codable, Sendable {
    let id: String
    let unit: String
    let kind: PostKind
    let title: String

    init(_ post: Post) {
        id = post.id
        unit = post.unit
        kind = post.kind
        title = post.title
    }
}

/// Somebody who holds a post; `until` is the first day they no longer do.
struct HoldingAnswer: Codable, Sendable {
    let post: String
    let person: String
    let personName: String
    let isActing: Bool
    let from: Day
    let until: Day?

    init(_ holding: Holding) {
        post = holding.post
        person = holding.person
        personName = holding.personName
        isActing = holding.isActing
        from = holding.from
        until = holding.until
    }
}

/// Who gets what is addressed to a post: its holders, the unit's head, or nobody; `post` is the one they hold.
struct ReceiverAnswer: Codable, Sendable {
    enum Who: String, Codable, Sendable, CaseIterable { case holders, head, nobody }

    let who: Who
    let post: String?

    init(_ receiver: Receiver) {
        post = receiver.post
        who =
            switch receiver {
            case .holders: .holders
            case .head: .head
            case .nobody: .nobody
            }
    }
}

/// A post of a list.
struct PostLineAnswer: Codable, Sendable {
    let post: PostSummary
    let holders: [HoldingAnswer]
    let receiver: ReceiverAnswer
    let roleTitles: [String]
    let openItems: Int

    init(_ line: PostLine) {
        post = PostSummary(line.post)
        holders = line.holders.map(HoldingAnswer.init)
        receiver = ReceiverAnswer(line.receiver)
        roleTitles = line.roleTitles
        openItems = line.openItems
    }
}

/// A post with everybody who holds, held or will hold it, latest first; without what lies at it.
struct PostAnswer: Codable, Sendable {
    struct ClosingAnswer: Codable, Sendable {
        let from: Day
        let successor: String?
    }

    let post: PostSummary
    let holders: [HoldingAnswer]
    let receiver: ReceiverAnswer
    let history: [HoldingAnswer]
    let roles: [String]
    let lines: [String]
    let closing: ClosingAnswer?
    /// Sheets of its handovers, latest first.
    let handovers: [String]

    init(_ detail: PostDetail) {
        post = PostSummary(detail.line.post)
        holders = detail.line.holders.map(HoldingAnswer.init)
        receiver = ReceiverAnswer(detail.line.receiver)
        history = detail.history.map(HoldingAnswer.init)
        roles = detail.roles
        lines = detail.lines
        closing = detail.closing.map { ClosingAnswer(from: $0.from, successor: $0.successor?.id) }
        handovers = detail.handovers.map(\.id)
    }
}

/// A clause whose duty a post carries.
struct CarriedDutyAnswer: Codable, Sendable {
    let clause: String
    let title: String
    let role: DutyRole
    let name: String

    init(_ duty: Duty, title: String) {
        clause = duty.clause
        self.title = title
        role = duty.role
        name = duty.name
    }
}
