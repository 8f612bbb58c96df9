import Database
import Foundation

extension UnitEventStore {
    /// Writes an entry with what it makes so; the dated tables follow by `project`.
    func insert(_ entry: UnitEntry, by actor: Actor) throws {
        let event = entry.event
        try insert(event, by: actor)
        for unit in entry.consequences.opened { try insert(unit) }
        try insert(parts: entry.consequences.parts, of: event.number)
        try insert(facts: entry.consequences.facts, of: event.number)
        try session.executeBatch(entry.consequences.passages.enumerated()) { position, passage in
            """
            INSERT INTO unit_event_steps (event, position, from_unit, to_unit, subject)
            VALUES (\(event.number), \(position), \(passage.from), \(passage.to), \(passage.subject))
            """
        }
    }

    func insert(_ event: UnitEvent, by actor: Actor) throws {
        let content = String(decoding: try JSONEncoder.canonical.encode(event.content), as: UTF8.self)
        try session.execute(
            """
            INSERT INTO unit_events (number, place, kind, effective_on, basis, remark, content, entered_by, entered_name,
                entered_at, known_from)
            VALUES (\(event.number), \(event.place), \(event.content.kind.rawValue), \(event.paper.from),
                \(event.paper.basis), \(event.paper.note), \(content), \(actor.key), \(event.enteredBy),
                \(event.enteredAt), \(event.knownFrom))
            """)
    }

    func insert(parts: [String: UnitPart], of event: Int) throws {
        try session.executeBatch(parts.sorted { $0.key < $1.key }) { unit, part in
            "INSERT INTO unit_event_units (event, unit, part) VALUES (\(event), \(unit), \(part.rawValue))"
        }
    }

    func insert(facts: [UnitFact], of event: Int) throws {
        try session.executeBatch(facts.enumerated()) { position, fact in
            let (first, second) = fact.key.parts
            return """
                INSERT INTO unit_event_facts (event, position, fact, first_key, second_key, effective_on, first_value,
                    second_value)
                VALUES (\(event), \(position), \(fact.key.fact), \(first), \(second), \(fact.from),
                    \(fact.values?.first ?? (fact.values == nil ? nil : "")),
                    \(fact.values.flatMap { $0.count > 1 ? $0[1] : nil }))
                """
        }
    }

    /// A unit's own row; one whose opening was taken back may be opened again.
    private func insert(_ unit: NewUnit) throws {
        if let code = unit.creditCode {
            // Only a unit whose opening was taken back can still hold it: the book has checked the others.
            try session.execute("UPDATE units SET credit_code = NULL WHERE credit_code = \(code) AND id <> \(unit.id)")
        }
        try session.execute(
            """
            INSERT INTO units (id, kind, area, credit_code, provisional)
            VALUES (\(unit.id), \(unit.kind), \(unit.area), \(unit.creditCode), \(unit.isProvisional))
            ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, area = excluded.area,
                credit_code = excluded.credit_code, provisional = excluded.provisional
            """)
        let posts = PostStore(session)
        if try posts.posts(of: unit.id).isEmpty { try posts.insertStandardPosts(of: [unit.id]) }
    }

    /// Ends what was known by an entry.
    func end(_ number: Int, reason: String, by name: String, at moment: Moment) throws {
        try session.execute(
            """
            UPDATE unit_events SET known_to = \(moment.day), ended_name = \(name), ended_reason = \(reason),
                ended_at = \(moment.instant) WHERE number = \(number)
            """)
    }

    /// Brings the dated tables to what the chronicle says of some keys; what they showed on days past stays known.
    func project(_ keys: Set<UnitFact.Key>, of chronicle: UnitChronicle, today: Day) throws {
        for key in keys {
            let (table, columns) = key.row
            let wanted = chronicle.stretches(key).map { stretch in
                DatedTable.Stretch(
                    from: stretch.from, until: stretch.until,
                    values: stretch.values.prefix(table.values.count).map { .text($0) })
            }
            let held = try table.stretches(of: columns, in: session)
            guard let day = Self.firstDifference(held, wanted) else { continue }
            try table.clear(columns, from: day, today: today, in: session)
            for stretch in wanted where stretch.until.map({ $0 > day }) ?? true {
                try table.put(
                    columns, stretch.values, from: max(stretch.from, day), until: stretch.until, today: today,
                    in: session)
            }
        }
    }

    private static func firstDifference(_ held: [DatedTable.Stretch], _ wanted: [DatedTable.Stretch]) -> Day? {
        let days = Set((held + wanted).flatMap { [$0.from] + [$0.until].compactMap { $0 } }).sorted()
        func value(_ list: [DatedTable.Stretch], on day: Day) -> [SQLValue]? {
            list.first { $0.from <= day && ($0.until.map { day < $0 } ?? true) }?.values
        }
        return days.first { value(held, on: $0) != value(wanted, on: $0) }
    }
}
