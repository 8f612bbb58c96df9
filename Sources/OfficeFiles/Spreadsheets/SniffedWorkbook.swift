/// What a file that is meant to be a workbook is, by its first bytes and then by its name.
enum SniffedWorkbook {
    case zip
    case csv

    /// Looks at the content first; throws `empty`, `encrypted`, or `unsupported` with what to do.
    init(_ bytes: [UInt8], name: String) throws {
        guard !bytes.isEmpty else { throw UnreadableWorkbook.empty }
        let fileExtension = SniffedFormat.fileExtension(name)
        switch SniffedFormat(bytes, name: name) {
        case .zip: self = .zip
        case .oleContainer: throw Self.oleError(bytes, fileExtension: fileExtension)
        case .pdf: throw UnreadableWorkbook.unsupported(.pdf)
        case .unsupported(.image): throw UnreadableWorkbook.unsupported(.image)
        case .unsupported(.archive): throw UnreadableWorkbook.unsupported(.archive)
        case .unsupported(.rtf): throw UnreadableWorkbook.unsupported(.document)
        case .unsupported(.mht): throw UnreadableWorkbook.unsupported(.html)
        case .unsupported: throw UnreadableWorkbook.unsupported(.unknown)
        case .text:
            try Self.refuseOtherText(bytes, fileExtension: fileExtension)
            self = .csv
        }
    }

    /// An OLE container is an old workbook, or a new one behind a password.
    private static func oleError(_ bytes: [UInt8], fileExtension: String) -> UnreadableWorkbook {
        let encrypted: [UInt8] = "EncryptedPackage".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), 0] }
        if SniffedFormat.position(of: encrypted, in: bytes[...]) != nil { return .encrypted }
        return switch fileExtension {
        case "et", "ett": .unsupported(.et)
        case "doc", "wps", "dot": .unsupported(.document)
        case "ppt", "dps": .unsupported(.presentation)
        default: .unsupported(.xls)
        }
    }

    private static func refuseOtherText(_ bytes: [UInt8], fileExtension: String) throws {
        // The workbooks of Excel 2 to 4 had no container: a record of the beginning, and zero bytes soon after.
        if bytes.count > 8, bytes[0] == 0x09, [0x00, 0x02, 0x04].contains(bytes[1]), bytes.prefix(8).contains(0) {
            throw UnreadableWorkbook.unsupported(.xls)
        }
        let letters = String(decoding: bytes.prefix(4_096).filter { $0 != 0 }, as: UTF8.self).lowercased()
        if letters.contains("<?mso-application") || letters.contains("urn:schemas-microsoft-com:office:spreadsheet") {
            throw UnreadableWorkbook.unsupported(letters.contains("<html") ? .html : .xmlSpreadsheet)
        }
        let start = letters.drop { $0.isWhitespace || $0 == "\u{FEFF}" || $0 == "\u{FFFD}" }
        if ["<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style"].contains(where: {
            start.hasPrefix($0)
        }) {
            throw UnreadableWorkbook.unsupported(.html)
        }
        switch fileExtension {
        case "xlsx", "xlsm", "xltx", "xls", "et", "ett", "xlsb", "ods":
            let isText = (try? TextDecoding.decode(bytes)) != nil
            throw isText ? UnreadableWorkbook.unsupported(.renamedText) : .damaged
        case "csv", "tsv", "txt", "": break
        default: throw UnreadableWorkbook.unsupported(.unknown)
        }
    }

    /// What an archive that holds no .xlsx workbook is.
    static func kind(of archive: WorkbookArchive) -> UnsupportedWorkbook {
        if archive.contains("xl/workbook.bin") { return .xlsb }
        if archive.contains("OFD.xml") { return .ofd }
        if archive.contains("word/document.xml") { return .document }
        if archive.contains("ppt/presentation.xml") { return .presentation }
        if archive.contains("content.xml"), archive.contains("mimetype") { return .ods }
        return .archive
    }
}
