package import Database
import Foundation
package import LuoshiCore

/// One write to a record: who, when, why, and what each field held before and after (变更记录).
package struct RecordChange: Sendable, Hashable {
    package enum Kind: String, Sendable, Codable {
        case entered, changed, corrected, struck, merged, erased

        package var title: String {
            switch self {
            case .entered: "登记"
            case .changed: "变化"
            case .corrected: "更正"
            case .struck: "作废"
            case .merged: "合并"
            case .erased: "删除个人信息"
            }
        }
    }

    package let revision: Int
    package let kind: Kind
    package let instant: Instant
    package let day: Day
    /// From when a change holds.
    package let effectiveOn: Day?
    package let reason: String?
    package let actorName: String
    package let fields: [FieldChange]
}

/// What one field held before and after; nil is empty. Personal data is not in it.
package struct FieldChange: Sendable, Hashable, Codable {
    package let field: String
    package let before: String?
    package let after: String?
    package let isPersonal: Bool
}

/// The log of writes, one table for all registers.
package struct RecordChangeStore {
    let session: any Session

    package init(session: any Session) { self.session = session }

    func append(
        _ writes: [(RecordsWritten.Write, [FieldChange])], effectiveOn: Day?, reason: String?, in change: Change
    ) throws {
        let rows = try writes.map { write, fields in
            (write, String(decoding: try JSONEncoder.canonical.encode(fields), as: UTF8.self))
        }
        try session.executeBatch(rows) { write, fields in
            """
            INSERT INTO record_changes (register, record, revision, kind, instant, day, effective_on, reason, actor,
                actor_name, fields)
            VALUES (\(write.after.register), \(write.after.id), \(write.after.revision), \(write.kind.rawValue),
                \(change.moment.instant), \(change.day), \(effectiveOn), \(reason), \(change.standing.actor.key),
                \(change.standing.name), \(fields))
            """
        }
    }

    /// Who entered each of several records, and on which day.
    package func entries(of records: [String], in register: String) throws -> [String: (by: String, on: Day)] {
        var found: [String: (by: String, on: Day)] = [:]
        for start in stride(from: 0, to: records.count, by: 500) {
            let part = records[start..<min(start + 500, records.count)]
            try session.forEach(
                """
                SELECT record, actor_name, day FROM record_changes
                WHERE register = \(register) AND record IN \(list: part) AND revision = 1
                """
            ) { found[try $0["record"]] = (try $0["actor_name"], try $0["day"]) }
        }
        return found
    }

    func changes(of record: String, in register: String, on inForce: InForce) throws -> [RecordChange] {
        try session.all(
            """
            SELECT revision, kind, instant, day, effective_on, reason, actor_name, fields FROM record_changes
            WHERE register = \(register) AND record = \(record) AND day <= \(inForce.day) ORDER BY revision DESC
            """
        ) { row in
            RecordChange(
                revision: try row["revision"], kind: RecordChange.Kind(rawValue: try row["kind"]) ?? .changed,
                instant: try row["instant"], day: try row["day"], effectiveOn: try row["effective_on"],
                reason: try row["reason"], actorName: try row["actor_name"],
                fields: try JSONDecoder().decode([FieldChange].self, from: Data((row["fields"] as String).utf8)))
        }
    }
}
