extension EventHandler {
    /// After each command: whoever watches what it touched gets a notice, once a day, where they may read the page.
    package static func tellWatchers(_ kinds: [WatchKind]) -> EventHandler {
        let byPrefix = Dictionary(uniqueKeysWithValues: kinds.map { ($0.prefix, $0) })
        return EventHandler(after: "tell-watchers") { change in
            let touched = change.auditSubjects.filter { subject in
                subject.split(separator: ":").first.map { byPrefix[String($0)] != nil } ?? false
            }
            guard !touched.isEmpty else { return }
            for (account, watched) in try WatchStore(session: change.session).watchers(of: touched, change.inForce) {
                guard account != change.standing.account,
                    let kind = watched.subject.split(separator: ":").first.flatMap({ byPrefix[String($0)] })
                else { continue }
                try tell(account, watched, kind, &change)
            }
        }
    }

    private static func tell(_ account: String, _ watched: Watched, _ kind: WatchKind, _ change: inout Change) throws {
        let id = String(watched.subject.dropFirst(kind.prefix.count + 1))
        let standing = try StandingStore(change.session).standing(of: .account(account), on: change.moment)
        let decision = change.reading.rights.decide(
            kind.permission, on: [kind.subject(id)], for: standing, writing: false)
        guard decision.isAllowed else { return }
        try Inbox.insert(
            NewInboxItem(
                kind: "watch", subject: watched.subject, title: "您关注的“\(watched.title)”有变动",
                address: watched.address, to: .account(account)),
            isNotice: true, id: "watch:\(account):\(watched.subject):\(change.day)", in: &change)
    }
}
