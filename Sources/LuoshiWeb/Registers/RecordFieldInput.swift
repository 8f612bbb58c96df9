import LuoshiCore
import LuoshiWork

/// One field of a record's form, by its type.
struct RecordFieldInput {
    let field: FieldDefinition
    let model: RecordFormModel
    /// What the record holds, personal data masked; nil in a new one.
    let value: FieldValue?
    /// What was typed, if the form comes back.
    let typed: Form?
    let fault: FieldFault?

    private var name: String { "f-\(field.key)" }
    /// What stands in the box.
    private var text: String {
        if let typed { return typed.fields[name] ?? "" }
        if let value { return field.isPersonal ? "" : FieldText(field: field).typed(value) }
        return field.initial ?? ""
    }

    var body: HTML {
        let isGroup = [.choices, .table].contains(field.type)
        let label: HTML =
            isGroup
            ? "<legend>\(title)</legend>" : "<label class=\"form-label\" for=\"\(name)\">\(title)</label>"
        let help: HTML? = field.help.map { "<p class=\"note help\" id=\"\(name)-help\">\(typed: $0)</p>" }
        let wrong: HTML? = fault.map { "<p class=\"field-fault\" id=\"\(name)-fault\">\(said: $0.message)</p>" }
        let mark: HTML = "<input type=\"hidden\" name=\"has-\(field.key)\" value=\"1\">"
        return isGroup
            ? "<fieldset class=\"field\" id=\"\(name)\">\(mark)\(label)\(help)\(input)\(wrong)</fieldset>"
            : "<div class=\"field\">\(mark)\(label)\(help)\(input)\(wrong)</div>"
    }

    private var title: HTML {
        let unit = field.unit.map { "（\($0)）" } ?? (field.type == .money ? "（元）" : field.type == .percent ? "（%）" : "")
        return "\(typed: field.title + unit)\(field.isRequired ? " <span class=\"note\">必填</span>" as HTML : nil)"
    }

    /// Ties the box to its help and its fault.
    private var ties: HTML {
        var ids: [String] = []
        if field.help != nil { ids.append("\(name)-help") }
        if fault != nil { ids.append("\(name)-fault") }
        let described: HTML? = ids.isEmpty ? nil : " aria-describedby=\"\(ids.joined(separator: " "))\""
        let invalid: HTML? = fault == nil ? nil : " aria-invalid=\"true\""
        return
            "\(described)\(invalid)\(field.isPersonal ? " data-private" as HTML : nil)\("required", if: field.isRequired && field.type != .attachment && value == nil)"
    }

    private var input: HTML {
        switch field.type {
        case .text:
            "<textarea class=\"form-control\" id=\"\(name)\" name=\"\(name)\" rows=\"4\"\(ties)>\n\(text)</textarea>"
        case .choice: choice
        case .choices: ticks
        case .boolean: select([("是", "是"), ("否", "否")], chosen: text)
        case .unit, .area: units
        case .record: records
        case .attachment: files
        case .table: table
        default: box
        }
    }

    private var box: HTML {
        let type: String =
            switch field.type {
            case .date: "date"
            case .yearmonth: "month"
            case .phone: "tel"
            default: "text"
            }
        let mode: HTML? =
            switch field.type {
            case .integer: " inputmode=\"numeric\""
            case .money, .number, .percent: " inputmode=\"decimal\""
            default: nil
            }
        // Masked data is not put into the box: left empty it stays as it is.
        let masked: HTML? =
            field.isPersonal && value != nil ? " placeholder=\"不改则留空\"" : nil
        return
            "<input class=\"form-control\" type=\"\(type)\" id=\"\(name)\" name=\"\(name)\" value=\"\(text)\"\(mode)\(masked)\(ties)>"
    }

    private var choice: HTML {
        let offered = (field.choices?.items ?? []).filter { $0.isOffered(on: model.day) || $0.key == text }
        return select(offered.map { ($0.key, $0.title) }, chosen: field.choices?.item(named: text)?.key ?? text)
    }

    private func select(_ options: [(key: String, title: String)], chosen: String) -> HTML {
        let items = options.map { option -> HTML in
            "<option value=\"\(option.key)\"\("selected", if: option.key == chosen)>\(typed: option.title)</option>"
        }
        return
            "<select class=\"form-select\" id=\"\(name)\" name=\"\(name)\"\(ties)><option value=\"\">请选择</option>\(items)</select>"
    }

    private var ticks: HTML {
        var chosen: Set<String> = []
        if case .keys(let keys)? = value { chosen = Set(keys) }
        if let typed { chosen = Set(typed.texts(name)) }
        let items = (field.choices?.items ?? []).filter { $0.isOffered(on: model.day) || chosen.contains($0.key) }
        let boxes = items.map { item -> HTML in
            """
            <div class="form-check"><input class="form-check-input" type="checkbox" id="\(name)-\(item.key)" name="\(name)" value="\(item.key)"\("checked", if: chosen.contains(item.key))>\
            <label class="form-check-label" for="\(name)-\(item.key)">\(typed: item.title)</label></div>
            """
        }
        return "<div class=\"ticks\">\(boxes)</div>"
    }

    /// A short list to choose from; a long one is typed by name.
    private var units: HTML {
        let units = model.units[field.key] ?? []
        if units.count <= 120 { return select(units.map { ($0.id, $0.shortName) }, chosen: text) }
        let shown = units.first { $0.id == text }?.shortName ?? text
        let options = units.prefix(1000).map { "<option value=\"\($0.shortName)\"></option>" as HTML }
        return """
            <input class="form-control" id="\(name)" name="\(name)" list="\(name)-list" value="\(shown)" placeholder="输入单位名称"\(ties)>\
            <datalist id="\(name)-list">\(options)</datalist>
            """
    }

    private var records: HTML {
        let records = model.records[field.key] ?? []
        if records.count < 120 { return select(records.map { ($0.id, $0.name) }, chosen: text) }
        let shown = records.first { $0.id == text }?.name ?? text
        let options = records.map { "<option value=\"\($0.name)\"></option>" as HTML }
        return """
            <input class="form-control" id="\(name)" name="\(name)" list="\(name)-list" value="\(shown)" placeholder="输入名称"\(ties)>\
            <datalist id="\(name)-list">\(options)</datalist>
            """
    }

    private var files: HTML {
        var kept: [RecordFile] = []
        if case .files(let files)? = value { kept = files }
        let boxes = kept.map { file -> HTML in
            """
            <div class="form-check"><input class="form-check-input" type="checkbox" id="keep-\(field.key)-\(file.hash)" name="keep-\(field.key)" value="\(file.hash)" checked>\
            <label class="form-check-label" for="keep-\(field.key)-\(file.hash)">保留 \(typed: file.name)</label></div>
            """
        }
        return """
            \(boxes)<input class="form-control" type="file" id="\(name)" name="\(name)" multiple\(ties)>\
            <p class="note">可选多个，每个不超过 \(field.maximumSize) MB。</p>
            """
    }

    private var table: HTML {
        var rows: [[String: String]] = []
        if let typed {
            rows = (0..<min(Int(typed.text("rows-\(field.key)")) ?? 0, 200)).map { index in
                Dictionary(
                    uniqueKeysWithValues: field.fields.map {
                        ($0.key, typed.fields["\(name)-\(index)-\($0.key)"] ?? "")
                    })
            }
        } else if case .rows(let stored)? = value {
            rows = stored.map { row in
                Dictionary(
                    uniqueKeysWithValues: field.fields.map { column in
                        (column.key, row[column.key].map { words($0, column) } ?? "")
                    })
            }
        }
        rows += Array(repeating: [:], count: max(3 - rows.count, 1))
        let heads = field.fields.map { "<th scope=\"col\">\(typed: $0.title)</th>" as HTML }
        let lines = rows.enumerated().map { index, row -> HTML in
            let cells = field.fields.map { column in cell(column, index, row[column.key] ?? "") }
            return "<tr>\(cells)</tr>"
        }
        return """
            <input type="hidden" name="rows-\(field.key)" value="\(rows.count)"><div class="scroll"><table class="table stack rows"><thead><tr>\(heads)</tr></thead>\
            <tbody>\(lines)</tbody></table></div><p class="note">不够的行，保存后再打开会多出一行；空行不保存。</p>
            """
    }

    /// As it would be typed; a unit by its name.
    private func words(_ value: FieldValue, _ column: FieldDefinition) -> String {
        if case .text(let id) = value, let unit = model.units[column.key]?.first(where: { $0.id == id }) {
            return unit.shortName
        }
        return FieldText(field: column).typed(value)
    }

    private func cell(_ column: FieldDefinition, _ index: Int, _ text: String) -> HTML {
        let box = "\(name)-\(index)-\(column.key)"
        let label = "\(column.title)，第 \(index + 1) 行"
        if column.type == .choice {
            let chosen = column.choices?.item(named: text)?.key ?? text
            let options = (column.choices?.items ?? []).map { item -> HTML in
                "<option value=\"\(item.key)\"\("selected", if: item.key == chosen)>\(typed: item.title)</option>"
            }
            return """
                <td data-label="\(typed: column.title)"><select class="form-select" name="\(box)" aria-label="\(typed: label)"><option value=""></option>\(options)</select></td>
                """
        }
        return """
            <td data-label="\(typed: column.title)"><input class="form-control" name="\(box)" value="\(text)" aria-label="\(typed: label)"\(field.isPersonal || column.isPersonal ? " data-private" as HTML : nil)></td>
            """
    }
}
