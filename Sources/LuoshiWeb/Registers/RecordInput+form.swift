import Foundation
import LuoshiCore
import LuoshiWork

extension Form {
    /// The day of an optional field; one that is no day is refused.
    func effective(_ name: String) throws -> Day? {
        if text(name).isEmpty { return nil }
        guard let day = Day(text(name)) else { throw Refusal("effective_day", "日期应是 2022-08-05 的样子。") }
        return day
    }

    var reason: String? { text("reason").isEmpty ? nil : text("reason") }

    /// What the form says of each field of the register that it has; masked personal data that was left alone stays.
    func recordInput(_ register: RegisterDefinition, before: RegisterRecord?) -> RecordInput {
        var input = RecordInput()
        for field in register.fields where field.computed == nil && fields["has-\(field.key)"] != nil {
            switch field.type {
            case .choices: input[field.key] = .many(texts("f-\(field.key)"))
            case .attachment: input[field.key] = attachments(field, before)
            case .table: input[field.key] = .rows(rows(field))
            default:
                let text = fields["f-\(field.key)"] ?? ""
                if field.isPersonal, before != nil, text.isEmpty, texts("clear").contains(field.key) == false {
                    continue
                }
                input[field.key] = .text(text)
            }
        }
        return input
    }

    private func attachments(_ field: FieldDefinition, _ before: RegisterRecord?) -> RecordInput.Entry {
        var kept: [RecordFile] = []
        if case .files(let files)? = before?.values[field.key] {
            let keep = Set(texts("keep-\(field.key)"))
            kept = files.filter { keep.contains($0.hash) }
        }
        return .files(kept: kept, sent: files("f-\(field.key)").map { SentFile(name: $0.name, bytes: $0.bytes) })
    }

    private func rows(_ field: FieldDefinition) -> [[String: String]] {
        let count = min(Int(text("rows-\(field.key)")) ?? 0, 200)
        return (0..<max(count, 0)).map { index in
            Dictionary(
                uniqueKeysWithValues: field.fields.map { ($0.key, fields["f-\(field.key)-\(index)-\($0.key)"] ?? "") })
        }.filter { row in row.values.contains { !$0.trimmingCharacters(in: .whitespaces).isEmpty } }
    }
}
