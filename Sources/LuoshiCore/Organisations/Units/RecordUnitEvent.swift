/// Something about units changed; rooms above refuse it where somebody would be left without an answer.
package struct UnitChanged: Event {
    package static let name = "unit.changed"
    package let number: Int
    package let kind: UnitEventKind
    package let from: Day
    /// Those whose names, places or ends it concerns.
    package let units: Set<String>
}

/// Subjects passed between two units that both live on, or to a part of one that was split.
package struct FunctionTransferred: Event {
    package static let name = "unit.function_transferred"
    package let number: Int
    package let from: String
    package let to: String
    /// `duty:2.3.4`, `target:T03`.
    package let subjects: [String]
    package let day: Day
}

extension Change {
    /// Everything known of units; a command that enters an event, or names units in a plan, holds the lock `units`.
    package func unitBook(city: String? = nil) throws -> UnitBook {
        try UnitEventStore(session).book(city: city ?? reading.package?.manifest.city ?? "")
    }

    /// Enters a unit event: the way for all commands about units, and for rooms that open or change units themselves.
    ///
    /// Returns the event's number and the units it opened.
    @discardableResult
    package mutating func enter(_ content: UnitEventContent, _ paper: UnitPaper) throws -> UnitEventOutcome {
        var book = try unitBook()
        return try enter(content, paper, in: &book, place: nil)
    }

    /// Takes a wrong entry back, with a reason, and enters what is right in its place; known time keeps both.
    mutating func correct(
        _ number: Int, reason: String, to content: UnitEventContent?, _ paper: UnitPaper?
    ) throws -> UnitEventOutcome {
        guard !reason.isEmpty, reason.count <= 500 else { throw Refusal("reason_missing", "请写明更正的理由，不超过 500 字。") }
        var book = try unitBook()
        guard let wrong = book.events[number], wrong.content.kind != .seed else {
            throw Refusal("event_gone", status: 409, "这一笔登记不存在，或已被别人更正。请回到单位页查看。")
        }
        let store = UnitEventStore(session)
        let touched = Set((book.parts[number] ?? [:]).keys)
        let isReplaced = content != nil && paper != nil
        let keys = try book.strike(number, checks: !isReplaced)
        try store.end(number, reason: reason, by: standing.name, at: moment)
        touches("unit-event:\(number)")
        note("更正单位变动第 \(number) 号：\(reason)")
        guard let content, let paper else {
            try store.project(keys, of: book.chronicle, today: day)
            try publish(wrong, touched, in: book)
            return UnitEventOutcome(number: number, opened: [])
        }
        let outcome = try enter(content, paper, in: &book, place: wrong.place)
        try book.check(keys, touching: touched)
        try store.project(keys, of: book.chronicle, today: day)
        try publish(wrong, touched, in: book)
        return outcome
    }

    private mutating func enter(
        _ content: UnitEventContent, _ paper: UnitPaper, in book: inout UnitBook, place: Int?
    ) throws -> UnitEventOutcome {
        let entry = try book.enter(content, paper, place: place, by: standing.name, at: moment)
        let store = UnitEventStore(session)
        try store.insert(entry, by: standing.actor)
        try store.project(entry.keys, of: book.chronicle, today: day)
        touches("unit-event:\(entry.event.number)")
        note("单位变动第 \(entry.event.number) 号：\(book.sentence(entry.event))依据：\(paper.basis)")
        for step in entry.consequences.transfers(of: entry.event) { publish(step) }
        try publish(entry.event, Set(entry.consequences.parts.keys), in: book)
        return UnitEventOutcome(number: entry.event.number, opened: entry.consequences.opened.map(\.id))
    }

    private mutating func publish(_ event: UnitEvent, _ units: Set<String>, in book: UnitBook) throws {
        for unit in units.sorted() { touches("unit:\(unit)") }
        try UnitSearch(session: session).index(units, in: book, on: day)
        publish(UnitChanged(number: event.number, kind: event.content.kind, from: event.paper.from, units: units))
    }
}

/// What came of entering a unit event.
package struct UnitEventOutcome: Codable, Sendable, Equatable {
    package let number: Int
    /// Ids of the units that it opened.
    package let opened: [String]
}

extension UnitConsequences {
    /// One for each unit that takes named subjects.
    func transfers(of event: UnitEvent) -> [FunctionTransferred] {
        let named = passages.filter { $0.subject != nil }
        return Dictionary(grouping: named, by: \.to).sorted { $0.key < $1.key }.map { to, passages in
            FunctionTransferred(
                number: event.number, from: passages[0].from, to: to, subjects: passages.compactMap(\.subject),
                day: event.paper.from)
        }
    }
}
