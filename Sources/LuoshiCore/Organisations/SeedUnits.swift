extension EventHandler {
    /// Units, groups and hierarchies of a package enter the database with its first adoption; later ones add what is new.
    ///
    /// What a later file says otherwise than the system is listed and changes nothing: units belong to the database.
    package static let seedUnits = EventHandler("seed-units", on: PackageAdopted.self) { event, change in
        let findings = Findings()
        let seed = UnitSeed(files: event.files, findings: findings)
        seed.check(findings)
        if let fault = findings.errors.first { throw Refusal("package_invalid", "方案配置有误：\(fault)") }
        let store = UnitEventStore(change.session)
        var book = try store.book(city: event.manifest.city)
        let differences = seed.differences(from: book, on: change.day)
        let (fresh, facts) = seed.facts(notIn: book, from: event.manifest.firstDay, today: change.day)
        let units = UnitStore(change.session)
        try units.insert(seed, fresh)
        if !facts.isEmpty {
            let entry = UnitEvent(
                number: book.lastNumber + 1, place: book.lastNumber + 1, content: .seed(adoption: event.adoption),
                paper: UnitPaper(
                    from: event.manifest.firstDay, basis: "方案配置“\(event.manifest.title)”第 \(event.adoption) 次采用"),
                enteredBy: change.standing.name, enteredAt: change.moment.instant, knownFrom: change.day, ending: nil)
            let parts = Dictionary(facts.map { ($0.key.unit, UnitPart.changed) }) { one, _ in one }
                .merging(fresh.map { ($0.unit.id, UnitPart.opened) }) { $1 }
            try store.insert(entry, by: change.standing.actor)
            try store.insert(parts: parts, of: entry.number)
            try store.insert(facts: facts, of: entry.number)
            try units.insert(fresh: facts, today: change.day)
            book.chronicle.add(facts, event: entry.number, place: entry.place)
            try UnitSearch(session: change.session).index(Set(parts.keys), in: book, on: change.day)
        }
        change.note("单位 \(seed.units.count) 个、单位组 \(seed.groups.count) 个")
        if !differences.isEmpty {
            change.note("单位有差异 \(differences.count) 处，以系统为准，请在单位调整中办理：\(differences.prefix(20).joined(separator: "；"))")
        }
    }
}
