import Foundation

/// A command or a query as its source says.
struct SourceDoor: Hashable {
    let type: String
    let name: String
    let isCommand: Bool
    /// As the source writes them; with a key behind them, `record.enter.<register>`.
    let permissions: [String]
    /// The body of `subjects`, on one line.
    let subjects: String
    let place: String

    /// The row of `commands.tsv` that says the same.
    var row: String {
        [name, isCommand ? "command" : "query", permissions.joined(separator: " "), subjects].joined(separator: "\t")
    }
}

/// Every command and query of the sources, found by reading them: none is forgotten because nobody listed it.
enum SourceDoors {
    static let repository = (1...4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent()
    }

    private static let files: [(path: String, text: String)] = {
        let sources = repository.appendingPathComponent("Sources")
        let walk = FileManager.default.enumerator(atPath: sources.path)
        var files: [(String, String)] = []
        while let path = walk?.nextObject() as? String {
            guard path.hasSuffix(".swift"), !path.hasPrefix("crash-load/"),
                let text = try? String(contentsOf: sources.appendingPathComponent(path), encoding: .utf8)
            else { continue }
            files.append(("Sources/" + path, text))
        }
        return files.sorted { $0.0 < $1.0 }
    }()

    /// All of them, by name.
    static let all: [SourceDoor] = {
        let refined = refinedProtocols
        var doors: [SourceDoor] = []
        for file in files {
            for found in file.text.matches(
                of: /(?m)^[a-z ]*\b(?:struct|class|enum|extension) (\w+)(?>(?:<[^>]*>)?)[^{\n]*?: ([^{]*)\{/)
            {
                let kinds = found.2.split { !$0.isLetter && $0 != "_" }.map(String.init)
                let base = kinds.first { ["Command", "Query"].contains($0) || refined[$0] != nil }
                guard let base else { continue }
                let body = block(file.text, from: found.range.upperBound)
                let inherited = refined[base]?.text ?? ""
                let line = file.text[..<found.range.lowerBound].count { $0 == "\n" } + 1
                doors.append(
                    SourceDoor(
                        type: String(found.1),
                        name: body.firstMatch(of: /static let name = "([^"]+)"/).map { String($0.1) } ?? "",
                        isCommand: base == "Command" || refined[base]?.isCommand == true,
                        permissions: permissions(body) ?? permissions(inherited) ?? [],
                        subjects: subjects(body) ?? subjects(inherited) ?? "", place: "\(file.path):\(line)"))
            }
        }
        return doors.sorted { $0.name < $1.name }
    }()

    /// Permissions that the code asks about without a command: what a page offers, what a list leaves out.
    static let askedAbout: Set<String> = {
        var result = Set(caseRights.values + recordActions.map { "record.\($0).<register>" })
        result.insert("field.read.<register>.<access>")
        for file in files where file.path.hasPrefix("Sources/Luoshi") {
            for found in file.text.matches(of: /(?:allows|decision|may)\(\s*"([a-z_]+\.[a-z_.]+)"/) {
                result.insert(String(found.1))
            }
        }
        return result
    }()

    /// What may be done with records, each a right of its own: the cases of `RecordAction`.
    private static let recordActions: [String] = {
        let text = source("Registers/Declarations/RegisterDefinition.swift")
        let cases = text.firstMatch(of: /enum RecordAction[^{]*\{\s*case ([^\n]+)/)?.1 ?? ""
        return cases.split { !$0.isLetter }.map(String.init)
    }()

    /// The rights of cases by the function of `CaseRight` that names them.
    private static let caseRights: [String: String] = {
        let found = source("Procedures/CaseRight.swift").matches(
            of: /func (\w+)\([^)]*\) -> Permission \{\s*Permission\("([^"]+)"\)/)
        return Dictionary(found.map { (String($0.1), template($0.2)) }) { first, _ in first }
    }()

    private static func source(_ path: String) -> String { files.first { $0.path.hasSuffix(path) }?.text ?? "" }

    /// `record.enter.\(register)` as the tables write it: `record.enter.<register>`.
    private static func template(_ name: Substring) -> String {
        String(name.replacing(/\\\((\w+)\)/) { "<\($0.1)>" })
    }

    /// Protocols that refine Command or Query, with what their extensions give to all.
    private static let refinedProtocols: [String: (isCommand: Bool, text: String)] = {
        var result: [String: (isCommand: Bool, text: String)] = [:]
        for file in files {
            for found in file.text.matches(of: /protocol (\w+)\s*:\s*[^{]*\b(Command|Query)\b/) where found.1 != found.2
            {
                var text = ""
                for other in files {
                    for part in other.text.matches(of: /(?m)^extension (\w+)[^{\n]*\{/) where part.1 == found.1 {
                        text += block(other.text, from: part.range.upperBound)
                    }
                }
                result[String(found.1)] = (found.2 == "Command", text)
            }
        }
        return result
    }()

    /// The text from behind an opening brace to the one that closes it.
    private static func block(_ text: String, from start: String.Index) -> String {
        var depth = 1
        var at = start
        while at < text.endIndex, depth > 0 {
            if text[at] == "{" { depth += 1 }
            if text[at] == "}" { depth -= 1 }
            at = text.index(after: at)
        }
        return String(text[start..<at].dropLast())
    }

    private static func permissions(_ body: String) -> [String]? {
        guard let found = body.firstMatch(of: /var permission: Permission\s*(\{|=)/) else { return nil }
        let rest = body[found.range.upperBound...]
        let text =
            found.1 == "{" ? block(body, from: found.range.upperBound) : String(rest.prefix { !$0.isNewline })
        let names =
            text.matches(of: /"([a-z_]+\.(?:[a-z_.]|\\\(\w+\))+)"/).map { template($0.1) }
            + text.matches(of: /\.permission\(\.(\w+)\)/).map { "record.\($0.1).<register>" }
            + text.matches(of: /CaseRight\.(\w+)\(/).compactMap { caseRights[String($0.1)] }
        return names.isEmpty ? nil : names
    }

    private static func subjects(_ body: String) -> String? {
        guard let found = body.firstMatch(of: /func subjects\(in \w+: Reading\)[^{]*\{/) else { return nil }
        return block(body, from: found.range.upperBound).split { $0.isWhitespace }.joined(separator: " ")
    }
}
