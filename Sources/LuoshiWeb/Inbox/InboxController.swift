import Foundation
import Hummingbird
import LuoshiCore
import LuoshiPlan

extension Site {
    /// Everything that can be watched.
    static let watchKinds = WatchKind.core + WatchKind.plan

    /// `/inbox?tab=done`: what lies before the reader.
    func inbox(_ request: Request, _ context: SiteContext) async throws -> Response {
        let tab = request.uri.queryParameters["tab"].map(String.init) ?? "open"
        return try await inboxPage(
            tab, after: request.uri.queryParameters["after"].map(String.init), context, fault: nil)
    }

    /// `/inbox/…`: one item and all it has been through. Opening it marks it as read.
    func inboxItem(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await itemPage(context.parameters.require("id"), context, fault: nil, entered: [:])
    }

    func delegateItem(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let id = try context.parameters.require("id")
        return try await again(form) {
            let due = try form.day("due", "期限")
            let command = DelegateItem(
                item: id, to: try form.address("to"), note: form.text("note"), due: due.map(DueTime.day))
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
            return .redirect(to: "/inbox?tab=delegated", type: .normal)
        } page: {
            try await itemPage(id, context, fault: $0, entered: form.fields)
        }
    }

    func returnItem(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let id = try context.parameters.require("id")
        return try await again(form) {
            _ = try await door.perform(
                ReturnItem(item: id, note: form.text("why")), as: context.actor, key: form.requestKey)
            return .redirect(to: "/inbox", type: .normal)
        } page: {
            try await itemPage(id, context, fault: $0, entered: form.fields)
        }
    }

    func acknowledgeNotices(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let chosen = form.fields.keys.filter { $0.hasPrefix("notice-") }.map { String($0.dropFirst(7)) }.sorted()
        return try await again(form) {
            _ = try await door.perform(AcknowledgeNotices(chosen), as: context.actor, key: form.requestKey)
            return .redirect(to: "/inbox?tab=notices", type: .normal)
        } page: {
            try await inboxPage("notices", after: nil, context, fault: $0)
        }
    }

    /// Starts watching a subject (`target:T03`) and shows all that is watched.
    func watch(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        guard let account = context.session?.account else { throw Refusal("sign_in_required", status: 401, "请先登录。") }
        let parts = form.text("subject").split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, let kind = Self.watchKinds.first(where: { $0.prefix == parts[0] }) else {
            throw Refusal.notFound("要关注的内容")
        }
        let command = WatchSubject(account: account, kind: kind, id: parts[1])
        _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        return .redirect(to: "/inbox?tab=watched", type: .normal)
    }

    func unwatch(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let command = UnwatchSubject(account: context.session?.account ?? "", subject: form.text("subject"))
        _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        return .redirect(to: "/inbox?tab=watched", type: .normal)
    }

    /// `/unreceived`: open work that nobody gets.
    func unreceived(_ request: Request, _ context: SiteContext) async throws -> Response {
        let rows = try await ask(UnreceivedItems(), context)
        let layout = try await layout("无人接收", .posts, context)
        return layout.response(UnreceivedPage(rows: rows).body)
    }

    private func inboxPage(
        _ tab: String, after: String?, _ context: SiteContext, fault: String?
    ) async throws -> Response {
        let account = context.session?.account ?? ""
        var page = InboxListPage(tab: InboxTab(rawValue: tab), fault: fault)
        if let listed = page.tab {
            let found = try await ask(MyInbox(account: account, tab: listed, after: after), context)
            (page.rows, page.next) = (found.rows, found.next)
        } else {
            page.watched = try await ask(MyWatches(account: account), context)
        }
        let layout = try await layout("待办", nil, context)
        page.openItems = layout.viewer?.openItems ?? 0
        page.unit = layout.viewer?.unit
        page.csrf = layout.csrf ?? ""
        return layout.response(page.body, status: fault == nil ? .ok : .unprocessableContent)
    }

    private func itemPage(
        _ id: String, _ context: SiteContext, fault: String?, entered: [String: String]
    ) async throws -> Response {
        guard let detail = try await ask(InboxItemByID(id), context) else { throw Refusal.notFound("这件待办") }
        if context.past == nil, !detail.isRead {
            _ = try await door.perform(ReadItem(id), as: context.actor)
        }
        let layout = try await layout("待办", nil, context)
        let choices = detail.mayAct && context.past == nil ? try await ask(DelegationChoices(), context) : []
        let page = InboxItemPage(
            detail: detail, choices: choices, csrf: layout.csrf ?? "", fault: fault, entered: entered)
        return layout.response(page.body, status: fault == nil ? .ok : .unprocessableContent)
    }

    /// Does it, or shows the page again with what was typed and what is wrong with it.
    func again(
        _ form: Form, _ work: () async throws -> Response, page: (String) async throws -> Response
    ) async throws -> Response {
        do { return try await work() } catch let refusal as Refusal where ![401, 403, 404].contains(refusal.status) {
            return try await page(refusal.message)
        }
    }
}

extension Form {
    /// A day of a field; nil where it is empty, refused where it is no day.
    func day(_ name: String, _ title: String) throws -> Day? {
        let text = text(name)
        guard !text.isEmpty else { return nil }
        guard let day = Day(text) else { throw Refusal("day_unreadable", "“\(title)”应写成 2022-08-05 的样子。") }
        return day
    }

    /// A day that must be there.
    func requiredDay(_ name: String, _ title: String) throws -> Day {
        guard let day = try day(name, title) else { throw Refusal("day_missing", "请填写“\(title)”。") }
        return day
    }

    /// `post:…` or `account:…`.
    func address(_ name: String) throws -> InboxAddress {
        let text = text(name)
        if text.hasPrefix("post:") { return .post(String(text.dropFirst(5))) }
        if text.hasPrefix("account:") { return .account(String(text.dropFirst(8))) }
        throw Refusal("inbox_no_taker", "请选择转给哪个岗位或哪个人。")
    }
}
