import Database
import Foundation
import LuoshiCore
import Synchronization

/// Browsers that lock and unlock one account, each request under a key of its own, until told to stop; notes what was
/// acknowledged.
final class Load: Sendable {
    private struct State {
        var acknowledged: [String: Date] = [:]
        var isOver = false
    }

    private let state = Mutex(State())
    private let servers: [RunningServer]
    private let cookie: String
    private let csrf: String

    init(_ servers: [RunningServer], cookie: String) async throws {
        self.servers = servers
        self.cookie = cookie
        csrf = try await servers[0].token(cookie)
    }

    /// The keys of the requests that were answered with success, each with the time of its answer.
    var acknowledged: [String: Date] { state.withLock { $0.acknowledged } }

    func stop() { state.withLock { $0.isOver = true } }

    /// Runs until stopped; a server that does not answer any more loses its browsers.
    func run(browsers: Int = 8) async {
        await withTaskGroup(of: Void.self) { group in
            for browser in 0..<browsers {
                group.addTask { await self.browse(self.servers[browser % self.servers.count], browser) }
            }
        }
    }

    private func browse(_ server: RunningServer, _ browser: Int) async {
        var number = 0
        while !state.withLock({ $0.isOver }) {
            number += 1
            let key = "key-\(browser)-\(number)-\(UUID().uuidString.prefix(8))"
            guard let answer = try? await send(key, to: server, isLocked: number % 2 == 1) else { return }
            if answer.status == 303 { state.withLock { $0.acknowledged[key] = .now } }
        }
    }

    func send(_ key: String, to server: RunningServer, isLocked: Bool) async throws -> Answer {
        let fields = ["csrf": csrf, "request": key, "login": "target", "locked": isLocked ? "true" : "false"]
        return try await server.post("/accounts/lock", fields, cookie: cookie)
    }

    /// Keys that a database knows the outcome of.
    static func kept(in place: SystemPlace) async throws -> Set<String> {
        try await place.withDoor { door in
            try await door.database.read { session in
                Set(
                    try session.all("SELECT request_key FROM requests WHERE command = \(LockAccount.name)") {
                        try $0["request_key"] as String
                    })
            }
        }
    }
}
