import CLibXML

/// Reads XML from start to end, one element at a time, with libxml2.
///
/// Nothing outside the document is ever loaded, and a document type declaration is refused: Office files have none.
final class XmlPullReader {
    private enum Event {
        case start(String)
        case text(String)
        case end
    }

    private let reader: xmlTextReaderPtr
    private let storage: UnsafeMutableBufferPointer<CChar>
    private let budget: ReadingBudget
    private let format: DocumentFormat
    private var names: [NameKey: String] = [:]
    private var depth = 0
    private var emptyElement = false
    private var steps = 0

    private struct NameKey: Hashable {
        let namespace: UnsafePointer<xmlChar>?
        let local: UnsafePointer<xmlChar>
    }

    /// Begins to read `bytes`; `format` is named in the error if they are no well-formed XML.
    init(_ bytes: [UInt8], format: DocumentFormat, budget: ReadingBudget) throws {
        storage = UnsafeMutableBufferPointer<CChar>.allocate(capacity: max(1, bytes.count))
        storage.withMemoryRebound(to: UInt8.self) { _ = $0.update(fromContentsOf: bytes) }
        XmlMessages.silence()
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        guard
            let reader = xmlReaderForMemory(storage.baseAddress, Int32(clamping: bytes.count), nil, nil, Int32(options))
        else {
            storage.deallocate()
            throw UnreadableDocument.damaged(format)
        }
        self.reader = reader
        self.budget = budget
        self.format = format
    }

    deinit {
        xmlFreeTextReader(reader)
        storage.deallocate()
    }

    /// Visits the elements within the current one, or the root at the beginning, by name; `visit` may go deeper, what it leaves is skipped.
    ///
    /// A name has the prefix usual for its namespace ("w:p"), whatever the document calls it.
    func forEachChild(_ visit: (String) throws -> Void) throws {
        let base = depth
        while let event = try advance() {
            switch event {
            case .start(let name):
                let inner = depth
                try visit(name)
                while depth >= inner, try advance() != nil {}
            case .end: if depth < base { return }
            case .text: break
            }
        }
    }

    /// The text within the current element.
    func text() throws -> String {
        let base = depth
        var text = ""
        while let event = try advance() {
            switch event {
            case .start: break
            case .text(let piece): text += piece
            case .end: if depth < base { return text }
            }
        }
        return text
    }

    /// The value of an attribute of the current element, by its name without prefix. To be read before anything within.
    func attribute(_ name: String) -> String? {
        guard xmlTextReaderHasAttributes(reader) == 1 else { return nil }
        defer { xmlTextReaderMoveToElement(reader) }
        while xmlTextReaderMoveToNextAttribute(reader) == 1 {
            guard let local = xmlTextReaderConstLocalName(reader), string(local) == name else { continue }
            return xmlTextReaderConstValue(reader).map(string)
        }
        return nil
    }

    private func advance() throws -> Event? {
        if emptyElement {
            emptyElement = false
            depth -= 1
            return .end
        }
        while true {
            steps += 1
            if steps % 1_024 == 0 { try budget.checkTime() }
            switch xmlTextReaderRead(reader) {
            case 1: break
            case 0: return nil
            default: throw UnreadableDocument.damaged(format)
            }
            switch xmlTextReaderNodeType(reader) {
            case Int32(XML_READER_TYPE_ELEMENT.rawValue):
                depth += 1
                emptyElement = xmlTextReaderIsEmptyElement(reader) == 1
                return .start(elementName())
            case Int32(XML_READER_TYPE_END_ELEMENT.rawValue):
                depth -= 1
                return .end
            case Int32(XML_READER_TYPE_TEXT.rawValue), Int32(XML_READER_TYPE_CDATA.rawValue),
                Int32(XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue), Int32(XML_READER_TYPE_WHITESPACE.rawValue):
                if let value = xmlTextReaderConstValue(reader) { return .text(string(value)) }
            case Int32(XML_READER_TYPE_DOCUMENT_TYPE.rawValue), Int32(XML_READER_TYPE_ENTITY_REFERENCE.rawValue):
                throw UnreadableDocument.damaged(format)
            default: break
            }
        }
    }

    private func elementName() -> String {
        guard let local = xmlTextReaderConstLocalName(reader) else { return "" }
        let key = NameKey(namespace: xmlTextReaderConstNamespaceUri(reader), local: local)
        if let known = names[key] { return known }
        let prefix = key.namespace.flatMap { Self.prefixes[string($0)] } ?? "?"
        let name = prefix.isEmpty ? string(local) : prefix + ":" + string(local)
        names[key] = name
        return name
    }

    private func string(_ pointer: UnsafePointer<xmlChar>) -> String { String(cString: pointer) }

    /// The usual prefixes of the namespaces in Office files, transitional and strict.
    private static let prefixes: [String: String] = [
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
        "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
        "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
        "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
        "http://purl.oclc.org/ooxml/officeDocument/math": "m",
        "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    ]
}
