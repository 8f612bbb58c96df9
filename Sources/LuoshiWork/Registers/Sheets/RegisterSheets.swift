import Database
package import LuoshiCore
package import OfficeFiles

/// An empty workbook to fill in: a column for each field, with drop-downs and notes.
package struct RegisterTemplate: Query {
    package static let name = "record.template"
    let register: String

    package init(_ register: String) { self.register = register }

    package var permission: Permission { Permission("record.import.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] { reading.subjects(ofList: register, .import) }

    /// The bytes of an .xlsx file.
    package func answer(in reading: Reading) throws -> [UInt8] {
        let definition = try reading.register(register)
        let reach = reading.reach(definition, .import, writing: true)
        let units = try UnitStore(reading.session).units(on: reading.inForce)
        let columns = definition.fields.filter { $0.computed == nil && $0.isInSheets }.map { field -> SheetColumn in
            var column = SheetColumn(field.sheetTitle, format: field.cellFormat)
            switch field.type {
            case .choice:
                column.choices = (field.choices?.items ?? []).filter { $0.isOffered(on: reading.day) }.map(\.title)
            case .boolean: column.choices = ["是", "否"]
            case .unit:
                let offered = units.filter { field.key != definition.belongsTo || reach.contains(unit: $0.id) }
                if offered.count <= 1_000 { column.choices = offered.map(\.shortName) }
                column.allowsOtherValues = true
            case .area: column.choices = units.filter { $0.area != nil }.map(\.shortName)
            default: break
            }
            column.prompt = field.sheetNote
            return column
        }
        return try WorkbookWriter.answer { writer in
            let sheet = try writer.addSheet(SheetLayout(definition.title, columns: columns))
            _ = sheet
        }
    }
}

/// A register's list as it is on the screen, as a workbook: the same records in the same order, all fields that may be read.
package struct RegisterExport: Query {
    package static let name = "record.export"
    let register: String
    let request: ListRequest

    package init(_ register: String, _ request: ListRequest) {
        self.register = register
        self.request = request
    }

    package var permission: Permission { Permission("record.export.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] { reading.subjects(ofList: register, .export) }

    /// The bytes of an .xlsx file. Personal data stays masked; demonstration data is marked on the sheet.
    package func answer(in reading: Reading) throws -> [UInt8] {
        let definition = try reading.register(register)
        let rights = FieldRights(definition, reading, action: .export)
        let selection = ListSelection(register: definition, rights: rights, reading: reading)
        // Columns that were chosen, else all.
        let chosen = request.columns.compactMap(definition.field)
        let named = definition.field(definition.namedBy).map { [$0] } ?? []
        let fields =
            chosen.isEmpty
            ? definition.fields.filter(\.isInSheets)
            : (named + chosen.filter { $0.key != definition.namedBy }).filter(\.isInSheets)
        let isDemonstration = try Installation.isDemonstration(in: reading.session)
        var layout = SheetLayout(
            definition.title,
            columns: fields.map { SheetColumn($0.sheetTitle, format: $0.cellFormat) })
        if isDemonstration { layout.headings.insert(["演示数据，不代表实际情况"], at: 0) }
        let store = RecordStore(definition, in: reading.session)
        let names = RecordNames(reading)
        let order = try selection.order(request)
        let id = reading.inForce.isAsKnownThen ? "h.record" : "t.id"
        let direction = request.isDescending ? "DESC NULLS LAST" : "ASC NULLS FIRST"
        return try WorkbookWriter.answer { writer in
            let sheet = try writer.addSheet(layout)
            try reading.session.forEach(
                """
                SELECT \(sql: selection.columns) FROM \(sql: selection.source)
                WHERE \(sql: selection.conditions(request))
                ORDER BY \(raw: order) \(raw: direction), \(raw: id) \(raw: request.isDescending ? "DESC" : "ASC")
                """
            ) { row in
                let record = rights.shown(try store.read(row))
                try sheet.append(
                    try fields.map { field in
                        try record.values[field.key].map { try $0.cell(field, names) } ?? .empty
                    })
            }
        }
    }
}

extension WorkbookWriter {
    /// The bytes of a workbook; what keeps it from being written is said to whoever asked for it.
    package static func answer(_ body: (WorkbookWriter) throws -> Void) throws -> [UInt8] {
        do {
            return try bytes(body)
        } catch let error as UnwritableWorkbook {
            throw Refusal(error.code, error.message)
        }
    }
}

extension FieldDefinition {
    /// With the measure, as it stands above a column.
    var sheetTitle: String {
        let unit = self.unit ?? (type == .money ? "元" : type == .percent ? "%" : nil)
        return unit.map { "\(title)（\($0)）" } ?? title
    }

    var cellFormat: CellFormat {
        switch type {
        case .integer: .integer
        case .money: isInTenThousands ? .general : .money
        case .number, .percent: .number(decimals: scale)
        case .date: .date
        default: .text
        }
    }

    /// What to type, for the note at the column.
    var sheetNote: String {
        var parts: [String] = isRequired ? ["必填"] : []
        switch type {
        case .date: parts.append("日期，如 2022-08-05")
        case .yearmonth: parts.append("月份，如 2022-08")
        case .choices: parts.append("可填多项，用顿号隔开：\((choices?.items.map(\.title) ?? []).joined(separator: "、"))")
        case .creditCode: parts.append("18 位统一社会信用代码")
        case .record: parts.append("填名称，与系统里登记的一致")
        case .money: parts.append("以\(unit ?? "元")计")
        case .percent: parts.append("12.5 表示 12.5%")
        default: break
        }
        if let help { parts.append(help) }
        return parts.isEmpty ? type.title : parts.joined(separator: "；")
    }
}

extension FieldValue {
    /// As a cell: dates as dates, numbers exact, all else in words.
    func cell(_ field: FieldDefinition, _ names: RecordNames) throws -> CellValue {
        switch self {
        case .integer(let number): .number(String(number))
        case .scaled: .number(FieldText(field: field).typed(self))
        case .day(let day) where field.type == .date:
            SheetDate(year: day.year, month: day.month, day: day.dayOfMonth).map(CellValue.date)
                ?? .text(day.description)
        case .day(let day): .text(String(day.description.prefix(7)))
        default: .text(try names.words(self, field))
        }
    }
}
