/// A kind of definition that a room registers: which files it reads and how it checks them.
package struct DefinitionKind: Sendable {
    package let title: String
    let owns: @Sendable (String) -> Bool
    let check: @Sendable (PackageFiles, Findings) -> Void

    /// `files`: exact paths, or a folder ending in `/`.
    package init(
        _ title: String, files: [String], check: @escaping @Sendable (PackageFiles, Findings) -> Void
    ) {
        self.title = title
        self.owns = { path in files.contains { $0.hasSuffix("/") ? path.hasPrefix($0) : path == $0 } }
        self.check = check
    }

    /// The kinds of the core itself.
    package static let core: [DefinitionKind] = [
        DefinitionKind("方案", files: ["package.yaml"]) { _ = PackageManifest($0, $1) },
        DefinitionKind("角色", files: ["roles.yaml"]) { _ = Rights(files: $0, findings: $1) },
        DefinitionKind("单位", files: ["units.yaml"]) { UnitSeed(files: $0, findings: $1).check($1) },
        DefinitionKind("工作日历", files: ["calendar.yaml"]) { _ = WorkingCalendar(files: $0, findings: $1) },
        DefinitionKind("演示", files: ["demo/"]) { _, _ in },
    ]
}

extension PackageFiles {
    /// `luoshi check`: everything every room has to say about this package.
    package func check(_ kinds: [DefinitionKind]) -> Findings {
        let findings = Findings()
        for kind in kinds { kind.check(self, findings) }
        for path in texts.keys.sorted()
        where path.hasSuffix(".yaml") && !kinds.contains(where: { $0.owns(path) }) {
            findings.warning(path, 0, "没有哪一类配置使用这个文件；请检查文件名和所在目录")
        }
        return findings
    }
}
