import Database
import Foundation
import LuoshiCore

/// The lines of units by which amounts were rolled up, kept: when a unit moves, what it had brought is found on the old line.
final class LineStore {
    private let session: any Session
    private let lines: UnitLines
    private var known: [String: UnitLine] = [:]

    init(session: any Session, _ lines: UnitLines) {
        self.session = session
        self.lines = lines
    }

    /// A unit's line, read as it was kept; the first time it is worked out and kept.
    func line(of unit: String, along hierarchy: String) throws -> UnitLine {
        let name = "\(hierarchy)/\(unit)"
        if let line = known[name] { return line }
        let kept: UnitLine? = try session.first(
            "SELECT line FROM figure_lines WHERE hierarchy = \(hierarchy) AND unit = \(unit)"
        ) { try Self.line($0["line"]) }
        if let kept {
            known[name] = kept
            return kept
        }
        let line = try lines.line(of: unit, along: hierarchy)
        try keep([(hierarchy: hierarchy, unit: unit, old: line, new: line)])
        known[name] = line
        return line
    }

    /// Units whose line is another one now.
    func moved() throws -> [(hierarchy: String, unit: String, old: UnitLine, new: UnitLine)] {
        lines.forget()
        known = [:]
        let kept: [(String, String, UnitLine)] = try session.all(
            "SELECT hierarchy, unit, line FROM figure_lines ORDER BY hierarchy, unit"
        ) { (try $0["hierarchy"], try $0["unit"], try Self.line($0["line"])) }
        return try kept.compactMap { hierarchy, unit, old in
            let new = try lines.line(of: unit, along: hierarchy)
            return new == old ? nil : (hierarchy, unit, old, new)
        }
    }

    func keep(_ moved: [(hierarchy: String, unit: String, old: UnitLine, new: UnitLine)]) throws {
        try session.executeBatch(moved) { item in
            """
            INSERT INTO figure_lines (hierarchy, unit, line) VALUES (\(item.hierarchy), \(item.unit), \(Self.text(item.new)))
            ON CONFLICT (hierarchy, unit) DO UPDATE SET line = excluded.line
            """
        }
        for item in moved { known["\(item.hierarchy)/\(item.unit)"] = item.new }
    }

    private static func line(_ text: String) throws -> UnitLine {
        UnitLine(stretches: try JSONDecoder().decode([UnitLine.Stretch].self, from: Data(text.utf8)))
    }

    private static func text(_ line: UnitLine) -> String {
        String(decoding: (try? JSONEncoder.canonical.encode(line.stretches)) ?? Data(), as: UTF8.self)
    }
}
