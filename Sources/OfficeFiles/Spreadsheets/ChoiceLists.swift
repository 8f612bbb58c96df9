/// The lists behind drop-downs that are too long to be written where they are used.
struct ChoiceLists {
    /// The name of the hidden sheet that holds them.
    let sheetName = "选项_"
    /// The lists, one a column.
    private(set) var lists: [[String]] = []

    /// The formula that names where a list lies, which is added if it is not there yet.
    mutating func formula(for list: [String]) -> String {
        let column = lists.firstIndex(of: list) ?? lists.count
        if column == lists.count { lists.append(list) }
        let letters = CellRange.letters(ofColumn: column)
        return "='\(sheetName)'!$\(letters)$1:$\(letters)$\(list.count)"
    }

    /// Whether a list may stand in the validation itself: Excel allows 255 characters with the commas between them, and
    /// libxlsxwriter counts characters but has room for as many bytes: a longer list of Chinese ends the process.
    static func fitsInline(_ list: [String]) -> Bool {
        list.allSatisfy { !$0.contains(",") && !$0.contains("\"") && $0 == EscapedCharacters.encoded($0) }
            && list.map(\.utf8.count).reduce(list.count - 1, +) <= 255
    }
}
