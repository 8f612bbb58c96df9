import LuoshiCore

/// What a case puts into the inbox of those who hold it, and what they are told about it.
struct CaseWork {
    private let file: CaseFile
    private var item: Case { file.item }

    init(_ file: CaseFile) { self.file = file }

    static func signingKind(_ seat: Int) -> String { "case.sign.\(seat)" }
    private static let kind = "case"
    private static let togetherKind = "case.together"

    /// Puts it before somebody who has to act; cases that are done together are one item.
    func put(at place: InboxAddress, seat: Int = 0, in change: inout Change) throws {
        if file.state.rests { return }
        guard file.state.isTogether else {
            let kind = file.state.approval == nil ? Self.kind : Self.signingKind(seat)
            try Inbox.put(
                NewInboxItem(
                    kind: kind, subject: item.subject,
                    title: "\(file.procedure.title)：\(item.title)（\(file.state.title)）",
                    address: item.address, to: place, due: item.dueOn.map { .day($0) }), in: &change)
            return
        }
        let subject = togetherSubject(at: place)
        guard try !Inbox.isOpen(kind: Self.togetherKind, subject: subject, in: change.reading) else { return }
        try Inbox.put(
            NewInboxItem(
                kind: Self.togetherKind, subject: subject, title: "\(file.procedure.title)：\(file.state.title)",
                address: address, to: place, due: item.dueOn.map { .day($0) }), in: &change)
    }

    /// Takes the present stay's work out of the inbox: whoever acted has done it, the others need not any more.
    func withdraw(in change: inout Change) throws {
        let store = CaseStore(change.session)
        for holder in try store.holders(of: item.id) where holder.stay == item.stay {
            if file.state.isTogether {
                guard try !store.holdsOthers(holder.at, than: item) else { continue }
                try Inbox.settle(kind: Self.togetherKind, subject: togetherSubject(at: holder.at), in: &change)
            } else {
                try Inbox.settle(kind: Self.signingKind(holder.seat), subject: item.subject, in: &change)
            }
        }
        if !file.state.isTogether { try Inbox.settle(kind: Self.kind, subject: item.subject, in: &change) }
    }

    /// A word to somebody about it; about cases that are done together one word, under a key.
    func tell(_ place: InboxAddress, _ what: String, _ key: String, in change: inout Change) throws {
        guard file.state.isTogether else {
            try Inbox.notify(
                subject: item.subject, title: "“\(item.title)”（\(file.procedure.title)）\(what)", address: item.address,
                to: place, in: &change)
            return
        }
        let subject = togetherSubject(at: place)
        try Inbox.notify(
            subject: subject, title: "“\(file.procedure.title)”有事项\(what)", address: address, to: place,
            once: "\(subject):\(key)", in: &change)
    }

    /// A word to the supervisor of what is overdue.
    func tellSupervisor(_ place: InboxAddress, in change: inout Change) throws {
        let due = item.dueOn.map(\.description) ?? ""
        guard file.state.isTogether else {
            try Inbox.notify(
                subject: item.subject, title: "逾期：\(file.procedure.title)“\(item.title)”停在“\(file.state.title)”",
                address: item.address, to: place, in: &change)
            return
        }
        let subject = "together:\(item.procedure):\(item.state)"
        try Inbox.notify(
            subject: subject, title: "逾期：“\(file.procedure.title)”有事项停在“\(file.state.title)”（期限 \(due)）",
            address: file.register.source == .planDuties
                ? "/duties" : "/cases?list=overdue&procedure=\(item.procedure)",
            to: place, once: "\(subject):\(place):\(due)", in: &change)
    }

    private func togetherSubject(at place: InboxAddress) -> String {
        "together:\(item.procedure):\(item.state):\(place.post.map { "post:\($0)" } ?? "account:\(place.account ?? "")")"
    }

    /// Where cases that are done together are done.
    private var address: String {
        if file.register.source == .planDuties, let unit = item.unit { return "/duties/\(unit)" }
        return "/cases?list=mine&procedure=\(item.procedure)"
    }
}
