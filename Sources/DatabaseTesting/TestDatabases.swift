import Database
import Foundation

/// The databases that tests run on: `@Test(arguments: TestDatabases.engines)`.
package enum TestDatabases {
    /// The URL of a PostgreSQL server for tests, from the environment (`scripts/postgres-start` prints it).
    package static let postgreSQL = ProcessInfo.processInfo.environment["LUOSHI_TEST_POSTGRES"]

    /// SQLite in memory and in a file; PostgreSQL too where a server is configured.
    package static var engines: [TestEngine] {
        TestEngine.allCases.filter { $0 != .postgreSQL || postgreSQL != nil }
    }
}
