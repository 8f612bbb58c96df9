import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

@Suite struct EntryTests {
    /// Endpoints that answer without a login: none. The document about them, at `/openapi.json`, is none of them.
    private static let open: Set<String> = []

    @Test func `without a login every endpoint refuses`() async throws {
        try await TestSite().run { visitor in
            for endpoint in Endpoint.all where !Self.open.contains(endpoint.path) {
                let response = try await visitor.program(nil).send(
                    endpoint.method, endpoint.example, endpoint.isRead ? nil : "{}", headers: [.ifMatch: "*"])
                #expect(response.status == .unauthorized, "\(endpoint.method) \(endpoint.path) \(response.status)")
                #expect(try response.problem != nil)
                #expect(response.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true)
            }
        }
    }

    @Test func `a token without the permission is refused at every endpoint`() async throws {
        let test = try await TestSite()
        let token = try await test.token("admin", ["nothing.*"])
        try await test.run { visitor in
            for endpoint in Endpoint.all where endpoint.permission != "session.start" {
                let response = try await visitor.program(token).send(
                    endpoint.method, endpoint.example, endpoint.exampleBody, headers: [.ifMatch: "*"])
                let problem = try response.problem
                // Whose matter it would be is only known where it is there.
                let named = endpoint.example + (endpoint.exampleBody ?? "")
                let isNowhere = named.contains("nothing") && problem == "not_found"
                #expect(problem == "forbidden" || isNowhere, "\(endpoint.method) \(endpoint.path) \(response.status)")
            }
        }
    }

    @Test func `a change by cookie alone is refused`() async throws {
        let test = try await TestSite()
        try await test.run { visitor in
            let admin = try await visitor.signedIn("admin").program(nil)
            let before = try await test.footprint()
            let response = try await admin.send(.put, "/accounts/leader/password", #"{"password":"long-enough-1"}"#)
            #expect(try response.problem == "token_required")
            #expect(try await test.footprint() == before)
        }
    }

    @Test func `each path tells its methods and refuses others`() async throws {
        let test = try await TestSite()
        let token = try await test.token("admin", ["account.*"])
        try await test.run { visitor in
            let program = visitor.program(token)
            let options = try await program.send(.options, "/accounts/leader")
            #expect(options.status == .noContent)
            #expect(options.headers[.allow] == "GET, HEAD, OPTIONS, PATCH")
            let put = try await program.send(.delete, "/accounts/leader")
            #expect(put.status == .methodNotAllowed)
            #expect(try put.problem == "method_not_allowed")
            #expect(put.headers[.allow] == "GET, HEAD, OPTIONS, PATCH")
            let head = try await program.send(.head, "/accounts")
            #expect(head.status == .ok && head.body.readableBytes == 0)
            #expect(try await program.get("/nowhere").problem == "not_found")
            let page = try await visitor.client.execute(uri: "/overview", method: .post, headers: [:], body: nil) { $0 }
            #expect(page.status == .methodNotAllowed)
        }
    }
}
