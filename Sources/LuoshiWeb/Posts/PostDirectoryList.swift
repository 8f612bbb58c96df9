import LuoshiCore

/// Who holds what, over all units.
struct PostDirectoryList {
    let page: PostDirectoryPage
    let vacantOnly: Bool
    let mayListLost: Bool

    var body: HTML {
        """
        <h1>\(page.vacancies == 0 ? "岗位都有人" : "\(page.vacancies) 个岗位空缺" as HTML)</h1>
        <p class="sub">空缺岗位的责任和待办由该单位主要负责人承担。\(mayListLost ? " <a href=\"\(url: "/unreceived")\">无人接收的事项</a>" as HTML : nil)</p>
        <nav class="tabs" aria-label="岗位分类"><ul><li><a href="\(url: "/posts")"\(vacantOnly ? "" : " aria-current=\"page\"" as HTML)>全部岗位</a></li>\
        <li><a href="\(url: "/posts?vacant=1")"\(vacantOnly ? " aria-current=\"page\"" as HTML : "")>空缺岗位</a></li></ul></nav>
        <section class="card">\(page.lines.isEmpty ? "<p>没有岗位。</p>" as HTML : PostTable(lines: page.lines, units: page.units).body)</section>
        \(page.next.map { "<p><a class=\"btn btn-outline-secondary\" href=\"\(url: "/posts?vacant=\(vacantOnly ? "1" : "0")&after=\($0)")\">下一页</a></p>" as HTML })
        """
    }
}
