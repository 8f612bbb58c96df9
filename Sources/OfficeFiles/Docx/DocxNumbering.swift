/// The automatic numbers of a Word document: what numbering.xml declares, and how far each list has counted.
struct DocxNumbering {
    /// One level of a list.
    struct Level {
        var start = 1
        var format = "decimal"
        var text = ""
        /// The level, counted from 1, whose numbers start this one anew; 0 never, `nil` any higher level.
        var restartAfter: Int?
        var allDecimal = false
    }

    private struct List {
        var levels: [Int: Level] = [:]
        var styleLink: String?
        var numberedStyle: String?
    }

    private struct Instance {
        var list: Int
        var startOverrides: [Int: Int] = [:]
        var levels: [Int: Level] = [:]
    }

    private var lists: [Int: List] = [:]
    private var instances: [Int: Instance] = [:]
    private var counters: [Int: [Int: Int]] = [:]
    private var overridesUsed: Set<[Int]> = []

    /// A document without lists.
    init() {}

    /// Reads numbering.xml.
    init(_ xml: XmlPullReader) throws {
        try xml.forEachChild { _ in
            try xml.forEachChild { name in
                switch name {
                case "w:abstractNum":
                    guard let id = xml.attribute("abstractNumId").flatMap({ Int($0) }) else { return }
                    lists[id] = try Self.list(xml)
                case "w:num":
                    guard let id = xml.attribute("numId").flatMap({ Int($0) }) else { return }
                    instances[id] = try Self.instance(xml)
                default: break
                }
            }
        }
        followStyleLinks()
    }

    /// The printed number of the next paragraph at a level of a list; `nil` if it has none.
    mutating func next(instance id: Int, level: Int) -> String? {
        guard id > 0, let instance = instances[id], (0...8).contains(level) else { return nil }
        let list = instance.list
        if let start = instance.startOverrides[level], overridesUsed.insert([id, level]).inserted {
            counters[list, default: [:]][level] = start - 1
        }
        guard let definition = self.level(level, of: instance) else { return nil }
        let value = (counters[list]?[level]).map { $0 &+ 1 } ?? definition.start
        counters[list, default: [:]][level] = value
        for deeper in (level + 1)..<9 {
            let restart = self.level(deeper, of: instance)?.restartAfter
            if restart == nil || (restart ?? 0) > level { counters[list]?[deeper] = nil }
        }
        guard definition.format != "bullet" else { return nil }
        let label = label(definition, of: instance)
        return label.isEmpty ? nil : label
    }

    /// Puts a number before a text, with a space where the two would run together.
    static func join(_ label: String, _ text: String) -> String {
        guard let last = label.unicodeScalars.last, let first = text.unicodeScalars.first else { return label + text }
        let clash =
            WrappedLines.isLatin(last) && !WrappedLines.isChinese(first)
            || last == "." && WrappedLines.isLatin(first) || last == ")" && WrappedLines.isLatin(first)
            || WrappedLines.isLatin(last) && WrappedLines.isChinese(first)
        return clash ? label + " " + text : label + text
    }

    private func level(_ level: Int, of instance: Instance) -> Level? {
        instance.levels[level] ?? lists[instance.list]?.levels[level]
    }

    private func label(_ definition: Level, of instance: Instance) -> String {
        var label = ""
        var pending = false
        for character in definition.text {
            if pending {
                pending = false
                if let digit = character.wholeNumberValue, (1...9).contains(digit) {
                    let shown = self.level(digit - 1, of: instance)
                    let value = counters[instance.list]?[digit - 1] ?? shown?.start ?? 1
                    label += NumberFormat.text(
                        value, format: definition.allDecimal ? "decimal" : shown?.format ?? "decimal")
                    continue
                }
                label += "%"
            }
            if character == "%" { pending = true } else { label.append(character) }
        }
        return TextCleaning.trimmed(pending ? label + "%" : label)
    }

    /// A list may be defined by a numbering style that another list carries.
    private mutating func followStyleLinks() {
        var byStyle: [String: Int] = [:]
        for (id, list) in lists { if let style = list.numberedStyle { byStyle[style] = id } }
        for (id, list) in lists where list.levels.isEmpty {
            guard let style = list.styleLink, let source = byStyle[style] else { continue }
            let levels = lists[source]?.levels ?? [:]
            lists[id]?.levels = levels
        }
    }

    private static func list(_ xml: XmlPullReader) throws -> List {
        var list = List()
        try xml.forEachChild { name in
            switch name {
            case "w:lvl":
                guard let index = xml.attribute("ilvl").flatMap({ Int($0) }) else { return }
                list.levels[index] = try level(xml)
            case "w:numStyleLink": list.styleLink = xml.attribute("val")
            case "w:styleLink": list.numberedStyle = xml.attribute("val")
            default: break
            }
        }
        return list
    }

    private static func instance(_ xml: XmlPullReader) throws -> Instance {
        var instance = Instance(list: -1)
        try xml.forEachChild { name in
            switch name {
            case "w:abstractNumId": instance.list = number(xml) ?? -1
            case "w:lvlOverride":
                guard let index = xml.attribute("ilvl").flatMap({ Int($0) }) else { return }
                try xml.forEachChild { name in
                    switch name {
                    case "w:startOverride": instance.startOverrides[index] = number(xml)
                    case "w:lvl": instance.levels[index] = try level(xml)
                    default: break
                    }
                }
            default: break
            }
        }
        return instance
    }

    private static func level(_ xml: XmlPullReader) throws -> Level {
        var level = Level()
        try xml.forEachChild { name in
            switch name {
            case "w:start": level.start = number(xml) ?? 1
            case "w:numFmt": level.format = xml.attribute("val") ?? "decimal"
            case "w:lvlText": level.text = xml.attribute("val") ?? ""
            case "w:lvlRestart": level.restartAfter = number(xml)
            case "w:isLgl": level.allDecimal = true
            case "mc:AlternateContent":
                // Word 2010 writes unusual formats as an alternative to one that older programs know.
                try xml.forEachChild { _ in
                    try xml.forEachChild { name in
                        if name == "w:numFmt", let format = xml.attribute("val"), format != "custom" {
                            level.format = format
                        }
                    }
                }
            default: break
            }
        }
        return level
    }

    private static func number(_ xml: XmlPullReader) -> Int? {
        xml.attribute("val").flatMap { Int($0) }.map { max(-1_000_000, min(1_000_000, $0)) }
    }
}
