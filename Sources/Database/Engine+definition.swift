extension Engine {
    /// A table's definition in this engine's words, from the words of SQLite's STRICT tables.
    ///
    /// For PostgreSQL the types in capitals change: `INTEGER` to `BIGINT`, `BLOB` to `BYTEA`, `TEXT` to `TEXT COLLATE "C"`
    /// (not in a CAST), so that text compares by its bytes on both engines; `STRICT` and `WITHOUT ROWID` after the closing
    /// bracket go. SQLite sorts nulls first by itself and does not take `NULLS FIRST` in an index. A column called `text` in small letters keeps its name. String literals, quoted names and comments stay.
    package func definition(_ text: String) -> String {
        switch self {
        case .sqlite: text.replacing(" NULLS FIRST", with: "")
        case .postgreSQL: DefinitionTranslation(text).result
        }
    }
}

/// Goes once through a definition, word by word.
private struct DefinitionTranslation {
    private(set) var result = ""
    private var rest: Substring
    /// The last word or sign, comments and spaces left out.
    private var last: Substring = ""
    /// Inside the options behind a closing bracket.
    private var isAfterBracket = false

    init(_ text: String) {
        rest = text[...]
        while let token = takeToken() { write(token) }
    }

    private mutating func write(_ token: Substring) {
        if token.first.map(\.isWhitespace) == true || token.hasPrefix("--") || token.hasPrefix("/*") {
            result += token
            return
        }
        defer { last = token }
        let isOption = ["STRICT", "WITHOUT", "ROWID"].contains(token.uppercased()) || (token == "," && last != ")")
        if isAfterBracket, isOption { return }
        isAfterBracket = token == ")"
        switch token {
        case "INTEGER": result += "BIGINT"
        case "BLOB": result += "BYTEA"
        case "TEXT" where last.uppercased() != "AS": result += "TEXT COLLATE \"C\""
        default: result += token
        }
    }

    /// The next word, literal, comment, run of spaces, or single sign.
    private mutating func takeToken() -> Substring? {
        guard let first = rest.first else { return nil }
        if rest.hasPrefix("--") { return take(through: "\n") }
        if rest.hasPrefix("/*") { return take(through: "*/") }
        switch first {
        case "'", "\"": return takeQuoted(first)
        case _ where first.isWhitespace: return take { $0.isWhitespace }
        case _ where Self.isWordPart(first): return take(while: Self.isWordPart)
        default: return take(count: 1)
        }
    }

    /// A doubled quote inside the literal ends one part and begins the next, which comes out the same.
    private mutating func takeQuoted(_ quote: Character) -> Substring {
        let end = rest.dropFirst().firstIndex(of: quote).map { rest.index(after: $0) } ?? rest.endIndex
        return take(upTo: end)
    }

    private mutating func take(through end: String) -> Substring {
        take(upTo: rest.firstRange(of: end)?.upperBound ?? rest.endIndex)
    }

    private mutating func take(while isPart: (Character) -> Bool) -> Substring {
        take(upTo: rest.firstIndex { !isPart($0) } ?? rest.endIndex)
    }

    private mutating func take(count: Int) -> Substring {
        take(upTo: rest.index(rest.startIndex, offsetBy: count))
    }

    private mutating func take(upTo end: Substring.Index) -> Substring {
        defer { rest = rest[end...] }
        return rest[..<end]
    }

    private static func isWordPart(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}
