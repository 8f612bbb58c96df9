/// A line that a person could have typed: a title, a name, the number of a paper.
struct LineText: PlainText {
    let text: String

    static let rule = TextRule(length: 0...200, example: "一行文字")
}

/// Some sentences: a note, a reason, an opinion.
struct WordsText: PlainText {
    let text: String

    static let rule = TextRule(length: 0...2000, example: "几句话")
}

/// The name by which the system knows something: a unit's code, a post, a login, a permission.
struct KeyText: PlainText {
    let text: String

    static let rule = TextRule(length: 1...100, example: "451000-kjj")
}
