/// Opens many enterprises on one paper, such as a published list: all of them, or none.
package struct OpenFirms: Command {
    package static let name = "unit.open_firms"
    let firms: [NewUnit]
    let paper: UnitPaper

    package init(_ firms: [NewUnit], _ paper: UnitPaper) {
        self.firms = firms
        self.paper = paper
    }

    package var permission: Permission { "unit.open" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { ["units"] }

    /// Returns the ids of the units: their credit codes.
    package func run(_ change: inout Change) throws -> [String] {
        guard firms.allSatisfy({ $0.kind == .enterprise }) else {
            throw Refusal("not_a_firm", "成批登记的只能是企业；其他单位请逐个登记。")
        }
        return try change.open(firms, paper)
    }
}

extension Change {
    /// Opens units on one paper; what is known of all units is read once. Returns their ids.
    package mutating func open(_ units: [NewUnit], _ paper: UnitPaper) throws -> [String] {
        guard !units.isEmpty else { return [] }
        var book = try unitBook()
        let store = UnitEventStore(session)
        var opened: [String] = []
        for unit in units {
            let entry = try book.enter(.open(unit), paper, by: standing.name, at: moment)
            try store.insert(entry, by: standing.actor)
            try store.project(entry.keys, of: book.chronicle, today: day)
            touches("unit-event:\(entry.event.number)")
            opened += entry.consequences.opened.map(\.id)
        }
        for unit in opened { touches("unit:\(unit)") }
        try UnitSearch(session: session).index(Set(opened), in: book, on: day)
        publish(UnitChanged(number: book.lastNumber, kind: .open, from: paper.from, units: Set(opened)))
        note("登记 \(opened.count) 个单位，到单位变动第 \(book.lastNumber) 号。依据：\(paper.basis)")
        return opened
    }
}
