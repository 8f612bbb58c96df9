import LuoshiCore
import LuoshiWork

/// A case of a list; `holders` says in words where it lies.
struct CaseLineAnswer: Codable, Sendable {
    let id: String
    let procedure: String
    let procedureTitle: String
    let register: String
    let record: String
    let title: String
    let unit: String?
    let openedOn: Day
    let state: String
    let stateTitle: String
    let stay: Int
    let dueOn: Day?
    /// Negative once the due day has passed.
    let workingDaysLeft: Int?
    let closedOn: Day?
    let holders: [String]

    init(_ row: CaseRow) {
        id = row.item.id
        procedure = row.item.procedure
        procedureTitle = row.procedureTitle
        register = row.item.register
        record = row.item.record
        title = row.item.title
        unit = row.item.unit
        openedOn = row.item.openedOn
        state = row.item.state
        stateTitle = row.stateTitle
        stay = row.item.stay
        dueOn = row.item.dueOn
        workingDaysLeft = row.workingDaysLeft
        closedOn = row.item.closedOn
        holders = row.holders
    }
}

/// A case with all it has been through, and what the reader may do with it now.
struct CaseAnswer: Codable, Sendable {
    let id: String
    let procedure: ProcedureAnswer
    let register: String
    let record: String
    let title: String
    let unit: String?
    let openedBy: String
    let openedOn: Day
    let state: String
    /// The number that a step, a signature or forwarding names as seen.
    let stay: Int
    /// The level of the approval that signs now, from 0.
    let level: Int
    let dueOn: Day?
    let workingDaysLeft: Int?
    let closedOn: Day?
    let holders: [String]
    let steps: [TakenStepAnswer]
    let places: [CasePlaceAnswer]
    let documents: [GivenDocumentAnswer]
    let signatures: [CaseSignatureAnswer]
    let objections: [ObjectionAnswer]
    let opinions: [OpinionAnswer]
    let offers: [StepOfferAnswer]
    let maySign: Bool
    let mayForward: Bool
    /// Posts of the same unit to which it may be handed on.
    let posts: [String]

    init(_ detail: CaseDetail) {
        let item = detail.item
        id = item.id
        procedure = ProcedureAnswer(detail.procedure)
        register = item.register
        record = item.record
        title = item.title
        unit = item.unit
        openedBy = item.openerName
        openedOn = item.openedOn
        state = item.state
        stay = item.stay
        level = item.level
        dueOn = item.dueOn
        workingDaysLeft = detail.workingDaysLeft
        closedOn = item.closedOn
        holders = detail.holders
        steps = detail.steps.map(TakenStepAnswer.init)
        places = detail.places.map { CasePlaceAnswer($0.holder, title: $0.title) }
        documents = detail.documents.map { GivenDocumentAnswer($0.document, step: $0.step) }
        signatures = detail.signatures.map(CaseSignatureAnswer.init)
        objections = detail.objections.map(ObjectionAnswer.init)
        opinions = detail.opinions.map { OpinionAnswer($0.opinion) }
        offers = detail.offers.map(StepOfferAnswer.init)
        maySign = detail.maySign
        mayForward = detail.mayHandOn
        posts = detail.posts.map(\.id)
    }
}

/// A step that was taken, and the stay that it began; `left_on` is the day on which that stay ended.
struct TakenStepAnswer: Codable, Sendable {
    let stay: Int
    let step: String
    let kind: StepKind
    let from: String?
    let to: String
    let day: Day
    let actorName: String
    let reason: String?
    let missing: [String]
    /// Fields of the record that it wrote.
    let fields: [String]
    let dueOn: Day?
    let leftOn: Day?
    let passedOn: Day?

    init(_ step: CaseStep) {
        stay = step.number
        self.step = step.step
        kind = step.kind
        from = step.from
        to = step.to
        day = step.day
        actorName = step.actorName
        reason = step.reason
        missing = step.missing
        fields = step.fields
        dueOn = step.dueOn
        leftOn = step.leftOn
        passedOn = step.passedOn
    }
}

/// Where a case lay in a stay; `until` is the first day on which it did no more.
struct CasePlaceAnswer: Codable, Sendable {
    let stay: Int
    let title: String
    let since: Day
    let until: Day?
    let givenBy: String?
    let note: String?

    init(_ holder: CaseHolder, title: String) {
        stay = holder.stay
        self.title = title
        since = holder.since
        until = holder.until
        givenBy = holder.givenName
        note = holder.note
    }
}

/// What was given with a step.
struct GivenDocumentAnswer: Codable, Sendable {
    struct DocumentFileAnswer: Codable, Sendable {
        let name: String
        let sha256: String
    }

    let stay: Int
    let key: String
    let letterNumber: String?
    let letterDate: Day?
    /// Who wrote the letter.
    let issuer: String?
    /// Where the letter is kept: `evidence_letters/0a1b…`.
    let record: String?
    let file: DocumentFileAnswer?

    init(_ document: GivenDocument, step: Int) {
        stay = step
        key = document.key
        letterNumber = document.letterNumber
        letterDate = document.letterDate
        issuer = document.issuer
        record = document.record
        file = document.file.map { DocumentFileAnswer(name: $0.name, sha256: $0.hash) }
    }
}

/// A signature of an approval; levels count from 0.
struct CaseSignatureAnswer: Codable, Sendable {
    let stay: Int
    let level: Int
    let agrees: Bool
    let opinion: String?
    let actorName: String
    let day: Day

    init(_ signature: CaseSignature) {
        stay = signature.stay
        level = signature.level
        agrees = signature.agrees
        opinion = signature.opinion
        actorName = signature.actorName
        day = signature.day
    }
}

/// An objection; who objects and what they say is told to whoever answers alone.
struct ObjectionAnswer: Codable, Sendable {
    let id: String
    let stay: Int
    let day: Day
    let name: String?
    let unit: String?
    let content: String?
    let answer: String?
    let isUpheld: Bool?
    let answeredOn: Day?
    let answeredBy: String?

    init(_ seen: SeenObjection) {
        let objection = seen.objection
        id = objection.id
        stay = objection.stay
        day = objection.day
        name = seen.isNamed ? objection.name : nil
        unit = seen.isNamed ? objection.unit : nil
        content = seen.isNamed ? objection.content : nil
        answer = objection.answer
        isUpheld = objection.isUpheld
        answeredOn = objection.answeredOn
        answeredBy = objection.answeredName
    }
}

/// A step that the reader may take now; `obstacle` says what keeps it from being taken at present.
struct StepOfferAnswer: Codable, Sendable {
    let step: String
    let title: String
    let obstacle: String?

    init(_ offer: StepOffer) {
        step = offer.step.key
        title = offer.step.title
        obstacle = offer.obstacle
    }
}
