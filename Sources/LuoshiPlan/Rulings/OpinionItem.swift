import LuoshiCore

/// What an asked unit finds in its inbox while its opinion is awaited.
enum OpinionItem {
    private static let kind = "ruling.opinion"

    private static func subject(_ matter: Matter, _ unit: String) -> String { "\(matter.name)/\(unit)" }
    private static func address(_ question: RulingQuestion) -> String { "/rulings/\(question.key)" }

    /// Puts it before the post where the unit's papers come in.
    static func put(_ question: RulingQuestion, before unit: String, due: Day, in change: inout Change) throws {
        try Inbox.put(
            NewInboxItem(
                kind: kind, subject: subject(question.matter, unit), title: "请答复意见：\(question.title)",
                address: address(question), to: .post("\(unit)/receiving"), due: .day(due)), in: &change)
    }

    /// The unit has answered.
    static func settle(_ question: RulingQuestion, of unit: String, in change: inout Change) throws {
        try Inbox.settle(kind: kind, subject: subject(question.matter, unit), in: &change)
    }

    /// It has been decided without the answer, which need not be given any more; all who were asked are told.
    static func close(_ question: RulingQuestion, asked opinions: [Opinion], in change: inout Change) throws {
        for unit in Set(opinions.map(\.unit)).sorted() {
            try Inbox.withdraw(kind: kind, subject: subject(question.matter, unit), in: &change)
            try Inbox.notify(
                subject: question.matter.name, title: "已裁定：\(question.title)", address: address(question),
                to: .post("\(unit)/receiving"), in: &change)
        }
    }
}
