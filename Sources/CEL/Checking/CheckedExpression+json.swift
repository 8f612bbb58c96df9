extension CheckedExpression {
    /// The version of the form that `json` has.
    public static let jsonVersion = 1

    /// The checked tree as JSON, so that others can run it; the form is described in `docs/cel.md`.
    public var json: String {
        "{\"version\":\(CheckedExpression.jsonVersion),\"source\":\(quotedJSON(source)),\"type\":\(quotedJSON(type.description)),"
            + "\"tree\":\(json(expression))}"
    }

    private func json(_ part: Expression) -> String {
        var members = ["\"at\":\(part.offset)", "\"type\":\(quotedJSON(type(part).description))"]
        if let decimal = decimals[part.id] {
            members.append("\"const\":{\"decimal\":\(quotedJSON(decimal.text))}")
            return "{" + members.joined(separator: ",") + "}"
        }
        switch references[part.id] {
        case .variable(let name, _): members.append("\"variable\":\(quotedJSON(name))")
        case .local(let name): members.append("\"local\":\(quotedJSON(name))")
        case .type(let type): members.append("\"const\":{\"type\":\(quotedJSON(type.runtimeName))}")
        default: members += content(part)
        }
        return "{" + members.joined(separator: ",") + "}"
    }

    private func content(_ part: Expression) -> [String] {
        switch part.node {
        case .literal(let value, _): return ["\"const\":\(value.taggedJSON ?? "null")"]
        case .identifier(let name): return ["\"undeclared\":\(quotedJSON(name))"]
        case .select(let operand, let field, let how):
            return ["\"select\":\(json(operand))", "\"field\":\(quotedJSON(field))", "\"how\":\"\(how.rawValue)\""]
        case .call(let name, let target, let arguments): return call(part, name, target, arguments)
        case .list(let elements):
            let items = elements.map { $0.isOptional ? "{\"optional\":\(json($0.value))}" : json($0.value) }
            return ["\"list\":[\(items.joined(separator: ","))]"]
        case .map(let entries):
            let items = entries.map {
                "{\"key\":\(json($0.key)),\"value\":\(json($0.value))\($0.isOptional ? ",\"optional\":true" : "")}"
            }
            return ["\"map\":[\(items.joined(separator: ","))]"]
        case .comprehension(let loop):
            let names = [loop.first, loop.second].compactMap(\.self).map(quotedJSON).joined(separator: ",")
            return ["\"loop\":\"\(loop.kind.rawValue)\"", "\"range\":\(json(loop.range))", "\"names\":[\(names)]"]
                + (loop.condition.map { ["\"condition\":\(json($0))"] } ?? [])
                + (loop.result.map { ["\"result\":\(json($0))"] } ?? [])
        case .binding(let name, let value, let body):
            return ["\"bind\":\(quotedJSON(name))", "\"value\":\(json(value))", "\"body\":\(json(body))"]
        }
    }

    private func call(_ part: Expression, _ name: String, _ target: Expression?, _ arguments: [Expression]) -> [String]
    {
        var function = name
        var parts = (target.map { [$0] } ?? []) + arguments
        if case .function(let known, _, let isNamespaced)? = references[part.id] {
            function = known.name
            if isNamespaced { parts = arguments }
        }
        return ["\"call\":\(quotedJSON(function))", "\"arguments\":[\(parts.map(json).joined(separator: ","))]"]
    }
}

/// A text as JSON writes it.
func quotedJSON(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        default:
            if scalar.value < 32 {
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
    }
    return result + "\""
}

extension Value {
    /// The value in the conformance cases' tagged form, as `{"int":"1"}`; nil for a record.
    public var taggedJSON: String? {
        switch self {
        case .null: return "{\"null\":null}"
        case .bool(let truth): return "{\"bool\":\(truth)}"
        case .bytes(let bytes): return "{\"bytes\":\(quotedJSON(Base64.text(bytes)))}"
        case .type(let type): return "{\"type\":\(quotedJSON(type.runtimeName))}"
        case .optional(let optional):
            guard let value = optional.value else { return "{\"optional\":null}" }
            return value.taggedJSON.map { "{\"optional\":\($0)}" }
        case .list(let list):
            let items = list.elements.compactMap(\.taggedJSON)
            return items.count == list.elements.count ? "{\"list\":[\(items.joined(separator: ","))]}" : nil
        case .map(let map):
            let items = zip(map.keys, map.values).compactMap { key, value in
                key.taggedJSON.flatMap { key in value.taggedJSON.map { "[\(key),\($0)]" } }
            }
            return items.count == map.count ? "{\"map\":[\(items.joined(separator: ","))]}" : nil
        case .timestamp(let moment): return "{\"timestamp\":\(quotedJSON(moment.text))}"
        case .duration(let span): return "{\"duration\":\(quotedJSON(span.text))}"
        case .int, .uint, .double, .decimal, .string:
            return plainText.map { "{\"\(type.runtimeName)\":\(quotedJSON($0))}" }
        case .record: return nil
        }
    }
}
