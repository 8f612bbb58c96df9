import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

/// What one may not see is in no page, list, count, search, order or refusal that one gets.
@Suite struct LeakTests {
    /// What an outsider saw before anything was planted.
    private struct Seen {
        let browser: Browser
        let pages: [String: Crawl.Page]
    }

    /// One round of crawls for both questions: the pages are many.
    @Test
    func
        `no reader meets a word of a secret that is not theirs, those whose it is do, and for an outsider nothing has changed: no count, order or refusal`()
        async throws
    {
        let secret = try await SecretSite()
        try await secret.run { visitor in
            let asked = Crawl.siteMap + Crawl.questions + secret.ownRecords
            var before: [String: Seen] = [:]
            for login in SecretSite.outsiders {
                let browser = try await visitor.signedIn(login)
                var crawl = Crawl(browser)
                try await crawl.visit(asked)
                before[login] = Seen(browser: browser, pages: crawl.pages)
            }
            var places = try await secret.plant()
            if let seen = before["kjj"] { try await expect("kjj", seen, unchangedIn: Crawl(seen.browser)) }
            // This one is theirs too.
            places.append("/registers/platforms/\(try await secret.plantSharedRecord())")

            var met: [String: Set<String>] = [:]
            // Outsiders first: what others look at may be on record before them.
            for login in SecretSite.outsiders
                + SecretSite.readers.map(\.login).filter({ !SecretSite.outsiders.contains($0) })
            {
                let seen = before[login]
                var crawl = if let seen { Crawl(seen.browser) } else { Crawl(try await visitor.signedIn(login)) }
                try await crawl.visit(asked + places)
                #expect(crawl.pages.count > 30, "\(login) came to \(crawl.pages.count) pages")
                Self.expectOnlyTheirs(login, crawl.pages, &met)
                if let seen, login != "kjj" { try await expect(login, seen, unchangedIn: crawl) }
            }
            for word in SecretSite.words where !word.allowed.isEmpty {
                #expect(met[word.word]?.isEmpty == false, "nobody at all met \(word.what): this test sees nothing")
            }
        }
    }

    /// Looks for the secrets' words, and notes whom they met.
    private static func expectOnlyTheirs(
        _ login: String, _ pages: [String: Crawl.Page], _ met: inout [String: Set<String>]
    ) {
        for (path, page) in pages {
            #expect(page.status < 500, "\(login) \(path): \(page.status)")
            // The words that were searched for stand on the page of the search itself.
            let isAsked = path.hasPrefix("/search") || path.hasPrefix("/registers/") && path.contains("?")
            let text = isAsked ? withoutQuestion(page.text) : page.text
            for word in SecretSite.words where text.holds(word.word) {
                met[word.word, default: []].insert(login)
                #expect(word.allowed.contains(login), "\(login) read \(word.what) at \(path)")
            }
        }
    }

    private func expect(_ login: String, _ seen: Seen, unchangedIn crawl: Crawl) async throws {
        for (path, page) in seen.pages {
            let after = if let known = crawl.pages[path] { known } else { try await crawl.get(path) }
            let isSame = after == page
            #expect(isSame, "\(login) \(path) tells that something happened: \(difference(page, after))")
        }
    }

    @Test func `a record that is another's and one that is none are refused in the same words, read or written`()
        async throws
    {
        let secret = try await SecretSite()
        let records = try await secret.plantRecords().map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
        let shared = try await secret.plantSharedRecord()
        try await secret.run { visitor in
            for login in SecretSite.outsiders {
                let browser = try await visitor.signedIn(login)
                let token = try await Self.token(browser)
                let all = login == "kjj" ? records : records + [("platforms", shared)]
                for (register, id) in all {
                    for route in RouteTests.routes where route.path.hasPrefix("/registers/:key/:id") {
                        var answers: [Crawl.Page] = []
                        for record in [id, "000000000000"] {
                            let path = route.path.replacing(":key", with: register).replacing(":id", with: record)
                                .replacing(":act", with: "correct").replacing(":hash", with: "ffff")
                            let fields = [
                                "csrf": token, "revision": "1", "reason": "x", "purpose": "x", "drop": record,
                                "drop_revision": "1",
                            ]
                            let response =
                                route.method == "get"
                                ? try await browser.get(path) : try await browser.post(path, fields)
                            let text = Crawl.lasting(String(buffer: response.body))
                            answers.append(
                                Crawl.Page(
                                    status: Int(response.status.code), text: text.replacing(record, with: "RECORD")))
                        }
                        let place = "\(login) \(route.method) \(register) \(route.path)"
                        #expect(answers[0] == answers[1], "\(place): \(difference(answers[0], answers[1]))")
                        #expect(answers[0].status >= 400, "\(place): \(answers[0].status)")
                    }
                }
            }
        }
    }

    @Test func `what is not one's own and what does not exist are refused in the same words`() async throws {
        let secret = try await SecretSite()
        let places = try await secret.plant()
        let mandate = String(places[0].dropFirst("/mandates/".count))
        let pairs = [
            ("id", mandate, "m-000000000000"), ("login", "lmz-secret", "lmz-nobody"),
            ("of", "account:a-lmz-secret", "account:a-nobody"),
            ("post", "451002/lmz-secret", "451002/lmz-nobody"), ("sha", SecretSite.document, "ffff"),
        ]
        try await secret.run { visitor in
            for login in SecretSite.outsiders {
                let browser = try await visitor.signedIn(login)
                let token = try await Self.token(browser)
                for form in RouteTests.signedInForms where form != "/sign-out" {
                    var answers: [Crawl.Page] = []
                    for isThere in [true, false] {
                        var fields = ["csrf": token, "reason": "x", "why": "x", "until": "2022-08-09", "all": "yes"]
                        var path = form
                        for (name, existing, missing) in pairs {
                            fields[name] = isThere ? existing : missing
                            path = path.replacing(":\(name)", with: isThere ? existing : missing)
                        }
                        let response = try await browser.post(path, fields)
                        var text = Crawl.lasting(String(buffer: response.body))
                        for (_, existing, missing) in pairs { text = text.replacing(existing, with: missing) }
                        answers.append(Crawl.Page(status: Int(response.status.code), text: text))
                    }
                    #expect(answers[0] == answers[1], "\(login) \(form): \(difference(answers[0], answers[1]))")
                    #expect(answers[0].status != 200, "\(login) \(form)")
                }
                for (there, missing) in [
                    (places[0], "/mandates/m-000000000000"), ("/people/p-lmz-secret/rights", "/people/p-nobody/rights"),
                ] {
                    let crawl = Crawl(browser)
                    #expect(try await crawl.get(there) == crawl.get(missing), "\(login) \(there)")
                }
            }
        }
    }

    @Test func `a thousand requests at once from mixed users never mix rows`() async throws {
        let secret = try await SecretSite()
        try await secret.run { visitor in
            let logins = SecretSite.readers.map(\.login)
            var browsers: [Browser] = []
            for login in logins { browsers.append(try await visitor.signedIn(login)) }
            let wrong = try await withThrowingTaskGroup(of: String?.self) { group in
                for number in 0..<1000 {
                    let index = number % logins.count
                    let browser = browsers[index]
                    group.addTask {
                        let path = number % 2 == 0 ? "/me/rights" : "/me/mandates"
                        let text = String(buffer: try await browser.get(path).body)
                        let isKnown = ["admin", "office", "leader", "kjj", "pingguo", "auditor"].contains(logins[index])
                        let own = "\(isKnown ? "测试" : "读者")\(logins[index])</a>"
                        let others = logins.indices.filter { $0 != index }.contains {
                            text.holds("读者\(logins[$0])</a>")
                        }
                        return text.holds(own) && !others ? nil : "\(logins[index]) \(path)"
                    }
                }
                return try await group.reduce(into: []) { if let fault = $1 { $0.append(fault) } }
            }
            #expect(wrong.isEmpty, "\(wrong.prefix(5))")
        }
    }

    /// The page of a search without the words that were asked for.
    private static func withoutQuestion(_ text: String) -> String {
        text.cut(from: "value=\"", through: "\"").cut(from: "“", through: "”")
    }

    private static func token(_ browser: Browser) async throws -> String {
        let page = String(buffer: try await browser.get("/me/rights").body)
        return try #require(page.firstMatch(of: /name="csrf" value="([^"]+)"/).map { String($0.1) })
    }

    /// The first line that differs.
    private func difference(_ one: Crawl.Page, _ other: Crawl.Page) -> String {
        if one.status != other.status { return "\(one.status) and \(other.status)" }
        let lines = zip(one.text.split(separator: "\n"), other.text.split(separator: "\n")).first { $0 != $1 }
        return lines.map { "\($0.0.prefix(200)) | \($0.1.prefix(200))" } ?? "one is longer"
    }
}
