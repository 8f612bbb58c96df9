import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

@Suite struct RateLimitTests {
    @Test func `a bucket empties, says how long to wait, and fills again`() {
        let limit = RateLimit(capacity: 3, perSecond: 0.5)
        let start = ContinuousClock.now
        #expect((0..<4).map { _ in limit.take("a", at: start) } == [nil, nil, nil, 2])
        #expect(limit.take("b", at: start) == nil)
        #expect(limit.take("a", at: start + .seconds(2)) == nil)
        #expect(limit.take("a", at: start + .seconds(3)) == 1)
    }

    @Test func `more clients than can be remembered are forgotten, not kept`() {
        let limit = RateLimit(capacity: 2, perSecond: 0.001)
        let start = ContinuousClock.now
        for number in 0..<50_000 { _ = limit.take("c\(number)", at: start + .milliseconds(number)) }
        _ = limit.take("last", at: start + .seconds(50))
        _ = limit.take("last", at: start + .seconds(50))
        #expect(limit.take("last", at: start + .seconds(50)) != nil)
    }

    @Test func `who asks too fast is told when to come again`() async throws {
        let test = try await TestSite(requestsPerSecond: 1)
        let token = try await test.token("kjj", ["plan.read"])
        try await test.run { visitor in
            var refused: TestResponse?
            for _ in 0..<100 where refused == nil {
                let response = try await visitor.program(token).get("/plan")
                if response.status == .tooManyRequests { refused = response }
            }
            let response = try #require(refused)
            #expect(try response.problem == "too_many_requests")
            #expect(response.headers[.retryAfter].flatMap { Int($0) } == 1)
            let page = try await visitor.get("/sign-in")
            #expect(page.status == .tooManyRequests && page.headers[.retryAfter] != nil)
        }
    }

    @Test func `attempts to sign in have a slower pace`() async throws {
        try await TestSite(requestsPerSecond: 100).run { visitor in
            var statuses: [Int] = []
            // A body that is no form is refused at once; it counts all the same.
            for _ in 0..<60 {
                statuses.append(try await visitor.post("/sign-in", body: "x", type: "text/plain").status.code)
            }
            #expect(statuses.prefix(20).allSatisfy { $0 == 415 })
            #expect(statuses.contains(429))
            #expect(try await visitor.get("/sign-in").status == .ok)
        }
    }
}
