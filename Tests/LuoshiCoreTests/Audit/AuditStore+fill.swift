import Database
@testable import LuoshiCore

extension TamperingTests {
    /// Writes entries as the door would, many to a transaction.
    static func fill(_ database: Database, streams: Int, entries: Int) async throws {
        for stream in 0..<streams {
            try await database.write { session in
                let standing = Standing(
                    actor: .account("a-\(stream)"), name: "人", account: "a-\(stream)", unit: String(stream))
                let moment = Moment(instant: Instant(milliseconds: 1), day: Day(number: 19_000))
                let reading = Reading(session: session, moment: moment, standing: standing, package: nil)
                for number in 0..<entries {
                    var change = Change(reading: reading)
                    change.note("第 \(number) 件")
                    try AuditStore(session).append(change, command: "test.fill", body: "{}")
                }
            }
        }
    }
}
