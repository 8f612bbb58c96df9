import HTTPTypes
import LuoshiCore

extension Endpoint {
    /// What lies before whoever asks, and what they do with it.
    static let inbox: [Endpoint] =
        [
            .list(
                "/inbox", "我的待办；list 指明哪一栏，不写是 open", "inbox.read",
                parameters: [.choice("list", "哪一栏", InboxTab.self)],
                ask: { call in
                    let page = try call.pageRequest()
                    let tab = call.text("list").flatMap(InboxTab.init(rawValue:)) ?? .open
                    return MyInbox(account: try call.account(), tab: tab, after: page.after?.key, limit: page.limit)
                }
            ) { page, call in
                Page(page.rows.map(InboxRowAnswer.init), next: page.next.map { Cursor(list: call.list, key: $0) })
            },
            .one("/inbox/{id}", "一件待办和它的经过", "inbox.read", .inboxItem),
            .list("/unreceived", "无人接收的待办", "inbox.unreceived", ask: { _ in UnreceivedItems() }) { rows, call in
                try call.page(rows, by: { "\($0.item.createdOn) \($0.item.id)" }, InboxRowAnswer.init)
            },
            .list("/delegation-choices", "可以转办给谁", "inbox.read", ask: { _ in DelegationChoices() }) { choices, call in
                try call.page(choices.map(DelegationChoiceAnswer.init), by: \.key) { $0 }
            },
            .change(
                .post, "/inbox/{id}/reading", "记下已打开", "inbox.read",
                command: { (_: NoBody, call) in ReadItem(try call.path("id")) },
                answer: { done, _ in DoneAnswer(done: done) }),
            .change(
                .post, "/inbox/{id}/delegation", "转办给另一岗位或另一人", "inbox.act", provided: .changed(.inboxItem),
                command: { (body: DelegationBody, call) in
                    DelegateItem(
                        item: try call.path("id"), to: try body.address, note: body.note?.text ?? "",
                        due: body.due.map(DueTime.day))
                }, answer: { done, _ in DoneAnswer(done: done) }),
            .change(
                .post, "/inbox/{id}/return", "退回给转办的人", "inbox.act", provided: .changed(.inboxItem),
                command: { (body: ReturnBody, call) in ReturnItem(item: try call.path("id"), note: body.note.text) },
                answer: { done, _ in DoneAnswer(done: done) }),
            .change(
                .post, "/inbox-acknowledgements", "知悉一批通知", "inbox.act",
                command: { (body: NoticesBody, _) in AcknowledgeNotices(body.notices.map(\.text)) },
                answer: { closed, _ in AcknowledgedAnswer(closed: closed) }),
        ] + watches
}

extension Resource where Q == InboxItemByID, Answer == InboxItemAnswer {
    /// The item that the path names.
    static var inboxItem: Resource {
        Resource(ask: { InboxItemByID(try $0.path("id")) }) { item, _ in InboxItemAnswer(try item.found("这件待办")) }
    }
}

/// To whom an item is sent on: a post or an account, exactly one; `due` is its own day.
struct DelegationBody: Codable, Sendable {
    let post: KeyText?
    let account: KeyText?
    let note: WordsText?
    let due: Day?

    var address: InboxAddress {
        get throws {
            switch (post, account) {
            case (let post?, nil): return .post(post.text)
            case (nil, let account?): return .account(account.text)
            default: throw BodyRefusal(faults: [BodyFault(pointer: "", detail: "post 和 account 须写一项，只能写一项")])
            }
        }
    }
}

/// Why an item is handed back.
struct ReturnBody: Codable, Sendable {
    let note: WordsText
}

/// Notices to be taken note of, at most two hundred.
struct NoticesBody: Codable, Sendable {
    let notices: [KeyText]
}

/// How many notices were still open.
struct AcknowledgedAnswer: Codable, Sendable {
    let closed: Int
}
