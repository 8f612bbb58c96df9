import Database
import DatabaseTesting
import Foundation
import LuoshiCore
import Testing

@testable import luoshi

/// Two servers on one PostgreSQL.
@Suite(
    .serialized,
    .enabled(if: TestDatabases.postgreSQL != nil, "PostgreSQL is not tested: set LUOSHI_TEST_POSTGRES"))
struct ServerPairTests {
    /// Starts two servers at the same moment on an empty database.
    private static func withPair(_ body: (SystemPlace, [RunningServer]) async throws -> Void) async throws {
        try await SystemPlace.with(.postgreSQL) { place in
            async let one = RunningServer.start(place.options("one"), in: place.folder)
            async let other = RunningServer.start(place.options("two"), in: place.folder)
            let servers = try await [one, other]
            defer { for server in servers where server.program.process.isRunning { server.program.kill() } }
            try await place.open([("admin", "admin"), ("target", "leader")])
            try await body(place, servers)
        }
    }

    @Test func `they start together on an empty database, share sessions, and end one everywhere`() async throws {
        try await Self.withPair { place, servers in
            for server in servers {
                let health = try await server.get("/health")
                #expect(health.status == 200 && health.body.contains("\"schema\":\"current\""), "\(health.body)")
            }
            #expect(try await place.number("SELECT COUNT(*) AS n FROM package_adoptions") == 1)
            let cookie = try await servers[0].signIn("admin", password: SystemPlace.password)
            let csrf = try await servers[1].token(cookie)
            #expect(try await servers[1].post("/sign-out", ["csrf": csrf], cookie: cookie).status == 303)
            let refused = try await servers[0].get("/accounts", cookie: cookie)
            #expect(refused.headers["location"]?.hasPrefix("/sign-in") == true)
        }
    }

    @Test func `one request sent to both happens once`() async throws {
        try await Self.withPair { place, servers in
            let cookie = try await servers[0].signIn("admin", password: SystemPlace.password)
            let csrf = try await servers[0].token(cookie)
            let fields = [
                "csrf": csrf, "request": "twice-0001", "login": "newcomer", "name": "新来的", "unit": "", "role": "leader",
                "password": "a-new-password",
            ]
            async let one = servers[0].post("/accounts", fields, cookie: cookie)
            async let other = servers[1].post("/accounts", fields, cookie: cookie)
            let statuses = try await [one.status, other.status]
            // The password's hash is salted, so the second one is another body under the same key, or the same login.
            #expect(statuses.contains(303))
            #expect(try await place.number("SELECT COUNT(*) AS n FROM accounts WHERE login = 'newcomer'") == 1)

            let load = try await Load(servers, cookie: cookie)
            let before = try await place.number("SELECT COUNT(*) AS n FROM audit_entries")
            async let first = load.send("twice-0002", to: servers[0], isLocked: true)
            async let second = load.send("twice-0002", to: servers[1], isLocked: true)
            #expect(try await [first.status, second.status] == [303, 303])
            #expect(try await place.number("SELECT COUNT(*) AS n FROM audit_entries") == before + 1)
        }
    }

    @Test func `a package adopted through one is in force in the other at its next transaction`() async throws {
        try await Self.withPair { place, servers in
            let cookie = try await servers[0].signIn("admin", password: SystemPlace.password)
            let csrf = try await servers[0].token(cookie)
            #expect(try await servers[1].get("/targets", cookie: cookie).status == 200)
            // The next version takes the plan away from administrators.
            let hash = try await place.withDoor { door in
                let files = try await #require(door.ask(PackageContent(), as: .system("test")))
                var texts = files.texts
                texts["roles.yaml"] = texts["roles.yaml"]?.replacing(
                    "[plan.read, search.use], scope: all}  # 方案在内部公开", with: "search.use, scope: all}")
                return try await door.perform(ProposePackage(PackageFiles(texts: texts)), as: .system("test"))
            }
            #expect(try await servers[1].get("/targets", cookie: cookie).status == 200)
            let adopted = try await servers[0].post("/package/adopt", ["csrf": csrf, "hash": hash], cookie: cookie)
            #expect(adopted.status == 303)
            #expect(try await servers[1].get("/targets", cookie: cookie).status == 403)
        }
    }

    @Test func `one killed under load loses nothing acknowledged, and the other goes on`() async throws {
        try await Self.withPair { place, servers in
            let cookie = try await servers[0].signIn("admin", password: SystemPlace.password)
            let load = try await Load(servers, cookie: cookie)
            async let run: Void = load.run()
            while load.acknowledged.count < 40 { try await Task.sleep(for: .milliseconds(5)) }
            servers[0].program.kill()
            let atDeath = load.acknowledged.count
            while load.acknowledged.count < atDeath + 20 { try await Task.sleep(for: .milliseconds(5)) }
            load.stop()
            await run
            let kept = try await Load.kept(in: place)
            #expect(Set(load.acknowledged.keys).isSubset(of: kept))
            #expect(try await servers[1].get("/health").status == 200)
            _ = try await servers[1].stop()
            let verified = try await Program.run(["audit", "verify"] + place.options("two"), in: place.folder)
            #expect(verified.hasPrefix("通过"), "\(verified)")
        }
    }

    @Test func `a server works on when another one has added to the tables; one that starts then refuses`() async throws
    {
        try await Self.withPair { place, servers in
            let cookie = try await servers[0].signIn("admin", password: SystemPlace.password)
            let later = Migration(
                "core-999-later",
                """
                CREATE TABLE later (id INTEGER PRIMARY KEY NOT NULL) STRICT;
                ALTER TABLE accounts ADD COLUMN later TEXT;
                """)
            try await place.withDoor { try await $0.database.migrate(Composition.migrations + [later]) }
            let load = try await Load(servers, cookie: cookie)
            for server in servers {
                #expect(try await load.send("later-\(server.port)", to: server, isLocked: true).status == 303)
                let health = try await server.get("/health")
                #expect(health.status == 200 && health.body.contains("\"schema\":\"newer\""), "\(health.body)")
            }
            let refused = try await Program.run(
                ["serve", "--port", "1"] + place.options("three"), in: place.folder, expecting: 65)
            #expect(refused.contains("请换用新版本的程序") && refused.contains("core-999-later"), "\(refused)")
        }
    }
}
