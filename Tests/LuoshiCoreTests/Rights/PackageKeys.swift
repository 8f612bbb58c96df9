import Foundation

/// The registers and procedures of the package that ships with the product, read by regular expression: what stands behind the
/// stems of permissions.
enum PackageKeys {
    struct Register {
        let key: String
        /// Restricted fields: `field.read.<register>.<access>`.
        let accesses: Set<String>
        let isPersonal: Bool
    }

    static let registers: [Register] = texts(in: "registers").compactMap { text in
        guard let key = text.firstMatch(of: /(?m)^register:\s*(\w+)/) else { return nil }
        return Register(
            key: String(key.1), accesses: Set(text.matches(of: /\baccess:\s*(\w+)/).map { String($0.1) }),
            isPersonal: text.contains(/type:\s*(person_name|phone|identity_number)|personal:\s*true/))
    }

    /// Procedures with their steps; a pattern's steps are the procedure's as well.
    static let procedures: [(key: String, steps: Set<String>)] = {
        let patterns = Dictionary(
            texts(in: "procedures/patterns").compactMap { text in
                text.firstMatch(of: /(?m)^pattern:\s*(\w+)/).map { (String($0.1), steps(text)) }
            }, uniquingKeysWith: { $0.union($1) })
        return texts(in: "procedures").compactMap { text in
            guard let key = text.firstMatch(of: /(?m)^procedure:\s*(\w+)/) else { return nil }
            let pattern = text.firstMatch(of: /(?m)^pattern:\s*(\w+)/).map { String($0.1) }
            return (String(key.1), steps(text).union(pattern.flatMap { patterns[$0] } ?? []))
        }
    }()

    /// The names that a template stands for: `record.enter.<register>`, `case.step.<procedure>.<step>`; any other is one itself.
    static func names(_ template: String) -> [String] {
        if let head = head(template, "<register>.<access>") {
            return registers.flatMap { register in register.accesses.sorted().map { "\(head)\(register.key).\($0)" } }
        }
        if let head = head(template, "<procedure>.<step>") {
            return procedures.flatMap { procedure in procedure.steps.sorted().map { "\(head)\(procedure.key).\($0)" } }
        }
        if let head = head(template, "<register>") { return registers.map { head + $0.key } }
        if let head = head(template, "<procedure>") { return procedures.map { head + $0.key } }
        return [template]
    }

    private static func head(_ template: String, _ end: String) -> String? {
        template.hasSuffix(end) ? String(template.dropLast(end.count)) : nil
    }

    private static func steps(_ text: String) -> Set<String> {
        guard let start = text.firstMatch(of: /(?m)^transitions:/) else { return [] }
        let rest = text[start.range.upperBound...]
        let end = rest.firstMatch(of: /(?m)^\w/)?.range.lowerBound ?? rest.endIndex
        // The step's own key stands first; those of its documents stand deeper.
        return Set(rest[..<end].matches(of: /(?m)^  - \{?key:\s*(\w+)/).map { String($0.1) })
    }

    private static func texts(in folder: String) -> [String] {
        let place = SourceDoors.repository.appendingPathComponent("packages/baise-2021-2023/\(folder)")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
        return names.sorted().filter { $0.hasSuffix(".yaml") }.compactMap {
            try? String(contentsOf: place.appendingPathComponent($0), encoding: .utf8)
        }
    }
}
