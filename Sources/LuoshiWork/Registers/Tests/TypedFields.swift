package import LuoshiCore

/// Fields as a step of a test types them: by their titles or keys, with the words that people would type.
package struct TypedFields: Sendable {
    private enum Typed: Sendable {
        case text(String)
        case rows([[String: String]])
    }

    private let typed: [String: Typed]

    /// Reads a mapping under a key of the step; an empty value empties the field, a list of texts is several choices.
    package init(_ entry: YAMLEntry, _ key: String = "fields") {
        guard let fields = entry.has(key) ? entry.entry(key) : nil else {
            typed = [:]
            return
        }
        var typed: [String: Typed] = [:]
        for name in fields.keys {
            guard let rows = fields.mappings(name) else {
                typed[name] = .text(fields.texts(name).joined(separator: "、"))
                continue
            }
            typed[name] = .rows(
                rows.map { row in
                    Dictionary(row.keys.map { ($0, row.optionalText($0) ?? "") }) { first, _ in first }
                })
        }
        self.typed = typed
    }

    /// As the form of a register sends it. A name that a step before gave to a record means that record; an attachment is a
    /// made-up PDF of that name.
    func input(_ register: RegisterDefinition, in world: TestWorld) throws -> RecordInput {
        var input = RecordInput()
        for (name, value) in typed {
            let field = try register.field(titled: name)
            switch value {
            case .text(let text) where field.type == .attachment:
                input[field.key] = .files(kept: [], sent: text.isEmpty ? [] : [SentFile.invented(text)])
            case .text(let text):
                let subject = field.type == .record ? world.named[text] : nil
                input[field.key] = .text(subject.map { RecordSubject($0).id } ?? text)
            case .rows(let rows):
                input[field.key] = .rows(
                    try rows.map { row in
                        var cells: [String: String] = [:]
                        for (title, text) in row { cells[try field.column(titled: title).key] = text }
                        return cells
                    })
            }
        }
        return input
    }
}

/// `record:platforms/0a1b…` in its parts.
struct RecordSubject {
    let register: String
    let id: String

    init(_ subject: String) {
        let parts = subject.dropFirst("record:".count).split(separator: "/", maxSplits: 1).map(String.init)
        register = parts.first ?? ""
        id = parts.count > 1 ? parts[1] : ""
    }
}

extension SentFile {
    /// A file of tests: a PDF with nothing in it.
    package static func invented(_ name: String) -> SentFile {
        SentFile(name: name.hasSuffix(".pdf") ? name : name + ".pdf", bytes: Array("%PDF-1.4\n% \(name)\n%%EOF\n".utf8))
    }
}

extension RegisterDefinition {
    /// A field by its title or key; a fault of the test where there is none.
    func field(titled name: String) throws -> FieldDefinition {
        guard let field = fields.first(where: { $0.title == name }) ?? self.field(name) else {
            throw TestFault("台账“\(title)”没有字段“\(name)”；有的是 \(fields.map(\.title).joined(separator: "、"))")
        }
        return field
    }
}

extension FieldDefinition {
    fileprivate func column(titled name: String) throws -> FieldDefinition {
        guard let column = fields.first(where: { $0.title == name || $0.key == name }) else {
            throw TestFault("“\(title)”没有“\(name)”这一栏；有的是 \(fields.map(\.title).joined(separator: "、"))")
        }
        return column
    }
}
