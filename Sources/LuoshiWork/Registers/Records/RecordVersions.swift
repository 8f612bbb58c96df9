package import Database
package import LuoshiCore

/// What a record held on which days: a change leaves the past as it was, a correction reaches back to where the error began
/// (DESIGN §5 "Records in time").
package struct RecordVersions {
    /// One stretch of days with the values that held.
    package struct Version: Equatable {
        package var from: Day
        /// The first day after it; nil while it is open.
        package var until: Day?
        package var values: FieldValues
    }

    /// Oldest first, each beginning where the one before ends.
    package private(set) var versions: [Version]

    package init(_ versions: [Version]) { self.versions = versions }

    var latest: Version? { versions.last }
    var firstDay: Day? { versions.first?.from }

    /// Lets fields have other values from a day on, until they were changed anyway. Nil is empty.
    mutating func change(_ fields: [String: FieldValue?], from day: Day) {
        guard let place = versions.lastIndex(where: { $0.from <= day }) else { return }
        if versions[place].from < day {
            var later = versions[place]
            later.from = day
            versions[place].until = day
            versions.insert(later, at: place + 1)
        }
        let start = versions[place].from < day ? place + 1 : place
        for (key, value) in fields {
            let before = versions[start].values[key]
            for index in start..<versions.count {
                guard versions[index].values[key] == before else { break }
                versions[index].values[key] = value
            }
        }
        join()
    }

    /// Replaces what fields hold now in every version back to where that value began.
    mutating func correct(_ fields: [String: FieldValue?]) {
        for (key, value) in fields {
            guard let wrong = versions.last.map({ $0.values[key] }) else { return }
            for index in versions.indices.reversed() {
                guard versions[index].values[key] == wrong else { break }
                versions[index].values[key] = value
            }
        }
        join()
    }

    /// Moves the beginning of all that is known to an earlier day.
    mutating func begin(on day: Day) {
        if let first = versions.first, day < first.from { versions[0].from = day }
    }

    /// Neighbours that hold the same are one.
    private mutating func join() {
        var joined: [Version] = []
        for version in versions {
            if let last = joined.last, last.values == version.values {
                joined[joined.count - 1].until = version.until
            } else {
                joined.append(version)
            }
        }
        versions = joined
    }
}

/// The table of versions of one register.
package struct VersionStore {
    let register: RegisterDefinition
    let session: any Session

    package init(register: RegisterDefinition, session: any Session) {
        self.register = register
        self.session = session
    }

    private var table: DatedTable {
        DatedTable(register.history, keys: ["record"], values: ["unit"] + register.allFields.map(\.column))
    }

    func versions(of id: String) throws -> RecordVersions {
        let fields = register.allFields
        return RecordVersions(
            try table.stretches(of: [.text(id)], in: session).map { stretch in
                var values: FieldValues = [:]
                for (field, stored) in zip(fields, stretch.values.dropFirst()) {
                    values[field.key] = try FieldValue(stored, of: field)
                }
                return RecordVersions.Version(from: stretch.from, until: stretch.until, values: values)
            })
    }

    /// Records of which something else was known at the end of a past day than is known now.
    package func records(knownOtherwiseOn day: Day) throws -> Set<String> {
        Set(
            try session.all(
                """
                SELECT DISTINCT h.record FROM \(raw: register.history) h WHERE h.known_from > \(day) OR h.known_to > \(day)
                """
            ) { try $0["record"] as String })
    }

    /// Versions of several records, as known now or on a past day; without `records` of all. One that was struck has none.
    /// `wanted` are the fields that are read; nil is all.
    package func versions(
        of records: [String]?, _ inForce: InForce? = nil, of wanted: [FieldDefinition]? = nil
    ) throws -> [String: RecordVersions] {
        let known = inForce?.known("h") ?? "h.known_to IS NULL"
        let fields = wanted ?? register.allFields
        let columns = fields.map { ", h." + $0.column }.joined()
        var found: [String: [RecordVersions.Version]] = [:]
        for condition in Self.conditions(records) {
            try session.forEach(
                """
                SELECT h.record, h.valid_from, h.valid_to\(raw: columns) FROM \(raw: register.history) h
                WHERE \(sql: known) AND \(sql: condition) ORDER BY h.record, h.valid_from
                """
            ) { row in
                var values: FieldValues = [:]
                for field in fields { values[field.key] = try FieldValue(row[field.column] as SQLValue, of: field) }
                found[try row["record"], default: []].append(
                    RecordVersions.Version(from: try row["valid_from"], until: try row["valid_to"], values: values))
            }
        }
        return found.mapValues { RecordVersions($0) }
    }

    private static func conditions(_ records: [String]?) -> [SQL] {
        guard let records else { return ["1 = 1"] }
        return stride(from: 0, to: records.count, by: 500).map { start in
            "h.record IN \(list: records[start..<min(start + 500, records.count)])"
        }
    }

    /// Writes what differs, known from today.
    func write(_ new: RecordVersions, over old: RecordVersions, of id: String, today: Day) throws {
        for version in new.versions where !old.versions.contains(version) {
            let unit = register.belongsTo.flatMap { version.values[$0] }?.columnValue ?? .null
            try table.put(
                [.text(id)], [unit] + RecordStore.row(version.values, register.allFields), from: version.from,
                until: version.until, today: today, in: session)
        }
    }

    /// From a day on it holds nothing: the record was struck or became one with another.
    func end(_ id: String, from day: Day, today: Day) throws {
        try table.clear([.text(id)], from: day, today: today, in: session)
    }
}
