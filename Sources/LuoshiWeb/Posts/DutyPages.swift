import Hummingbird
import LuoshiCore
import LuoshiPlan

extension Site {
    /// `/units/451082/duties/2.3.4`: which post of a unit carries its duty in a task.
    func duty(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await dutyPage(context, fault: nil)
    }

    func assignDuty(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let (unit, clause) = (try context.parameters.require("id"), try context.parameters.require("path"))
        return try await again(form) {
            let post = form.text("post")
            let command = AssignDuty(clause: clause, unit: unit, post: post.isEmpty ? nil : post)
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
            return .redirect(to: "/units/\(unit)/duties/\(clause)", type: .normal)
        } page: {
            try await dutyPage(context, fault: $0)
        }
    }

    private func dutyPage(_ context: SiteContext, fault: String?) async throws -> Response {
        let (unit, clause) = (try context.parameters.require("id"), try context.parameters.require("path"))
        guard let detail = try await ask(DutyOfUnit(clause: clause, unit: unit), context) else {
            throw Refusal.notFound("这个单位在 \(clause) 的责任")
        }
        let layout = try await layout("责任岗位", .units, context)
        let page = DutyPage(detail: detail, csrf: layout.csrf ?? "", fault: fault)
        return layout.response(page.body, status: fault == nil ? .ok : .unprocessableContent)
    }
}

/// Who carries a unit's duty in a task, and who carried it.
struct DutyPage {
    let detail: DutyDetail
    let csrf: String
    let fault: String?

    var body: HTML {
        """
        <p class="crumb"><a href="\(url: "/units/\(detail.unit.id)")">\(detail.unit.shortName)</a> › <a href="\(url: "/tasks/\(detail.clause.path)")"><span class="path">\(detail.clause.path)</span> \(detail.clause.title)</a></p>
        <h1>\(detail.now.words)</h1>
        <p class="sub">\(detail.now.isAssigned ? "由本单位指定到岗位。" : "没有另行指定，由收文岗承担。")</p>
        \(fault.map { "<p class=\"alert alert-danger\" role=\"alert\">\($0)</p>" as HTML })
        \(history)\(detail.mayAssign ? form : nil)
        """
    }

    private var history: HTML {
        guard !detail.history.isEmpty else { return .empty }
        let rows = detail.history.map { post, from, until -> HTML in
            "<tr><th scope=\"row\">\(post.title)</th><td data-label=\"起\">\(from)</td><td data-label=\"止\">\(until.map { $0.adding(days: -1).description } ?? "至今")</td></tr>"
        }
        return """
            <section class="card"><h2>指定记录</h2><table class="table"><thead><tr><th scope="col">岗位</th><th scope="col">起</th><th scope="col">止</th></tr></thead><tbody>\(rows)</tbody></table></section>
            """
    }

    private var form: HTML {
        let options = detail.posts.filter { $0.kind != .receiving }.map { post -> HTML in
            "<option value=\"\(post.id)\"\("selected", if: post.id == detail.now.post?.id)>\(post.title)</option>"
        }
        return """
            <section class="card narrow-form act"><h2>指定责任岗位</h2><form method="post" action="/units/\(detail.unit.id)/duties/\(detail.clause.path)">\(Layout.formFields(csrf))
            <label class="form-label" for="post">岗位</label><select class="form-select" id="post" name="post"><option value="">收文岗（默认）</option>\(options)</select>
            <button class="btn btn-primary">保存</button></form></section>
            """
    }
}

extension DutyPost {
    /// 收文岗 张三；收文岗空缺，由主要负责人李四承担.
    var words: HTML {
        guard let post else { return "没有收文岗，无人接收" }
        let names = answering.map { $0.isActing ? "\($0.personName)（代理）" as HTML : "\($0.personName)" as HTML }
        switch receiver {
        case .holders: return "\(post.title) \(names, separator: "、")"
        case .head: return "\(post.title)空缺，由主要负责人\(names, separator: "、")承担"
        case .nobody: return "\(post.title)和主要负责人都空缺"
        }
    }
}
