/// Markup, written as a string literal whose interpolations are escaped: what a person typed can never become markup.
///
/// `"<b title=\"\(text)\">\(text)</b>"` is safe in text and in quoted attributes; addresses go through `\(url: …)`.
package struct HTML: Sendable, ExpressibleByStringInterpolation {
    package private(set) var text: String

    package init(stringLiteral text: String) { self.text = text }
    package init(stringInterpolation interpolation: Interpolation) { self.text = interpolation.text }

    package static let empty: HTML = ""

    package static func + (left: HTML, right: HTML) -> HTML {
        var joined = left
        joined.text += right.text
        return joined
    }

    package struct Interpolation: StringInterpolationProtocol {
        var text: String

        package init(literalCapacity: Int, interpolationCount: Int) {
            text = ""
            text.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        package mutating func appendLiteral(_ literal: String) { text += literal }

        /// Text, escaped for element content and quoted attributes alike.
        package mutating func appendInterpolation(_ value: some StringProtocol) { text.appendEscaped(value) }
        package mutating func appendInterpolation(_ value: Int) { text += String(value) }
        package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            text.appendEscaped(value.description)
        }
        package mutating func appendInterpolation(_ markup: HTML) { text += markup.text }
        package mutating func appendInterpolation(_ markup: HTML?) { text += markup?.text ?? "" }
        package mutating func appendInterpolation(_ parts: [HTML]) { for part in parts { text += part.text } }
        package mutating func appendInterpolation(_ parts: [HTML], separator: HTML) {
            for (index, part) in parts.enumerated() {
                if index > 0 { text += separator.text }
                text += part.text
            }
        }

        /// An address inside the site, or http(s); anything else becomes `#`.
        package mutating func appendInterpolation(url address: String) {
            let isSafe =
                (address.hasPrefix("/") && !address.hasPrefix("//")) || address.hasPrefix("#")
                || address.hasPrefix("https://") || address.hasPrefix("http://")
            text.appendEscaped(isSafe ? ViewedDay.keep(in: address) : "#")
        }

        /// A boolean attribute: ` checked`, or nothing.
        package mutating func appendInterpolation(_ name: StaticString, if isSet: Bool) {
            if isSet { text += " \(name)" }
        }
    }
}

extension String {
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
