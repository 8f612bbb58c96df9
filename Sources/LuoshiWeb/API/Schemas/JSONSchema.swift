/// The shape of a JSON value: derived from a Codable type, written into the OpenAPI document, and held against every body.
indirect enum JSONSchema: Sendable, Equatable {
    case text(TextRule)
    case whole(ClosedRange<Int>?)
    case truth
    case list(JSONSchema)
    /// Any keys, values of one shape.
    case map(JSONSchema)
    case object(name: String, properties: [Property])
    /// One of several shapes.
    case either([JSONSchema])
    case null
    case anything

    struct Property: Sendable, Equatable {
        let name: String
        let schema: JSONSchema
        let isRequired: Bool
    }

    /// One of these words.
    static func choice(_ words: [String]) -> JSONSchema {
        .text(TextRule(choices: words, example: words.first ?? ""))
    }

    /// As JSON Schema 2020-12; objects go into `components` under their names and are referred to. A closed one, a body's,
    /// takes no property that it does not name; an answer may get new ones.
    func document(_ components: inout [String: JSONValue], isClosed: Bool = false) -> JSONValue {
        switch self {
        case .text(let rule): return .object(rule.document)
        case .whole(let range):
            guard let range else { return ["type": "integer"] }
            return ["type": "integer", "minimum": .int(range.lowerBound), "maximum": .int(range.upperBound)]
        case .truth: return ["type": "boolean"]
        case .null: return ["type": "null"]
        case .anything: return [:]
        case .either(let shapes):
            return ["anyOf": .array(shapes.map { $0.document(&components, isClosed: isClosed) })]
        case .list(let item): return ["type": "array", "items": item.document(&components, isClosed: isClosed)]
        case .map(let value):
            return ["type": "object", "additionalProperties": value.document(&components, isClosed: isClosed)]
        case .object(let plain, let properties):
            // What is read and written alike stands in the document twice, once open and once closed.
            let name = isClosed && !plain.hasSuffix("Body") ? plain + "Body" : plain
            if components[name] == nil {
                var members: [String: JSONValue] = [:]
                for property in properties {
                    members[property.name] = property.schema.document(&components, isClosed: isClosed)
                }
                let required = properties.filter(\.isRequired).map { JSONValue.string($0.name) }
                var schema: [String: JSONValue] = [
                    "type": "object", "properties": .object(members), "required": .array(required),
                ]
                if isClosed { schema["additionalProperties"] = false }
                components[name] = .object(schema)
            }
            return ["$ref": "#/components/schemas/\(name)"]
        }
    }

    /// A value of this shape, for the page about the API.
    var example: JSONValue {
        switch self {
        case .text(let rule): .string(rule.choices?.first ?? rule.example)
        case .whole(let range): .int(range?.lowerBound ?? 1)
        case .truth: true
        case .null: .null
        case .anything: [:]
        case .either(let shapes): shapes.first?.example ?? .null
        case .list(let item): [item.example]
        case .map(let value): ["key": value.example]
        case .object(_, let properties):
            .object(Dictionary(properties.map { ($0.name, $0.schema.example) }) { first, _ in first })
        }
    }
}

extension TextRule {
    var document: [String: JSONValue] {
        var members: [String: JSONValue] = ["type": "string"]
        if let format { members["format"] = .string(format) }
        if let pattern { members["pattern"] = .string(pattern) }
        if let choices { members["enum"] = .array(choices.map(JSONValue.string)) }
        if let length {
            members["minLength"] = .int(length.lowerBound)
            members["maxLength"] = .int(length.upperBound)
        }
        return members
    }
}
