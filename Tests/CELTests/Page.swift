import Foundation

/// A page of the documentation: its tables and its blocks of code.
struct Page {
    /// A table with its heading and rows.
    struct Table {
        let head: [String]
        var rows: [[String]] = []
    }

    /// What cannot be read on a page.
    struct Fault: Error {}

    let text: String
    let tables: [Table]

    /// Reads a page by its path in the repository.
    init(_ path: String) throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
        var tables: [Table] = []
        var isInTable = false
        for line in text.components(separatedBy: "\n") {
            guard line.hasPrefix("|") else {
                isInTable = false
                continue
            }
            let cells = Page.cells(line)
            if !isInTable {
                tables.append(Table(head: cells))
            } else if !cells.allSatisfy({ $0.allSatisfy { "-:".contains($0) } }) {
                tables[tables.count - 1].rows.append(cells)
            }
            isInTable = true
        }
        self.tables = tables
    }

    /// A row's cells; a bar behind a backslash is part of one.
    private static func cells(_ line: String) -> [String] {
        line.replacingOccurrences(of: "\\|", with: "\u{0}").split(separator: "|", omittingEmptySubsequences: false)
            .dropFirst().dropLast()
            .map { $0.replacingOccurrences(of: "\u{0}", with: "|").trimmingCharacters(in: .whitespaces) }
    }

    /// The text of a cell that is code.
    static func code(_ cell: String) -> String {
        guard cell.hasPrefix("`"), cell.hasSuffix("`") else { return cell }
        return String(cell.dropFirst().dropLast())
    }

    /// The blocks of code in a language, as they stand.
    func blocks(_ language: String) -> [String] {
        var blocks: [String] = []
        var current: [String]?
        var wanted = false
        for line in text.components(separatedBy: "\n") {
            if line.hasPrefix("```") {
                if let lines = current {
                    if wanted { blocks.append(lines.joined(separator: "\n")) }
                    current = nil
                } else {
                    wanted = line.dropFirst(3) == language
                    current = []
                }
            } else {
                current?.append(line)
            }
        }
        return blocks
    }
}
