import Database
import Foundation
import LuoshiCore

/// On PostgreSQL many writers meet in the rows of the city: there differences are set aside and folded in now and then, so that no
/// county waits for another (DESIGN §6).
extension FigureStore {
    /// How many differences of one figure may lie aside before a writer folds them in.
    private static let most = 40

    /// What a difference that was set aside changes.
    enum Aside: String {
        /// `place` is a period.
        case flow
        /// `place` is a day, as 20220805.
        case stock
    }

    /// Writes the differences of the heads of hierarchies beside their rows, and takes them out of the rest.
    func setAside(_ deltas: inout [Numbered], today: Day) throws {
        let heads: Set<Int> = Set(
            try session.all("SELECT f.number FROM hierarchies h JOIN figure_units f ON f.unit = h.root") {
                try $0["number"]
            })
        let aside = deltas.filter { heads.contains($0.figure.unit) }
        guard !aside.isEmpty else { return }
        deltas.removeAll { heads.contains($0.figure.unit) }
        let stamp = UUID().uuidString
        let values = aside.enumerated().flatMap { number, delta -> [SQLValue] in
            let (what, place) = Self.stored(delta.place)
            return [
                delta.figure.unit.sqlValue, delta.figure.indicator.sqlValue, .text("\(stamp)-\(number)"),
                .text(what.rawValue), place.sqlValue, delta.amount.sqlValue, delta.parts.sqlValue,
            ]
        }
        try session.insert(
            values, into: "figure_deltas", ["unit", "indicator", "id", "what", "place", "amount", "parts"])
        for figure in try many(Set(aside.map(\.figure))) { try fold(figure, today: today) }
    }

    /// Those of which more lies aside than should.
    private func many(_ figures: Set<Figure>) throws -> [Figure] {
        let found: [Figure] = try session.all(
            """
            SELECT unit, indicator FROM figure_deltas
            WHERE unit IN \(list: Set(figures.map(\.unit)).sorted()) AND indicator IN \(list: Set(figures.map(\.indicator)).sorted())
            GROUP BY unit, indicator HAVING COUNT(*) > \(Self.most)
            """
        ) { Figure(unit: try $0["unit"], indicator: try $0["indicator"]) }
        return found.filter(figures.contains)
    }

    private static func stored(_ place: FigureDelta.Place) -> (Aside, Int) {
        switch place {
        case .flow(let period): (.flow, period.code)
        case .stock(let day): (.stock, dayCode(day))
        }
    }

    /// 20220805.
    static func dayCode(_ day: Day) -> Int { Month(day).code * 100 + day.dayOfMonth }

    static func place(_ what: Aside?, _ code: Int) -> FigureDelta.Place? {
        switch what {
        case .flow: Period(code: code).map(FigureDelta.Place.flow)
        case .stock: Day(year: code / 10_000, month: code / 100 % 100, day: code % 100).map(FigureDelta.Place.stock)
        case nil: nil
        }
    }

    /// Adds what lies aside of one figure to its rows, unless somebody else does so just now.
    private func fold(_ figure: Figure, today: Day) throws {
        let name = "figure-fold:\(figure.unit):\(figure.indicator)"
        let isFree: Bool =
            try session.first(
                "SELECT CASE WHEN pg_try_advisory_xact_lock(hashtextextended(\(name), 0)) THEN 1 ELSE 0 END AS free"
            ) { try $0["free"] as Int == 1 } ?? false
        guard isFree else { return }
        try fold("unit = \(figure.unit) AND indicator = \(figure.indicator)", today: today)
    }

    /// Adds all that lies aside to the rows: before an edition, an audit, or a change of what is counted.
    func foldAll(today: Day) throws {
        if session.engine == .postgreSQL { try fold("1 = 1", today: today) }
    }

    private func fold(_ condition: SQL, today: Day) throws {
        let all: [Numbered?] = try session.all(
            "DELETE FROM figure_deltas WHERE \(sql: condition) RETURNING unit, indicator, what, place, amount, parts"
        ) { row in
            let figure = Figure(unit: try row["unit"], indicator: try row["indicator"])
            guard let place = Self.place(Aside(rawValue: try row["what"]), try row["place"]) else { return nil }
            return Numbered(figure: figure, place: place, amount: try row["amount"], parts: try row["parts"])
        }
        // One row each: a statement may not touch a row twice.
        var sums: [Key: (Int64, Int64)] = [:]
        for delta in all.compactMap(\.self) {
            let sum = sums[Key(figure: delta.figure, place: delta.place), default: (0, 0)]
            sums[Key(figure: delta.figure, place: delta.place)] = (sum.0 &+ delta.amount, sum.1 &+ delta.parts)
        }
        try write(
            sums.map { Numbered(figure: $0.figure, place: $0.place, amount: $1.0, parts: $1.1) }, today: today)
    }

    private struct Key: Hashable {
        let figure: Figure
        let place: FigureDelta.Place
    }
}
