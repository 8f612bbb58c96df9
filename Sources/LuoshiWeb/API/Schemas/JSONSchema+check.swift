import LuoshiCore

/// One thing that is wrong with a body: where (a JSON Pointer, RFC 6901) and what would be right.
struct BodyFault: Codable, Sendable, Equatable {
    let pointer: String
    let detail: String
}

extension JSONSchema {
    /// Everything in which a value is not of this shape.
    func faults(of value: JSONValue, at pointer: String = "") -> [BodyFault] {
        switch (self, value) {
        case (.text(let rule), .string(let text)):
            rule.fault(of: text).map { [BodyFault(pointer: pointer, detail: $0)] } ?? []
        case (.whole(let range), .int(let number)):
            range.map { $0.contains(number) } ?? true
                ? []
                : [BodyFault(pointer: pointer, detail: "应在 \(range?.lowerBound ?? 0) 至 \(range?.upperBound ?? 0) 之间")]
        case (.truth, .bool), (.null, .null), (.anything, _): []
        case (.either(let shapes), let value):
            Self.nearest(shapes.map { $0.faults(of: value, at: pointer) }, at: pointer, self)
        case (.list(let item), .array(let values)):
            values.enumerated().flatMap { item.faults(of: $1, at: "\(pointer)/\($0)") }
        case (.map(let item), .object(let members)):
            members.sorted { $0.key < $1.key }.flatMap { name, member in
                name.unicodeScalars.contains("\0")
                    ? [BodyFault(pointer: pointer, detail: "名称里含有不可用的字符")]
                    : item.faults(of: member, at: "\(pointer)/\(name.escaped)")
            }
        case (.object(_, let properties), .object(let members)): faults(of: members, properties, at: pointer)
        default: [BodyFault(pointer: pointer, detail: "应是\(inWords)")]
        }
    }

    /// None where one of several shapes fits; else what is wrong within the only one that could have been meant.
    private static func nearest(_ faults: [[BodyFault]], at pointer: String, _ schema: JSONSchema) -> [BodyFault] {
        if faults.contains(where: \.isEmpty) { return [] }
        let within = faults.filter { !$0.contains { $0.pointer == pointer } }
        return within.count == 1 ? within[0] : [BodyFault(pointer: pointer, detail: "应是\(schema.inWords)")]
    }

    private func faults(of members: [String: JSONValue], _ properties: [Property], at pointer: String) -> [BodyFault] {
        let known = Set(properties.map(\.name))
        let unknown = members.keys.filter { !known.contains($0) }.sorted().map {
            BodyFault(pointer: "\(pointer)/\($0.escaped)", detail: "没有这一项；请核对名称")
        }
        return unknown
            + properties.flatMap { property -> [BodyFault] in
                let place = "\(pointer)/\(property.name.escaped)"
                guard let value = members[property.name] else {
                    return property.isRequired ? [BodyFault(pointer: place, detail: "缺少这一项")] : []
                }
                return property.schema.faults(of: value, at: place)
            }
    }

    private var inWords: String {
        switch self {
        case .text: "文字"
        case .whole: "整数"
        case .truth: "true 或 false"
        case .list: "列表"
        case .map, .object: "对象"
        case .null: "null"
        case .anything: "任何值"
        case .either(let shapes): Array(Set(shapes.map(\.inWords))).sorted().joined(separator: "、")
        }
    }
}

extension TextRule {
    /// What is wrong with a text; nil for one that fits. A null character fits nowhere: PostgreSQL has no text with one.
    func fault(of text: String) -> String? {
        if text.unicodeScalars.contains("\0") { return "含有不可用的字符" }
        if let choices, !choices.contains(text) { return "应是 \(choices.joined(separator: "、")) 之一" }
        if let length, !length.contains(text.unicodeScalars.count) {
            return "应为 \(length.lowerBound) 至 \(length.upperBound) 个字符"
        }
        if format == "date", Day(text) == nil { return "应写成 2022-08-05 的样子" }
        if let pattern, let expression = try? Regex(pattern), text.wholeMatch(of: expression) == nil {
            return "应符合 \(pattern)"
        }
        return nil
    }
}

extension String {
    /// As a part of a JSON Pointer.
    fileprivate var escaped: String { replacing("~", with: "~0").replacing("/", with: "~1") }
}
