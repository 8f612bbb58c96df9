package import LuoshiCore

/// The package in force with the plan as it stands in the database, so that it can be written back as files.
package struct PackageAsItStands: Query {
    package static let name = "plan.export_package"

    package init() {}

    package var permission: Permission { "package.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    /// Nil before a package was adopted.
    package func answer(in reading: Reading) throws -> PackageFiles? {
        guard let active = reading.package else { return nil }
        guard let plan = try PlanStore(reading.session).current(reading.inForce) else { return active.files }
        var texts = active.files.texts
        let seed = PlanSeed(files: active.files, findings: Findings())
        // Where nobody changed the plan, its files stay as somebody wrote them, comments and all.
        if seed.content.hash != plan.content.hash { texts.merge(PlanYAML(plan.content).texts) { _, new in new } }
        if PlanHead(active.manifest) != plan.version.head, let text = texts["package.yaml"] {
            texts["package.yaml"] = HeadYAML(plan.version.head).replacing(in: text)
        }
        let known = UnitNames(UnitSeed(files: active.files, findings: Findings()))
        let named = plan.duties.map(\.name) + plan.targets.map(\.ownerName) + plan.actors.map(\.unit)
        let needsUnits = named.contains { !$0.isEmpty && !known.knows($0) }
        if try needsUnits || UnitExport.isNeeded(in: reading) {
            texts["units.yaml"] = try UnitExport().answer(in: reading)
        }
        return PackageFiles(texts: texts)
    }
}

/// The head of a plan within `package.yaml`: only the lines that say it are replaced.
struct HeadYAML {
    let head: PlanHead

    init(_ head: PlanHead) { self.head = head }

    func replacing(in text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for (key, value) in [
            ("title", YAMLText(head.title).description), ("short_title", YAMLText(head.shortTitle).description),
            ("issuer", YAMLText(head.issuer).description),
            ("document_number", head.documentNumber.map { YAMLText($0).description } ?? "null"),
            ("issued_on", head.issuedOn.map { "\"\($0)\"" } ?? "null"),
            ("plan_period", "\"\(head.firstDay)/\(head.lastDay)\""),
        ] {
            if let line = lines.firstIndex(where: { $0.hasPrefix(key + ":") }) {
                lines[line] = "\(key): \(value)"
            } else {
                lines.insert("\(key): \(value)", at: lines.last == "" ? lines.count - 1 : lines.count)
            }
        }
        return lines.joined(separator: "\n")
    }
}
