import LuoshiCore

/// A form as it was filled in, with what was wrong with it, so that nothing typed is lost.
struct FilledForm {
    /// Which form of the page it is; nil while none was sent.
    let name: String?
    let fields: [String: String]
    let fault: Refusal?

    static let none = FilledForm(name: nil, fields: [:], fault: nil)

    /// The part that belongs to one form of a page.
    func part(_ name: String) -> FilledForm { self.name == name ? self : .none }

    func value(_ field: String, _ standard: String = "") -> String { fields[field] ?? standard }

    /// Units ticked in a list of checkboxes; nil where nothing was sent.
    var ticked: Set<String>? { name == nil ? nil : Set(Self.units(fields)) }

    static func units(_ fields: [String: String]) -> [String] {
        fields.keys.filter { $0.hasPrefix("unit-") }.map { String($0.dropFirst("unit-".count)) }.sorted()
    }

    /// The refusal above the form, where none of the form's fields shows it.
    func heading(unless fields: [String]) -> HTML? {
        fault.flatMap { fault in
            fields.contains(fault.code)
                ? nil : "<p class=\"alert alert-danger\" role=\"alert\">\(fault.message)</p>" as HTML
        }
    }

    /// The refusal beside the field that it is about.
    func beside(_ field: String) -> HTML? {
        fault.flatMap { fault in
            fault.code == field
                ? "<p class=\"field-fault\" role=\"alert\">\(fault.message)</p>" as HTML : nil
        }
    }

    /// The mark on the field that the refusal is about.
    func mark(_ field: String) -> HTML? { fault?.code == field ? " aria-invalid=\"true\"" : nil }
}

/// Units to tick, by what they are.
struct UnitTicks {
    let units: [String: Unit]
    let ticked: Set<String>
    /// Keeps the ids of one page's lists apart.
    let prefix: String

    var body: HTML {
        let kinds = UnitKind.allCases.compactMap { kind -> HTML? in
            let these = units.values.filter { $0.kind == kind }.sorted { $0.id < $1.id }
            guard !these.isEmpty else { return nil }
            let count = these.count { ticked.contains($0.id) }
            return """
                <details\("open", if: count > 0)><summary>\(kind.title) <span class="note">\(these.count) 个\(count > 0 ? "，已勾 \(count) 个" : "")</span></summary>
                <div class="ticks">\(these.map(tick))</div></details>
                """
        }
        return "\(kinds)"
    }

    private func tick(_ unit: Unit) -> HTML {
        """
        <div class="form-check"><input class="form-check-input" type="checkbox" name="unit-\(unit.id)" id="\(prefix)-\(unit.id)" value="1"\("checked", if: ticked.contains(unit.id))>\
        <label class="form-check-label" for="\(prefix)-\(unit.id)">\(unit.shortName)</label></div>
        """
    }
}
