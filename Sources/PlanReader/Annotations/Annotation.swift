/// Who is responsible, as one annotation of the text says.
struct Annotation {
    /// Where it stands, its brackets included.
    var range: Range<Int>
    /// The units said to lead.
    var lead: [String] = []
    /// The units said to cooperate.
    var cooperating: [String] = []
    /// The units of a list that says nothing about who leads, and the commas before each.
    var listed: [UnitList.Entry] = []
    var openEnded = false
    /// What the annotation says about who leads in lists, from here on.
    var rule: LeadRule?
    /// The units that the annotation adds to all later ones (以下均需…落实，不再列出).
    var carriedOver: [String] = []
    /// The glyphs after a deadline's label.
    var deadline: Range<Int>?
    /// What is wrong with its brackets, if anything is.
    var bracketFault: BracketFault?
    var confidence = 0.95

    /// What can be wrong with an annotation's brackets.
    enum BracketFault: Equatable {
        case unclosed, unopened, mixed
    }

    /// All units, whatever their role.
    var units: [String] { lead + cooperating + listed.map(\.name) }
}

/// The rule that says who leads in a list: the first, or those before the first comma.
enum LeadRule: Equatable {
    case firstUnit, beforeComma

    private static let ranks: Words = [
        "排名第一", "排第一", "排在第一", "列第一", "位列第一", "排首位", "列首位", "首位", "第一个", "第一位", "第一名", "首个单位", "首家", "排在首位", "排名首位",
        "第一单位",
        "排列第一", "第一责任单位", "排名在前", "排在前", "列在首位", "居首", "排位第一", "排序第一",
    ]
    private static let commas: Words = ["逗号前", "逗号之前", "“，”前", "，前", "分号前", "“，”之前", "逗号以前"]
    private static let leading: Words = ["牵头", "为主办", "为主责", "为主要责任"]

    /// The rule some words state, if they state one.
    static func read(_ glyphs: [Unicode.Scalar], _ range: Range<Int>) -> LeadRule? {
        guard leading.occur(in: glyphs, range) else { return nil }
        if commas.occur(in: glyphs, range) { return .beforeComma }
        return ranks.occur(in: glyphs, range) ? .firstUnit : nil
    }
}
