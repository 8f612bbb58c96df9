import Database
package import LuoshiCore
import LuoshiPlan
import LuoshiWork

extension EventHandler {
    /// What the figures floor does on events, in order; the last one writes what all others gathered.
    package static let figures: [EventHandler] = [
        .countRecords, .countUnits, .countAnew, .followRulings, .writeFigures,
    ]

    /// Records were written: what they bring moves by the difference.
    static let countRecords = EventHandler("figures", on: RecordsWritten.self) { written, change in
        let indicators = change.reading.indicators.onRecords(of: written.register.key)
        guard !indicators.isEmpty else { return }
        try FigureStore(change.session).share()
        var counting = Counting(change.reading)
        try counting.count(written.writes.map(\.after.id), in: written.register, for: indicators)
        change.gather(counting.deltas.all)
        change.gather(written.reasons)
    }

    /// Units moved, were merged or closed: what they bring goes up another line from that day on.
    static let countUnits = EventHandler("figure-lines", on: UnitChanged.self) { _, change in
        try FigureStore(change.session).hold()
        var counting = Counting(change.reading)
        try counting.move()
        change.gather(counting.deltas.all)
    }

    /// A package came into force: indicators that are new or say something else are worked out from the base.
    static let countAnew = EventHandler("figure-definitions", on: PackageAdopted.self) { adopted, change in
        try FigureAdoption(change.reading.under(adopted)).adopt()
    }

    /// A base year was decided: conditions that compare with it are looked at anew.
    static let followRulings = EventHandler("figure-rulings", on: MatterDecided.self) { _, change in
        try change.followRulings()
    }

    /// Once all is done: the gathered differences, sorted, then conditions over units that hang on them.
    static let writeFigures = EventHandler(after: "figures") { change in
        let reasons = change.takeGathered(FigureReason.self)
        var deltas = change.takeGathered(FigureDelta.self)
        var depth = 0
        while !deltas.isEmpty, depth < 4 {
            var sums = FigureDeltas()
            sums.add(deltas)
            let moved = sums.all
            try FigureStore(change.session).apply(moved, today: change.day)
            try ClosedPeriods(change).note(moved, reasons: reasons)
            deltas = try UnitConditions(change.reading).follow(moved)
            depth += 1
        }
    }
}

extension Change {
    /// Counts anew what hangs on a ruling. The ruling is the reason why closed periods are revised.
    mutating func followRulings() throws {
        let moved = try UnitConditions(reading).followRulings()
        gather(moved)
        if !moved.isEmpty { gather([FigureReason(text: "口径裁定生效")]) }
    }
}

/// Why something was written, for revisions of closed periods.
struct FigureReason: Sendable {
    let text: String
}

extension RecordsWritten {
    fileprivate var reasons: [FigureReason] { reason.map { [FigureReason(text: $0)] } ?? [] }
}
