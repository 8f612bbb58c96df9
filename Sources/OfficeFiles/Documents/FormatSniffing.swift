/// What a file is, by its first bytes and then by its name.
enum SniffedFormat: Equatable {
    case zip
    case pdf
    case oleContainer
    case text(DocumentFormat)
    case unsupported(UnsupportedFormat)

    /// Looks at the content first; the name decides only between kinds of plain text.
    init(_ bytes: [UInt8], name: String) {
        let head = bytes.prefix(2_048)
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
            self = .zip
        } else if Self.position(of: Array("%PDF-".utf8), in: head.prefix(1_024)) != nil {
            self = .pdf
        } else if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            self = .oleContainer
        } else if let kind = Self.foreign(head) {
            self = .unsupported(kind)
        } else {
            self = .text(Self.textFormat(head, name: name))
        }
    }

    /// Where `pattern` first occurs in `bytes`.
    static func position(of pattern: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = pattern.first, bytes.count >= pattern.count else { return nil }
        var at = bytes.startIndex
        let last = bytes.endIndex - pattern.count
        while at <= last {
            if bytes[at] == first, bytes[at..<at + pattern.count].elementsEqual(pattern) { return at }
            at += 1
        }
        return nil
    }

    /// The extension of a file name, in lower case, without the dot.
    static func fileExtension(_ name: String) -> String {
        guard let dot = name.lastIndex(of: ".") else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }

    private static func foreign(_ head: ArraySlice<UInt8>) -> UnsupportedFormat? {
        let signatures: [([UInt8], UnsupportedFormat)] = [
            (Array("{\\rtf".utf8), .rtf),
            ([0x89, 0x50, 0x4E, 0x47], .image), ([0xFF, 0xD8, 0xFF], .image), (Array("GIF8".utf8), .image),
            (Array("BM".utf8), .image), ([0x49, 0x49, 0x2A, 0x00], .image), ([0x4D, 0x4D, 0x00, 0x2A], .image),
            (Array("Rar!".utf8), .archive), ([0x37, 0x7A, 0xBC, 0xAF], .archive), ([0x1F, 0x8B, 0x08], .archive),
            (Array("MIME-Version:".utf8), .mht),
        ]
        // "BM" may begin a text; a bitmap has zero bytes soon after.
        return signatures.first { signature, kind in
            head.starts(with: signature) && (signature.count > 2 || head.prefix(16).contains(0))
        }?.1
    }

    private static func textFormat(_ head: ArraySlice<UInt8>, name: String) -> DocumentFormat {
        let letters = String(decoding: head.filter { $0 != 0 }, as: UTF8.self).lowercased()
        let start = letters.drop { $0.isWhitespace || $0 == "\u{FEFF}" || $0 == "\u{FFFD}" }
        if start.hasPrefix("<!doctype html") || start.hasPrefix("<html") || start.hasPrefix("<head")
            || start.hasPrefix("<body") || (start.hasPrefix("<?xml") && start.contains("<html"))
            || (start.hasPrefix("<!--") && (start.contains("<html") || start.contains("<!doctype html")))
        {
            return .html
        }
        switch fileExtension(name) {
        case "html", "htm", "xhtml", "shtml": return .html
        case "md", "markdown", "mkd": return .md
        default: return .txt
        }
    }
}
