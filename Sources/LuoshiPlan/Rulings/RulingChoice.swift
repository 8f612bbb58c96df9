import LuoshiCore

/// What the one who rules chose: an option, and the value where they give it themselves.
package struct RulingChoice: Sendable, Hashable, Codable {
    /// Nil for a value outside the options.
    package let option: String?
    /// A day, a year, words; empty where the option has its value.
    package let given: String
    /// Units ticked, where units are asked for.
    package let units: [String]

    package init(option: String?, given: String = "", units: [String] = []) {
        self.option = option
        self.given = given
        self.units = units
    }

    /// The value the choice gives to a question; refused in words for the field that is wrong.
    func value(for question: RulingQuestion, units known: [String: Unit]) throws -> RulingValue {
        let chosen = try option.map { key in
            guard let option = question.option(key) else {
                throw Refusal("option", "没有这个选项。请从列出的各项里选一项。")
            }
            return option
        }
        guard chosen != nil || question.isFree else { throw Refusal("option", "请先选一项。") }
        let kind = chosen?.takes ?? question.takes
        let text = chosen?.value ?? (kind == .units ? units.joined(separator: "、") : given)
        guard let value = RulingValue(kind, text) else { throw Self.missing(kind, in: chosen) }
        if case .units(let ids) = value, let unknown = ids.first(where: { known[$0] == nil }) {
            throw Refusal("value", "单位 \(unknown) 今天不在单位表里，请重新勾选。")
        }
        return value
    }

    private static func missing(_ kind: RulingValueKind, in option: RulingQuestion.Option?) -> Refusal {
        let title = option.map { "“\($0.title)”" } ?? ""
        if kind == .units { return Refusal("value", "选\(title)的，请勾选单位，至少一个。") }
        return Refusal("value", "选\(title)的，请填写\(kind.title)，\(kind.howToWrite)。")
    }
}
