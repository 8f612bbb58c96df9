package import LuoshiCore

/// One of a list, and the days on which it may be chosen.
package struct Choice: Sendable, Hashable, Codable {
    package let key: String
    package let title: String
    package let note: String?
    package let from: Day?
    /// The first day on which it may be chosen no more.
    package let until: Day?

    init(_ entry: YAMLEntry) {
        key = entry.text("key")
        title = entry.text("title")
        note = entry.optionalText("note")
        from = entry.day("from")
        until = entry.day("until")
        entry.finish()
        if !isKey(key) { entry.error("key", "“\(key)”不能作键；只用小写字母、数字和下划线，以字母开头") }
    }

    package func isOffered(on day: Day) -> Bool { from.map { $0 <= day } ?? true && until.map { day < $0 } ?? true }
}

/// A list that fields are chosen from: a file in `choices/`, or written at the field.
package struct ChoiceList: Sendable, Hashable, Codable {
    package let title: String
    package let items: [Choice]

    package func item(_ key: String) -> Choice? { items.first { $0.key == key } }
    /// By key, or by title as a spreadsheet has it.
    package func item(named text: String) -> Choice? { item(text) ?? items.first { $0.title == text } }

    init(title: String, entries: [YAMLEntry], _ owner: YAMLEntry) {
        self.title = title
        items = entries.map(Choice.init)
        var seen: Set<String> = []
        for (item, entry) in zip(items, entries) where !seen.insert(item.key).inserted {
            entry.error("key", "“\(item.key)”在这个选项表里写了两次；请只留一个")
        }
        if items.isEmpty { owner.findings.error(owner.file, owner.line, "选项表是空的；请在 items 下列出选项") }
    }

    /// All lists of a package by key.
    static func all(_ files: PackageFiles, _ findings: Findings) -> [String: ChoiceList] {
        var lists: [String: ChoiceList] = [:]
        for path in files.texts.keys.sorted() where path.hasPrefix("choices/") && path.hasSuffix(".yaml") {
            guard let top = files.top(path, findings) else { continue }
            let key = top.text("choices")
            let list = ChoiceList(title: top.text("title"), entries: top.entries("items"), top)
            top.finish(ignoring: ["clause", "source", "serves"])
            if path != "choices/\(key).yaml" { top.error("choices", "文件应叫 choices/\(key).yaml，与“choices”一致") }
            lists[key] = list
        }
        return lists
    }
}

/// Whether a text may be a key: English `snake_case`, at most 48 letters, for it becomes a column's name.
package func isKey(_ text: String) -> Bool {
    guard let first = text.utf8.first, (97...122).contains(first), text.utf8.count <= 48 else { return false }
    return text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
}
