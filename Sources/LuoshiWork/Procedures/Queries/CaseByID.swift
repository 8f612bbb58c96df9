package import LuoshiCore
package import LuoshiPlan

/// A step that the reader may take now, with the fields that it asks for.
package struct StepOffer: Sendable {
    package let step: Transition
    /// Fields typed at the step, with what the record holds.
    package let fields: [(field: FieldDefinition, value: FieldValue?)]
    /// What keeps it from being taken at present; nil where nothing is known to.
    package let obstacle: String?
}

/// An objection as the reader may see it.
package struct SeenObjection: Sendable {
    package let objection: Objection
    /// Who objects and what they say is shown to whoever answers, and to nobody else.
    package let isNamed: Bool
}

/// A case with all it has been through, for the page of one.
package struct CaseDetail: Sendable {
    package let item: Case
    package let procedure: Procedure
    package let registerTitle: String
    package let state: ProcedureState
    /// Where it lies, in words.
    package let holders: [String]
    /// Negative once the due day has passed; nil where there is none.
    package let workingDaysLeft: Int?
    package let steps: [CaseStep]
    /// By the number of the stay: where it lay, in words, and what was said when it was handed on.
    package let places: [(holder: CaseHolder, title: String)]
    package let documents: [(step: Int, document: GivenDocument)]
    package let signatures: [CaseSignature]
    /// Titles of the levels of the present approval.
    package let levels: [ApprovalLevel]
    package let objections: [SeenObjection]
    package let offers: [StepOffer]
    package let maySign: Bool
    package let mayHandOn: Bool
    /// What units were asked and what they answered, in order.
    package let opinions: [(opinion: Opinion, unitName: String)]
    /// Units that the reader may ask for their opinion; empty where they may not.
    package let consulted: [Unit]
    /// The unit for which the reader may answer; nil where none of theirs was asked.
    package let answersFor: String?
    package let reminders: [CaseReminder]
    /// Posts to which it may be handed on.
    package let posts: [(id: String, title: String)]
}

/// One case, for whoever may read it.
package struct CaseByID: Query {
    package static let name = "case.read"
    let id: String
    let procedure: String

    /// The right to read it is named after its procedure.
    package init(_ id: String, of procedure: String) {
        self.id = id
        self.procedure = procedure
    }

    package var permission: Permission { Permission("case.read.\(procedure)") }

    package func subjects(in reading: Reading) throws -> [Subject] {
        guard let item = try CaseStore(reading.session).item(id), item.procedure == procedure else { return [.city] }
        return [try CaseRights(reading).subject(toRead: item)]
    }

    /// Nil where there is none, or there was none on the day that was asked for.
    package func answer(in reading: Reading) throws -> CaseDetail? {
        guard let item = try CaseStore(reading.session).item(id), item.procedure == procedure,
            let past = try item.asKnown(in: reading)
        else { return nil }
        return try CaseReader(CaseFile(past, in: reading), reading).detail()
    }
}

/// Which procedure a case is of, so that the right to read it can be asked for; nil where there is none.
package struct ProcedureOfCase: Query {
    package static let name = "case.procedure_of"
    let id: String

    package init(_ id: String) { self.id = id }

    package var permission: Permission { "case.list" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(reading.standing.account ?? "")] }

    package func answer(in reading: Reading) throws -> String? {
        try CaseStore(reading.session).item(id)?.procedure
    }
}

extension Case {
    /// As it stood at the end of the day that is read; nil where it had not been opened.
    func asKnown(in reading: Reading) throws -> Case? {
        guard reading.inForce.isAsKnownThen else { return self }
        let steps = try CaseStore(reading.session).steps(of: id).filter { $0.day <= reading.day }
        guard let last = steps.last else { return nil }
        var past = self
        past.state = last.to
        past.stay = last.number
        past.dueOn = last.dueOn
        past.passedOn = last.passedOn.flatMap { $0 <= reading.day ? $0 : nil }
        past.closedOn = closedOn.flatMap { $0 <= reading.day ? $0 : nil }
        return past
    }
}
