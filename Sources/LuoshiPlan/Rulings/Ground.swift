import Database
package import LuoshiCore

/// What sort of paper a decision rests on.
package enum GroundKind: String, Sendable, CaseIterable, Codable, SQLConvertible {
    case minutes, document, reply

    package var title: String {
        switch self {
        case .minutes: "会议纪要"
        case .document: "文件"
        case .reply: "复函"
        }
    }
}

/// The paper a decision rests on (依据): what it is called, its number, its day.
package struct Ground: Sendable, Hashable, Codable {
    package let kind: GroundKind
    package let title: String
    /// A document has one; minutes may.
    package let number: String?
    package let day: Day

    package init(kind: GroundKind, title: String, number: String?, day: Day) {
        self.kind = kind
        self.title = title
        self.number = number.flatMap { $0.isEmpty ? nil : $0 }
        self.day = day
    }

    /// 会议纪要《……》（百科领〔2022〕2 号，2022-07-08）.
    package var inWords: String {
        let quoted = title.hasPrefix("《") ? title : "《\(title)》"
        return "\(kind.title)\(quoted)（\(number.map { "\($0)，" } ?? "")\(day)）"
    }

    /// Refuses a paper that nobody could find again.
    func check(on today: Day) throws {
        guard !title.isEmpty, title.count <= 200 else {
            throw Refusal("ground_title", "请写明依据的名称，例如会议纪要或文件的标题，不超过 200 字。")
        }
        if kind == .document, number == nil { throw Refusal("ground_number", "依据是文件的，请写明文号。") }
        guard day <= today else { throw Refusal("ground_day", "依据的日期不能晚于今天（\(today)），请核对。") }
    }
}
