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
    /// The files of the documents, and no others.
    let files: [SentFile]
    let reason: String?
    /// What is to be brought (补正), an item each.
    let missing: [String]

    package init(
        _ item: String, of procedure: String, step: String, stay: Int, input: RecordInput = RecordInput(),
        documents: [GivenDocument] = [], files: [SentFile] = [], reason: String? = nil, missing: [String] = []
    ) {
        self.item = item
        self.procedure = procedure
        self.step = step
        self.stay = stay
        self.input = input
        self.documents = documents
        self.files = files
        self.reason = reason.flatMap { $0.isEmpty ? nil : $0 }
        self.missing = missing.filter { !$0.isEmpty }
    }

    package var permission: Permission { Permission("case.step.\(procedure).\(step)") }

    package func subjects(in reading: Reading) throws -> [Subject] {
        try reading.subjects(ofCase: item, of: procedure) { file in
            guard let step = file.procedure.transition(step) else { return .city }
            return try CaseRights(reading).subject(toTake: step, of: file.item, at: stay, file.matter())
        }
    }

    package func locks(in reading: Reading) throws -> [LockKey] {
        let (file, step) = try self.file(in: reading)
        // A duty that goes to another unit is a change of what units do.
        let units: [LockKey] =
            file.register.source == .planDuties && file.register.belongsTo.map(step.asks.contains) == true
            ? ["units"] : []
        return file.locks + reading.locks(file.register.key, input: input) + units
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
        let values = try StepTaking(file, step).values(input, in: change.reading)
        try StepFiles(file).store(input, documents, files, in: change)
        try CaseCourse.take(
            step, &file, to: values, reason: reason, missing: missing,
            documents: try StepLetters(file, step).kept(documents, files, in: &change), in: &change)
        return file.item.state
    }
}

extension CaseFile {
    /// What two steps may not change at the same time: the case and its record.
    var locks: [LockKey] { [LockKey(item.subject), LockKey(item.recordSubject)] }
}
