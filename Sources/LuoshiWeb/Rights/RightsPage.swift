import Hummingbird
import LuoshiCore

extension Site {
    /// `/rights?who=kjj&may=audit.read&unit=451082`: may they, and why; and all roles in words.
    func rights(_ request: Request, _ context: SiteContext) async throws -> Response {
        let layout = try await layout("权限", .rights, context)
        let roles = try await ask(RolesInWords(), context)
        let mayAsk = try await door.decision("right.read", on: .city, for: context.actor, writing: false).isAllowed
        var form: RightsQuestion?
        if mayAsk {
            let asked = request.uri.queryParameters
            let question = RightsQuestion(
                units: try await ask(AllUnits(), context), who: String(asked.get("who") ?? ""),
                may: String(asked.get("may") ?? ""), unit: String(asked.get("unit") ?? ""),
                isWriting: asked.get("do") == "write", explanation: nil)
            form = question
            if !question.who.isEmpty {
                let query = MayThey(
                    question.who, may: Permission(question.may), on: question.unit.isEmpty ? nil : question.unit,
                    writing: question.isWriting)
                form?.explanation = .some(try await ask(query, context))
            }
        }
        return layout.response(RightsPage(roles: roles, form: form).body)
    }
}

/// The roles of the package, and the question for those who may ask about others.
struct RightsPage {
    let roles: [RoleSheet]
    let form: RightsQuestion?

    var body: HTML {
        let cards = roles.map { role -> HTML in
            """
            <details class="card"><summary><h2>\(role.title)\(role.isAccess ? " <span class=\"note\">只凭授权书</span>" as HTML : nil) <span class="note">\(role.grants.count) 条规则</span></h2></summary>\(GrantList(grants: role.grants).body)</details>
            """
        }
        return """
            \(form?.body ?? "<h1>\(roles.count) 个角色各能做什么</h1>")
            <p class="sub">没有写明的一律不允许。规则在方案配置的 roles.yaml 里，改动要由人采用后才生效。</p>
            \(form == nil ? nil : "<h2>\(roles.count) 个角色</h2>" as HTML)\(cards)
            """
    }
}

/// The form "may X do Y on Z" with its answer.
struct RightsQuestion {
    let units: [Unit]
    let who: String
    let may: String
    let unit: String
    let isWriting: Bool
    /// Outer nil: nothing was asked; inner nil: nobody has that login.
    var explanation: Explanation??

    var body: HTML {
        let groups = PermissionTitle.groups.compactMap { group -> HTML? in
            let these = PermissionTitle.all.filter { PermissionTitle.group(of: $0.name) == group.key }
            guard !these.isEmpty else { return nil }
            let options = these.map {
                "<option value=\"\($0.name)\"\("selected", if: may == $0.name)>\(PermissionTitle.of($0))</option>"
                    as HTML
            }
            return "<optgroup label=\"\(group.title)\">\(options)</optgroup>"
        }
        let places = units.map {
            "<option value=\"\($0.id)\"\("selected", if: unit == $0.id)>\($0.shortName)</option>" as HTML
        }
        return """
            <h1>\(headline)</h1>\(answer)
            <form class="card narrow-form" action="/rights"><h2>谁能做什么，为什么</h2>
            <label class="form-label" for="who">登录名</label><input class="form-control" id="who" name="who" value="\(who)" required autocapitalize="none" autocomplete="off">
            <label class="form-label" for="may">做什么</label><select class="form-select" id="may" name="may">\(groups)</select>
            <label class="form-label" for="unit">谁的事</label><select class="form-select" id="unit" name="unit"><option value="">全市的事，或其本人的事</option>\(places)</select>
            <label class="form-label" for="do">查看还是办理</label><select class="form-select" id="do" name="do"><option value="read">查看</option><option value="write"\("selected", if: isWriting)>办理（会改动）</option></select>
            <button class="btn btn-primary">看答案</button><p class="note">查询别人的权限会留痕，本人看得到。</p></form>
            """
    }

    private var headline: String {
        guard let asked = explanation else { return "谁能做什么，为什么" }
        guard let found = asked else { return "没有登录名是“\(who)”的账号" }
        let place = units.first { $0.id == unit }.map { "（\($0.shortName)）" } ?? ""
        return "\(found.name)\(found.decision.isAllowed ? "可以" : "不可以")\(PermissionTitle.of(Permission(may)))\(place)"
    }

    private var answer: HTML? {
        guard let asked = explanation, let found = asked else { return nil }
        return """
            <section class="card"><p>\(found.reason)。\(found.helpers.isEmpty ? "" : "有这项权限的是\(found.helpers.joined(separator: "、"))。")</p>\
            <p><a href="\(url: "/people/\(found.person)/rights")">\(found.name)今天的全部权限</a></p></section>
            """
    }
}
