import Database
import Foundation
import LuoshiCore
import LuoshiWeb
import Metrics

extension Watch {
    /// What this program says of itself.
    init(_ installed: Installed, _ checkpoints: CheckpointService, _ registry: MetricsRegistry) {
        let database = installed.door.database
        self.init(
            readiness: {
                guard await database.isAnswering() else {
                    return Readiness(isDatabaseAnswering: false, schema: .unknown, checkpointAge: checkpoints.age)
                }
                let schema: Readiness.Schema =
                    switch try? await database.schemaState(Composition.migrations) {
                    case .current: .current
                    case .newer: .newer
                    case .older: .older
                    case nil: .unknown
                    }
                return Readiness(isDatabaseAnswering: true, schema: schema, checkpointAge: checkpoints.age)
            },
            metrics: { sessions in
                let waiting = database.waiting
                Meter(label: "luoshi_database_waiting", dimensions: [("kind", "read")]).set(waiting.reads)
                Meter(label: "luoshi_database_waiting", dimensions: [("kind", "write")]).set(waiting.writes)
                Meter(label: "luoshi_checkpoint_age_seconds").set(checkpoints.age)
                if let sessions { Meter(label: "luoshi_sessions").set(sessions) }
                if let memory = Self.residentMemory { Meter(label: "process_resident_memory_bytes").set(memory) }
                return registry.text()
            })
    }

    /// Bytes of memory that the process holds, where the system says so.
    private static var residentMemory: Int? {
        guard let words = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " "),
            words.count > 1, let pages = Int(words[1])
        else { return nil }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
