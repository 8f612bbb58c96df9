import LuoshiCore
import LuoshiWork

/// What a record holds, field by field, as far as the reader may see it.
struct RecordContent {
    let view: RecordView

    private var register: RegisterDefinition { view.register }
    private var path: String { "/registers/\(register.key)/\(view.row.record.id)" }

    var body: HTML {
        let empty = register.fields.filter { view.row.words[$0.key] == nil }.map(\.title)
        return """
            <section class="card"><h2>内容</h2>\(list)\
            \(empty.isEmpty ? nil : "<p class=\"note\">未填：\(typed: empty.joined(separator: "、"))</p>" as HTML)\
            <p class="note">服务于条款 \(register.clauses.map { "<a href=\"\(url: "/plan/\($0)")\">\($0)</a>" as HTML }, separator: "、")；\(register.openness.title)。</p></section>
            """
    }

    /// The fields alone, for pages on which the record is not the subject.
    var list: HTML {
        let lines = register.fields.compactMap { field -> HTML? in
            guard let words = view.row.words[field.key] else { return nil }
            return "<dt>\(typed: field.title)</dt><dd>\(value(field, words))</dd>"
        }
        return "<dl class=\"kv wide\">\(lines)</dl>"
    }

    private func value(_ field: FieldDefinition, _ words: String) -> HTML {
        let unit = field.unit ?? (field.type == .money ? "元" : field.type == .percent ? "%" : "")
        switch (field.type, view.row.record.values[field.key]) {
        case (.unit, .text(let id)?), (.area, .text(let id)?):
            return "<a href=\"\(url: "/units/\(id)")\">\(typed: words)</a>"
        case (.record, .text(let id)?):
            return "<a href=\"\(url: "/registers/\(field.register ?? "")/\(id)")\">\(typed: words)</a>"
        case (.attachment, .files(let files)?):
            return
                "\(files.map { "<a href=\"\(url: "\(path)/files/\($0.hash)")\">\(typed: $0.name)</a>" as HTML }, separator: "、")"
        case (.table, .rows(let rows)?): return table(field, rows)
        case (.text, _): return "<span class=\"lines\">\(typed: words)</span>"
        default: return "\(typed: words)\(unit.isEmpty ? nil : " \(unit)" as HTML)"
        }
    }

    private func table(_ field: FieldDefinition, _ rows: [FieldValues]) -> HTML {
        let heads = field.fields.map { "<th scope=\"col\">\(typed: $0.title)</th>" as HTML }
        let lines = rows.map { row -> HTML in
            let cells = field.fields.map { column -> HTML in
                let value = row[column.key]
                let words = value.map { value -> String in
                    if case .text(let key) = value, let item = column.choices?.item(key) { return item.title }
                    if case .text(let id) = value, column.type == .unit { return view.unitNames[id] ?? id }
                    return FieldText(field: column).typed(value)
                }
                return "<td data-label=\"\(typed: column.title)\">\(typed: words ?? "")</td>"
            }
            return "<tr>\(cells)</tr>"
        }
        return
            "<div class=\"scroll\"><table class=\"table stack\"><thead><tr>\(heads)</tr></thead><tbody>\(lines)</tbody></table></div>"
    }
}
