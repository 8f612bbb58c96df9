/// A file's name as it is kept and shown: for people alone, nothing is decided by it.
enum FileName {
    /// Without folders, control characters and marks that turn the direction of writing; at most 120 characters.
    static func clean(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let kept = last.unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .surrogate: false
            default: true
            }
        }
        var text = String(String.UnicodeScalarView(kept)).trimmed
        if text.count > 120 {
            let ending = text.lastIndex(of: ".").map { String(text[$0...].prefix(10)) } ?? ""
            text = String(text.prefix(120 - ending.count)) + ending
        }
        return text.isEmpty || text.allSatisfy({ $0 == "." }) ? "附件" : text
    }
}

extension String {
    fileprivate var trimmed: String {
        let start = drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}
