/// One row of a table of indicators: name, unit, base, and the value to be reached.
struct IndicatorRow {
    let text: PlanText
    let cells: [Range<Int>]
    let columns: TableColumns
    let place: TargetReader.Cell
    /// The indicator of the row above, for a merged cell.
    let above: Range<Int>?
    private var glyphs: [Unicode.Scalar] { text.glyphs }

    /// Adds a target for each column of values.
    func read(_ row: Int, deadline: String?, _ targets: inout TargetReader) {
        guard let name = columns.columns(.indicator).first, name < cells.count else { return }
        let indicator = cells[name].isEmpty ? above : cells[name]
        guard let indicator, !indicator.isEmpty else { return }
        for (index, kind) in columns.kinds.enumerated() where index < cells.count && !cells[index].isEmpty {
            guard case .value(let year) = kind, let (quantity, comparison) = quantity(cells[index]) else { continue }
            let low = min(cells[name].isEmpty ? cells[index].lowerBound : indicator.lowerBound, cells[index].lowerBound)
            let range = low..<max(cells[index].upperBound, cells[name].isEmpty ? low : indicator.upperBound)
            let span = text.span(range)
            let yearly =
                TargetWords.yearly.occur(in: glyphs, indicator) || TargetWords.yearly.occur(in: glyphs, cells[index])
            var comparator = comparison.combined(with: quantity.after)
            if quantity.min != nil, quantity.after == nil { comparator = .range }
            let target = Draft.Target(
                clause: place.path, part: place.part, text: text.slice(range),
                indicator: text.words(withoutUnit(indicator)), comparator: comparator,
                value: quantity.value, min: quantity.min, max: quantity.max,
                unit: quantity.unit.isEmpty ? nil : quantity.unit,
                kind: comparison.isChange || quantity.sort == .points ? .difference : .level, baseline: base(),
                deadline: year.map { "\($0)" } ?? deadline ?? targets.lastYear,
                recurrence: yearly ? "yearly" : nil, firmness: .must, confidence: 0.9, start: span.lowerBound,
                end: span.upperBound)
            targets.add(.init(target: target, clause: nil, range: range, saidWhen: year != nil || deadline != nil))
        }
    }

    /// The number of a cell; its unit may stand in a column of its own or in brackets behind the indicator's name.
    private func quantity(_ cell: Range<Int>) -> (Quantity, Comparison)? {
        for start in cell where glyphs[start].isDigit {
            if let quantity = Quantity.read(text, at: start, before: cell.upperBound) {
                return (quantity, Comparison(glyphs, before: start, floor: cell.lowerBound))
            }
            var stop = start
            while stop < cell.upperBound, glyphs[stop].isDigit || glyphs[stop] == "." || glyphs[stop] == "," {
                stop += 1
            }
            let value = text.words(start..<stop).replacing(",", with: "")
            var after: Draft.Comparator?
            if text.has("以上", at: stop, before: cell.upperBound) || text.has("+", at: stop, before: cell.upperBound) {
                after = .atLeast
            }
            if text.has("以内", at: stop, before: cell.upperBound) || text.has("以下", at: stop, before: cell.upperBound) {
                after = .atMost
            }
            if text.has("左右", at: stop, before: cell.upperBound) { after = .about }
            guard stop - start <= 15, value.last != ".",
                after != nil || stop >= cell.upperBound || !glyphs[stop].isHan && glyphs[stop] != "-"
                    || glyphs[stop].closes
            else { return nil }
            let quantity = Quantity(
                range: start..<stop, value: value, unit: unit(), sort: .measure, after: after, isChinese: false)
            return (quantity, Comparison(glyphs, before: start, floor: cell.lowerBound))
        }
        return nil
    }

    private func unit() -> String {
        if let column = columns.columns(.measure).first, column < cells.count, !cells[column].isEmpty {
            return text.words(text.trimmed(cells[column], of: ["（", "）"]))
        }
        guard let name = columns.columns(.indicator).first, name < cells.count, let last = glyphs[cells[name]].last,
            last.closes
        else { return "" }
        var open = cells[name].upperBound - 1
        while open > cells[name].lowerBound, !glyphs[open].opens { open -= 1 }
        return text.words(open + 1..<max(open + 1, cells[name].upperBound - 1))
    }

    private func withoutUnit(_ name: Range<Int>) -> Range<Int> {
        guard let last = glyphs[name].last, last.closes else { return name }
        var open = name.upperBound - 1
        while open > name.lowerBound, !glyphs[open].opens { open -= 1 }
        let isUnit =
            name.upperBound - open <= 10
            && (MeasureWords.read(glyphs, at: open + 1, before: name.upperBound) != nil
                || Numerals.scale(glyphs[open + 1]) != nil)
        return isUnit && open > name.lowerBound ? name.lowerBound..<open : name
    }

    private func base() -> Draft.Baseline? {
        for (index, kind) in columns.kinds.enumerated() where index < cells.count && !cells[index].isEmpty {
            guard case .base(let year) = kind, let (quantity, _) = quantity(cells[index]) else { continue }
            return Draft.Baseline(year: year.map { "\($0)" }, value: quantity.value)
        }
        return nil
    }
}
