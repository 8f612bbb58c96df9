import Foundation
import PlanReader
import Testing

/// Where the annotated documents lie: `LUOSHI_SHARED`, or `shared` beside the repository.
private let shared: URL? = {
    let beside = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("shared")
    let place = ProcessInfo.processInfo.environment["LUOSHI_SHARED"].map { URL(fileURLWithPath: $0) } ?? beside
    return FileManager.default.fileExists(atPath: place.appendingPathComponent("plans/score.py").path) ? place : nil
}()

@Suite(.enabled(if: shared != nil, "no annotated documents: set LUOSHI_SHARED"))
struct `Annotated documents` {
    private func score(_ text: URL, _ gold: URL) throws -> String {
        let shared = try #require(shared)
        let draft = PlanReader.read(String(decoding: try Data(contentsOf: text), as: UTF8.self))
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("draft-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try JSONEncoder().encode(draft).write(to: folder.appendingPathComponent("draft.json"))
        try FileManager.default.copyItem(at: text, to: folder.appendingPathComponent("draft.txt"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", shared.appendingPathComponent("plans/score.py").path,
            folder.appendingPathComponent("draft.json").path, gold.path,
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        return String(decoding: data, as: UTF8.self)
    }

    private func number(_ name: String, in report: String) -> Double {
        let total = report.split(separator: "\n").last { $0.hasPrefix("total") } ?? ""
        let words = total.split(separator: " ")
        guard let place = words.firstIndex(of: Substring(name)), place + 1 < words.count else { return -1 }
        return Double(words[place + 1]) ?? -1
    }

    private func expectGood(_ text: URL, _ gold: URL) throws {
        let report = try score(text, gold)
        #expect(number("units", in: report) >= 0.98, "\(report)")
        #expect(number("lead", in: report) >= 0.98, "\(report)")
        #expect(number("false", in: report) == 0, "\(report)")
        #expect(number("targets", in: report) >= 0.97, "\(report)")
        #expect(number("comparator", in: report) >= 0.95, "\(report)")
        #expect(number("deadline", in: report) >= 0.9, "\(report)")
        #expect(number("spans", in: report) == 1, "\(report)")
    }

    @Test func `the plain texts are read as they were annotated`() throws {
        let plans = try #require(shared).appendingPathComponent("plans")
        for file in try FileManager.default.contentsOfDirectory(at: plans, includingPropertiesForKeys: nil)
        where file.pathExtension == "txt" {
            try expectGood(file, file.deletingPathExtension().appendingPathExtension("gold.json"))
        }
    }

    @Test func `the seed is read without a mistake`() throws {
        let shared = try #require(shared)
        let seeds = try FileManager.default.contentsOfDirectory(
            at: shared.appendingPathComponent("seeds"), includingPropertiesForKeys: nil)
        let seed = try #require(seeds.first { $0.pathExtension == "txt" })
        let report = try score(seed, shared.appendingPathComponent("plans/seed.gold.json"))
        #expect(
            report.contains("units 1.000 lead 33/33 false 0 targets 1.000 (found 25, extra 0, missed 0)"), "\(report)")
    }
}
