import Foundation
import HTTPTypes
import Hummingbird
package import LuoshiCore
import NIOCore

/// What every page of a running site shares.
package struct SiteInformation: Sendable {
    /// The city's short plan title, as the head shows it.
    let title: String
    /// Demonstration data is marked on every page.
    let isDemonstration: Bool
    let clock: BusinessClock
    let assets: Assets
    /// Cookies only over https.
    let isSecure: Bool
    /// How fast one address, and one account, may ask; behind a proxy that is not told of, everybody is one address.
    let requestsPerSecond: Int
    /// Reverse proxies that are believed.
    let proxies: Proxies
    /// How long a client may take to send a body; nil is as long as its size allows.
    let patience: Duration?

    package init(
        title: String, isDemonstration: Bool, clock: BusinessClock, assets: Assets, isSecure: Bool,
        requestsPerSecond: Int = 100, proxies: Proxies = Proxies(), patience: Duration? = nil
    ) {
        self.title = title
        self.isDemonstration = isDemonstration
        self.clock = clock
        self.assets = assets
        self.isSecure = isSecure
        self.requestsPerSecond = requestsPerSecond
        self.proxies = proxies
        self.patience = patience
    }
}

/// A part of the site that the head links to.
enum Section: CaseIterable {
    case overview, plan, tasks, duties, targets, figures, registers, cases, rulings, units, posts, importing, reviewing,
        audit,
        package,
        accounts,
        mandates, rights

    var title: String {
        switch self {
        case .overview: "总览"
        case .plan: "方案"
        case .tasks: "任务"
        case .duties: "责任分工"
        case .targets: "目标"
        case .figures: "数据"
        case .registers: "台账"
        case .cases: "事项"
        case .rulings: "口径"
        case .units: "单位"
        case .posts: "岗位"
        case .importing: "导入"
        case .reviewing: "审核"
        case .audit: "留痕"
        case .package: "方案配置"
        case .accounts: "账号"
        case .mandates: "授权"
        case .rights: "权限"
        }
    }

    var address: String {
        switch self {
        case .overview: "/overview"
        case .plan: "/plan"
        case .tasks: "/tasks"
        case .duties: "/duties"
        case .targets: "/targets"
        case .figures: "/figures"
        case .registers: "/registers"
        case .cases: "/cases"
        case .rulings: "/rulings"
        case .units: "/units"
        case .posts: "/posts"
        case .importing: "/import"
        case .reviewing: "/reviews"
        case .audit: "/audit"
        case .package: "/package"
        case .accounts: "/accounts"
        case .mandates: "/mandates"
        case .rights: "/rights"
        }
    }

    /// Marks in the phrasebook what a section is called in the menu: 单位 is one unit elsewhere.
    static let menu = "[menu]"

    /// What those who run the system need, kept apart from the work itself.
    var isForRunning: Bool {
        switch self {
        case .overview, .plan, .tasks, .duties, .targets, .figures, .registers, .cases, .rulings, .units: false
        case .posts, .importing, .reviewing, .audit, .package, .accounts, .mandates, .rights: true
        }
    }

    /// Whether its page shows each reader their own part, so that a right that reaches no further opens it too.
    var isInParts: Bool { self == .cases || self == .figures }

    var permission: Permission {
        switch self {
        case .overview, .plan, .tasks, .targets, .rulings: "plan.read"
        case .figures: "figure.read"
        case .duties: "duty.read"
        case .registers: "register.list"
        case .cases: "case.list"
        case .units: "unit.list"
        case .posts: "post.read"
        case .importing: "plan.import"
        case .reviewing: "plan.review"
        case .audit: "audit.read"
        case .package: "package.read"
        case .accounts: "account.read"
        case .mandates: "mandate.read"
        case .rights: "right.read"
        }
    }
}

/// The frame of every page: head, navigation, the business day, the mark of demonstration data.
struct Layout {
    let site: SiteInformation
    let title: String
    let section: Section?
    let viewer: Viewer?
    let csrf: String?
    /// Whether some table of the page is also drawn.
    var drawsCharts = false
    /// Whether the page says that what was sent was not taken: what the browser keeps of a form stays.
    var isRefusal = false

    func response(_ content: HTML, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: page(content).text)))
    }

    private func page(_ content: HTML) -> HTML {
        """
        <!doctype html>
        <html lang="\(Phrasebook.current == nil ? "zh-CN" : "en")">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(title == section?.title ? "\(title, in: Section.menu)" as HTML : "\(title)") · 落实</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="\(url: site.assets.address("bootstrap.min.css"))">
        <link rel="stylesheet" href="\(url: site.assets.address("luoshi.css"))">
        <script src="\(url: site.assets.address("luoshi.js"))" defer></script>\(drawsCharts ? chartScripts : nil)
        </head>
        <body\(bodyClass)\(viewer.map { " data-login=\"\($0.login)\"" as HTML })\(isRefusal ? " data-refused" as HTML : nil)>
        <a class="skip" href="#content">跳到正文</a>
        \(site.isDemonstration ? "<aside class=\"demo-banner\" aria-label=\"演示数据提示\">演示数据，不代表实际情况</aside>" as HTML : nil)
        \(header)
        \(pastBanner)
        <main id="content" class="container-xl">
        \(content)
        </main>
        <footer class="container-xl site-foot">落实 · \(site.title)\(site.isDemonstration ? " · 演示数据" : "")\(viewer == nil ? nil : footLinks) · \(languageLink)</footer>
        </body>
        </html>
        """
    }

    private var chartScripts: HTML {
        """
        <script src="\(url: site.assets.address("chart.min.js"))" defer></script><script src="\(url: site.assets.address("charts.js"))" defer></script>
        """
    }

    private var footLinks: HTML {
        """
         · <a href="\(url: "/me")">我的账号</a> · <a href="\(url: "/api")">数据接口</a>
        """
    }

    private var languageLink: HTML {
        Phrasebook.current == nil
            ? "<a href=\"\(url: "/language/en")\" lang=\"en\">English</a>"
            : "<a href=\"\(url: "/language/zh")\" lang=\"zh-CN\">中文</a>"
    }

    private var bodyClass: HTML {
        let names = [site.isDemonstration ? "demonstration" : nil, ViewedDay.past.map { _ in "past" }].compactMap { $0 }
        return names.isEmpty ? "" : " class=\"\(names.joined(separator: " "))\""
    }

    /// Which day the page shows; choosing an earlier one shows the same page as it was known then.
    private var dayPicker: HTML {
        let today = site.clock.moment().day
        return """
            <form class="day" method="get"><label>查看日期 <input type="date" name="on" max="\(today)" \
            value="\(ViewedDay.past ?? today)"></label><button class="link">查看</button></form>
            """
    }

    private var pastBanner: HTML? {
        ViewedDay.past.map { day in
            """
            <aside class="past-banner" aria-label="查看日期提示">您看到的是 \(day) 当天系统里的情况，只供查阅。\
            <a href="?on=\(site.clock.moment().day)">回到今天</a></aside>
            """
        }
    }

    private var header: HTML {
        guard let viewer else {
            return """
                <header class="top"><a class="brand" href="\(url: "/")">落实</a><span class="who">\(site.title)</span></header>
                """
        }
        let open = Section.allCases.filter {
            viewer.may($0.permission) || ($0.isInParts && viewer.granted.contains($0.permission))
        }
        let running = open.filter(\.isForRunning)
        return """
            <header class="top">
            <a class="brand" href="\(url: "/")">落实</a>
            <nav aria-label="主导航"><ul>\(viewer.openItems.map(inboxLink))\(open.filter { !$0.isForRunning }.map(link))\
            \(running.isEmpty ? nil : runningMenu(running))</ul></nav>
            \(viewer.may("search.use") ? Self.searchBox("") : nil)
            <div class="who">\(Self.mine(viewer))\(dayPicker)
            <form method="post" action="/sign-out">\(Self.formFields(csrf ?? ""))<button class="link">退出</button></form></div>
            </header>
            """
    }

    private func inboxLink(_ count: Int) -> HTML {
        """
        <li><a href="\(url: "/inbox")"\(title == "待办" ? " aria-current=\"page\"" as HTML : "")>待办\(count == 0 ? nil : " <span class=\"count\">\(count)<span class=\"visually-hidden\"> 件</span></span>" as HTML)</a></li>
        """
    }

    private func link(to item: Section) -> HTML {
        """
        <li><a href="\(url: item.address)"\(item == section ? " aria-current=\"page\"" as HTML : "")>\(item.title, in: Section.menu)</a></li>
        """
    }

    private func runningMenu(_ items: [Section]) -> HTML {
        """
        <li><details class="menu"><summary>管理</summary><ul>\(items.map(link))</ul></details></li>
        """
    }

    private static func mine(_ viewer: Viewer) -> HTML {
        let me: HTML = "<a class=\"name\" href=\"\(url: "/me")\" title=\"我的账号\">\(viewer.name)</a>"
        guard let unit = viewer.unit else { return me }
        let home = unit.kind == .enterprise ? "/firms/\(unit.id)" : "/units/\(unit.id)"
        return "<a href=\"\(url: home)\">\(unit.shortName)</a>\(me)"
    }

    /// What every form carries: the session's token, and a key under which a second press of the button does nothing more.
    static func formFields(_ csrf: String) -> HTML {
        """
        <input type="hidden" name="csrf" value="\(csrf)"><input type="hidden" name="request" value="\(UUID().uuidString)">
        """
    }

    static func searchBox(_ words: String) -> HTML {
        """
        <form class="search" action="/search" role="search"><label class="visually-hidden" for="q">检索</label>\
        <input id="q" name="q" type="search" value="\(words)" placeholder="检索任务、目标、单位" maxlength="100"></form>
        """
    }
}
