package import Database
import Foundation

/// Tables of unit events: what was entered, what it makes so, who succeeds whom.
package struct UnitEventStore {
    let session: any Session

    package init(_ session: any Session) { self.session = session }

    /// Who succeeds whom, as known in this reading.
    package func successions(_ inForce: InForce) throws -> Successions {
        Successions(try steps(inForce.known("e")))
    }

    private func steps(_ known: SQL) throws -> [Successions.Step] {
        try session.all(
            """
            SELECT s.*, e.place, e.kind, e.effective_on, e.basis FROM unit_event_steps s
            JOIN unit_events e ON e.number = s.event WHERE \(sql: known) ORDER BY s.event, s.position
            """
        ) {
            Successions.Step(
                event: try $0["event"], place: try $0["place"],
                kind: UnitEventKind(rawValue: try $0["kind"]) ?? .transfer, day: try $0["effective_on"],
                from: try $0["from_unit"], to: try $0["to_unit"], subject: try $0["subject"], basis: try $0["basis"])
        }
    }

    /// Everything known now. `city` is the package's own unit, of which new ids are made.
    package func book(city: String) throws -> UnitBook {
        let known: SQL = "e.known_to IS NULL"
        var records: [String: UnitBook.Record] = [:]
        try session.forEach("SELECT id, kind, area, credit_code FROM units") {
            records[try $0["id"]] = UnitBook.Record(
                kind: try $0["kind"], area: try $0["area"], creditCode: try $0["credit_code"])
        }
        var parts: [Int: [String: UnitPart]] = [:]
        try session.forEach(
            """
            SELECT p.event, p.unit, p.part FROM unit_event_units p JOIN unit_events e ON e.number = p.event
            WHERE \(sql: known)
            """
        ) { parts[try $0["event"], default: [:]][try $0["unit"]] = UnitPart(rawValue: try $0["part"]) }
        return UnitBook(
            records: records, hierarchies: try hierarchies(), groups: try groups(), city: city,
            chronicle: try chronicle(known),
            events: try session.all("SELECT * FROM unit_events e WHERE \(sql: known)", Self.event), parts: parts,
            steps: try steps(known),
            lastNumber: try session.first("SELECT COALESCE(MAX(number), 0) AS n FROM unit_events") { try $0["n"] } ?? 0)
    }

    /// A book with nothing but the names that sentences about some events need.
    func names(for events: [UnitEvent]) throws -> UnitBook {
        let units = Set(events.flatMap(\.content.mentioned))
        let known: SQL = "e.known_to IS NULL AND f.fact = 'name' AND f.first_key IN \(list: units)"
        return UnitBook(
            records: [:], hierarchies: try hierarchies(), groups: try groups(), city: "",
            chronicle: try chronicle(known), events: [], parts: [:], steps: [], lastNumber: 0)
    }

    private func hierarchies() throws -> [UnitBook.Hierarchy] {
        try session.all("SELECT key, title, root FROM hierarchies ORDER BY key") {
            UnitBook.Hierarchy(key: try $0["key"], title: try $0["title"], root: try $0["root"])
        }
    }

    private func groups() throws -> [String: String] {
        let groups: [(String, String)] = try session.all("SELECT key, name FROM unit_groups") {
            (try $0["key"], try $0["name"])
        }
        return Dictionary(uniqueKeysWithValues: groups)
    }

    private func chronicle(_ known: SQL) throws -> UnitChronicle {
        var chronicle = UnitChronicle()
        try session.forEach(
            """
            SELECT f.*, e.place FROM unit_event_facts f JOIN unit_events e ON e.number = f.event WHERE \(sql: known)
            ORDER BY f.effective_on, e.place, f.event, f.position
            """
        ) { row in
            let first: String? = try row["first_value"]
            let second: String? = try row["second_value"]
            guard
                let key = UnitFact.Key(
                    fact: try row["fact"], first: try row["first_key"], second: try row["second_key"])
            else { return }
            let values = first.map { [$0] + [second].compactMap { $0 } }
            let fact = UnitFact(key: key, from: try row["effective_on"], values: values)
            chronicle.add([fact], event: try row["event"], place: try row["place"])
        }
        return chronicle
    }

    /// One entry, also one that was corrected since.
    package func event(_ number: Int) throws -> UnitEvent? {
        try session.first("SELECT * FROM unit_events WHERE number = \(number)", Self.event)
    }

    /// All entries about a unit, the latest day first, those that were corrected since among them.
    func events(of unit: String, _ inForce: InForce) throws -> [UnitEvent] {
        let entered: SQL = inForce.isAsKnownThen ? "e.known_from <= \(inForce.day)" : "1 = 1"
        return try session.all(
            """
            SELECT e.* FROM unit_events e JOIN unit_event_units p ON p.event = e.number
            WHERE p.unit = \(unit) AND p.part <> 'named' AND \(sql: entered)
            ORDER BY e.effective_on DESC, e.place DESC, e.number DESC
            """
        ) { row in
            let event = try Self.event(row)
            guard inForce.isAsKnownThen, let ending = event.ending, ending.on > inForce.day else { return event }
            return event.unended
        }
    }

    private static func event(_ row: Row) throws -> UnitEvent {
        let content: String = try row["content"]
        let endedOn: Day? = try row["known_to"]
        return UnitEvent(
            number: try row["number"], place: try row["place"],
            content: try JSONDecoder().decode(UnitEventContent.self, from: Data(content.utf8)),
            paper: UnitPaper(from: try row["effective_on"], basis: try row["basis"], note: try row["remark"]),
            enteredBy: try row["entered_name"], enteredAt: try row["entered_at"], knownFrom: try row["known_from"],
            ending: try endedOn.map {
                UnitEvent.Ending(on: $0, by: try row["ended_name"] ?? "", reason: try row["ended_reason"] ?? "")
            })
    }
}

extension UnitEvent {
    /// As it was before it was corrected.
    fileprivate var unended: UnitEvent {
        UnitEvent(
            number: number, place: place, content: content, paper: paper, enteredBy: enteredBy, enteredAt: enteredAt,
            knownFrom: knownFrom, ending: nil)
    }
}
