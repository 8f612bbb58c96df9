/// Finds words in a text however its lines are broken.
package enum Passage {
    /// Where the words first stand within a range of the text's scalars; spaces and line ends count for nothing. Nil where they do not.
    package static func find(_ words: String, in text: [Unicode.Scalar], from start: Int = 0, to end: Int? = nil)
        -> Range<Int>?
    {
        let wanted = words.unicodeScalars.filter { !$0.properties.isWhitespace }
        guard !wanted.isEmpty else { return nil }
        let limit = min(end ?? text.count, text.count)
        let places = (max(0, start)..<max(0, start, limit)).filter { !text[$0].properties.isWhitespace }
        guard places.count >= wanted.count else { return nil }
        let pattern = Array(wanted)
        for first in 0...(places.count - pattern.count)
        where (0..<pattern.count).allSatisfy({ text[places[first + $0]] == pattern[$0] }) {
            return places[first]..<(places[first + pattern.count - 1] + 1)
        }
        return nil
    }

    /// A slice in one line.
    package static func slice(_ text: [Unicode.Scalar], _ start: Int, _ end: Int) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text[min(max(start, 0), text.count)..<min(max(end, start, 0), text.count)] where scalar != "\n" {
            result.append(scalar)
        }
        return String(result)
    }
}
