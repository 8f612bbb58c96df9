import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

@Suite struct ReadingTests {
    private static let everything = Program.everything

    @Test func `every endpoint has one place and one name`() {
        #expect(Set(Endpoint.all.map { "\($0.method) \($0.path)" }).count == Endpoint.all.count)
        #expect(Set(Endpoint.all.map(\.operation)).count == Endpoint.all.count)
    }

    @Test func `every answer is what its schema says`() async throws {
        let test = try await TestSite()
        let tokens = [try await test.token("office", Self.everything), try await test.token("admin", Self.everything)]
        try await test.run { visitor in
            for endpoint in Endpoint.all where endpoint.isRead {
                var answered = false
                for token in tokens {
                    let response = try await visitor.program(token).get(endpoint.example)
                    if response.status == .ok, endpoint.mediaType != "application/json" {
                        answered = true
                        #expect(response.headers[.contentType] == endpoint.mediaType)
                    } else if response.status == .ok {
                        answered = true
                        #expect(endpoint.answer.faults(of: try response.json) == [], "\(endpoint.path)")
                        #expect(response.headers[.contentType] == "application/json")
                        let tag = try #require(response.headers[.eTag])
                        let again = try await visitor.program(token).get(endpoint.example, [.ifNoneMatch: "W/\(tag)"])
                        #expect(again.status == .notModified, "\(endpoint.path)")
                        #expect(again.body.readableBytes == 0)
                    } else {
                        #expect(try response.problem != nil, "\(endpoint.path) \(response.status)")
                    }
                }
                // What the test's site has none of is read in the tests of its room.
                let isMissing =
                    endpoint.example.contains("nothing") || endpoint.path.contains("document")
                    || [
                        "/reviews/{number}", "/unit-events/{number}", "/posts/{unit}/{part}/items",
                        "/units/{id}/applications", "/registers/{register}/template",
                        "/registers/{register}/awaited-list",
                    ]
                    .contains { endpoint.path.hasPrefix($0) }
                #expect(answered || isMissing, "\(endpoint.path)")
            }
        }
    }

    @Test func `the session of a browser may read`() async throws {
        try await TestSite().run { visitor in
            let leader = try await visitor.signedIn("leader").program(nil)
            #expect(try await leader.get("/plan").status == .ok)
            #expect(try await leader.get("/accounts").problem == "forbidden")
        }
    }

    @Test(arguments: ["/plan/tasks", "/plan/targets", "/plan/clauses", "/units", "/audit"])
    func `pages one after another are the whole list`(_ path: String) async throws {
        let test = try await TestSite()
        let token = try await test.token("office", Self.everything)
        try await test.run { visitor in
            let program = visitor.program(token)
            let whole = try await program.get("\(path)?limit=500").json["items"]?.list ?? []
            #expect(whole.count > 8)
            var paged: [JSONValue] = []
            var next: String? = "\(path)?limit=7"
            while let address = next {
                let response = try await program.get(address)
                let items = try response.json["items"]?.list ?? []
                #expect(items.count <= 7 && !items.isEmpty)
                paged += items
                let link = response.headers[.link]?.firstMatch(of: /<\/api\/v1(.+)>; rel="next"/).map { String($0.1) }
                let after = try response.json["next"]?.text
                #expect(link == after.map { "\(path)?limit=7&after=\($0)" })
                next = link
            }
            #expect(paged == whole)
        }
    }

    @Test func `a page that is added to meanwhile shows nothing twice and leaves nothing out`() async throws {
        let test = try await TestSite()
        let token = try await test.token("admin", Self.everything)
        try await test.run { visitor in
            let program = visitor.program(token)
            let first = try await program.get("/accounts?limit=3").json
            for login in ["aaa-early", "zzz-late"] {
                let create = CreateAccount(login: login, person: "新", unit: nil, roles: ["leader"], passwordHash: "-")
                _ = try await test.door.perform(create, as: .system("test"))
            }
            let cursor = try #require(first["next"]?.text)
            let rest = try await program.get("/accounts?limit=500&after=\(cursor)").json["items"]?.list ?? []
            let logins = ((first["items"]?.list ?? []) + rest).compactMap { $0["login"]?.text }
            #expect(logins == ["admin", "auditor", "kjj", "leader", "office", "pingguo", "zzz-late"])
        }
    }

    @Test(arguments: [
        ("/units?limit=0", "bad_parameter"), ("/units?limit=501", "bad_parameter"), ("/units?limit=x", "bad_parameter"),
        ("/units?after=x", "bad_cursor"), ("/units?after=WyIvYXVkaXQiLCIxIl0", "bad_cursor"),
        ("/units?kind=none", "bad_parameter"), ("/units?colour=red", "bad_parameter"),
        ("/units?limit=1&limit=2", "bad_parameter"), ("/units?on=2022-13-01", "day_unreadable"),
        ("/units?on=2099-01-01", "day_unreadable"), ("/audit?after=WyIvYXVkaXQiLCIxIl0", "bad_parameter"),
        ("/search?q=%00", "bad_address"),
    ])
    func `a parameter that cannot be used is refused by name`(_ path: String, _ code: String) async throws {
        let test = try await TestSite()
        let token = try await test.token("office", Self.everything)
        try await test.run { visitor in
            let response = try await visitor.program(token).get(path)
            #expect(response.status == .badRequest)
            #expect(try response.problem == code)
        }
    }

    @Test func `a filter chooses, and a past day shows the past`() async throws {
        let test = try await TestSite()
        let token = try await test.token("office", Self.everything)
        try await test.run { visitor in
            let program = visitor.program(token)
            let counties = try await program.get("/units?kind=county").json["items"]?.list ?? []
            #expect(counties.count == 12)
            let led = try await program.get("/plan/tasks?unit=451000-kjj&role=lead&limit=500").json["items"]?.list ?? []
            let all = try await program.get("/plan/tasks?limit=500").json["items"]?.list ?? []
            #expect(!led.isEmpty && led.count < all.count)
            #expect(try await program.get("/plan/tasks/9.9").problem == "not_found")
            #expect(try await program.get("/units?on=2022-08-05").status == .ok)
        }
    }

    @Test func `what is open to all and what a token is, is told`() async throws {
        let test = try await TestSite()
        let token = try await test.token("kjj", ["plan.read"])
        try await test.run { visitor in
            let me = try await visitor.program(token).get("/me").json
            #expect(me["login"]?.text == "kjj")
            #expect(me["unit"]?["id"]?.text == "451000-kjj")
            #expect(me["permissions"]?.list == ["plan.read"])
            #expect(me["token"]?.text?.hasPrefix("t-") == true)
            let document = try await visitor.program(nil).get("/openapi.json")
            #expect(document.status == .ok)
            #expect(try document.json["openapi"] == "3.1.0")
        }
    }
}
