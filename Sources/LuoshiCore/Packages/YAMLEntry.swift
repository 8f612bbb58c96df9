import Yams

/// A mapping of a YAML file, read key by key; what is missing or of the wrong shape becomes a finding with its line.
package final class YAMLEntry {
    package let file: String
    package let line: Int
    package let findings: Findings
    private let pairs: [(key: String, line: Int, value: Node)]
    private var read: Set<String> = []

    /// A file's top mapping; nil, with a finding, where the text is not YAML or not a mapping.
    package static func top(of text: String, file: String, findings: Findings) -> YAMLEntry? {
        do {
            guard let node = try Yams.compose(yaml: text) else {
                findings.error(file, 1, "文件是空的；请写入内容或删除该文件")
                return nil
            }
            return YAMLEntry(node, file: file, findings: findings)
        } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
            findings.error(file, context.mark.line, "“\(keys.joined(separator: "、"))”写了两次；请只留一个")
        } catch let error as YamlError {
            findings.error(file, error.line, "不是合法的 YAML：\(error.reason)；请检查缩进、冒号和引号")
        } catch {
            findings.error(file, 1, "不是合法的 YAML；请检查缩进、冒号和引号")
        }
        return nil
    }

    init?(_ node: Node, file: String, findings: Findings) {
        self.file = file
        self.line = node.mark?.line ?? 1
        self.findings = findings
        guard case .mapping(let mapping) = node else {
            findings.error(file, node.mark?.line ?? 1, "这里应是“键: 值”的形式")
            return nil
        }
        self.pairs = mapping.map { ($0.key.string ?? "", $0.key.mark?.line ?? 1, $0.value) }
        var seen: Set<String> = []
        for pair in pairs where !seen.insert(pair.key).inserted {
            findings.error(file, pair.line, "“\(pair.key)”写了两次；请只留一个")
        }
    }

    private func node(_ key: String) -> Node? {
        read.insert(key)
        return pairs.first { $0.key == key }?.value
    }

    /// All keys, in the order of the file.
    package var keys: [String] { pairs.map(\.key) }

    package func has(_ key: String) -> Bool { pairs.contains { $0.key == key } }

    package func line(of key: String) -> Int { pairs.first { $0.key == key }?.line ?? line }

    /// A text that must be there; a finding and `""` where it is not.
    package func text(_ key: String) -> String {
        guard let value = optionalText(key) else {
            if !has(key) { findings.error(file, line, "缺少“\(key)”；请补上") }
            return ""
        }
        return value
    }

    /// A text that may be absent or `null`.
    package func optionalText(_ key: String) -> String? {
        guard let node = node(key) else { return nil }
        guard case .scalar(let scalar) = node else {
            findings.error(file, node.mark?.line ?? line, "“\(key)”应是一段文字，不是列表或子项")
            return nil
        }
        if scalar.style == .plain, ["null", "~", ""].contains(scalar.string) { return nil }
        return scalar.string
    }

    package func flag(_ key: String) -> Bool { optionalText(key) == "true" }

    package func day(_ key: String) -> Day? {
        guard let text = optionalText(key) else { return nil }
        guard let day = Day(text) else {
            findings.error(file, line(of: key), "“\(key): \(text)”不是日期；应写成 2022-05-19 的样子")
            return nil
        }
        return day
    }

    /// One of a closed list of words.
    package func choice<T: RawRepresentable & CaseIterable>(_ key: String, _ type: T.Type) -> T?
    where T.RawValue == String {
        guard let text = optionalText(key) else { return nil }
        guard let value = T(rawValue: text) else {
            let allowed = T.allCases.map(\.rawValue).joined(separator: "、")
            findings.error(file, line(of: key), "“\(key): \(text)”不在可选项内；应是 \(allowed) 之一")
            return nil
        }
        return value
    }

    /// A list of texts; a single text counts as a list of one.
    package func texts(_ key: String) -> [String] {
        guard let node = node(key) else { return [] }
        switch node {
        case .scalar(let scalar): return scalar.string.isEmpty || scalar.string == "null" ? [] : [scalar.string]
        case .sequence(let sequence):
            return sequence.compactMap { item in
                guard let text = item.string else {
                    findings.error(file, item.mark?.line ?? line, "“\(key)”的每一项应是一段文字")
                    return nil
                }
                return text
            }
        default:
            findings.error(file, node.mark?.line ?? line, "“\(key)”应是列表")
            return []
        }
    }

    /// A list of mappings.
    package func entries(_ key: String) -> [YAMLEntry] {
        guard let node = node(key) else { return [] }
        guard case .sequence(let sequence) = node else {
            if case .scalar(let scalar) = node, scalar.string.isEmpty || scalar.string == "null" { return [] }
            findings.error(file, node.mark?.line ?? line, "“\(key)”应是列表，每项以“- ”开头")
            return []
        }
        return sequence.compactMap { YAMLEntry($0, file: file, findings: findings) }
    }

    /// What stands in a list of which each item is a text or a mapping.
    package enum Item {
        case text(String)
        case entry(YAMLEntry)
    }

    /// A list of texts and mappings.
    package func items(_ key: String) -> [Item] {
        guard let node = node(key) else { return [] }
        guard case .sequence(let sequence) = node else {
            findings.error(file, node.mark?.line ?? line, "“\(key)”应是列表")
            return []
        }
        return sequence.compactMap { item in
            if let text = item.string { return .text(text) }
            return YAMLEntry(item, file: file, findings: findings).map(Item.entry)
        }
    }

    /// A text where one stands; nil, without a finding, where a list or a mapping does.
    package func scalar(_ key: String) -> String? {
        guard case .scalar = pairs.first(where: { $0.key == key })?.value else { return nil }
        return optionalText(key)
    }

    /// The mappings of a list that holds nothing else; nil, without a finding, where something else stands.
    package func mappings(_ key: String) -> [YAMLEntry]? {
        guard case .sequence(let sequence) = pairs.first(where: { $0.key == key })?.value, !sequence.isEmpty,
            sequence.allSatisfy({ if case .mapping = $0 { true } else { false } })
        else { return nil }
        return entries(key)
    }

    package func entry(_ key: String) -> YAMLEntry? {
        node(key).flatMap { YAMLEntry($0, file: file, findings: findings) }
    }

    /// Called when all known keys were read: what is left is a spelling mistake or belongs elsewhere.
    package func finish(ignoring known: Set<String> = []) {
        for pair in pairs where !read.contains(pair.key) && !known.contains(pair.key) {
            findings.warning(file, pair.line, "不认识“\(pair.key)”；请检查拼写，或删除这一行")
        }
    }

    package func error(_ key: String, _ message: String) { findings.error(file, line(of: key), message) }
    package func warning(_ key: String, _ message: String) { findings.warning(file, line(of: key), message) }
}

extension YamlError {
    fileprivate var line: Int {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        default: 1
        }
    }

    fileprivate var reason: String {
        switch self {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
        default: "无法解析"
        }
    }
}
