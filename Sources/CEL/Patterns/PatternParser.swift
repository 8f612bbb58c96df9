/// Reads a regular expression in the RE2 syntax. Source: github.com/google/re2, "Syntax".
struct PatternParser {
    struct Flags {
        var ignoresCase = false
        var multiline = false
        var dotTakesNewline = false
    }

    var rest: ArraySlice<Unicode.Scalar>
    var flags = Flags()
    private var depth = 0

    /// The expression that a text is; throws what is wrong with it.
    static func parse(_ text: String) throws(PatternFault) -> PatternNode {
        guard text.utf8.count <= 10_000 else { throw PatternFault(message: "the pattern is longer than 10000 bytes") }
        var parser = PatternParser(rest: Array(text.unicodeScalars)[...])
        let node = try parser.choice()
        guard parser.rest.isEmpty else { throw PatternFault(message: "')' has no '('") }
        return node
    }

    private init(rest: ArraySlice<Unicode.Scalar>) { self.rest = rest }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }

    mutating func choice() throws(PatternFault) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 100 else { throw PatternFault(message: "the pattern is nested deeper than 100") }
        var choices = [try sequence()]
        while take("|") { choices.append(try sequence()) }
        return choices.count == 1 ? choices[0] : .choice(choices)
    }

    private mutating func sequence() throws(PatternFault) -> PatternNode {
        var parts: [PatternNode] = []
        while let next = rest.first, next != "|", next != ")" {
            guard let atom = try atom() else { continue }
            parts.append(try repeated(atom))
        }
        return parts.isEmpty ? .empty : parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func repeated(_ atom: PatternNode) throws(PatternFault) -> PatternNode {
        guard let (least, most) = try counts() else { return atom }
        // Whether as few or as many as possible are taken does not change whether a text matches.
        _ = take("?")
        if let next = rest.first, "*+?".unicodeScalars.contains(next) {
            throw PatternFault(message: "'\(next)' repeats a repetition")
        }
        return .repetition(atom, least, most)
    }

    private mutating func counts() throws(PatternFault) -> (Int, Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        guard rest.first == "{" else { return nil }
        let before = rest
        rest.removeFirst()
        guard let least = number() else {
            rest = before
            return nil
        }
        var most: Int? = least
        if take(",") { most = rest.first == "}" ? nil : number() ?? -1 }
        guard take("}"), most != -1 else {
            rest = before
            return nil
        }
        guard least <= 1000, (most ?? 0) <= 1000, most.map({ $0 >= least }) ?? true else {
            throw PatternFault(message: "a repetition is {least,most}, at most 1000")
        }
        return (least, most)
    }

    private mutating func number() -> Int? {
        var sum: Int?
        while let digit = rest.first?.decimalDigit, (sum ?? 0) < 100_000 {
            sum = (sum ?? 0) * 10 + digit
            rest.removeFirst()
        }
        return sum
    }

    /// One atom; nil for a change of flags.
    private mutating func atom() throws(PatternFault) -> PatternNode? {
        guard let next = rest.popFirst() else { return .empty }
        switch next {
        case "(": return try group()
        case "[": return .set(try bracket())
        case ".": return .set(flags.dotTakesNewline ? .all : ScalarSet.one(10).inverted)
        case "^": return .assertion(flags.multiline ? .lineStart : .textStart)
        case "$": return .assertion(flags.multiline ? .lineEnd : .textEnd)
        case "\\": return try escaped()
        case "*", "+", "?": throw PatternFault(message: "'\(next)' has nothing to repeat")
        case "{":
            // A brace that is no repetition stands for itself; one that is has nothing to repeat.
            let before = rest
            rest = [next] + rest
            if try counts() != nil { throw PatternFault(message: "'{' has nothing to repeat") }
            rest = before
            return literal(next)
        default: return literal(next)
        }
    }

    func literal(_ scalar: Unicode.Scalar) -> PatternNode {
        let set = ScalarSet.one(scalar.value)
        return .set(flags.ignoresCase ? set.foldingCase : set)
    }

    private mutating func group() throws(PatternFault) -> PatternNode? {
        let outer = flags
        if take("?") {
            if take("P") || rest.first == "<" {
                guard take("<") else { throw PatternFault(message: "a named group is written (?P<name>…)") }
                while let next = rest.first, next != ">" {
                    guard next.properties.isAlphabetic || next == "_" || next.decimalDigit != nil else {
                        throw PatternFault(
                            message: "a group's name has letters, digits and '_'; looking around is not possible")
                    }
                    rest.removeFirst()
                }
                guard take(">") else { throw PatternFault(message: "a group's name has no '>'") }
            } else if try flagsOnly() {
                return nil
            }
        }
        let inner = try choice()
        guard take(")") else { throw PatternFault(message: "'(' has no ')'") }
        flags = outer
        return inner
    }

    /// Flags as in `(?i)` or `(?i:`; true if they stand alone.
    private mutating func flagsOnly() throws(PatternFault) -> Bool {
        var on = true
        while let next = rest.popFirst() {
            switch next {
            case "i": flags.ignoresCase = on
            case "m": flags.multiline = on
            case "s": flags.dotTakesNewline = on
            case "U": break
            case "-": on = false
            case ":": return false
            case ")": return true
            default: throw PatternFault(message: "'(?\(next)' is not part of RE2: no looking around, no backreferences")
            }
        }
        throw PatternFault(message: "'(?' has no ')'")
    }
}
