extension EventHandler {
    /// Units, groups and hierarchies of a package enter the database with its first adoption; later ones add what is new.
    package static let seedUnits = EventHandler("seed-units", on: PackageAdopted.self) { event, change in
        let findings = Findings()
        let seed = UnitSeed(files: event.files, findings: findings)
        seed.check(findings)
        if let fault = findings.errors.first { throw Refusal("package_invalid", "方案配置有误：\(fault)") }
        try UnitStore(change.session).seed(seed, from: event.manifest.firstDay, today: change.day)
        for seeded in seed.units {
            try SearchIndex(change.session).put(
                SearchItem(
                    id: "unit:\(seeded.unit.id)", kind: "单位", title: seeded.unit.shortName,
                    body: ([seeded.unit.name] + seeded.aliases).joined(separator: " "),
                    address: "/units/\(seeded.unit.id)"))
        }
        change.note("单位 \(seed.units.count) 个、单位组 \(seed.groups.count) 个")
    }
}
