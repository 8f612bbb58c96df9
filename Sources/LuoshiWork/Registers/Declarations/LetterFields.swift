import LuoshiCore

/// Which fields of a register of letters hold what of a letter that came (`letters:`); the unit that it came to is the one the
/// record belongs to.
package struct LetterFields: Sendable, Hashable, Codable {
    package let number: String
    package let date: String
    package let title: String
    /// Who wrote it.
    package let issuer: String
    package let received: String
    package let kind: String
    /// The kind of those that publish a list.
    package let listKind: String
    /// The scans.
    package let copies: String

    init(_ entry: YAMLEntry) {
        number = entry.text("number")
        date = entry.text("date")
        title = entry.text("title")
        issuer = entry.text("issuer")
        received = entry.text("received")
        kind = entry.text("kind")
        listKind = entry.text("list_kind")
        copies = entry.text("copies")
        entry.finish()
    }

    func check(_ register: RegisterDefinition, _ top: YAMLEntry) {
        let wanted: [(String, FieldType)] = [
            (number, .string), (date, .date), (title, .string), (issuer, .string), (received, .date), (kind, .choice),
            (copies, .attachment),
        ]
        for (key, type) in wanted where !key.isEmpty && register.field(key)?.type != type {
            top.error("letters", "“letters”里的“\(key)”应是本台账的\(type.title)字段；请改正")
        }
        if let choices = register.field(kind)?.choices, choices.item(listKind) == nil {
            top.error(
                "letters",
                "“list_kind: \(listKind)”不是“\(kind)”的选项；应是 \(choices.items.map(\.key).joined(separator: "、")) 之一")
        }
        if register.belongsTo == nil { top.error("letters", "来文要有收文单位；请写 belongs_to") }
    }
}
