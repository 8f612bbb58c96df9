import LuoshiPlan

/// What the plan leaves open; `targets` are the items of those that wait for it.
struct QuestionContent: Codable, Sendable {
    let key: String
    let clause: Int
    let title: String
    let question: String
    let why: String
    let options: [RulingOption]
    let targets: [Int]
    let decidedBy: String
    let consults: [String]
    let takes: RulingValueKind
    let isFree: Bool

    init(_ question: DraftQuestion) {
        key = question.key
        clause = question.clause
        title = question.title
        self.question = question.question
        why = question.why
        options = question.options.map(RulingOption.init)
        targets = question.targets
        decidedBy = question.decidedBy
        consults = question.consults
        takes = question.takes
        isFree = question.isFree
    }

    var model: DraftQuestion {
        DraftQuestion(
            key: key, clause: clause, title: title, question: question, why: why, options: options.map(\.model),
            targets: targets, decidedBy: decidedBy, consults: consults, takes: takes, isFree: isFree)
    }
}

/// Two places that do not say the same.
struct ContradictionContent: Codable, Sendable {
    let key: String
    let title: String
    let clauses: [Int]
    let targets: [Int]
    let explanation: String

    init(_ contradiction: DraftContradiction) {
        key = contradiction.key
        title = contradiction.title
        clauses = contradiction.clauses
        targets = contradiction.targets
        explanation = contradiction.explanation
    }

    var model: DraftContradiction {
        DraftContradiction(key: key, title: title, clauses: clauses, targets: targets, explanation: explanation)
    }
}

/// A wording and what it stands for: a unit, or a group; neither where nobody has said it yet.
struct NameContent: Codable, Sendable {
    struct GroupContent: Codable, Sendable {
        let key: String
        let members: [String]
        /// Who belongs to it waits for a ruling.
        let isOpen: Bool
    }

    let wording: String
    let unit: String?
    let group: GroupContent?

    init(_ name: DraftName) {
        wording = name.wording
        switch name.resolution {
        case .unresolved: (unit, group) = (nil, nil)
        case .unit(let unit): (self.unit, group) = (unit, nil)
        case .group(let group):
            unit = nil
            self.group = GroupContent(key: group.key, members: group.members, isOpen: group.isOpen)
        }
    }

    var model: DraftName {
        get throws {
            let resolution: NameResolution
            switch (unit, group) {
            case (nil, nil): resolution = .unresolved
            case (let unit?, nil): resolution = .unit(unit)
            case (nil, let group?):
                resolution = .group(DraftGroup(key: group.key, members: group.members, isOpen: group.isOpen))
            default:
                throw BodyRefusal(faults: [BodyFault(pointer: "/content/name", detail: "unit 和 group 只能写一项")])
            }
            return DraftName(wording: wording, resolution: resolution)
        }
    }
}
