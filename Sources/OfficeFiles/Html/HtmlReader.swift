import CLibXML

/// Reads the text of a web page with libxml2's HTML parser, event by event; no tree is built and nothing is ever loaded.
enum HtmlReader {
    /// The lines of the page.
    static func lines(_ page: String, budget: ReadingBudget) throws -> [String] {
        let writer = HtmlText(budget: budget)
        XmlMessages.silence()
        guard let context = htmlNewParserCtxt() else { throw UnreadableDocument.damaged(.html) }
        defer { htmlFreeParserCtxt(context) }
        install(on: context, writer: writer)
        var bytes = Array(String(String.UnicodeScalarView(page.unicodeScalars.filter { $0.value != 0 })).utf8)
        guard HtmlTags.areModest(bytes) else { throw UnreadableDocument.damaged(.html) }
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
            | HTML_PARSE_NONET.rawValue | HTML_PARSE_NODEFDTD.rawValue
        bytes.withUnsafeMutableBytes { buffer in
            let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let document = htmlCtxtReadMemory(
                context, start, Int32(clamping: buffer.count), nil, "UTF-8", Int32(options))
            xmlFreeDoc(document)
        }
        if let failure = writer.failure { throw failure }
        return try writer.finish()
    }

    private static func install(on context: htmlParserCtxtPtr, writer: HtmlText) {
        guard let handler = context.pointee.sax else { return }
        var events = htmlSAXHandler()
        events.startElement = { context, name, attributes in
            HtmlReader.writer(context) { writer in
                guard let name else { return }
                try writer.start(String(cString: name).lowercased(), HtmlReader.attributes(attributes))
            }
        }
        events.endElement = { context, name in
            HtmlReader.writer(context) { writer in
                if let name { try writer.end(String(cString: name).lowercased()) }
            }
        }
        events.characters = { context, text, length in
            HtmlReader.writer(context) { writer in
                guard let text, length > 0 else { return }
                try writer.characters(
                    String(decoding: UnsafeBufferPointer(start: text, count: Int(length)), as: UTF8.self))
            }
        }
        events.ignorableWhitespace = events.characters
        handler.pointee = events
        context.pointee.userData = UnsafeMutableRawPointer(context)
        context.pointee._private = Unmanaged.passUnretained(writer).toOpaque()
    }

    /// Hands an event to the writer of a parser; the parser stops at the first error.
    private static func writer(_ context: UnsafeMutableRawPointer?, _ event: (HtmlText) throws -> Void) {
        guard let context else { return }
        let parser = context.assumingMemoryBound(to: htmlParserCtxt.self)
        guard let pointer = parser.pointee._private else { return }
        let writer = Unmanaged<HtmlText>.fromOpaque(pointer).takeUnretainedValue()
        guard writer.failure == nil else { return }
        do {
            try event(writer)
        } catch {
            writer.failure = error
            xmlStopParser(parser)
        }
    }

    private static func attributes(
        _ list: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) -> [String: String] {
        guard let list else { return [:] }
        var attributes: [String: String] = [:]
        var at = 0
        while let name = list[at], at < 200 {
            attributes[String(cString: name).lowercased()] = list[at + 1].map { String(cString: $0) } ?? ""
            at += 2
        }
        return attributes
    }
}
