/// Markup, written as a string literal whose interpolations are escaped: what a person typed can never become markup.
///
/// Nothing here is inlined: pages are made of thousands of these calls, and the optimiser would work on them for minutes.
///
/// `"<b title=\"\(text)\">\(text)</b>"` is safe in text and in quoted attributes; addresses go through `\(url: …)`.
package struct HTML: Sendable, ExpressibleByStringInterpolation {
    package private(set) var text: String

    @inline(never)
    package init(stringLiteral text: String) {
        guard let book = Phrasebook.current else {
            self.text = text
            return
        }
        self.text = TemplateTranslation([.literal(text)], book: book).result
    }

    @inline(never)
    package init(stringInterpolation interpolation: Interpolation) {
        guard let book = interpolation.book else {
            self.text = interpolation.text
            return
        }
        self.text = TemplateTranslation(interpolation.pieces, book: book).result
    }

    package static let empty: HTML = ""

    package static func + (left: HTML, right: HTML) -> HTML {
        var joined = left
        joined.text += right.text
        return joined
    }

    package struct Interpolation: StringInterpolationProtocol {
        var text: String
        /// Kept apart only where the page is translated.
        var pieces: [TemplateTranslation.Piece] = []
        let book = Phrasebook.current

        @inline(never)
        package init(literalCapacity: Int, interpolationCount: Int) {
            text = ""
            if book == nil { text.reserveCapacity(literalCapacity + interpolationCount * 24) }
        }

        @inline(never)
        package mutating func appendLiteral(_ literal: String) {
            if book == nil { text += literal } else { pieces.append(.literal(literal)) }
        }

        private mutating func append(markup: String) {
            if book == nil { text += markup } else { pieces.append(.markup(markup)) }
        }

        /// Text, escaped for element content and quoted attributes alike.
        @inline(never)
        package mutating func appendInterpolation(_ value: some StringProtocol) {
            if book == nil { text.appendEscaped(value) } else { pieces.append(.text(String(value))) }
        }

        /// A sentence of the product's own that was made elsewhere: a refusal, an entry of the trail, a title of an item.
        @inline(never)
        package mutating func appendInterpolation(said value: String) {
            guard let book else { return text.appendEscaped(value) }
            pieces.append(.said(book.word(value, isOwn: true)))
        }

        /// What somebody typed: never a word of the product's.
        @inline(never)
        package mutating func appendInterpolation(typed value: String) {
            if book == nil { text.appendEscaped(value) } else { pieces.append(.said(value)) }
        }

        /// A word that is called otherwise in one place: `\(title, in: "[menu]")`.
        @inline(never)
        package mutating func appendInterpolation(_ value: String, in place: String) {
            guard let book else { return text.appendEscaped(value) }
            pieces.append(.said(book.word(value, in: place)))
        }

        @inline(never)
        package mutating func appendInterpolation(_ value: Int) { append(markup: String(value)) }
        @inline(never)
        package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            appendInterpolation(value.description)
        }
        @inline(never)
        package mutating func appendInterpolation(_ markup: HTML) { append(markup: markup.text) }
        @inline(never)
        package mutating func appendInterpolation(_ markup: HTML?) { append(markup: markup?.text ?? "") }
        @inline(never)
        package mutating func appendInterpolation(_ parts: [HTML]) {
            guard book == nil else { return append(markup: parts.map(\.text).joined()) }
            for part in parts { text += part.text }
        }
        @inline(never)
        package mutating func appendInterpolation(_ parts: [HTML], separator: HTML) {
            append(markup: parts.map(\.text).joined(separator: separator.text))
        }

        /// An address inside the site, or http(s); anything else becomes `#`.
        @inline(never)
        package mutating func appendInterpolation(url address: String) {
            let isSafe =
                (address.hasPrefix("/") && !address.hasPrefix("//")) || address.hasPrefix("#")
                || address.hasPrefix("https://") || address.hasPrefix("http://")
            var escaped = ""
            escaped.appendEscaped(isSafe ? ViewedDay.keep(in: address) : "#")
            append(markup: escaped)
        }

        /// A boolean attribute: ` checked`, or nothing.
        @inline(never)
        package mutating func appendInterpolation(_ name: StaticString, if isSet: Bool) {
            if isSet { append(markup: " \(name)") }
        }
    }
}

extension String {
    /// With `& < > " '` as references.
    var escapedForHTML: String {
        var result = ""
        result.appendEscaped(self)
        return result
    }

    /// Appends with `& < > " '` as references.
    fileprivate mutating func appendEscaped(_ value: some StringProtocol) {
        let needsNone = value.utf8.allSatisfy { byte in
            byte != 0x26 && byte != 0x3C && byte != 0x3E && byte != 0x22 && byte != 0x27
        }
        if needsNone {
            self += value
            return
        }
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": self += "&amp;"
            case "<": self += "&lt;"
            case ">": self += "&gt;"
            case "\"": self += "&quot;"
            case "'": self += "&#39;"
            default: unicodeScalars.append(scalar)
            }
        }
    }
}
