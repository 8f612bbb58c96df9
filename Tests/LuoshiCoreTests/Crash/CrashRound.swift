import Database
import DatabaseTesting
import Foundation
import Testing

@testable import crash_load

/// One start of the load and its end.
struct CrashRound {
    let round: Int
    let location: DatabaseLocation
    let folder: String
    private let arguments: [String]
    private let application = "crash-\(UUID().uuidString.prefix(8))"

    init(_ round: Int, at location: DatabaseLocation, in folder: String) throws {
        self.round = round
        self.location = location
        self.folder = folder
        switch location {
        case .file(let path): arguments = [path, folder, "\(round)"]
        case .postgreSQL(let url, let schema):
            let named = url + (url.contains("?") ? "&" : "?") + "application_name=\(application)"
            arguments = [named, folder, "\(round)"] + (schema.map { [$0] } ?? [])
        case .memory:
            throw DatabaseError.other(code: "test", message: "a database in memory does not outlive its program")
        }
    }

    /// Starts the load, kills it after 50 to 400 ms, and returns what it had acknowledged. The time runs from its first order;
    /// in every fourth round from its start, so that migrations and adoption are hit too.
    func runAndKill() async throws -> [String: PlaceOrder.Outcome] {
        let output = folder + "/output-\(round)"
        _ = FileManager.default.createFile(atPath: output, contents: nil)
        let process = Process()
        // The load lies beside the program that runs the tests.
        let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        process.executableURL = products.appendingPathComponent("crash-load")
        process.arguments = arguments
        process.standardOutput = FileHandle(forWritingAtPath: output)
        try process.run()
        if round % 4 != 0 {
            for _ in 0..<6000 where process.isRunning && !Self.text(output).hasPrefix("ready\n") {
                try await Task.sleep(for: .milliseconds(5))
            }
        }
        try await Task.sleep(for: .milliseconds(Int.random(in: 50...400)))
        #expect(process.isRunning, "round \(round) ended by itself: \(Self.text(output).suffix(300))")
        kill(process.processIdentifier, SIGKILL)
        // Asks the system: Foundation does not always hear of an end where many processes end at once.
        var info = siginfo_t()
        waitid(P_PID, id_t(process.processIdentifier), &info, WEXITED | WNOWAIT)
        return Self.acknowledged(Self.text(output))
    }

    /// The keys that each worker may have sent without hearing an answer: the one after its last.
    func pending(_ acknowledged: [String: PlaceOrder.Outcome]) -> [String] {
        var last: [Int: Int] = [:]
        for key in acknowledged.keys {
            let parts = key.split(separator: "-")
            guard parts.count == 3, let worker = Int(parts[1].dropFirst()), let number = Int(parts[2]) else { continue }
            last[worker] = max(last[worker] ?? 0, number)
        }
        return (0..<16).map { "r\(round)-w\($0)-\((last[$0] ?? 0) + 1)" }
    }

    /// A server finishes what its client sent before it died: waits until it has.
    func serverIsDone(_ database: Database) async throws {
        guard database.engine == .postgreSQL else { return }
        for _ in 0..<2000 {
            let left = try await database.number(
                "SELECT COUNT(*) AS n FROM pg_stat_activity WHERE application_name = \(application)")
            if left == 0 { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("the server still works for a program that was killed")
    }

    private static func text(_ path: String) -> String {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// A last line without its end was never said.
    private static func acknowledged(_ text: String) -> [String: PlaceOrder.Outcome] {
        var result: [String: PlaceOrder.Outcome] = [:]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            let words = line.split(separator: " ")
            guard words.count == 4, words[0] == "ack", let number = Int(words[2]), let total = Int(words[3]) else {
                continue
            }
            result[String(words[1])] = PlaceOrder.Outcome(number: number, total: total)
        }
        return result
    }
}
