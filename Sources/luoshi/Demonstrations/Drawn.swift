import LuoshiCore

/// A value that was drawn for the demonstration: a text, and for a firm or a record what is known of it.
struct Drawn {
    let text: String
    var parts: [String: String] = [:]
    /// The day before which nobody can have known it.
    var knownOn: Day?

    /// A placeholder without braces: `host` or `host.name`; nil where nothing was drawn.
    static func text(of placeholder: Substring, in scope: [String: Drawn]) -> String? {
        let names = placeholder.split(separator: ".", maxSplits: 1)
        guard let name = names.first, let drawn = scope[String(name)] else { return nil }
        return names.count == 1 ? drawn.text : drawn.parts[String(names[1])]
    }

    /// A template with its placeholders filled; nil where one of them is empty, so that the field stays empty.
    static func filled(_ template: String, _ scope: [String: Drawn]) -> String? {
        var result = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            guard let text = text(of: rest[rest.index(after: open)..<close], in: scope), !text.isEmpty else {
                return nil
            }
            result += rest[..<open] + text
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}
