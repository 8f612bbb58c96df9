import Database

/// What a file is by its content; nothing else is kept.
package enum FileKind: String, Sendable, Codable, CaseIterable, SQLConvertible {
    case pdf, png, jpeg, docx, xlsx, ofd, csv, txt

    /// The kinds behind a word of a declaration's `accept`: a kind itself, `image`, or `text`; none for an unknown word.
    package static func kinds(named word: String) -> [FileKind] {
        switch word {
        case "image": [.png, .jpeg]
        case "text": [.txt, .csv]
        default: FileKind(rawValue: word).map { [$0] } ?? []
        }
    }

    /// As the pages call it.
    package var title: String {
        switch self {
        case .pdf: "PDF"
        case .png, .jpeg: "图片"
        case .docx: "Word 文档（docx）"
        case .xlsx: "Excel 工作簿（xlsx）"
        case .ofd: "OFD"
        case .csv: "CSV 表格"
        case .txt: "文本"
        }
    }

    /// The type that a download names; the encoding of text is left to the reader's program.
    package var mediaType: String {
        switch self {
        case .pdf: "application/pdf"
        case .png: "image/png"
        case .jpeg: "image/jpeg"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .ofd: "application/ofd"
        case .csv: "text/csv"
        case .txt: "text/plain"
        }
    }

    /// The endings of names that fit the kind, the usual one first.
    private var endings: [String] { self == .jpeg ? ["jpg", "jpeg"] : [rawValue] }

    /// The name with an ending that says what the file is, whatever it said before: `表.docm` of a docx becomes `表.docm.docx`.
    package func fitting(_ name: String) -> String {
        let lowered = name.lowercased()
        if endings.contains(where: { lowered.hasSuffix(".\($0)") }) { return name }
        return "\(name).\(endings[0])"
    }
}
