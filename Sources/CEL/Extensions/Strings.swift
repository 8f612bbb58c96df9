extension StandardLibrary {
    /// The strings extension. Source: google/cel-spec and cel-go, "ext/strings".
    static let strings: [Function] = [
        member("charAt", [.string, .int], .string) { (values, meter) throws(EvaluationFailure) in
            let text = Array(values.text(0).unicodeScalars)
            guard let index = Int(exactly: values.number(1)), (0...text.count).contains(index) else {
                throw outOfRange(values.number(1))
            }
            return .string(index == text.count ? "" : String(Character(text[index])))
        },
        Function("indexOf", [search(2, first: true), search(3, first: true)]),
        Function("lastIndexOf", [search(2, first: false), search(3, first: false)]),
        member("lowerAscii", [.string], .string) { (values, meter) throws(EvaluationFailure) in
            .string(String(decoding: values.text(0).utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self))
        },
        member("upperAscii", [.string], .string) { (values, meter) throws(EvaluationFailure) in
            .string(String(decoding: values.text(0).utf8.map { (97...122).contains($0) ? $0 - 32 : $0 }, as: UTF8.self))
        },
        member("reverse", [.string], .string) { (values, meter) throws(EvaluationFailure) in
            .string(text(values.text(0).unicodeScalars.reversed()))
        },
        member("trim", [.string], .string) { (values, meter) throws(EvaluationFailure) in
            let rest = values.text(0).unicodeScalars.drop { $0.properties.isWhitespace }
            guard let last = rest.lastIndex(where: { !$0.properties.isWhitespace }) else { return .string("") }
            return .string(String(rest[...last]))
        },
        Function("substring", [substring(2), substring(3)]),
        Function("replace", [replace(3), replace(4)]),
        Function("split", [split(2), split(3)]),
        Function("join", [join(1), join(2)]),
        Function(
            "strings.quote",
            [
                unary(.string, .string) { (value, meter) throws(EvaluationFailure) in
                    try meter.charge(value.weight)
                    return .string(quoted([value].text(0)))
                }
            ]),
        Function(
            "format",
            [
                Overload(
                    [.string, .list(.dyn)], .string, member: true,
                    .binary { (value, list, meter) throws(EvaluationFailure) in
                        guard case .string(let clauses) = value, case .list(let list) = list else {
                            throw .noOverload("format", value, list)
                        }
                        try meter.charge(value.weight.addingWithCeiling(list.weight))
                        var formatter = Formatter(values: list.elements, meter: meter)
                        return .string(try formatter.format(clauses))
                    })
            ]),
    ]

    typealias Many = @Sendable ([Value], Meter) throws(EvaluationFailure) -> Value

    private static func form(_ parameters: [ValueType], _ result: ValueType, _ body: @escaping Many) -> Overload {
        Overload(
            parameters, result, member: true,
            .many { (values, meter) throws(EvaluationFailure) in
                for value in values { try meter.charge(value.weight) }
                return try body(values, meter)
            })
    }

    private static func member(
        _ name: String, _ parameters: [ValueType], _ result: ValueType, _ body: @escaping Many
    ) -> Function { Function(name, [form(parameters, result, body)]) }

    private static func outOfRange(_ index: Int64) -> EvaluationFailure {
        EvaluationFailure("index out of range: \(index)")
    }

    private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private static func search(_ count: Int, first: Bool) -> Overload {
        form([.string, .string] + (count == 3 ? [.int] : []), .int) { (values, meter) throws(EvaluationFailure) in
            let whole = Array(values.text(0).unicodeScalars)
            let part = Array(values.text(1).unicodeScalars)
            let given = count == 3 ? values.number(2) : first ? 0 : Int64(whole.count)
            guard let start = Int(exactly: given), (0...whole.count).contains(start) else { throw outOfRange(given) }
            if first { return .int(firstPosition(of: part, in: whole, from: start) ?? -1) }
            // Backwards it is the same search in both texts reversed.
            let end = min(start + part.count, whole.count)
            let found = firstPosition(
                of: Array(part.reversed()), in: Array(whole.prefix(end).reversed()), from: 0)
            return .int(found.map { end - $0 - part.count } ?? -1)
        }
    }

    private static func substring(_ count: Int) -> Overload {
        form([.string, .int] + (count == 3 ? [.int] : []), .string) { (values, meter) throws(EvaluationFailure) in
            let whole = Array(values.text(0).unicodeScalars)
            let end = count == 3 ? values.number(2) : Int64(whole.count)
            let start = values.number(1)
            guard (0...Int64(whole.count)).contains(end) else { throw outOfRange(end) }
            guard (0...end).contains(start) else { throw outOfRange(start) }
            return .string(text(whole[Int(start)..<Int(end)]))
        }
    }

    /// The pieces of a text between the occurrences of a separator; at most so many, the last with all the rest.
    private static func pieces(_ whole: String, _ separator: String, _ most: Int) -> [String] {
        guard most != 0 else { return [] }
        let limit = most < 0 ? Int.max : most
        if separator.isEmpty {
            let scalars = Array(whole.unicodeScalars)
            guard scalars.count > limit else { return scalars.map { String(Character($0)) } }
            return scalars.prefix(limit - 1).map { String(Character($0)) } + [text(scalars.dropFirst(limit - 1))]
        }
        let bytes = Array(whole.utf8)
        let mark = Array(separator.utf8)
        var pieces: [String] = []
        var start = 0
        var rest = occurrences(of: mark, in: bytes)[...]
        while pieces.count < limit - 1, let place = rest.popFirst() {
            pieces.append(String(decoding: bytes[start..<place], as: UTF8.self))
            start = place + mark.count
        }
        pieces.append(String(decoding: bytes[start...], as: UTF8.self))
        return pieces
    }

    private static func occurrences(of mark: [UInt8], in bytes: [UInt8]) -> [Int] {
        var places: [Int] = []
        var index = 0
        // A separator is usually short; comparing at each place stays within the meter's charge for both.
        while index + mark.count <= bytes.count {
            if bytes[index] == mark[0], bytes[index..<index + mark.count].elementsEqual(mark) {
                places.append(index)
                index += mark.count
            } else {
                index += 1
            }
        }
        return places
    }

    private static func split(_ count: Int) -> Overload {
        form([.string, .string] + (count == 3 ? [.int] : []), .list(.string)) {
            (values, meter) throws(EvaluationFailure) in
            try meter.charge(values.text(0).utf8.count)
            let most = count == 3 ? Int(clamping: values.number(2)) : -1
            return .list(pieces(values.text(0), values.text(1), most).map { .string($0) })
        }
    }

    private static func replace(_ count: Int) -> Overload {
        form([.string, .string, .string] + (count == 4 ? [.int] : []), .string) {
            (values, meter) throws(EvaluationFailure) in
            let most = count == 4 ? Int(clamping: values.number(3)) : -1
            let whole = values.text(0)
            let mark = values.text(1)
            let new = values.text(2)
            try meter.charge(whole.utf8.count)
            let parts: [String]
            if mark.isEmpty {
                // An empty mark stands before each code point and at the end.
                let scalars = whole.unicodeScalars.map { String(Character($0)) }
                let count = most < 0 ? scalars.count + 1 : min(most, scalars.count + 1)
                parts =
                    count == 0
                    ? [whole] : [""] + scalars.prefix(count - 1) + [scalars.dropFirst(count - 1).joined()]
            } else {
                parts = pieces(whole, mark, most < 0 ? -1 : most.addingWithCeiling(1))
            }
            let (size, overflow) = parts.count.multipliedReportingOverflow(by: new.utf8.count / 16 + 1)
            try meter.charge(overflow ? Int.max : size)
            return .string(parts.joined(separator: new))
        }
    }

    private static func join(_ count: Int) -> Overload {
        form([.list(.string)] + (count == 2 ? [.string] : []), .string) { (values, meter) throws(EvaluationFailure) in
            guard case .list(let list) = values[0] else { throw .noOverload("join", values) }
            var texts: [String] = []
            for element in list.elements {
                guard case .string(let text) = element else { throw .noOverload("join", values) }
                texts.append(text)
            }
            let separator = count == 2 ? values.text(1) : ""
            let (size, overflow) = texts.count.multipliedReportingOverflow(by: separator.utf8.count / 16 + 1)
            try meter.charge(overflow ? Int.max : size)
            return .string(texts.joined(separator: separator))
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\u{07}": result += "\\a"
            case "\u{08}": result += "\\b"
            case "\u{0C}": result += "\\f"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0B}": result += "\\v"
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension [Value] {
    /// The string at a place, whose type the form has made sure of.
    fileprivate func text(_ index: Int) -> String { if case .string(let text) = self[index] { text } else { "" } }
    /// The integer at a place, whose type the form has made sure of.
    fileprivate func number(_ index: Int) -> Int64 { if case .int(let number) = self[index] { number } else { 0 } }
}
