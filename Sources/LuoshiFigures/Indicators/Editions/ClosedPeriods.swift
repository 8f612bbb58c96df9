import CEL
import Database
import Foundation
import LuoshiCore

/// What was published stays as it was: what touches a closed period moves the live figures, needs a reason, and is noted as a revision.
struct ClosedPeriods {
    private let change: Change
    private let session: any Session

    init(_ change: Change) {
        self.change = change
        session = change.session
    }

    /// Notes what the differences move in closed periods, of the heads of hierarchies; refuses where nobody said why.
    func note(_ moved: [FigureDelta], reasons: [FigureReason]) throws {
        let closed = try EditionStore(session).closed()
        guard !closed.isEmpty else { return }
        let heads = Set(try session.all("SELECT root FROM hierarchies") { try $0["root"] as String })
        let lookBack = LookBack(change.reading)
        var touched: [Period: [FigureDelta]] = [:]
        for delta in moved where heads.contains(delta.unit) {
            for period in closed where try Self.touches(delta.place, period) || lookBack.touches(delta, period) {
                touched[period, default: []].append(delta)
            }
        }
        guard !touched.isEmpty else { return }
        let reason = reasons.map(\.text).filter { !$0.isEmpty }.joined(separator: "；")
        guard !reason.isEmpty else {
            let names = touched.keys.sorted().map(\.title).joined(separator: "、")
            throw Refusal("period_closed", "\(names)的数已经关账公布。请写明理由再提交：现数会变，已公布的版本不变，由办公室决定是否公布修订版。")
        }
        let numbers = FigureNumbers(session)
        let stamp = UUID().uuidString
        for (period, deltas) in touched.sorted(by: { $0.key < $1.key }) {
            for (number, delta) in deltas.enumerated() {
                guard let indicator = try numbers.indicator(delta.indicator), let unit = try numbers.unit(delta.unit)
                else {
                    continue
                }
                try session.execute(
                    """
                    INSERT INTO figure_revisions (period, indicator, unit, id, amount, reason, revised_on, revised_at, revised_by)
                    VALUES (\(period), \(indicator), \(unit), \("\(stamp)-\(number)"), \(delta.amount), \(reason), \(change.day),
                        \(change.moment.instant), \(change.standing.name))
                    """)
            }
        }
    }

    private static func touches(_ place: FigureDelta.Place, _ period: Period) -> Bool {
        switch place {
        case .flow(let moved):
            // The year's row moves with every month: a closed year is touched by it, a closed quarter by its own months.
            (moved.length == .year) == (period.length == .year) && moved.first >= period.first
                && moved.last <= period.last
        case .stock(let day): day <= period.last
        }
    }
}

/// Figures of a period that reach back before it.
private struct LookBack {
    private let reader: FigureReader

    init(_ reading: Reading) { reader = FigureReader(reading, base: LiveFigures(reading)) }

    /// Whether a flow that moved before a period began is in a figure of the period.
    func touches(_ delta: FigureDelta, _ period: Period) throws -> Bool {
        guard case .flow(let moved) = delta.place, moved.last < period.first else { return false }
        return try reader.indicators.lookingBack(to: delta.indicator).contains { indicator in
            guard reader.indicators.isGiven(indicator, in: period) else { return false }
            switch indicator.basis {
            case .cumulative(let of, let start):
                let isShortest = moved.length != .year || reader.indicators[of]?.base == .year
                guard isShortest, let first = try reader.firstDay(start) else { return false }
                return moved.last >= first
            case .difference(_, let start):
                switch try reader.baseYear(start) {
                case .year(let year): return moved == .year(year)
                case .previous: return moved == .year(period.year - 1)
                case nil: return false
                }
            case .records, .collected, .ratio, .unitsWhere: return false
            }
        }
    }
}
