/// Reads the text of a Markdown document (CommonMark with GitHub's tables), taking out only what is its syntax.
enum MarkdownReader {
    /// The lines of the document.
    static func lines(_ document: String, budget: ReadingBudget) throws -> [String] {
        let source = TextCleaning.pages(document).flatMap { $0 }
        var blocks = MarkdownBlocks(definitions: MarkdownInline.definitions(in: source))
        for (index, line) in source.enumerated() {
            if index % 1_024 == 0 { try budget.checkTime() }
            blocks.read(line, next: index + 1 < source.count ? source[index + 1] : nil)
        }
        return blocks.finish()
    }
}
