package import LuoshiCore

/// Something that passes between people by a procedure (事项), on one record of a register.
package struct Case: Sendable, Hashable {
    package let id: String
    /// The key of its procedure.
    package let procedure: String
    /// The hash of the declaration it began under.
    package let declaration: String
    package let register: String
    package let record: String
    /// What the record was called when the case was opened.
    package let title: String
    /// The record's unit; nil for a matter of the city.
    package var unit: String?
    /// The account that opened it; nil where the system did.
    package let opener: String?
    package let openerName: String
    /// The post in which they opened it, which answers once they have left.
    package let openerPost: String?
    package let openedOn: Day
    package var state: String
    /// Counts its stays in states, from 1; a form carries the one it was filled in.
    package var stay: Int
    /// The level of approval, from 0.
    package var level: Int
    package var dueOn: Day?
    /// The day on which its deadline was found to have passed and was dealt with.
    package var passedOn: Day?
    /// The state whose clock stands still, and the working days it has left.
    package var paused: PausedClock?
    package var closedOn: Day?

    /// As it is named in the audit trail and in the inbox.
    package var subject: String { "case:\(id)" }
    package var recordSubject: String { "record:\(register)/\(record)" }
    package var address: String { "/cases/\(id)" }
}

/// A clock that stands still (补正期间).
package struct PausedClock: Sendable, Hashable {
    package let state: String
    package let workingDays: Int
}

/// A step that was taken, and the stay that it began.
package struct CaseStep: Sendable, Hashable {
    package let number: Int
    /// The key of the declared step; `open`, `approve`, `reject` where signatures or nobody decided.
    package let step: String
    package let kind: StepKind
    package let from: String?
    package let to: String
    package let day: Day
    package let actor: String
    package let actorName: String
    package let reason: String?
    /// What was asked to be brought (补正).
    package let missing: [String]
    /// Keys of the record's fields that it wrote.
    package let fields: [String]
    package let dueOn: Day?
    /// The day on which the stay ended.
    package let leftOn: Day?
    package let passedOn: Day?
}

/// Somewhere a case lies or has lain.
package struct CaseHolder: Sendable, Hashable {
    package let stay: Int
    package let position: Int
    package let level: Int
    /// Which of the signatures of a level it is; 0 elsewhere.
    package let seat: Int
    package let at: InboxAddress
    package let since: Day
    /// Nil while it lies there.
    package let until: Day?
    /// Who handed it on, and what they said.
    package let givenName: String?
    package let note: String?
}

/// What was given with a step.
package struct GivenDocument: Sendable, Hashable, Codable {
    package let key: String
    package let letterNumber: String?
    package let letterDate: Day?
    /// Who wrote the letter.
    package let issuer: String?
    package let file: RecordFile?
    /// The record in which the letter is kept, as `evidence_letters/0a1b…`; nil where it is kept nowhere else.
    package var record: String?

    package init(
        key: String, letterNumber: String? = nil, letterDate: Day? = nil, issuer: String? = nil,
        file: RecordFile? = nil, record: String? = nil
    ) {
        self.key = key
        self.letterNumber = letterNumber
        self.letterDate = letterDate
        self.issuer = issuer
        self.file = file
        self.record = record
    }

    /// With the file that is sent for it.
    package init(key: String, letterNumber: String?, letterDate: Day?, issuer: String? = nil, sent: SentFile?) {
        let file = sent.map { RecordFile(hash: $0.sha256, name: $0.name) }
        self.init(key: key, letterNumber: letterNumber, letterDate: letterDate, issuer: issuer, file: file)
    }
}

/// A signature of an approval.
package struct CaseSignature: Sendable, Hashable {
    package let stay: Int
    package let level: Int
    package let seat: Int
    package let agrees: Bool
    package let opinion: String?
    package let actorName: String
    package let day: Day
}

/// A signed objection to what is publicly notified.
package struct Objection: Sendable, Hashable {
    package let id: String
    package let caseID: String
    package let stay: Int
    package let account: String
    package let name: String
    package let unit: String?
    package let content: String
    package let day: Day
    package let answer: String?
    package let isUpheld: Bool?
    package let answeredOn: Day?
    package let answeredName: String?
}
