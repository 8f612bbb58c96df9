import Database
import Foundation
import LuoshiCore
import LuoshiWork

/// Brings kept figures to what a package declares: new indicators are worked out from the base, changed ones anew.
struct FigureAdoption {
    private let reading: Reading
    private var session: any Session { reading.session }

    /// The reading is under the package that is adopted.
    init(_ reading: Reading) { self.reading = reading }

    func adopt() throws {
        let set = reading.indicators
        let known = try declared()
        guard !(set.indicators.isEmpty && known.isEmpty) else { return }
        try session.lock(["figures-adoption"])
        let store = FigureStore(session)
        try store.foldAll(today: reading.day)
        var last = known.values.map(\.number).max() ?? 0
        for indicator in set.indicators where indicator.isKept {
            let declaration = Self.declaration(indicator, in: set)
            if known[indicator.key]?.declaration == declaration { continue }
            let number: Int
            if let old = known[indicator.key] {
                number = old.number
                try store.clear(number)
            } else {
                last += 1
                number = last
            }
            try session.execute(
                """
                INSERT INTO figure_indicators (number, key, declaration) VALUES (\(number), \(indicator.key), \(declaration))
                ON CONFLICT (number) DO UPDATE SET declaration = excluded.declaration
                """)
            try count(indicator)
        }
        let gone = Set(known.keys).subtracting(set.indicators.filter(\.isKept).map(\.key))
        for key in gone.sorted() { if let number = known[key]?.number { try store.clear(number) } }
    }

    private func declared() throws -> [String: (number: Int, declaration: String)] {
        let all: [(String, Int, String)] = try session.all("SELECT key, number, declaration FROM figure_indicators") {
            (try $0["key"], try $0["number"], try $0["declaration"])
        }
        return Dictionary(uniqueKeysWithValues: all.map { ($0.0, ($0.1, $0.2)) })
    }

    /// What decides the amounts that are kept; a new title or unit of measure changes none.
    private static func declaration(_ indicator: Indicator, in set: IndicatorSet) -> String {
        let read = (set.condition(of: indicator)?.reads.sorted() ?? []).compactMap { set[$0] }
        let parts = read + read.flatMap { $0.parts.compactMap { set[$0] } }
        return ([indicator] + parts).map { "\($0.along)|\($0.keptScale)|\($0.basis)" }.joined(separator: "\n")
    }

    /// From all records, letters and units there are.
    private func count(_ indicator: Indicator) throws {
        var counting = Counting(reading)
        switch indicator.basis {
        case .records(let basis):
            guard let register = reading.registers.register(basis.register) else { return }
            let records: [String] = try RecordStore(register, in: session).ids()
            for part in records.chunks(of: 500) { try counting.count(Array(part), in: register, for: [indicator]) }
        case .collected(let basis): try counting.countCollected(indicator, basis)
        case .unitsWhere: try UnitConditions(reading).countAll(indicator, &counting)
        case .ratio, .difference, .cumulative: break
        }
        try FigureStore(session).apply(counting.deltas.all, today: reading.day)
    }
}
