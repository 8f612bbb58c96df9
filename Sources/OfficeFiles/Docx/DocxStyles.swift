/// What the styles of a Word document say about numbers and hidden text.
struct DocxStyles {
    /// The numbering and visibility that a paragraph or character style gives.
    struct Style {
        var basedOn: String?
        var list: Int?
        var level: Int?
        var hidden: Bool?
    }

    private var styles: [String: Style] = [:]
    private var standard: String?

    /// A document without styles.
    init() {}

    /// Reads styles.xml.
    init(_ xml: XmlPullReader) throws {
        try xml.forEachChild { _ in
            try xml.forEachChild { name in
                guard name == "w:style", let id = xml.attribute("styleId") else { return }
                let isDefault = ["1", "true", "on"].contains(xml.attribute("default") ?? "0")
                if isDefault, xml.attribute("type") == "paragraph" { standard = id }
                styles[id] = try Self.style(xml)
            }
        }
    }

    /// The style of that name with what it inherits; the document's standard style if `id` is nil.
    func resolved(_ id: String?) -> Style {
        var result = Style()
        var next = id ?? standard
        var steps = 0
        while let current = next, let style = styles[current], steps < 20 {
            result.list = result.list ?? style.list
            result.level = result.level ?? style.level
            result.hidden = result.hidden ?? style.hidden
            next = style.basedOn
            steps += 1
        }
        return result
    }

    private static func style(_ xml: XmlPullReader) throws -> Style {
        var style = Style()
        try xml.forEachChild { name in
            switch name {
            case "w:basedOn": style.basedOn = xml.attribute("val")
            case "w:rPr": try xml.forEachChild { if $0 == "w:vanish" { style.hidden = xml.isOn() } }
            case "w:pPr":
                try xml.forEachChild { name in
                    guard name == "w:numPr" else { return }
                    try xml.forEachChild { name in
                        if name == "w:numId" { style.list = xml.attribute("val").flatMap { Int($0) } }
                        if name == "w:ilvl" { style.level = xml.attribute("val").flatMap { Int($0) } }
                    }
                }
            default: break
            }
        }
        return style
    }
}

extension XmlPullReader {
    /// The value of a switch such as `<w:vanish/>` or `<w:vanish w:val="0"/>`.
    func isOn() -> Bool { !["0", "false", "off", "none"].contains(attribute("val") ?? "1") }
}
