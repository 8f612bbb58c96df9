/// Reads the tables: every row that names units is a task, every row of an indicators' table a target.
struct TableReader {
    let text: PlanText
    let outline: ClauseOutline
    /// The rule on leading that holds in the whole document.
    let rule: LeadRule?
    private(set) var tasks: [Draft.Task] = []
    private(set) var clauses: [Draft.Clause] = []
    /// The rows of tables whose columns were not understood.
    private(set) var skipped: [Range<Int>] = []
    private var counters: [String: Int] = [:]
    private let children: [String: Int]
    private var lastColumns: TableColumns?
    private var glyphs: [Unicode.Scalar] { text.glyphs }

    /// The units of a row, kept for the rows below whose cells were merged with its own.
    private struct Units {
        var lead: [String] = []
        var cooperating: [String] = []
        var responsible: [String] = []
        var openEnded = false
        var isEmpty: Bool { lead.isEmpty && cooperating.isEmpty && responsible.isEmpty }
    }

    /// Reads all tables; the promises go to `targets`.
    init(_ text: PlanText, _ outline: ClauseOutline, rule: LeadRule?, targets: inout TargetReader) {
        self.text = text
        self.outline = outline
        self.rule = rule
        children = Dictionary(outline.clauses.map { ($0.path, $0.children) }, uniquingKeysWith: max)
        var index = 0
        while index < text.paragraphs.count {
            guard text.paragraphs[index].isRow else {
                index += 1
                continue
            }
            var end = index
            while end < text.paragraphs.count, text.paragraphs[end].isRow { end += 1 }
            read(index..<end, &targets)
            index = end
        }
    }

    // MARK: One table

    private mutating func read(_ rows: Range<Int>, _ targets: inout TargetReader) {
        let cells = rows.map { self.cells(text.paragraphs[$0].range) }
        var columns: TableColumns?
        var first = 0
        for k in cells.indices.prefix(4) {
            if let header = TableColumns(header: cells[k], text) {
                columns = header
                first = k + 1
                break
            }
        }
        if columns == nil, let last = lastColumns, last.kinds.count == cells.map(\.count).max() { columns = last }
        columns = columns ?? TableColumns(rows: cells, text)
        guard let columns else {
            readLoose(rows, cells, &targets)
            return
        }
        lastColumns = columns
        var above = Units()
        var section: String?
        var seenIndicator: Range<Int>?
        for k in first..<cells.count {
            let row = rows.lowerBound + k
            if TableColumns(header: cells[k], text) != nil { continue }
            let filled = cells[k].filter { !$0.isEmpty }
            guard !filled.isEmpty else { continue }
            let parent = parentPath(row)
            if let title = sectionTitle(cells[k], filled, columns, above) {
                section = open(title, row, parent: parent)
                above = Units()
                continue
            }
            let path = next(section ?? parent)
            let part = outline.clauseOfParagraph[row].map { outline.clauses[$0].part } ?? .body
            let place = TargetReader.Cell(path: path, part: part, isGoal: false)
            addClause(path, row, cells[k], columns)
            let deadline = deadline(cells[k], columns)
            if columns.namesUnits { addTask(row, cells[k], columns, place, &above) }
            if columns.isIndicators {
                IndicatorRow(text: text, cells: cells[k], columns: columns, place: place, above: seenIndicator).read(
                    row, deadline: deadline.day, &targets)
                if let column = columns.columns(.indicator).first, column < cells[k].count, !cells[k][column].isEmpty {
                    seenIndicator = cells[k][column]
                }
            } else {
                readPromises(row, cells[k], columns, place, deadline, &targets)
            }
        }
    }

    /// The cells of a row.
    private func cells(_ row: Range<Int>) -> [Range<Int>] {
        var cells: [Range<Int>] = []
        var start = row.lowerBound
        for place in row where glyphs[place] == "\t" {
            cells.append(start..<place)
            start = place + 1
        }
        cells.append(start..<row.upperBound)
        return cells
    }

    private func parentPath(_ row: Int) -> String {
        outline.clauseOfParagraph[row].map { outline.clauses[$0].path } ?? ""
    }

    private mutating func next(_ parent: String) -> String {
        if counters[parent] == nil {
            counters[parent] = children[parent] ?? 0
        }
        counters[parent, default: 0] += 1
        let position = counters[parent] ?? 1
        return parent.isEmpty ? "T\(position)" : "\(parent).\(position)"
    }

    /// A row with one text only (or the same in all cells) heads the rows below.
    private func sectionTitle(
        _ cells: [Range<Int>], _ filled: [Range<Int>], _ columns: TableColumns, _ above: Units
    ) -> Range<Int>? {
        guard let first = filled.first, first.count <= 60, first.count > 1 else { return nil }
        let isNumbered = OutlineMark.read(glyphs, at: first.lowerBound, before: first.upperBound) != nil
        if filled.count == 1, !isNumbered, let column = cells.firstIndex(of: first), column < columns.kinds.count {
            // A cell below merged ones: its units stand above.
            if column > 0 || columns.kinds[0] == .task && !above.isEmpty { return nil }
        }
        guard filled.count == 1 || filled.count > 1 && Set(filled.map { text.words($0) }).count == 1 else { return nil }
        if filled.count == 1, OutlineMark.read(glyphs, at: first.lowerBound, before: first.upperBound) == nil,
            first.count > 30 || glyphs[first].contains("。")
        {
            return nil
        }
        return first
    }

    private mutating func open(_ title: Range<Int>, _ row: Int, parent: String) -> String {
        let path = next(parent)
        let mark = OutlineMark.read(glyphs, at: title.lowerBound, before: title.upperBound)
        let heading = title.lowerBound + (mark?.length ?? 0)..<title.upperBound
        let span = text.span(title)
        clauses.append(
            Draft.Clause(
                path: path, label: text.words(title.lowerBound..<heading.lowerBound), heading: text.printed(heading),
                start: span.lowerBound, end: span.upperBound))
        return path
    }

    private mutating func addClause(_ path: String, _ row: Int, _ cells: [Range<Int>], _ columns: TableColumns) {
        let main =
            columns.columns(.task).first ?? columns.columns(.indicator).first ?? columns.columns(.category).first
            ?? columns.columns(.goal).first
        let number = columns.columns(.number).first.flatMap { $0 < cells.count ? cells[$0] : nil }
        let heading = main.flatMap { $0 < cells.count ? cells[$0] : nil } ?? cells[0]
        let span = text.span(text.paragraphs[row].range)
        var end = heading.lowerBound
        while end < heading.upperBound, end - heading.lowerBound < 40, !glyphs[end].endsSentence { end += 1 }
        clauses.append(
            Draft.Clause(
                path: path, label: number.map { text.words($0) } ?? "", heading: text.printed(heading.lowerBound..<end),
                start: span.lowerBound, end: span.upperBound))
    }

    // MARK: Units

    private mutating func addTask(
        _ row: Int, _ cells: [Range<Int>], _ columns: TableColumns, _ place: TargetReader.Cell, _ above: inout Units
    ) {
        var units = units(cells, columns)
        var confidence = 0.95
        if units.isEmpty {
            units = above
            confidence = 0.75
        } else {
            above = units
        }
        guard !units.isEmpty else { return }
        let whole = text.trimmed(text.paragraphs[row].range, of: ["\t"])
        var start = whole.lowerBound
        if let task = (columns.columns(.task).first ?? columns.columns(.goal).first), task < cells.count,
            !cells[task].isEmpty, cells[task].lowerBound - start > 40
        {
            start = cells[task].lowerBound
        }
        let range = start..<whole.upperBound
        let span = text.span(range)
        tasks.append(
            Draft.Task(
                clause: place.path, part: place.part, text: text.slice(range), lead: units.lead,
                cooperating: units.cooperating, responsible: units.responsible,
                openEnded: units.openEnded, confidence: confidence, start: span.lowerBound, end: span.upperBound))
    }

    private func units(_ cells: [Range<Int>], _ columns: TableColumns) -> Units {
        var units = Units()
        let parts = AnnotationParts(text: text)
        let hasLead = columns.columns(.lead).contains { $0 < cells.count && !cells[$0].isEmpty }
        for (index, kind) in columns.kinds.enumerated() where index < cells.count && !cells[index].isEmpty {
            guard kind == .lead || kind == .responsible || kind == .cooperating else { continue }
            var annotation = Annotation(range: cells[index])
            parts.read(cells[index], into: &annotation, blanksDivide: true)
            units.openEnded = units.openEnded || annotation.openEnded
            switch kind {
            case .lead:
                units.lead += annotation.lead + annotation.listed.map(\.name)
                units.cooperating += annotation.cooperating
            case .cooperating: units.cooperating += annotation.units
            default:
                if hasLead {
                    units.cooperating += annotation.units
                } else if annotation.lead.isEmpty, let rule = annotation.rule ?? columns.rule ?? self.rule,
                    let first = annotation.listed.first
                {
                    for (k, entry) in annotation.listed.enumerated() {
                        let leads = rule == .firstUnit ? k == 0 : entry.run == first.run
                        if leads { units.lead.append(entry.name) } else { units.cooperating.append(entry.name) }
                    }
                } else {
                    units.lead += annotation.lead
                    units.cooperating += annotation.cooperating
                    units.responsible += annotation.listed.map(\.name)
                }
            }
        }
        units.cooperating = units.cooperating.filter { !units.lead.contains($0) }
        return units
    }

    // MARK: Promises

    private func deadline(_ cells: [Range<Int>], _ columns: TableColumns) -> (day: String?, yearly: Bool) {
        for column in columns.columns(.deadline) where column < cells.count {
            let cell = cells[column]
            var day: String?
            for place in cell where glyphs[place].isDigit {
                if let phrase = TimePhrase.read(text, at: place, before: cell.upperBound) { day = phrase.value }
            }
            let yearly: Words = ["每年"]
            return (day, yearly.occur(in: glyphs, cell))
        }
        return (nil, false)
    }

    private func readPromises(
        _ row: Int, _ cells: [Range<Int>], _ columns: TableColumns, _ place: TargetReader.Cell,
        _ deadline: (day: String?, yearly: Bool), _ targets: inout TargetReader
    ) {
        for (index, kind) in columns.kinds.enumerated() where index < cells.count && !cells[index].isEmpty {
            var place = place
            place.isGoal = kind == .goal
            if kind == .goal || kind == .task || kind == .category || kind == .indicator {
                targets.read(cell: place, cells[index], paragraph: row, deadline: deadline.day, yearly: deadline.yearly)
            }
        }
    }

    /// A table of unknown columns: its cells are read as text, and a person is told.
    private mutating func readLoose(_ rows: Range<Int>, _ cells: [[Range<Int>]], _ targets: inout TargetReader) {
        for (k, row) in cells.enumerated() {
            let index = rows.lowerBound + k
            let part = outline.clauseOfParagraph[index].map { outline.clauses[$0].part } ?? .body
            for cell in row where cell.count > 8 {
                targets.read(
                    cell: .init(path: parentPath(index), part: part, isGoal: false), cell, paragraph: index,
                    deadline: nil, yearly: false)
            }
        }
        if cells.count > 1 {
            skipped.append(
                text.paragraphs[rows.lowerBound].range
                    .lowerBound..<text.paragraphs[rows.upperBound - 1].range.upperBound)
        }
    }
}
