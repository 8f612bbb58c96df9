import Metrics

/// Counts commands by name and by what became of them, for `/metrics`.
enum CommandTally {
    static func counting<T>(_ command: String, _ work: () async throws -> T) async throws -> T {
        do {
            let outcome = try await work()
            count(command, "performed")
            return outcome
        } catch {
            count(command, word(for: error))
            throw error
        }
    }

    private static func count(_ command: String, _ outcome: String) {
        Counter(label: "luoshi_commands_total", dimensions: [("command", command), ("outcome", outcome)]).increment()
    }

    private static func word(for error: any Error) -> String {
        guard let error = Refusal(database: error) ?? error as? any PublicError else { return "failed" }
        switch error.status {
        case 401, 403: return "forbidden"
        case 409, 412, 503: return "conflict"
        case 500...: return "failed"
        default: return error.code == Refusal.keyReused.code ? "conflict" : "refused"
        }
    }
}
