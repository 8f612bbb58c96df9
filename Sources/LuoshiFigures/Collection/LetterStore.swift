import Database
import Foundation
import LuoshiCore

/// The table of letters.
struct LetterStore {
    let session: any Session

    static func newID() -> String { UUID().uuidString.replacing("-", with: "").prefix(12).lowercased() }

    func letter(_ id: String) throws -> Letter? {
        try session.first("SELECT * FROM letters WHERE id = \(id)", Self.letter)
    }

    func isThere(number: String, issuer: String) throws -> Bool {
        try session.first("SELECT 1 AS one FROM letters WHERE number = \(number) AND issuer = \(issuer)") {
            try $0["one"] as Int
        }
            != nil
    }

    /// The newest first; those received by some units, or all.
    func letters(of units: Set<String>?, on day: Day) throws -> [Letter] {
        let wanted: SQL = units.map { "unit IN \(list: $0)" } ?? "1 = 1"
        return try session.all(
            "SELECT * FROM letters WHERE \(sql: wanted) AND entered_on <= \(day) ORDER BY received_on DESC, id LIMIT 500",
            Self.letter)
    }

    func insert(_ letter: Letter, at moment: Moment) throws {
        try session.execute(
            """
            INSERT INTO letters (id, number, title, issuer, dated_on, received_on, unit, file, file_name, entered_on,
                entered_at, entered_by)
            VALUES (\(letter.id), \(letter.number), \(letter.title), \(letter.issuer), \(letter.datedOn),
                \(letter.receivedOn), \(letter.unit), \(letter.file), \(letter.fileName), \(letter.enteredOn),
                \(moment.instant), \(letter.enteredBy))
            """)
    }

    func withdraw(_ id: String, on day: Day, by: String, reason: String) throws {
        try session.execute(
            """
            UPDATE letters SET withdrawn_on = \(day), withdrawn_by = \(by), withdrawn_reason = \(reason)
            WHERE id = \(id) AND withdrawn_on IS NULL
            """)
    }

    private static func letter(_ row: Row) throws -> Letter {
        let withdrawn: Day? = try row["withdrawn_on"]
        return Letter(
            id: try row["id"], number: try row["number"], title: try row["title"], issuer: try row["issuer"],
            datedOn: try row["dated_on"], receivedOn: try row["received_on"], unit: try row["unit"],
            file: try row["file"], fileName: try row["file_name"], enteredOn: try row["entered_on"],
            enteredBy: try row["entered_by"],
            withdrawal: try withdrawn.map {
                Letter.Withdrawal(
                    on: $0, by: try row["withdrawn_by"] ?? "", reason: try row["withdrawn_reason"] ?? "")
            })
    }
}
