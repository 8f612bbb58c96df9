import Database
package import LuoshiCore

/// Takes a step of a case: with what is typed and given at it, from the stay in which it was seen.
package struct TakeStep: Command {
    package static let name = "case.step"
    let item: String
    /// Which procedure it is of; the right to the step is named after it.
    let procedure: String
    let step: String
    /// The stay that the form was filled in.
    let stay: Int
    let input: RecordInput
    let documents: [GivenDocument]
    let reason: String?
    /// What is to be brought (补正), an item each.
    let missing: [String]

    package init(
        _ item: String, of procedure: String, step: String, stay: Int, input: RecordInput = RecordInput(),
        documents: [GivenDocument] = [], reason: String? = nil, missing: [String] = []
    ) {
        self.item = item
        self.procedure = procedure
        self.step = step
        self.stay = stay
        self.input = input
        self.documents = documents
        self.reason = reason.flatMap { $0.isEmpty ? nil : $0 }
        self.missing = missing.filter { !$0.isEmpty }
    }

    package var permission: Permission { Permission("case.step.\(procedure).\(step)") }

    package func subjects(in reading: Reading) throws -> [Subject] {
        let (file, step) = try self.file(in: reading)
        return [try CaseRights(reading).subject(toTake: step, of: file.item, at: stay, file.matter())]
    }

    package func locks(in reading: Reading) throws -> [LockKey] {
        let file = try self.file(in: reading).0
        return file.locks + reading.locks(file.register.key, input: input)
    }

    private func file(in reading: Reading) throws -> (CaseFile, Transition) {
        let file = try CaseFile(item, in: reading)
        guard file.item.procedure == procedure, let step = file.procedure.transition(step) else {
            throw Refusal.notFound("这个环节")
        }
        return (file, step)
    }

    /// Returns the key of the state in which it stands now.
    package func run(_ change: inout Change) throws -> String {
        var (file, step) = try self.file(in: change.reading)
        try file.check(stay: stay, in: change.reading)
        try StepCheck(file, step, change.reading).mayTake(change.standing)
        try StepCheck(file, step, change.reading).isComplete(reason: reason, missing: missing, documents)
        let taking = StepTaking(file, step)
        let values = try taking.values(input, in: change.reading)
        let entry = try CaseCourse.entry(to: step.to, of: file, values: values, in: change.reading)
        let written = try taking.write(values, reason: reason, in: &change)
        let record = CaseCourse.Record(
            key: step.key, kind: step.kind, title: step.title, reason: reason, missing: missing, fields: written,
            documents: try StepDocuments(file, step).kept(documents, in: &change))
        try CaseCourse.move(&file, to: entry, record, in: &change)
        return file.item.state
    }
}

extension CaseFile {
    /// What two steps may not change at the same time: the case and its record.
    var locks: [LockKey] { [LockKey(item.subject), LockKey(item.recordSubject)] }
}
