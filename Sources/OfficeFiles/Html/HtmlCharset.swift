/// The encoding that a web page says it is in.
enum HtmlCharset {
    /// The name in `<meta charset>` or in an XML declaration, in lower case, looked for in the first bytes.
    static func declared(in bytes: [UInt8]) -> String? {
        let head = String(decoding: bytes.prefix(4_096).map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self).lowercased()
        for key in ["charset", "encoding"] {
            guard let start = head.firstRange(of: key)?.upperBound else { continue }
            let rest = head[start...].drop { $0 == " " }
            guard rest.first == "=" else { continue }
            let value = rest.dropFirst().drop { " \"'".contains($0) }
            let name = value.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
            if !name.isEmpty { return String(name) }
        }
        return nil
    }
}
