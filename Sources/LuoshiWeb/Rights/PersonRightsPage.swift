import Hummingbird
import LuoshiCore

extension Site {
    /// `/people/p-li/rights`: what a person may do today, since when and by whom.
    func personRights(_ request: Request, _ context: SiteContext) async throws -> Response {
        let id = try context.parameters.require("id")
        guard let rights = try await ask(RightsOfPerson(id), context) else { throw Refusal.notFound("这个人") }
        let layout = try await layout("\(rights.name)的权限", .rights, context)
        return layout.response(PersonRightsPage(rights: rights, isOwn: false).body)
    }

    /// `/me/rights`: the same about oneself.
    func myRights(_ request: Request, _ context: SiteContext) async throws -> Response {
        let layout = try await layout("我的权限", nil, context)
        guard let person = try await ask(MyPerson(), context),
            let rights = try await ask(RightsOfPerson(person), context)
        else { throw Refusal.notFound("您的账号") }
        return layout.response(PersonRightsPage(rights: rights, isOwn: true).body)
    }
}

/// Each capacity with what it lets a person do.
struct PersonRightsPage {
    let rights: PersonRights
    let isOwn: Bool

    var body: HTML {
        let posts = rights.footings.count { $0.capacity.isOwn }
        let mandates = rights.footings.count - posts
        return """
            <h1>\(isOwn ? "您" : rights.name)\(rights.isLocked ? "的账号已锁定，不能登录" : "担任 \(posts) 个岗位\(mandates > 0 ? "，另有 \(mandates) 项授权" : "")")</h1>
            <p class="sub">登录名 \(rights.login)\(rights.unitName.map { "　\($0)" } ?? "")。权限来自岗位和授权，没有写明的都不允许。\(isOwn ? "" : "您查看了这一页，本人会看到。")</p>
            \(isOwn ? MyPages.links(current: "/me/rights") : nil)
            \(rights.footings.map(card))
            <section class="card"><h2>任何登录的人</h2>\(GrantList(grants: rights.everybodys).body)</section>
            """
    }

    private func card(_ footing: PersonRights.Footing) -> HTML {
        let roles = footing.capacity.roles.sorted().map { rights.roleTitles[$0] ?? $0 }
        let until = footing.until.map { "至 \($0.adding(days: -1).inWords)" } ?? "至今"
        let limits =
            (footing.capacity.isReadOnly ? ["只供查阅"] : [])
            + (footing.capacity.patterns.map { patterns in
                ["只限：\(patterns.map { PermissionTitle.of(Permission($0)) }.joined(separator: "、"))"]
            } ?? [])
        return """
            <section class="card"><h2>\(footing.unitName)　\(footing.capacity.title)</h2>
            <p class="note">\(footing.from.inWords)\(until)\(footing.givenBy.map { "，由\($0)" } ?? "")\(footing.givenOn.map { "于 \($0.inWords)办理" } ?? "")。\
            \(roles.isEmpty ? "这个岗位没有角色。" : "角色：\(roles.joined(separator: "、"))。")\(limits.joined(separator: "；"))</p>
            \(footing.grants.isEmpty ? nil : GrantList(grants: footing.grants, limits: footing.capacity.patterns).body)</section>
            """
    }
}

/// Rules in words: what may be done, how far, and the line that says so; what one line grants stands in one row.
struct GrantList {
    let grants: [Grant]
    /// Where a power is limited to some permissions: their patterns.
    var limits: [String]?

    var body: HTML {
        let rows = lines.map { line -> HTML in
            let grant = line[0]
            let titles = line.flatMap { self.titles(of: $0) }
            return """
                <tr><th scope="row">\(titles.joined(separator: "、"))</th>\
                <td data-label="范围">\(grant.scope.title)\(grant.states.map { "，限\($0.sorted().joined(separator: "、"))" } ?? "")</td>\
                <td data-label="依据" class="note">\(grant.place)　\(line.map(\.pattern).joined(separator: " "))</td></tr>
                """
        }
        return """
            <table class="table rights"><thead><tr><th scope="col">可以</th><th scope="col">范围</th><th scope="col">依据</th></tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    /// Grants of one line of the file together, in its order.
    private var lines: [[Grant]] {
        grants.filter { !titles(of: $0).isEmpty }.reduce(into: []) { lines, grant in
            if let last = lines.last?.first, last.line == grant.line, last.scope == grant.scope {
                lines[lines.count - 1].append(grant)
            } else {
                lines.append([grant])
            }
        }
    }

    private func titles(of grant: Grant) -> [String] {
        PermissionTitle.covered(by: grant.pattern).filter { permission in
            limits?.contains { permission.isCovered(by: $0) } ?? true
        }.map { PermissionTitle.of($0) }
    }
}
