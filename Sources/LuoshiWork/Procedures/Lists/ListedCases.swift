import Database
package import LuoshiCore

/// What became of the cases that a published list may move on.
package struct ListOutcome: Sendable, Hashable, Codable {
    package var tally: ImportTally
    /// Titles of the cases that went on, with the state that they came to.
    package var moved: [String] = []
    /// Titles of cases that the list names and that could not go on, with the reason.
    package var stuck: [String] = []
    /// Records of the list on which nobody waits for it.
    package var unmatched: [String] = []
    /// Titles of cases that wait and that the list does not name.
    package var waiting: [String] = []

    package init(tally: ImportTally = ImportTally()) { self.tally = tally }
}

/// Open cases that wait for a list in a register, and that lie with whoever imports it: nobody moves what is others' to decide.
struct ListedCases {
    private let register: RegisterDefinition
    private let reading: Reading
    private let procedures: [String]

    init(_ register: RegisterDefinition, _ reading: Reading) {
        self.register = register
        self.reading = reading
        procedures = reading.procedures.values.map(\.procedure).filter { procedure in
            procedure.transitions.contains { $0.list?.register == register.key }
        }.map(\.key)
    }

    /// Whether any procedure waits for lists in this register.
    var areThere: Bool { !procedures.isEmpty }

    /// Each with the step that the list takes, by the declaration that the case began under.
    func waiting() throws -> [(file: CaseFile, step: Transition)] {
        guard areThere else { return [] }
        let items = try reading.session.all(
            """
            SELECT c.* FROM cases c WHERE c.procedure IN \(list: procedures) AND c.closed_on IS NULL
            ORDER BY c.opened_on, c.id
            """, CaseStore.item)
        return try items.compactMap { item in
            let procedure = try reading.procedure(of: item)
            guard
                let step = procedure.transitions(from: item.state).first(where: { $0.list?.register == register.key }),
                try mayTake(step, of: item)
            else { return nil }
            return (try CaseFile(item, in: reading), step)
        }
    }

    private func mayTake(_ step: Transition, of item: Case) throws -> Bool {
        let subject = try CaseRights(reading).subject(toAct: item, at: item.stay)
        return reading.standing.isAmong(subject.assignees)
            && reading.allows(CaseRight.step(item.procedure, step.key), on: subject, writing: true)
    }

    /// Moves the cases of what was written on, with the letter of the list.
    func move(
        _ written: [RegisterRecord], with letter: GivenDocument, _ scan: SentFile, _ outcome: inout ListOutcome,
        in change: inout Change
    ) throws {
        let names = RecordNames(change.reading)
        var matched: Set<String> = []
        for (file, step) in try waiting() {
            var file = file
            let records = written.filter { Self.names($0, file, step) }
            guard let record = records.first else {
                outcome.waiting.append(file.item.title)
                continue
            }
            matched.formUnion(records.map(\.id))
            do {
                outcome.moved.append(try take(step, &file, letter, scan, in: &change))
            } catch let refusal as any PublicError where refusal.status < 500 {
                outcome.stuck.append("\(file.item.title)（\(try names.name(of: record, register))）：\(refusal.message)")
            }
        }
        outcome.unmatched = try written.filter { !matched.contains($0.id) }.map { try names.name(of: $0, register) }
    }

    /// Whether a listed record is what a case waits for.
    private static func names(_ record: RegisterRecord, _ file: CaseFile, _ step: Transition) -> Bool {
        guard let field = step.list?.field, let other = step.list?.matches else { return record.id == file.record.id }
        let value = record.values[field]
        return value != nil && value == file.record.values[other] && record.id != file.record.id
    }

    private func take(
        _ step: Transition, _ file: inout CaseFile, _ letter: GivenDocument, _ scan: SentFile, in change: inout Change
    ) throws -> String {
        let values = try StepTaking(file, step).values(RecordInput(), in: change.reading)
        let documents = step.documents.filter(\.isLetter).map { document in
            GivenDocument(
                key: document.key, letterNumber: letter.letterNumber, letterDate: letter.letterDate,
                issuer: letter.issuer, file: letter.file, record: letter.record)
        }
        try Attachments(change).store(scan, for: file.item.subject)
        try CaseCourse.take(step, &file, to: values, reason: "名单已公布并导入", documents: documents, in: &change)
        return "\(file.item.title)（\(file.state.title)）"
    }
}

/// Whether importing into a register may move cases on, and how many wait: what the page of an import asks for.
package struct CasesAwaitingList: Query {
    package static let name = "case.awaiting_list"
    let register: String

    package init(_ register: String) { self.register = register }

    package var permission: Permission { Permission("record.import.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] { reading.subjects(ofList: register, .import) }

    /// Nil where no procedure waits for lists in this register.
    package func answer(in reading: Reading) throws -> Int? {
        let cases = ListedCases(try reading.register(register), reading)
        return cases.areThere ? try cases.waiting().count : nil
    }
}
