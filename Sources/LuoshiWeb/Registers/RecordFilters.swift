import LuoshiCore
import LuoshiWork

/// The form that narrows a list: part of the name, the unit, and each field that may be searched by.
struct RecordFilters {
    let frame: ListFrame
    let address: ListAddress

    private var register: RegisterDefinition { frame.register }
    private var searchable: [FieldDefinition] { frame.searchable }

    var body: HTML {
        let named = searchable.contains { $0.key == register.namedBy }
        let others = searchable.filter { $0.key != register.namedBy && $0.key != register.belongsTo }
        let isOpen = !address.request.conditions.isEmpty
        return """
            <form class="card item-form list-filters" action="/registers/\(register.key)">
            \(kept)
            <div class="inline-form">\(named ? words : nil)\(unit)<button class="btn btn-primary">筛选</button>\
            \(address.isNarrowed ? "<a href=\"\(url: "/registers/\(register.key)")\">清除条件</a>" as HTML : nil)</div>
            \(others.isEmpty ? nil : """
            <details\("open", if: isOpen)><summary>更多条件</summary><div class="three">\(others.map(condition))</div></details>
            """ as HTML)
            </form>
            """
    }

    /// What other parts of the page chose.
    private var kept: HTML {
        let pairs = address.pairs.filter { ["view", "sort", "on", "column"].contains($0.name) }
        return "\(pairs.map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" as HTML })"
    }

    private var words: HTML {
        """
        <label class="visually-hidden" for="words">名称含</label>\
        <input class="form-control" type="search" id="words" name="words" maxlength="100" placeholder="名称含" value="\(address.request.words)">
        """
    }

    private var unit: HTML? {
        guard let field = register.belongsTo.flatMap({ register.field($0) }) else { return nil }
        guard frame.units.count > 1 else { return nil }
        let options = frame.units.map { unit -> HTML in
            "<option value=\"\(unit.id)\"\("selected", if: address.request.unit == unit.id)>\(unit.shortName)</option>"
        }
        return """
            <label class="visually-hidden" for="unit">\(typed: field.title)</label><select class="form-select auto" id="unit" name="unit">\
            <option value="">\(typed: field.title)：全部</option>\(options)</select>
            """
    }

    private func condition(_ field: FieldDefinition) -> HTML {
        let id = "c-\(field.key)"
        switch field.type {
        case .choice, .choices:
            let items = field.choices?.items ?? []
            let options = items.map { item -> HTML in
                "<option value=\"\(item.key)\"\("selected", if: address.values(field.key).contains(item.key))>\(typed: item.title)</option>"
            }
            return """
                <div><label class="form-label" for="\(id)">\(typed: field.title)</label>\
                <select class="form-select" id="\(id)" name="\(field.key)"><option value="">不限</option>\(options)</select></div>
                """
        case .date, .yearmonth, .integer, .money, .number, .percent: return range(field, id)
        case .boolean:
            let value = address.value(field.key)
            return """
                <div><label class="form-label" for="\(id)">\(typed: field.title)</label><select class="form-select" id="\(id)" name="\(field.key)">\
                <option value="">不限</option><option value="是"\("selected", if: value == "是")>是</option><option value="否"\("selected", if: value == "否")>否</option></select></div>
                """
        case .string, .creditCode:
            return """
                <div><label class="form-label" for="\(id)">\(typed: field.title) 含</label>\
                <input class="form-control" id="\(id)" name="\(field.key).has" value="\(address.value("\(field.key).has"))"></div>
                """
        default: return .empty
        }
    }

    private func range(_ field: FieldDefinition, _ id: String) -> HTML {
        let type = field.type == .date ? "date" : field.type == .yearmonth ? "month" : "text"
        let unit = field.unit.map { "（\($0)）" } ?? ""
        return """
            <div><label class="form-label" for="\(id)">\(typed: field.title + unit) 从</label>\
            <input class="form-control" id="\(id)" name="\(field.key).from" type="\(type)" value="\(address.value("\(field.key).from"))"></div>\
            <div><label class="form-label" for="\(id)-to">\(typed: field.title + unit) 到</label>\
            <input class="form-control" id="\(id)-to" name="\(field.key).to" type="\(type)" value="\(address.value("\(field.key).to"))"></div>
            """
    }
}
