// The load for tests that kill it: `crash-load DATABASE FOLDER ROUND [SCHEMA]`.
//
// DATABASE is an SQLite path or a PostgreSQL URL, FOLDER holds the checkpoints and their key, ROUND begins every key.
// Prints `ready`, then `ack <key> <outcome>` for every order whose command returned, until somebody kills it.

import Database
import Foundation
import LuoshiCore

let arguments = CommandLine.arguments
guard arguments.count >= 4 else {
    print("usage: crash-load DATABASE FOLDER ROUND [SCHEMA]")
    exit(2)
}
let (folder, round) = (arguments[2], arguments[3])
let location: DatabaseLocation =
    arguments[1].hasPrefix("postgres")
    ? .postgreSQL(url: arguments[1], schema: arguments.count > 4 ? arguments[4] : nil) : .file(path: arguments[1])

/// Writes a line at once and whole: what a person has been told must not wait in a buffer.
@Sendable func tell(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
}

do {
    let house = try await CrashHouse(at: location)
    let key = try CheckpointKey(file: folder + "/key")
    let checkpoints = try CheckpointFile(path: folder + "/checkpoints.jsonl", key: key)
    tell("ready")
    try await withThrowingTaskGroup(of: Void.self) { group in
        for worker in 0..<16 {
            group.addTask {
                var number = 0
                while true {
                    number += 1
                    let key = "r\(round)-w\(worker)-\(number)"
                    let outcome = try await house.place(key)
                    tell("ack \(key) \(outcome.number) \(outcome.total)")
                }
            }
        }
        group.addTask {
            while true {
                try await checkpoints.write(house.database, at: .now())
                try await Task.sleep(for: .milliseconds(15))
            }
        }
        try await group.waitForAll()
    }
} catch {
    tell("failed \(error)")
    exit(1)
}
