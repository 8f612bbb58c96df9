import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import LuoshiWeb

@Suite struct RouteTests {
    /// Forms for people who have no session: they act on what the form itself brings, never for whoever is signed in.
    static let forStrangers: Set<String> = [
        "/sign-in", "/sign-in/code", "/forgot", "/invitation/:token", "/reset/:token", "/join", "/join/receipt",
    ]

    /// The site map as `Routes.swift` prints it: method, path, and the word behind it.
    static let routes: [(method: String, path: String, permission: String)] = {
        let file = TestSite.repository + "/Sources/LuoshiWeb/Site/Routes.swift"
        let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        return text.matches(of: /router\.(get|post)\("([^"]+)".*\/\/ (.+)/).map {
            (String($0.1), String($0.2), String($0.3))
        }
    }()

    private static func concrete(_ path: String) -> String {
        path.replacing(":path", with: "2.3.4").replacing(":id", with: "T16").replacing(":sha", with: "abc")
            .replacing(":name", with: "luoshi.css").replacing("/rulings/:key", with: "/rulings/sei_base_year")
            .replacing("/contradictions/:key", with: "/contradictions/talents_more_or_equal").replacing(
                ":number", with: "7"
            )
            .replacing(":item", with: "1").replacing(":old", with: "1").replacing(":new", with: "2")
            .replacing(":part", with: "receiving").replacing(":act", with: "rename")
    }

    @Test func `the site map is read`() { #expect(Self.routes.count > 20) }

    @Test func `without a login every page refuses, except those listed as open`() async throws {
        try await TestSite().run { browser in
            for route in Self.routes
            where ![
                "open", "session.start", "link.use", "account.forgot", "application.submit",
            ].contains(route.permission) {
                let path = Self.concrete(route.path)
                let response = route.method == "get" ? try await browser.get(path) : try await browser.post(path, [:])
                let isRefused =
                    response.status == .unauthorized || response.status == .forbidden
                    || response.headers[.location]?.hasPrefix("/sign-in") == true
                #expect(isRefused, "\(route.method) \(path) answered \(response.status)")
                #expect(!String(buffer: response.body).contains("市科技局"), "\(path) told something")
            }
        }
    }

    @Test(arguments: [
        (
            "pingguo",
            [
                "/import", "/package", "/accounts", "/audit", "/documents/abc", "/reviews", "/reviews/1", "/mandates",
                "/people/p-kjj/rights",
            ]
        ),
        ("kjj", ["/import", "/package", "/accounts", "/audit"]),
        ("leader", ["/import", "/reviews", "/package", "/accounts"]),
        ("admin", ["/import", "/reviews", "/audit", "/audit?of=unit:451082"]), ("office", ["/accounts"]),
    ])
    func `a role is refused what is not its own`(_ login: String, _ paths: [String]) async throws {
        try await TestSite().run { visitor in
            let browser = try await visitor.signedIn(login)
            for path in paths {
                let response = try await browser.get(path)
                #expect(response.status == .forbidden, "\(login) \(path) answered \(response.status)")
            }
        }
    }

    @Test(arguments: ["leader", "kjj", "pingguo", "office"])
    func `every reading page opens for those whose work it is`(_ login: String) async throws {
        try await TestSite().run { visitor in
            let browser = try await visitor.signedIn(login)
            for path in [
                "/overview", "/plan", "/plan/2.6.1.3", "/tasks", "/tasks/3.6", "/targets", "/targets/T25", "/rulings",
                "/rulings/sei_base_year", "/contradictions/talents_more_or_equal", "/units",
                "/units/451082", "/search?q=%E9%93%9D",
            ] {
                let response = try await browser.get(path)
                #expect(response.status == .ok, "\(login) \(path) answered \(response.status)")
                #expect(String(buffer: response.body).contains("演示数据"))
            }
        }
    }

    @Test func `every answer carries the headers that keep others out`() async throws {
        try await TestSite().run { visitor in
            let browser = try await visitor.signedIn("leader")
            for path in [
                "/overview", "/nowhere", "/health", "/sign-in", "/accounts", "/assets/luoshi.css", "/targets/T99",
            ] {
                let headers = try await browser.get(path).headers
                for name in ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control"] {
                    let field = try #require(HTTPField.Name(name))
                    #expect(headers[field] != nil, "\(path) lacks \(name)")
                }
                let policy = try #require(HTTPField.Name("Content-Security-Policy"))
                #expect(headers[policy]?.contains("unsafe") == false)
            }
        }
    }

    @Test(arguments: [
        "/targets/T99", "/tasks/9.9", "/plan/9.9", "/units/nobody", "/rulings/nothing", "/contradictions/nothing",
        "/nowhere",
    ])
    func `what does not exist says so and what to do`(_ path: String) async throws {
        try await TestSite().run { visitor in
            let response = try await visitor.signedIn("leader").get(path)
            #expect(response.status == .notFound)
            #expect(String(buffer: response.body).contains("没有找到"))
        }
    }
}
