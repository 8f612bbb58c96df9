/// A case of the public conformance suite, in the form of the files that `ConformanceCase.read` takes.
public struct ConformanceCase: Sendable {
    /// Section and name within the suite.
    public let name: String
    /// The expression.
    public let expression: String
    private let container: String
    private let declared: [String: ValueType]
    private let bound: [String: Value]
    private let isChecked: Bool
    private let isOnlyChecked: Bool
    private let type: ValueType?
    private let value: Value?
    private let mustFail: Bool

    /// The cases of a file: a JSON array. Throws where the text is no JSON; a case that cannot be read is told as its fault.
    public static func read(_ bytes: [UInt8]) throws(JSONText.Fault) -> [Result<ConformanceCase, Unreadable>] {
        guard case .array(let items) = try JSONText(bytes) else {
            throw JSONText.Fault(message: "a conformance file is an array of cases", offset: 0)
        }
        return items.map { item in Result { () throws(Unreadable) in try ConformanceCase(item) } }
    }

    /// Why a case cannot be read.
    public struct Unreadable: Error, Sendable, CustomStringConvertible {
        /// The case and what is wrong with it.
        public let description: String
    }

    private init(_ json: JSONText) throws(Unreadable) {
        name = (json["section"]?.string ?? "?") + "/" + (json["name"]?.string ?? "?")
        guard let text = json["expr"]?.string else { throw Unreadable(description: "\(name): 'expr' is missing") }
        expression = text
        container = json["container"]?.string ?? ""
        var declared: [String: ValueType] = [:]
        if case .object(let members)? = json["declare"] {
            for (variable, notation) in members {
                guard let text = notation.string, let type = ValueType(notation: text) else {
                    throw Unreadable(description: "\(name): the type of '\(variable)' is unknown")
                }
                declared[variable] = type
            }
        }
        var bound: [String: Value] = [:]
        if case .object(let members)? = json["bind"] {
            for (variable, tagged) in members {
                guard let value = Value(tagged: tagged) else {
                    throw Unreadable(description: "\(name): the value of '\(variable)' is unknown")
                }
                bound[variable] = value
            }
        }
        self.declared = declared
        self.bound = bound
        isChecked = if case .bool(true)? = json["disable_check"] { false } else { true }
        isOnlyChecked = if case .bool(true)? = json["check_only"] { true } else { false }
        type = json["type"]?.string.flatMap { ValueType(notation: $0) }
        let expected = json["value"].flatMap { Value(tagged: $0) }
        let hasBackslash = text.contains("\\") || !bound.isEmpty
        value = hasBackslash ? expected : expected?.withPlainQuestionMarks
        mustFail = json["error"] != nil
        guard json["type"] == nil || type != nil, json["value"] == nil || value != nil else {
            throw Unreadable(description: "\(name): its 'type' or 'value' is unknown")
        }
    }

    /// Runs the case; returns what is wrong with the answer, or nil if it is right.
    public func failure() -> String? {
        var environment = Environment(container: container)
        for (variable, type) in declared { environment.declare(variable, type) }
        for variable in bound.keys where declared[variable] == nil { environment.declare(variable, .dyn) }
        do {
            let program = try isChecked ? environment.compile(expression) : environment.compileUnchecked(expression)
            if let type, program.type != type { return "its type is \(program.type), not \(type)" }
            if isOnlyChecked { return nil }
            let answer = try program.evaluate(bound)
            if mustFail { return "it gives \(answer.shown) and should fail" }
            guard let value else { return nil }
            return answer.isIdentical(to: value) ? nil : "it gives \(answer.shown), not \(value.shown)"
        } catch {
            return mustFail ? nil : "it fails: \(error)"
        }
    }
}

extension Value {
    /// Bytes with `?` for `\?`; any other value as it is.
    ///
    /// The suite is written in the text format of protocol buffers, which may write a question mark `\?`. Where it was turned into
    /// JSON some of these stayed as they were written, also beside expressions that have no backslash to give.
    fileprivate var withPlainQuestionMarks: Value {
        guard case .bytes(let bytes) = self else { return self }
        let (backslash, mark) = (UInt8(ascii: "\\"), UInt8(ascii: "?"))
        let kept = bytes.indices.filter { bytes[$0] != backslash || $0 + 1 == bytes.count || bytes[$0 + 1] != mark }
        return .bytes(kept.map { bytes[$0] })
    }

    /// The value as a failure's message shows it.
    var shown: String {
        switch self {
        case .list(let list): "[" + list.elements.map(\.shown).joined(separator: ", ") + "]"
        case .map(let map):
            "{" + zip(map.keys, map.values).map { $0.shown + ": " + $1.shown }.joined(separator: ", ") + "}"
        case .string(let text): "'\(text)'"
        case .uint(let number): "\(number)u"
        case .type(let type): "type \(type.runtimeName)"
        case .bytes(let bytes): "bytes \(bytes)"
        case .null: "null"
        case .optional(let optional): optional.value.map { "optional.of(\($0.shown))" } ?? "optional.none()"
        default: plainText.map { "\(type.runtimeName) \($0)" } ?? type.runtimeName
        }
    }
}
