import Foundation
import LuoshiCore
import LuoshiWork

/// What a field holds, as JSON; which shape a field has, `/registers/{register}/schema` says.
struct ValueAnswer: JSONShaped {
    let value: JSONValue

    static let schema = JSONSchema.either([
        .text(TextRule(example: "值")), .whole(nil), .truth, .list(.text(TextRule())), .list(file), .list(.map(cell)),
    ])
    static let sample = ValueAnswer(value: "值")

    /// A cell of a table field.
    fileprivate static let cell = JSONSchema.either([.text(TextRule()), .whole(nil), .truth])
    private static let file = JSONSchema.object(
        name: "RecordFile",
        properties: [
            .init(name: "name", schema: .text(TextRule()), isRequired: true),
            .init(name: "sha256", schema: .text(TextRule()), isRequired: true),
        ])

    init(value: JSONValue) { self.value = value }
    init(from decoder: any Decoder) throws { value = try JSONValue(from: decoder) }
    func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
}

/// What is typed into a field: shaped as it is read, a file with its content, and null empties the field.
struct ValueBody: JSONShaped {
    let value: JSONValue

    static let schema = JSONSchema.either([
        .text(TextRule(example: "值")), .whole(nil), .truth, .null, .list(.text(TextRule())), .list(file),
        .list(.map(ValueAnswer.cell)),
    ])
    static let sample = ValueBody(value: "值")

    /// `content` in base64 of a file that is sent, `sha256` of one that stays.
    private static let file = JSONSchema.object(
        name: "RecordFileBody",
        properties: [
            .init(name: "name", schema: LineText.schema, isRequired: true),
            .init(name: "sha256", schema: KeyText.schema, isRequired: false),
            .init(name: "content", schema: .text(TextRule(example: "JVBERi0=")), isRequired: false),
        ])

    init(value: JSONValue) { self.value = value }
    init(from decoder: any Decoder) throws { value = try JSONValue(from: decoder) }
    func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
}

extension FieldDefinition {
    /// A value as programs read it: choices, units and records by their keys, decimals as strings in the field's unit.
    func json(_ value: FieldValue) -> JSONValue {
        switch value {
        case .text(let text): .string(text)
        case .integer(let number): .int(Int(number))
        case .truth(let truth): .bool(truth)
        case .keys(let keys): .array(keys.map(JSONValue.string))
        case .files(let files): .array(files.map { ["name": .string($0.name), "sha256": .string($0.hash)] })
        case .rows(let rows): .array(rows.map(row))
        case .scaled, .day: .string(FieldText(field: self).typed(value))
        }
    }

    private func row(_ cells: FieldValues) -> JSONValue {
        var members: [String: JSONValue] = [:]
        for column in fields { members[column.key] = cells[column.key].map(column.json) }
        return .object(members)
    }
}

extension RecordInput {
    /// What a program typed. What has another shape than its field is left for the command to refuse, with all that is wrong.
    init(_ values: [String: ValueBody], _ register: RegisterDefinition, at pointer: String = "/values") throws {
        self.init()
        for (key, body) in values {
            self[key] = try Self.entry(body.value, register.field(key), "\(pointer)/\(key)")
        }
    }

    private static func entry(
        _ value: JSONValue, _ field: FieldDefinition?, _ pointer: String
    ) throws -> RecordInput.Entry {
        switch (value, field?.type) {
        case (.null, .attachment): .files(kept: [], sent: [])
        case (.string(let text), _): .text(text)
        case (.int(let number), _): .whole(number)
        case (.bool(let truth), _): .truth(truth)
        case (.array(let files), .attachment): try self.files(files, pointer)
        case (.array(let items), _):
            items.contains { $0.members != nil }
                ? .rows(items.map { ($0.members ?? [:]).mapValues(\.typed) }) : .many(items.map(\.typed))
        default: .text("")
        }
    }

    private static func files(_ items: [JSONValue], _ pointer: String) throws -> RecordInput.Entry {
        var (kept, sent): ([RecordFile], [SentFile]) = ([], [])
        for (index, item) in items.enumerated() {
            let place = "\(pointer)/\(index)"
            switch (item["name"], item["sha256"], item["content"]) {
            case (.string(let name)?, .string(let hash)?, nil): kept.append(RecordFile(hash: hash, name: name))
            case (.string(let name)?, nil, .string(let content)?):
                sent.append(SentFile(name: name, bytes: try base64(content, "\(place)/content")))
            default:
                throw BodyRefusal(faults: [
                    BodyFault(pointer: place, detail: "附件写 name，再写 content（新附件的 base64）或 sha256（保留的附件）之一")
                ])
            }
        }
        return .files(kept: kept, sent: sent)
    }

    /// The bytes of a file within a body.
    static func base64(_ text: String, _ pointer: String) throws -> [UInt8] {
        guard let content = Data(base64Encoded: text), !content.isEmpty else {
            throw BodyRefusal(faults: [BodyFault(pointer: pointer, detail: "应是文件内容的 base64")])
        }
        return [UInt8](content)
    }
}

extension JSONValue {
    var members: [String: JSONValue]? { if case .object(let members) = self { members } else { nil } }

    /// As a person would type it.
    fileprivate var typed: String {
        switch self {
        case .string(let text): text
        case .int(let number): String(number)
        case .bool(let truth): truth ? "是" : "否"
        case .null, .double, .array, .object: ""
        }
    }
}
