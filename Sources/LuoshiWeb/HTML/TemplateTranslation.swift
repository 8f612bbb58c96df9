/// Goes through a template once and hands its text and its quoted attributes to the phrasebook.
struct TemplateTranslation {
    enum Piece { case literal(String), value(String) }
    private enum Place { case text, tag, attribute }

    private let book: Phrasebook
    private var place = Place.text
    private var run = TextRun()
    private(set) var result = ""

    init(_ pieces: [Piece], book: Phrasebook) {
        self.book = book
        // A piece of a tag, such as ` title="…"`, is written as a template of its own.
        if case .literal(let first)? = pieces.first, first.prefixMatch(of: /\ [a-z-]+="/) != nil { place = .tag }
        for piece in pieces {
            switch piece {
            case .literal(let text): for scalar in text.unicodeScalars { take(scalar) }
            case .value(let text) where place == .tag: result += text
            case .value(let text): run.append(value: text)
            }
        }
        flush()
    }

    private mutating func take(_ scalar: Unicode.Scalar) {
        switch (place, scalar) {
        case (.text, "<"): leave(for: .tag, scalar)
        case (.tag, ">"): leave(for: .text, scalar)
        case (.tag, "\""): leave(for: .attribute, scalar)
        case (.attribute, "\""): leave(for: .tag, scalar)
        case (.tag, _): result.unicodeScalars.append(scalar)
        default: run.append(scalar)
        }
    }

    private mutating func leave(for next: Place, _ scalar: Unicode.Scalar) {
        flush()
        result.unicodeScalars.append(scalar)
        place = next
    }

    private mutating func flush() {
        if !run.isEmpty { result += book.phrase(run) }
        run = TextRun()
    }
}
