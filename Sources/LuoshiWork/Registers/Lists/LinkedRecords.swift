import Database
import LuoshiCore

/// Records by what they lead to.
struct LinkedRecords {
    let reading: Reading

    init(_ reading: Reading) { self.reading = reading }

    /// Live records that lead to a unit or a record, within what the reader may see; at most 200.
    func leading(to targets: [String]) throws -> [LinkedRecord] {
        let links: [(register: String, record: String, field: String)] = try reading.session.all(
            """
            SELECT register, record, field FROM record_links WHERE target IN \(list: targets)
            ORDER BY register, record LIMIT 2000
            """
        ) { (try $0["register"], try $0["record"], try $0["field"]) }
        let names = RecordNames(reading)
        var found: [LinkedRecord] = []
        for (key, links) in Dictionary(grouping: links, by: \.register).sorted(by: { $0.key < $1.key }) {
            guard let definition = reading.registers.register(key) else { continue }
            let reach = reading.reach(definition, .read)
            if reach.isNothing { continue }
            let fields = Dictionary(links.map { ($0.record, $0.field) }) { first, _ in first }
            for record in try RecordStore(definition, in: reading.session).records(fields.keys.sorted())
            where record.standing == .live && reach.contains(unit: record.unit) {
                found.append(
                    LinkedRecord(
                        register: key, registerTitle: definition.title, id: record.id,
                        name: try names.name(of: record, definition),
                        by: definition.field(fields[record.id] ?? "")?.title ?? ""))
                if found.count >= 200 { return found }
            }
        }
        return found
    }
}
