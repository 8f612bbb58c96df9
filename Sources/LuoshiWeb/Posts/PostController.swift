import Hummingbird
import LuoshiCore
import LuoshiPlan

extension Site {
    /// `/posts`: who holds what, over all units; `?vacant=1` only the vacancies.
    func posts(_ request: Request, _ context: SiteContext) async throws -> Response {
        let vacant = request.uri.queryParameters["vacant"] == "1"
        let after = request.uri.queryParameters["after"].map(String.init)
        let found = try await ask(PostDirectory(vacantOnly: vacant, after: after), context)
        let layout = try await layout("岗位", .posts, context)
        let lost = try await door.decision("inbox.unreceived", on: .city, for: context.actor, writing: false)
        return layout.response(
            PostDirectoryList(page: found, vacantOnly: vacant, mayListLost: lost.isAllowed).body)
    }

    /// `/units/451082/posts`: a unit's posts.
    func unitPosts(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await unitPostsPage(context, fault: nil, entered: "")
    }

    func createPost(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let unit = try context.parameters.require("id")
        return try await again(form) {
            let command = CreatePost(unit: unit, title: form.text("title"))
            let id = try await door.perform(command, as: context.actor, key: form.requestKey)
            return .redirect(to: "/posts/\(id)", type: .normal)
        } page: {
            try await unitPostsPage(context, fault: $0, entered: form.text("title"))
        }
    }

    private func unitPostsPage(_ context: SiteContext, fault: String?, entered: String) async throws -> Response {
        let id = try context.parameters.require("id")
        guard let found = try await ask(PostsOfUnit(id), context) else { throw Refusal.notFound("单位 \(id)") }
        let layout = try await layout("\(found.unit.shortName)的岗位", .units, context)
        let page = UnitPostsPage(found: found, csrf: layout.csrf ?? "", fault: fault, entered: entered)
        return layout.response(page.body, status: fault == nil ? .ok : .unprocessableContent)
    }

    /// `/posts/451082/receiving`: one post.
    func post(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await postPage(context, fault: nil)
    }

    /// One of the forms on a post's page.
    func changePost(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let post = try context.postID()
        let act = try context.parameters.require("act")
        return try await again(form) {
            try await perform(act, on: post, form, context)
            return .redirect(to: "/posts/\(post)", type: .normal)
        } page: {
            try await postPage(context, fault: $0)
        }
    }

    private func perform(_ act: String, on post: String, _ form: Form, _ context: SiteContext) async throws {
        let (actor, key, person) = (context.actor, form.requestKey, form.text("person"))
        switch act {
        case "rename":
            _ = try await door.perform(RenamePost(post: post, title: form.text("title")), as: actor, key: key)
        case "close":
            let successor = form.text("successor")
            let command = ClosePost(post: post, successor: successor.isEmpty ? nil : successor)
            _ = try await door.perform(command, as: actor, key: key)
        case "roles":
            let roles = form.fields.keys.filter { $0.hasPrefix("role-") }.map { String($0.dropFirst(5)) }.sorted()
            _ = try await door.perform(SetPostRoles(post: post, roles: roles), as: actor, key: key)
        case "lines":
            let lines = form.text("lines").split(whereSeparator: { $0.isWhitespace || "、，,".contains($0) })
            _ = try await door.perform(SetPostLines(post: post, lines: lines.map(String.init)), as: actor, key: key)
        case "take":
            let command = TakePost(
                post: post, person: person, from: try form.requiredDay("from", "起始日期"),
                until: try form.day("last", "最后一天")?.adding(days: 1))
            _ = try await door.perform(command, as: actor, key: key)
        case "act":
            let command = ActFor(
                post: post, person: person, from: try form.requiredDay("from", "起始日期"),
                until: try form.requiredDay("last", "最后一天").adding(days: 1))
            _ = try await door.perform(command, as: actor, key: key)
        case "leave":
            let command = LeavePost(post: post, person: person, on: try form.requiredDay("on", "离开日期"))
            _ = try await door.perform(command, as: actor, key: key)
        default: throw Refusal.notFound("这个操作")
        }
    }

    private func postPage(_ context: SiteContext, fault: String?) async throws -> Response {
        let id = try context.postID()
        guard let detail = try await ask(PostByID(id), context) else { throw Refusal.notFound("岗位 \(id)") }
        let mayPlan = try await door.decision("plan.read", on: .city, for: context.actor, writing: false).isAllowed
        let duties = mayPlan ? try await ask(DutiesOfPost(id), context) : []
        let layout = try await layout(detail.line.post.title, .units, context)
        let page = PostPage(
            detail: detail, duties: duties, today: context.past ?? information.clock.moment().day,
            csrf: layout.csrf ?? "", fault: fault, mayAudit: layout.viewer?.may("audit.read") == true)
        return layout.response(page.body, status: fault == nil ? .ok : .unprocessableContent)
    }
}

extension SiteContext {
    /// The post of the address: `/posts/451082/receiving`, or one without a unit before it.
    func postID() throws -> String {
        let id = try parameters.require("id")
        return parameters.get("part").map { "\(id)/\($0)" } ?? id
    }
}
