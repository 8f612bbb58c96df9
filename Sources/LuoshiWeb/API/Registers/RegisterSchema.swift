import LuoshiWork

/// The values of a register's records as a JSON Schema (2020-12), as far as the reader may see them.
struct RegisterSchema: JSONShaped {
    let document: JSONValue

    static let schema = JSONSchema.map(.anything)
    static let sample = RegisterSchema(document: ["type": "object"])

    private init(document: JSONValue) { self.document = document }
    init(from decoder: any Decoder) throws { document = try JSONValue(from: decoder) }
    func encode(to encoder: any Encoder) throws { try document.encode(to: encoder) }

    init(_ sheet: RegisterSheet) {
        var members: [String: JSONValue] = [:]
        for field in sheet.fields {
            var member = field.schema
            if !sheet.writable.contains(field.key) { member["readOnly"] = true }
            members[field.key] = .object(member)
        }
        let required = sheet.fields.filter { $0.isRequired && sheet.writable.contains($0.key) }
        document = [
            "$schema": "https://json-schema.org/draft/2020-12/schema", "title": .string(sheet.register.title),
            "type": "object", "properties": .object(members), "additionalProperties": false,
            "required": .array(required.map { .string($0.key) }),
        ]
    }
}

extension FieldDefinition {
    /// The shape of the field's values. Bounds of decimals, which are strings, are not in it: a value beyond them is refused.
    fileprivate var schema: [String: JSONValue] {
        var members = shape
        members["title"] = .string(title)
        let words = [help, unit.map { "计量单位：\($0)" }, isPersonal ? "个人信息，读到的是遮盖后的" : nil].compactMap { $0 }
        if !words.isEmpty { members["description"] = .string(words.joined(separator: "；")) }
        return members
    }

    private var shape: [String: JSONValue] {
        switch type {
        case .string, .text: text
        case .integer: whole
        case .boolean: ["type": "boolean"]
        case .money, .number, .percent:
            ["type": "string", "pattern": .string("^-?[0-9]+(\\.[0-9]{1,\(isInTenThousands ? 6 : max(1, scale))})?$")]
        case .date: ["type": "string", "format": "date"]
        case .yearmonth: ["type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"]
        case .choice: choice
        case .choices: ["type": "array", "items": .object(choice), "uniqueItems": true]
        case .unit: ["type": "string", "x-refers-to": "unit"]
        case .record: ["type": "string", "x-refers-to": .string("registers/\(register ?? "")")]
        case .area: ["type": "string", "pattern": "^[0-9]{6}$"]
        case .creditCode: ["type": "string", "pattern": "^[0-9A-HJ-NPQRTUWXY]{18}$"]
        case .personName, .phone, .identityNumber: ["type": "string"]
        case .attachment:
            [
                "type": "array",
                "items": ["type": "object", "properties": ["name": ["type": "string"], "sha256": ["type": "string"]]],
            ]
        case .table:
            [
                "type": "array",
                "items": [
                    "type": "object", "additionalProperties": false,
                    "properties": .object(
                        Dictionary(uniqueKeysWithValues: fields.map { ($0.key, .object($0.schema)) })),
                ],
            ]
        }
    }

    private var text: [String: JSONValue] {
        var members: [String: JSONValue] = ["type": "string"]
        if let minLength { members["minLength"] = .int(minLength) }
        members["maxLength"] = .int(maxLength ?? (type == .text ? 20_000 : 500))
        if let pattern { members["pattern"] = .string("^(?:\(pattern))$") }
        return members
    }

    private var whole: [String: JSONValue] {
        var members: [String: JSONValue] = ["type": "integer"]
        if let bound = minimum.flatMap({ Int($0) }) { members["minimum"] = .int(bound) }
        if let bound = maximum.flatMap({ Int($0) }) { members["maximum"] = .int(bound) }
        return members
    }

    private var choice: [String: JSONValue] {
        [
            "type": "string",
            "oneOf": .array(
                (choices?.items ?? []).map { ["const": .string($0.key), "title": .string($0.title)] }),
        ]
    }
}
