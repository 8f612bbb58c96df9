/// What stands behind the question mark of an address, declared so that it is checked and documented.
struct Parameter: Sendable {
    let name: String
    let summary: String
    let schema: JSONSchema
    /// Many names in one, each with its value: `filter[level]=region`.
    var isMap = false

    /// A text of at most so many characters.
    static func text(_ name: String, _ summary: String, atMost limit: Int = 100) -> Parameter {
        Parameter(name: name, summary: summary, schema: .text(TextRule(length: 0...limit)))
    }

    /// A whole number within a range.
    static func number(_ name: String, _ summary: String, _ range: ClosedRange<Int>) -> Parameter {
        Parameter(name: name, summary: summary, schema: .whole(range))
    }

    /// A day.
    static func date(_ name: String, _ summary: String) -> Parameter {
        Parameter(name: name, summary: summary, schema: .text(TextRule(format: "date", example: "2022-07-05")))
    }

    /// Any names in brackets, each with a text of at most so many characters.
    static func map(_ name: String, _ summary: String, atMost limit: Int = 200) -> Parameter {
        Parameter(name: name, summary: summary, schema: .text(TextRule(length: 0...limit)), isMap: true)
    }

    /// One of the words of an enumeration.
    static func choice<T: CaseIterable & RawRepresentable<String>>(
        _ name: String, _ summary: String, _ type: T.Type
    ) -> Parameter {
        Parameter(name: name, summary: summary, schema: .choice(T.allCases.map(\.rawValue)))
    }

    /// Of every reading: the day it is seen as known on.
    static let day = Parameter.date("on", "按这一天结束时系统里的情况；不写是现在")

    /// Those of every list.
    static let page = [
        .number("limit", "最多几条，默认 50", 1...PageRequest.limit),
        Parameter(name: "after", summary: "上一页 next 的值", schema: .text(TextRule(length: 1...1024))),
    ]
}
