/// Reads the text of a Word document (ECMA-376, transitional or strict).
struct DocxReader {
    private let archive: ZipArchive
    private let budget: ReadingBudget
    private let mainPart: String
    private let related: [Relationship]

    /// A relationship of a part to another, its target as a path in the archive.
    private struct Relationship {
        let kind: String
        let target: String
    }

    /// Opens the document; `nil` if the archive is something else.
    init?(_ archive: ZipArchive, budget: ReadingBudget) throws {
        self.archive = archive
        self.budget = budget
        let top = try Self.relationships("_rels/.rels", base: "", archive: archive, budget: budget)
        let declared = top.first { $0.kind == "officeDocument" }?.target
        guard let main = [declared, "word/document.xml"].compactMap({ $0 }).first(where: { archive.contains($0) }),
            !main.hasPrefix("xl/"), !main.hasPrefix("ppt/")
        else { return nil }
        mainPart = main
        let slash = main.lastIndex(of: "/")
        let folder = slash.map { String(main[...$0]) } ?? ""
        let file = slash.map { String(main[main.index(after: $0)...]) } ?? main
        related = try Self.relationships("\(folder)_rels/\(file).rels", base: folder, archive: archive, budget: budget)
    }

    /// The lines of the document.
    func lines() throws -> [String] {
        guard let bytes = try archive.read(mainPart) else { throw UnreadableDocument.damaged(.docx) }
        let numbering = try part("numbering").map { try DocxNumbering($0) } ?? DocxNumbering()
        let styles = try part("styles").map { try DocxStyles($0) } ?? DocxStyles()
        var notes: [String: [String]] = [:]
        for kind in ["footnotes", "endnotes"] {
            guard let xml = try part(kind) else { continue }
            let body = DocxBody(xml, numbering: numbering, styles: styles, notes: [:], budget: budget)
            try xml.forEachChild { _ in
                try xml.forEachChild { name in
                    let type = xml.attribute("type") ?? "normal"
                    guard let id = xml.attribute("id"), type == "normal" else { return }
                    notes["\(name):\(id)"] = try body.blocks()
                }
            }
        }
        let xml = try XmlPullReader(bytes, format: .docx, budget: budget)
        let body = DocxBody(xml, numbering: numbering, styles: styles, notes: notes, budget: budget)
        var lines: [String] = []
        var isDocument = false
        try xml.forEachChild { root in
            isDocument = root == "w:document"
            try xml.forEachChild { name in if name == "w:body" { lines = try body.blocks() } }
        }
        guard isDocument else { throw UnreadableDocument.damaged(.docx) }
        return lines
    }

    /// The lines of the document's heads, where a mark of secrecy may stand.
    func firstPageHeader() throws -> [String] {
        var lines: [String] = []
        for relationship in related where relationship.kind == "header" {
            guard let bytes = try archive.read(relationship.target) else { continue }
            let xml = try XmlPullReader(bytes, format: .docx, budget: budget)
            let body = DocxBody(xml, numbering: DocxNumbering(), styles: DocxStyles(), notes: [:], budget: budget)
            try xml.forEachChild { _ in lines += try body.blocks().filter { $0.count <= 24 }.prefix(4) }
            if lines.count > 8 { break }
        }
        return lines
    }

    private func part(_ kind: String) throws -> XmlPullReader? {
        let folder = mainPart.lastIndex(of: "/").map { String(mainPart[...$0]) } ?? ""
        let name = related.first { $0.kind == kind }?.target ?? "\(folder)\(kind).xml"
        guard let bytes = try archive.read(name) else { return nil }
        return try XmlPullReader(bytes, format: .docx, budget: budget)
    }

    private static func relationships(
        _ name: String, base: String, archive: ZipArchive, budget: ReadingBudget
    ) throws -> [Relationship] {
        guard let bytes = try archive.read(name) else { return [] }
        let xml = try XmlPullReader(bytes, format: .docx, budget: budget)
        var found: [Relationship] = []
        try xml.forEachChild { _ in
            try xml.forEachChild { _ in
                guard let type = xml.attribute("Type"), let target = xml.attribute("Target"),
                    xml.attribute("TargetMode") != "External"
                else { return }
                found.append(
                    Relationship(
                        kind: type.split(separator: "/").last.map(String.init) ?? "",
                        target: path(target, base: base)))
            }
        }
        return found
    }

    /// A relationship's target as a path from the root of the archive.
    private static func path(_ target: String, base: String) -> String {
        if target.hasPrefix("/") { return String(target.dropFirst()) }
        var parts = base.split(separator: "/")
        for part in target.split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}
