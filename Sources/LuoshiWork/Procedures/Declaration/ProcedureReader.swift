package import LuoshiCore

extension Procedure {
    static let folder = "procedures/"
    static let patternFolder = "procedures/patterns/"

    /// The text under which a running case keeps its declaration: the file, with the pattern it follows.
    package struct Declaration: Sendable, Hashable {
        package let file: String
        package let text: String
        package let pattern: String?

        /// The declaration of a file of the package; nil where there is none.
        package init?(_ file: String, in files: PackageFiles) {
            guard let text = files.texts[file] else { return nil }
            let name = YAMLEntry.top(of: text, file: file, findings: Findings())?.optionalText("pattern")
            self.init(file: file, text: text, pattern: name.flatMap { files.texts["\(patternFolder)\($0).yaml"] })
        }

        init(file: String, text: String, pattern: String?) {
            self.file = file
            self.text = text
            self.pattern = pattern
        }

        package var hash: String { contentHash(of: "\(text.utf8.count):\(text)\(pattern ?? "")".utf8) }
    }

    /// All procedures of a package, by key; those that cannot be read are left out.
    package static func all(in files: PackageFiles) -> [String: Procedure] {
        let found = paths(in: files).compactMap { path in
            Declaration(path, in: files).flatMap { Procedure($0, Findings()) }
        }
        return Dictionary(found.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    static func paths(in files: PackageFiles) -> [String] {
        files.texts.keys.filter {
            $0.hasPrefix(folder) && !$0.hasPrefix(patternFolder) && $0.hasSuffix(".yaml")
        }.sorted()
    }

    /// Nil, with findings, where it has no key or no state.
    package init?(_ declaration: Declaration, _ findings: Findings) {
        guard let top = YAMLEntry.top(of: declaration.text, file: declaration.file, findings: findings) else {
            return nil
        }
        var states = top.entries("states").compactMap(ProcedureState.init)
        var transitions = top.entries("transitions").map(Transition.init)
        if let pattern = top.optionalText("pattern") {
            guard let text = declaration.pattern else {
                top.error("pattern", "没有“\(pattern)”这个样式；请在 \(Self.patternFolder) 里补上，或改正名称")
                return nil
            }
            let base = YAMLEntry.top(of: text, file: "\(Self.patternFolder)\(pattern).yaml", findings: findings)
            base?.finish(ignoring: ["pattern", "title", "states", "transitions"])
            states = Self.merged(base?.entries("states").compactMap(ProcedureState.init) ?? [], states, \.key)
            transitions = Self.merged(base?.entries("transitions").map(Transition.init) ?? [], transitions, \.key)
        }
        self.key = top.text("procedure")
        self.title = top.text("title")
        self.clauses = top.texts("clause")
        self.register = top.text("on")
        self.stateField = top.optionalText("state_field")
        self.openedBy = top.parties("opened_by")
        self.states = states
        self.transitions = transitions
        self.file = declaration.file
        top.finish(ignoring: ["serves"])
        guard !key.isEmpty, !states.isEmpty else {
            if states.isEmpty { top.error("states", "流程没有状态；请至少写一个开始状态和一个结束状态") }
            return nil
        }
    }

    /// What the file says of a key takes the place of what its pattern says.
    private static func merged<T>(_ base: [T], _ own: [T], _ key: KeyPath<T, String>) -> [T] {
        let replaced = Dictionary(own.map { ($0[keyPath: key], $0) }, uniquingKeysWith: { first, _ in first })
        let known = Set(base.map { $0[keyPath: key] })
        return base.map { replaced[$0[keyPath: key]] ?? $0 } + own.filter { !known.contains($0[keyPath: key]) }
    }
}

extension YAMLEntry {
    /// A list of parties; each that cannot be read becomes a finding.
    func parties(_ key: String) -> [Party] {
        texts(key).compactMap { text in
            guard let party = Party(text) else {
                error(key, "“\(text)”说不清是谁；\(Party.howToWrite)")
                return nil
            }
            return party
        }
    }

    /// A whole number above zero; a finding and nil for anything else.
    func count(_ key: String) -> Int? {
        let text = self.text(key)
        guard let number = Int(text), (1...3650).contains(number) else {
            if !text.isEmpty { error(key, "“\(key): \(text)”应是 1 到 3650 之间的整数") }
            return nil
        }
        return number
    }
}
