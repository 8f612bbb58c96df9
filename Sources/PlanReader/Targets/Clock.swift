/// By when and how often, as far as the sentences before have said.
struct Clock: Equatable {
    /// A year or a day; nothing where the text has not said.
    var deadline: String?
    /// Whether the promise is owed every year from then on.
    var yearly = false
    /// The base year a change is measured against.
    var base: String?
    /// Whether the time that was named last lies behind.
    var isPast = false
    /// The deadlines named side by side (到2025年、2030年), for 分别.
    var series: [String] = []
    /// Whether the deadline was counted from a day the text leaves open (两年内).
    var isRelative = false

    /// Takes in a time phrase.
    mutating func hear(_ phrase: TimePhrase, everyYearFollows: Bool, head: DocumentHead) {
        let firstYear = head.firstYear
        if phrase.value.hasPrefix("+") {
            deadline = head.year(within: phrase.year).map { "\($0)" }
            (yearly, isPast, isRelative) = (false, false, true)
            return
        }
        switch phrase.role {
        case .deadline:
            if let firstYear, phrase.year < firstYear, phrase.value.count <= 10,
                Int(phrase.value.prefix(4)) ?? 0 < firstYear
            {
                isPast = true
                return
            }
            deadline = phrase.value
            (yearly, isPast, isRelative) = (false, false, false)
        case .start:
            deadline = phrase.value
            yearly = everyYearFollows
            isPast = false
        case .base: base = "\(phrase.year)"
        case .past: isPast = true
        case .mention: break
        }
    }
}
