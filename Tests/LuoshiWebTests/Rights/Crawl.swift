import HTTPTypes
import Hummingbird
import HummingbirdTesting

@testable import LuoshiWeb

/// Every page that a reader comes to: the site map's, those asked for, and what they link to.
struct Crawl {
    struct Page: Equatable {
        let status: Int
        let text: String
    }

    private let browser: Browser
    /// Pages of one kind that are followed by links; the site map's are all visited.
    private static let followed = 4
    private(set) var pages: [String: Page] = [:]

    init(_ browser: Browser) { self.browser = browser }

    mutating func visit(_ starts: [String]) async throws {
        var queue = starts
        var perKind: [Substring: Int] = [:]
        while let path = queue.popLast() {
            guard pages[path] == nil else { continue }
            let page = try await get(path)
            pages[path] = page
            for link in ["href=\"/", "action=\"/"].flatMap({ page.text.stretches(after: $0, until: ["\"", "#"]) }) {
                let target = "/" + link.replacing("&amp;", with: "&")
                let kind = target.split(separator: "/", maxSplits: 1).first ?? ""
                if target.hasPrefix("/assets/") || target.hasPrefix("/language/") || pages[target] != nil { continue }
                guard perKind[kind, default: 0] < Self.followed else { continue }
                perKind[kind, default: 0] += 1
                queue.append(target)
            }
        }
    }

    func get(_ path: String) async throws -> Page {
        let response = try await browser.get(path)
        let location = response.headers[.location].map { "→ \($0)\n" } ?? ""
        return Page(status: Int(response.status.code), text: Self.lasting(location + String(buffer: response.body)))
    }

    /// Without what differs from one answer to the next: tokens, keys of forms, numbers of requests.
    static func lasting(_ text: String) -> String {
        text.cut(from: "name=\"csrf\" value=\"", through: "\"").cut(from: "name=\"request\" value=\"", through: "\"")
            .cut(from: "<p class=\"text-secondary\">编号 ", through: "</p>", isPlain: true)
    }

    /// Every page of the site map with its placeholders filled in several ways.
    ///
    /// Workbooks are not read as pages; the tests of registers open them.
    static let siteMap: [String] = RouteTests.routes.filter { route in
        route.method == "get" && !route.path.hasSuffix("/export") && !route.path.hasSuffix("/template")
    }.flatMap { route in
        fillings(route.path).reduce([route.path]) { paths, filling in
            paths.flatMap { path in filling.values.map { path.replacing(filling.name, with: $0) } }
        }
    }

    private static func fillings(_ path: String) -> [(name: String, values: [String])] {
        if path.hasPrefix("/registers/") {
            return [
                (":key", ["contact_visits", "chain_nodes", "key_technologies", "talents", "platforms"]),
                (":id", ["000000000000"]), (":hash", ["ffff"]), (":act", ["change"]),
            ].filter { path.contains($0.0) }
        }
        let ids =
            path.hasPrefix("/people")
            ? ["p-lmz-secret", "p-nobody"]
            : path.hasPrefix("/accounts")
                ? ["a-lmz-secret", "lmz-secret"]
                : path.hasPrefix("/units") ? ["451082", "451002"] : ["T16", "m-000000000000", "1"]
        return [
            (":path", ["2.3.4"]), (":sha", [SecretSite.document]), (":id", ids), (":name", ["luoshi.css"]),
            (":code", ["x"]), (":login", ["lmz-secret"]), (":key", ["t16"]), (":number", ["1"]),
        ].filter { path.contains($0.0) }
    }

    /// Questions about the secrets: by search, by trail, by asking who may what, today and on a past day.
    static let questions: [String] = {
        let subjects = [
            "unit:451002", "account:a-lmz-secret", "person:p-lmz-secret", "post:451002/lmz-secret",
            "document:\(SecretSite.document)", "",
        ]
        let words = SecretSite.words.map(\.word) + ["鹭", "lmz"]
        let asked =
            words.map { "/search?q=\($0.percentEncodedForQuery)" } + subjects.map { "/audit?of=\($0)" } + [
                "/rights?who=lmz-secret&may=audit.read&unit=451002", "/rights?who=lmz-secret&may=plan.read",
                "/audit?sort=actor", "/accounts?q=lmz", "/mandates?state=ended", "/units?sort=people",
            ]
        return asked + asked.map { "\($0)&on=2022-07-05" } + recordQuestions + [
            "/units/451002?on=2022-08-04", "/tasks?on=2022-08-04",
        ]
    }()
}
