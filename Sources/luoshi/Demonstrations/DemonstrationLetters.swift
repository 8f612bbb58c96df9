import LuoshiCore
import LuoshiFigures

/// Made-up letters with figures: `demo/letters.yaml` of the package, entered through the Door on the days they came.
struct DemonstrationLetters {
    private let letters: [YAMLEntry]

    init(_ files: PackageFiles) { letters = files.top("demo/letters.yaml", Findings())?.entries("letters") ?? [] }

    /// Enters each once; returns how many values they brought.
    func enter(in installed: Installed) async throws -> Int {
        var count = 0
        for entry in letters {
            guard let day = entry.day("day"), let dated = entry.day("dated_on") else { continue }
            let values = entry.entries("values").map { value in
                CollectedInput(
                    indicator: value.text("indicator"), unit: value.text("unit"), period: value.text("period"),
                    value: value.text("value"), status: FigureStatus(rawValue: value.text("status")) ?? .preliminary)
            }
            let command = RecordLetter(
                unit: entry.text("unit"), number: entry.text("number"), title: entry.text("title"),
                issuer: entry.text("issuer"), datedOn: dated, receivedOn: day, values: values,
                reason: entry.optionalText("reason") ?? "")
            _ = try await installed.on(day).door.perform(
                command, as: .account("a-\(entry.text("by"))"), key: "letter-\(entry.text("number"))")
            count += values.count
        }
        return count
    }
}
