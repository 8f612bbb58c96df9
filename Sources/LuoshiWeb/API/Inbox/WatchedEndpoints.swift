import HTTPTypes
import LuoshiCore

extension Endpoint {
    /// What whoever asks wants to be told of.
    static let watches: [Endpoint] = [
        .list("/me/watches", "我关注的", "watch.read", ask: { MyWatches(account: try $0.account()) }) { watched, call in
            try call.page(watched, by: \.subject, WatchedAnswer.init)
        },
        .change(
            .post, "/me/watches", "关注一个目标、条款或单位", "watch.add", status: 201,
            command: { (body: WatchBody, call) in
                let parts = body.subject.text.split(separator: ":", maxSplits: 1).map(String.init)
                guard parts.count == 2, let kind = Site.watchKinds.first(where: { $0.prefix == parts[0] }) else {
                    throw Refusal.notFound("要关注的内容")
                }
                return WatchSubject(account: try call.account(), kind: kind, id: parts[1])
            }, answer: { done, _ in DoneAnswer(done: done) }),
        .change(
            .delete, "/me/watches/{subject}", "不再关注", "watch.remove",
            command: { (_: NoBody, call) in
                UnwatchSubject(account: try call.account(), subject: try call.path("subject"))
            }, answer: { done, _ in DoneAnswer(done: done) }),
    ]
}

/// What to watch: `target:T03`, `clause:2.3.4`, `unit:451082`.
struct WatchBody: Codable, Sendable {
    let subject: WatchSubjectText
}

/// A subject that can be watched.
struct WatchSubjectText: PlainText {
    let text: String

    static let rule = TextRule(pattern: "^(target|clause|unit):[A-Za-z0-9._-]{1,60}$", example: "target:T03")
}

/// Something watched; `address` is its page on this site.
struct WatchedAnswer: Codable, Sendable {
    let subject: String
    let title: String
    let address: String
    let since: Day

    init(_ watched: Watched) {
        subject = watched.subject
        title = watched.title
        address = watched.address
        since = watched.since
    }
}
