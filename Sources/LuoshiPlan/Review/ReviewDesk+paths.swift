import LuoshiCore

/// Numbers of clauses: tasks and targets stand by item, so that none of them moves with a number.
extension ReviewDesk {
    /// Gives a clause another path, and all beneath it theirs; refused where another clause has it.
    mutating func renumber(_ item: Int, to path: String) throws {
        let old = try clause(item).path
        guard old != path else { return }
        guard !path.hasPrefix(old + ".") else { throw Refusal("path_below", "一条条款不能移到它自己下面。") }
        if let other = items.clauses.first(where: { $0.clause.path == path && $0.item.id != item }) {
            throw Refusal("path_taken", "编号 \(path) 已是“\(other.clause.title)”，请换一个编号，或先改它的编号。")
        }
        map { own in
            if own == old { return path }
            return own.hasPrefix(old + ".") ? path + own.dropFirst(old.count) : own
        }
    }

    /// Moves the siblings behind a path, with all beneath them, by a number of places.
    mutating func shift(behind path: String, by places: Int) {
        guard let (parent, letter, number) = Self.parts(path) else { return }
        map { own in
            let rest =
                parent.isEmpty ? Substring(own) : own.hasPrefix(parent + ".") ? own.dropFirst(parent.count + 1) : ""
            guard let head = rest.split(separator: ".").first, let (_, kind, place) = Self.parts(String(head)),
                kind == letter, place > number
            else { return own }
            let moved = "\(letter)\(place + places)" + rest.dropFirst(head.count)
            return parent.isEmpty ? String(moved) : "\(parent).\(moved)"
        }
    }

    /// The first free path beneath another, or among the outermost.
    func freePath(beneath parent: String?) -> String {
        let taken = items.clauses.compactMap { item -> Int? in
            guard let (above, letter, number) = Self.parts(item.clause.path), above == (parent ?? ""), letter.isEmpty
            else {
                return nil
            }
            return number
        }
        let number = (taken.max() ?? 0) + 1
        return parent.map { "\($0).\(number)" } ?? "\(number)"
    }

    /// The path next to another.
    static func next(after path: String) -> String {
        guard let (parent, letter, number) = parts(path) else { return path + ".1" }
        return (parent.isEmpty ? "" : parent + ".") + "\(letter)\(number + 1)"
    }

    /// `2.3.4` is `2.3`, no letter, 4; `A1` is nothing above, `A`, 1.
    private static func parts(_ path: String) -> (parent: String, letter: String, number: Int)? {
        let pieces = path.split(separator: ".")
        guard let last = pieces.last else { return nil }
        let letter = last.prefix { $0 == "A" }
        guard let number = Int(last.dropFirst(letter.count)) else { return nil }
        return (pieces.dropLast().joined(separator: "."), String(letter), number)
    }

    private mutating func map(_ path: (String) -> String) {
        for (item, clause) in items.clauses {
            var moved = clause
            moved.path = path(clause.path)
            if moved != clause { change(item.id) { $0.content = .clause(moved) } }
        }
    }
}
