import LuoshiCore

/// A unit's posts, vacancies first.
struct UnitPostsPage {
    let found: UnitPosts
    let csrf: String
    let fault: String?
    let entered: String

    var body: HTML {
        let vacant = found.posts.count { $0.isVacant }
        return """
            <p class="crumb"><a href="\(url: "/units/\(found.unit.id)")">\(found.unit.shortName)</a></p>
            <h1>\(found.posts.count) 个岗位\(vacant == 0 ? "，都有人" : "，\(vacant) 个空缺" as HTML)</h1>
            <p class="sub">责任和待办跟着岗位走：换人不丢事；岗位空缺时由主要负责人承担。</p>
            <section class="card">\(PostTable(lines: found.posts, units: nil).body)</section>
            \(found.mayCreate ? form : nil)
            """
    }

    private var form: HTML {
        """
        <section class="card narrow-form act"><h2>设立岗位</h2>\(fault.map { "<p class=\"alert alert-danger\" role=\"alert\" id=\"fault\">\($0)</p>" as HTML })
        <form method="post" action="/units/\(found.unit.id)/posts">\(Layout.formFields(csrf))
        <label class="form-label" for="title">岗位名称</label><input class="form-control" id="title" name="title" value="\(entered)" minlength="2" maxlength="30" required\(fault == nil ? "" : " aria-describedby=\"fault\" aria-invalid=\"true\"" as HTML)>
        <button class="btn btn-primary">设立</button></form></section>
        """
    }
}

/// Posts with who holds them.
struct PostTable {
    let lines: [PostLine]
    /// Names of units, where the table spans several.
    let units: [String: Unit]?

    var body: HTML {
        let rows = lines.map { line -> HTML in
            let unit = units?[line.post.unit]?.shortName ?? line.post.unit
            return """
                <tr>\(units == nil ? nil : "<td data-label=\"单位\"><a href=\"\(url: "/units/\(line.post.unit)/posts")\">\(unit)</a></td>" as HTML)\
                <th scope="row"><a href="\(url: "/posts/\(line.post.id)")">\(line.post.title)</a></th>\
                <td data-label="在岗">\(line.holderLinks)</td><td data-label="角色">\(line.roleTitles.joined(separator: "、"))</td>\
                <td class="num" data-label="待办">\(line.openItems)</td></tr>
                """
        }
        return """
            <div class="scroll" tabindex="0" role="region" aria-label="岗位表"><table class="table"><thead><tr>\(units == nil ? nil : "<th scope=\"col\">单位</th>" as HTML)<th scope="col">岗位</th><th scope="col">在岗</th><th scope="col">角色</th><th scope="col" class="num">待办</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }
}

extension PostLine {
    /// Who holds it since when, or who answers instead.
    var holderLinks: HTML {
        guard holders.isEmpty else { return "\(holders.map(\.link), separator: "<br>")" }
        return
            "<span class=\"light light-yellow\"><span aria-hidden=\"true\">▲</span> 空缺</span> <span class=\"note\">\(receiver.note(vacant: post))</span>"
    }
}

extension Receiver {
    /// Who answers for a vacant post.
    func note(vacant post: Post) -> HTML {
        switch self {
        case .holders(let other): "<a href=\"\(url: "/posts/\(other)")\">由接手的岗位承担</a>"
        case .head: "\(post.title)空缺，由主要负责人承担"
        case .nobody: post.kind == .head ? "无人接收" : "主要负责人也空缺，无人接收"
        }
    }
}

extension Holding {
    /// The person's name as a door, with since when and whether they only act.
    var link: HTML {
        """
        <a href="\(url: "/people/\(person)")">\(personName)</a>\(isActing ? "（代理）" as HTML : nil) <span class="note">\(from) 起\(until.map { "，至 \($0.adding(days: -1))" as HTML })</span>
        """
    }
}
