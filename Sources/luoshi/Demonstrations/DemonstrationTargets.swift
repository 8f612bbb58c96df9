import LuoshiCore
import LuoshiFigures
import LuoshiPlan

/// Made-up targets of the region and tasks of a year: `demo/targets.yaml` of the package, entered through the Door on their days.
struct DemonstrationTargets {
    private let levels: [YAMLEntry]

    init(_ files: PackageFiles) { levels = files.top("demo/targets.yaml", Findings())?.entries("levels") ?? [] }

    /// Enters each once.
    func enter(in installed: Installed) async throws {
        for entry in levels {
            guard let day = entry.day("day"), let datedOn = entry.day("dated_on"), let year = Int(entry.text("year")),
                let layer = entry.choice("layer", TargetLayer.self),
                let comparator = entry.choice("comparator", Comparator.self)
            else { continue }
            let target = entry.text("target")
            let command = SetTargetLevel(
                target, layer, year: year, comparator, entry.text("value"),
                basis: TargetLevel.Basis(
                    title: entry.text("basis"), number: entry.optionalText("number"), datedOn: datedOn))
            _ = try await installed.on(day).door.perform(
                command, as: .account("a-\(entry.text("by"))"), key: "level-\(target)-\(layer.rawValue)-\(year)")
        }
    }
}
