extension FileKind {
    /// Tells what a file is by its bytes; the name decides only whether a text is a table. Refuses everything that is not kept.
    package init(of bytes: [UInt8], name: String) throws {
        guard !bytes.isEmpty else { throw UnfitFile.empty.refusal(name) }
        switch bytes {
        case _ where bytes.starts(with: Array("%PDF-".utf8)): self = .pdf
        case _ where bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]): self = .png
        case _ where bytes.starts(with: [0xFF, 0xD8, 0xFF]): self = .jpeg
        case _ where bytes.starts(with: [0x50, 0x4B]): self = try Self.packed(bytes, name)
        default:
            if let unfit = UnfitFile(signatureOf: bytes) { throw unfit.refusal(name) }
            guard PlainText.holds(bytes) else { throw UnfitFile.unknown.refusal(name) }
            if PlainText.isMarkup(bytes) { throw UnfitFile.markup.refusal(name) }
            self = name.lowercased().hasSuffix(".csv") ? .csv : .txt
        }
    }

    /// An office file is a zip archive with certain parts. Those with macros are refused, wherever the macros lie in it.
    private static func packed(_ bytes: [UInt8], _ name: String) throws -> FileKind {
        guard let parts = ZipDirectory.names(in: bytes) else { throw UnfitFile.damagedArchive.refusal(name) }
        let lowered = Set(parts.map { $0.lowercased() })
        let hasMacros = lowered.contains { part in
            part.hasSuffix("vbaproject.bin") || part.hasSuffix("vbadata.xml") || part.contains("/macrosheets/")
                || part.contains("/activex/")
        }
        if hasMacros { throw UnfitFile.macros.refusal(name) }
        let found = [(FileKind.docx, "word/document.xml"), (.xlsx, "xl/workbook.xml")].filter {
            lowered.contains($0.1) && lowered.contains("[content_types].xml")
        }
        if found.count == 1 { return found[0].0 }
        if found.isEmpty, lowered.contains("ofd.xml") { return .ofd }
        throw (lowered.contains("ppt/presentation.xml") ? UnfitFile.presentation : .archive).refusal(name)
    }
}
