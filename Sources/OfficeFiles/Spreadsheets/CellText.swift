/// The text of an `si` or `is` element: its runs joined, without what tells how to pronounce it.
enum CellText {
    /// Appends the text of the element that has just begun to `text`, up to its end; throws `damaged`.
    static func read(_ xml: inout XmlScanner, into text: inout ByteBuffer) throws {
        let outside = xml.depth - 1
        /// The depth of the `t` that is being read, and of the `rPh` that is being skipped.
        var (textDepth, skipDepth) = (0, 0)
        while xml.depth > outside {
            switch try xml.next() {
            case .start:
                if skipDepth > 0 { continue }
                if xml.isNamed("t") { textDepth = xml.depth } else if xml.isNamed("rPh") { skipDepth = xml.depth }
            case .end:
                if xml.depth < textDepth { textDepth = 0 }
                if xml.depth < skipDepth { skipDepth = 0 }
            case .text: if textDepth > 0 { try xml.appendText(to: &text) }
            case .finished: return
            }
        }
        try EscapedCharacters.decode(&text)
    }
}
