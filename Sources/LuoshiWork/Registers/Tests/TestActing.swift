package import LuoshiCore

/// Who does what a step of a test says, and how it should be refused where it should.
package struct TestActing: Sendable {
    private let by: String
    private let refusal: Refusal?

    /// Words that are said: anywhere, or each at its field.
    private enum Refusal: Sendable {
        case said(String)
        case atFields([String: String])
    }

    /// Reads `by` and `refused`.
    package init(_ entry: YAMLEntry) {
        by = entry.text("by")
        guard entry.has("refused") else {
            refusal = nil
            return
        }
        if let text = entry.scalar("refused") {
            refusal = .said(text)
        } else {
            let fields = entry.entry("refused")
            refusal = .atFields(
                Dictionary((fields?.keys ?? []).map { ($0, fields?.text($0) ?? "") }) { first, _ in first })
        }
    }

    /// Does it as they would; a refusal that was not said, or said otherwise, is a fault. `titles` of fields by key.
    package func perform(
        _ world: TestWorld, titles: [String: String] = [:], _ work: (Actor) async throws -> Void
    ) async throws {
        let actor = try world.actor(by)
        do {
            try await work(actor)
        } catch let error as any PublicError {
            guard let refusal else { throw error }
            return try check(error, against: refusal, titles)
        }
        guard let refusal else { return }
        let words =
            switch refusal {
            case .said(let text): "“\(text)”"
            case .atFields(let fields):
                fields.sorted { $0.key < $1.key }.map { "在“\($0.key)”处说“\($0.value)”" }.joined(separator: "，")
            }
        throw TestFault("应当拒绝，\(words)；实际办成了")
    }

    private func check(_ error: any PublicError, against refusal: Refusal, _ titles: [String: String]) throws {
        switch refusal {
        case .said(let text):
            guard !error.message.contains(text) else { return }
            throw TestFault("拒绝时应说“\(text)”；实际说的是：\(error.message)")
        case .atFields(let expected):
            let faults = (error as? RecordFaults)?.faults ?? []
            for (name, words) in expected.sorted(by: { $0.key < $1.key }) {
                let there = faults.filter { $0.field == name || titles[$0.field] == name }
                guard !there.contains(where: { $0.message.contains(words) }) else { continue }
                let said = there.isEmpty ? "那里没有说什么；说的是：\(error.message)" : there.map(\.message).joined()
                throw TestFault("应在“\(name)”处说“\(words)”；实际\(there.isEmpty ? "" : "说的是：")\(said)")
            }
        }
    }
}

extension RegisterDefinition {
    /// Titles of the fields by key.
    var titles: [String: String] { Dictionary(fields.map { ($0.key, $0.title) }) { first, _ in first } }
}

extension TestWorld {
    /// A register of the package under test.
    func register(_ key: String) async throws -> RegisterDefinition {
        try await door.ask(RegisterForm(key), as: .system("tests")).register
    }

    /// The record that a step before has named, as it is now.
    func record(_ name: String) async throws -> RecordView {
        let subject = RecordSubject(try subject(name))
        guard let view = try await door.ask(RecordByID(subject.register, subject.id), as: .system("tests")) else {
            throw TestFault("“\(name)”这条记录不在了")
        }
        return view
    }
}
