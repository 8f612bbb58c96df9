import Database

/// Puts units where they can be found: by every name they go by or went by.
struct UnitSearch {
    let session: any Session

    func index(_ units: Set<String>, in book: UnitBook, on day: Day) throws {
        let index = SearchIndex(session)
        for unit in units {
            let names = book.chronicle.stretches(.name(unit: unit)).flatMap(\.values)
            let aliases = book.chronicle.aliases(of: unit, on: day)
            guard !names.isEmpty else {
                try index.remove("unit:\(unit)")
                continue
            }
            let title = book.title(unit, on: day)
            var seen: Set<String> = [title]
            let body = (names + aliases).filter { seen.insert($0).inserted }
            try index.put(
                SearchItem(
                    id: "unit:\(unit)", kind: "单位", title: title, body: body.joined(separator: " "),
                    address: "/units/\(unit)"))
        }
    }
}
