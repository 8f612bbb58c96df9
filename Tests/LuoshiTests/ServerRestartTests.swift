import Database
import DatabaseTesting
import Foundation
import LuoshiCore
import Testing

/// What people see when the PostgreSQL server goes and comes back.
@Suite(
    .serialized,
    .enabled(if: TestDatabases.postgreSQL != nil, "PostgreSQL is not tested: set LUOSHI_TEST_POSTGRES"))
struct ServerRestartTests {
    /// A PostgreSQL server of the test's own, which it may stop.
    private struct OwnServer {
        let url: String
        let folder: String

        static func start() async throws -> OwnServer {
            let said = try await shell(Program.repository + "/scripts/postgres-start --fast")
            func value(_ name: String) throws -> String {
                let line = try #require(said.split(separator: "\n").first { $0.hasPrefix(name + "=") })
                return String(line.dropFirst(name.count + 1))
            }
            return OwnServer(url: try value("LUOSHI_TEST_POSTGRES"), folder: try value("LUOSHI_TEST_POSTGRES_DIR"))
        }

        /// `pg_ctl` as the user the server runs as.
        func control(_ words: String) async throws {
            let command =
                "/usr/lib/postgresql/15/bin/pg_ctl --pgdata=\(folder)/data --log=\(folder)/server.log --silent"
            let user = getuid() == 0 ? "cd \(folder) && runuser -u postgres -- " : ""
            _ = try await Self.shell("\(user)\(command) \(words) </dev/null >/dev/null 2>&1")
        }

        func stop() async throws { _ = try await Self.shell(Program.repository + "/scripts/postgres-stop \(folder)") }

        private static func shell(_ command: String) async throws -> String {
            let process = Process()
            let pipe = Pipe()
            process.executableURL = URL(fileURLWithPath: "/bin/bash")
            // It says itself how it ended: Foundation does not always hear of it where many processes end at once.
            process.arguments = ["-c", "(\(command)); echo ended=$?"]
            process.standardOutput = pipe
            try process.run()
            let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
            let said = String(decoding: data, as: UTF8.self)
            #expect(said.hasSuffix("ended=0\n"), "\(command): \(said)")
            return said
        }
    }

    @Test func `a restart in the middle of the load loses nothing acknowledged and nobody has to restart anything`()
        async throws
    {
        let postgres = try await OwnServer.start()
        try await withFolder { folder in
            let place = SystemPlace(folder: folder, url: postgres.url)
            let server = try await RunningServer.start(place.options(), in: folder)
            defer { if server.program.process.isRunning { server.program.kill() } }
            try await place.open([("admin", "admin"), ("target", "leader")])
            let cookie = try await server.signIn("admin", password: SystemPlace.password)
            let load = try await Load([server], cookie: cookie)

            async let run: Void = load.run(browsers: 4)
            while load.acknowledged.count < 20 { try await Task.sleep(for: .milliseconds(5)) }
            try await postgres.control("--mode=immediate restart")
            let atRestart = load.acknowledged.count
            while load.acknowledged.count < atRestart + 20 { try await Task.sleep(for: .milliseconds(5)) }
            load.stop()
            await run
            #expect(try await Set(load.acknowledged.keys).isSubset(of: Load.kept(in: place)))

            // Away for longer: a page that says so, and a health that says so, at once the truth again.
            try await postgres.control("--mode=fast stop")
            let refused = try await load.send("while-away", to: server, isLocked: true)
            #expect(refused.status == 503 && refused.body.contains("数据库暂时连不上"), "\(refused.body)")
            #expect(refused.headers["x-request-id"].map { refused.body.contains($0) } == true)
            #expect(!refused.body.contains("127.0.0.1"))
            let page = try await server.get("/targets", cookie: cookie)
            #expect(page.status == 503)
            let health = try await server.get("/health")
            #expect(health.status == 503 && health.body.contains("\"database\":\"unreachable\""), "\(health.body)")
            #expect(try await server.get("/health/live").status == 200)
            #expect(try await server.get("/metrics").status == 200)

            try await postgres.control("--wait start -o \"-p \(Self.port(postgres.url))\"")
            #expect(try await load.send("while-away", to: server, isLocked: true).status == 303)
            #expect(try await server.get("/health").status == 200)
            _ = try await server.stop()
            let verified = try await Program.run(["audit", "verify"] + place.options(), in: folder)
            #expect(verified.hasPrefix("通过"), "\(verified)")
        }
        try await postgres.stop()
    }

    private static func port(_ url: String) -> String {
        url.firstMatch(of: /:(\d+)\//).map { String($0.1) } ?? ""
    }
}
