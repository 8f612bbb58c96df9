import LuoshiCore
import LuoshiWork

/// A figure with what it is made of: what its page, its workbook and programs walk back along.
struct FigureWalk {
    let figure: Figure
    let unitName: String
    let all: [FigureParts.Part]
    /// Those that the reader may see one by one.
    let listed: [FigureParts.Part]
    let withheld: FigureTrace.Withheld?
    let reader: FigureReader
    private let shown: PartWords

    /// The plan's own unit and the business day, unless others are given.
    init(_ key: String, of unit: String?, at time: String?, in reading: Reading) throws {
        let indicator = try reading.indicator(key)
        let unit = reading.unit(unit)
        let names = RecordNames(reading)
        reader = try FigureReader(reading)
        figure = try reader.figure(indicator, of: unit, at: try time.map(reading.time) ?? .day(reading.day))
        unitName = try names.unit(unit)
        all = try Self.parts(of: indicator, figure, reader)
        shown = try PartWords(reading, indicator, names)
        (listed, withheld) = try shown.listed(all)
    }

    var hidden: Int { all.count - listed.count }

    /// Some of those that are listed, in words.
    func words(_ parts: ArraySlice<FigureParts.Part>) throws -> [FigureTrace.Part] {
        try Array(parts).chunks(of: 500).flatMap { try shown.words(Array($0)) }
    }

    /// None where the reader may not see all: what is missing would tell what is hidden.
    func breakdowns() throws -> [FigureBreakdown] { hidden == 0 ? try shown.breakdowns(all) : [] }

    /// What is added up at the time; of what is worked out, its parts are on their own pages, but a sum since a day has its records.
    private static func parts(of indicator: Indicator, _ figure: Figure, _ reader: FigureReader) throws -> [FigureParts
        .Part]
    {
        let parts = try FigureParts(reader.reading, reader.base)
        let (time, unit) = (figure.time, figure.unit)
        switch indicator.basis {
        case .ratio, .difference: return []
        case .cumulative(let of, let since):
            guard let first = try reader.firstDay(since), first <= time.last else { return [] }
            return try parts.parts(try reader.reading.indicator(of), of: unit, from: first, through: time.last)
        case .records, .collected, .unitsWhere:
            if indicator.nature == .stock { return try parts.parts(indicator, of: unit, on: time.last) }
            let span =
                if indicator.base == .year, let period = figure.period {
                    period.first...period.last
                } else {
                    time.span
                }
            return try parts.parts(indicator, of: unit, from: span.lowerBound, through: span.upperBound)
        }
    }
}
