#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads the XML of a workbook's part from start to end, in UTF-8, holding no more of it than one tag or text.
///
/// A sheet of two million cells is 180 MB of XML: libxml2 takes longer over that than a whole import may (docs/decisions/own-xml-scanner.md).
/// Nothing is ever loaded or expanded: a document type declaration is refused, and so are entities other than the five of XML.
struct XmlScanner: ~Copyable {
    /// What comes next in the part.
    enum Event {
        /// An element begins; `name` and `attribute` tell of it.
        case start
        /// An element ends.
        case end
        /// A text within an element, for `appendText`. An element's text may come in pieces.
        case text
        /// The part is over, and was whole.
        case finished
    }

    private struct Attribute {
        var name: Range<Int>
        var value: Range<Int>
    }

    private static let maxDepth = 64
    private static let maxAttributes = 256
    /// A text of the length that a cell may hold, with every character written as an entity, fits in here.
    private static let maxTokenBytes = 1 << 20

    private let stream: PartStream
    private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 128 << 10, alignment: 16)
    private var at = 0
    private var end = 0
    private var isAtEnd = false
    /// How many elements are open.
    private(set) var depth = 0
    private var openNames = UnsafeMutablePointer<UInt64>.allocate(capacity: XmlScanner.maxDepth)
    private var attributes = UnsafeMutablePointer<Attribute>.allocate(capacity: XmlScanner.maxAttributes)
    private var attributeCount = 0
    private var isEmptyElement = false
    private var hasRoot = false
    /// The prefix of the root with its colon, as a hash: elements with another one are of other namespaces.
    private var rootPrefix: UInt64 = 0
    private var prefix: UInt64 = 0
    private var localName = 0..<0
    private var textRange = 0..<0
    private var isTextLiteral = false

    /// Begins to read a part; throws `damaged` if it is not in UTF-8.
    init(_ stream: PartStream) throws {
        self.stream = stream
        while end < 3, try fill() {}
        let head = UnsafeRawBufferPointer(rebasing: buffer[..<end])
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { throw UnreadableWorkbook.damaged }
    }

    deinit {
        buffer.deallocate()
        openNames.deallocate()
        attributes.deallocate()
    }

    /// Goes on to the next event; throws `damaged` where the part is no well-formed XML, or what reading its bytes throws.
    mutating func next() throws -> Event {
        if isEmptyElement {
            isEmptyElement = false
            depth -= 1
            return .end
        }
        while true {
            if at == end, try !fill() {
                guard depth == 0, hasRoot else { throw UnreadableWorkbook.damaged }
                return .finished
            }
            if byte(at) != UInt8(ascii: "<") {
                try scanText()
                if depth > 0 { return .text }
                continue
            }
            while end - at < 3 { if try !fill() { throw UnreadableWorkbook.damaged } }
            switch byte(at + 1) {
            case UInt8(ascii: "/"):
                try scanEndTag()
                return .end
            case UInt8(ascii: "?"): at = try position(after: "?>", from: at + 2)
            case UInt8(ascii: "!"): if try scanDeclaration() { return .text }
            default:
                try scanStartTag()
                return .start
            }
        }
    }

    /// Whether the element that begins or has just ended has this name, in the namespace of the root.
    @inline(__always)
    func isNamed(_ name: StaticString) -> Bool {
        prefix == rootPrefix && localName.count == name.utf8CodeUnitCount
            && memcmp(base + localName.lowerBound, name.utf8Start, localName.count) == 0
    }

    /// The value of an attribute without prefix, its entities untouched; valid until the next event.
    @inline(__always)
    func attribute(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
        for index in 0..<attributeCount {
            let found = attributes[index]
            if found.name.count == name.utf8CodeUnitCount,
                memcmp(base + found.name.lowerBound, name.utf8Start, found.name.count) == 0
            {
                return bytes(found.value)
            }
        }
        return nil
    }

    /// The value of an attribute as text: one without prefix, or else one with any.
    func text(of name: StaticString) -> String? {
        var value = attribute(name)
        for index in 0..<attributeCount where value == nil {
            let found = attributes[index]
            let local = found.name.count - name.utf8CodeUnitCount
            guard local > 1, byte(found.name.lowerBound + local - 1) == UInt8(ascii: ":"),
                memcmp(base + found.name.lowerBound + local, name.utf8Start, name.utf8CodeUnitCount) == 0
            else { continue }
            value = bytes(found.value)
        }
        guard let value else { return nil }
        var decoded = ByteBuffer()
        guard (try? XmlEntities.append(value, to: &decoded)) != nil else { return nil }
        return decoded.string
    }

    /// Appends the text of the event to `buffer`, its entities replaced; throws `damaged` for an unknown one.
    @inline(__always)
    func appendText(to buffer: inout ByteBuffer) throws {
        let text = bytes(textRange)
        if isTextLiteral { try buffer.append(text) } else { try XmlEntities.append(text, to: &buffer) }
    }

    /// Visits the elements within the current one, or the root at the beginning; `visit` may go deeper, what it leaves is skipped.
    mutating func forEachChild(_ visit: (inout XmlScanner) throws -> Void) throws {
        let base = depth
        while true {
            switch try next() {
            case .start:
                let inner = depth
                try visit(&self)
                while depth >= inner { if try next() == .finished { return } }
            case .end: if depth < base { return }
            case .text: break
            case .finished: return
            }
        }
    }

    // MARK: The pieces

    @inline(__always) private var base: UnsafePointer<UInt8> {
        UnsafePointer(buffer.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self))
    }

    @inline(__always) private func byte(_ position: Int) -> UInt8 { base[position] }

    @inline(__always) private func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
    }

    /// Reads more of the part behind what is not scanned yet, which moves to the start of the buffer; false at the end.
    private mutating func fill() throws -> Bool {
        if isAtEnd { return false }
        if at > 0 {
            memmove(buffer.baseAddress.unsafelyUnwrapped, base + at, end - at)
            end -= at
            at = 0
        }
        if end == buffer.count {
            guard buffer.count < Self.maxTokenBytes else { throw UnreadableWorkbook.damaged }
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 16)
            larger.copyMemory(from: UnsafeRawBufferPointer(buffer))
            buffer.deallocate()
            buffer = larger
        }
        let count = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
        end += count
        isAtEnd = count == 0
        return count > 0
    }

    /// The text up to the next tag.
    private mutating func scanText() throws {
        var looked = 0
        while true {
            if let found = memchr(base + at + looked, 0x3C, end - at - looked) {
                let stop = UnsafeRawPointer(found) - UnsafeRawPointer(base)
                textRange = at..<stop
                break
            }
            looked = end - at
            if try !fill() {
                textRange = at..<end
                break
            }
        }
        isTextLiteral = false
        at = textRange.upperBound
    }

    /// A comment, which is skipped, or a literal text, for which it returns true; throws for a document type declaration.
    private mutating func scanDeclaration() throws -> Bool {
        while end - at < 9, try fill() {}
        let head = UnsafeRawBufferPointer(rebasing: buffer[at..<end])
        if head.starts(with: "<!--".utf8) {
            at = try position(after: "-->", from: at + 4)
            return false
        }
        guard depth > 0, head.starts(with: "<![CDATA[".utf8) else { throw UnreadableWorkbook.damaged }
        let stop = try position(after: "]]>", from: at + 9)
        textRange = (at + 9)..<(stop - 3)
        isTextLiteral = true
        at = stop
        return true
    }

    /// Where the text behind the next `mark` begins. What lies before `at` may have gone.
    private mutating func position(after mark: StaticString, from start: Int) throws -> Int {
        let length = mark.utf8CodeUnitCount
        var offset = start - at
        while true {
            while at + offset + length <= end {
                if memcmp(base + at + offset, mark.utf8Start, length) == 0 { return at + offset + length }
                offset += 1
            }
            if try !fill() { throw UnreadableWorkbook.damaged }
        }
    }

    private mutating func scanEndTag() throws {
        while true {
            if let found = memchr(base + at, 0x3E, end - at) {
                var stop = UnsafeRawPointer(found) - UnsafeRawPointer(base)
                let after = stop + 1
                while stop > at + 2, Self.isSpace(byte(stop - 1)) { stop -= 1 }
                let hash = scanName(from: at + 2, to: stop)
                guard localName.upperBound == stop, depth > 0, openNames[depth - 1] == hash else {
                    throw UnreadableWorkbook.damaged
                }
                depth -= 1
                at = after
                return
            }
            if try !fill() { throw UnreadableWorkbook.damaged }
        }
    }

    private mutating func scanStartTag() throws {
        while try !scanWholeStartTag() { if try !fill() { throw UnreadableWorkbook.damaged } }
    }

    /// Takes in the tag at `at`; false if the buffer ends before it does.
    private mutating func scanWholeStartTag() throws -> Bool {
        let hash = scanName(from: at + 1, to: end)
        var position = localName.upperBound
        guard position < end else { return false }
        guard !localName.isEmpty else { throw UnreadableWorkbook.damaged }
        attributeCount = 0
        while true {
            while position < end, Self.isSpace(byte(position)) { position += 1 }
            guard position < end else { return false }
            if byte(position) == UInt8(ascii: ">") { break }
            if byte(position) == UInt8(ascii: "/") {
                guard position + 1 < end else { return false }
                guard byte(position + 1) == UInt8(ascii: ">") else { throw UnreadableWorkbook.damaged }
                isEmptyElement = true
                position += 1
                break
            }
            guard let after = try scanAttribute(from: position) else { return false }
            position = after
        }
        guard depth < Self.maxDepth, depth > 0 || !hasRoot else { throw UnreadableWorkbook.damaged }
        if depth == 0 { (hasRoot, rootPrefix) = (true, prefix) }
        openNames[depth] = hash
        depth += 1
        at = position + 1
        return true
    }

    /// Takes in the attribute at `start` and returns where it ends; `nil` if the buffer ends before.
    private mutating func scanAttribute(from start: Int) throws -> Int? {
        var position = start
        while position < end, byte(position) != UInt8(ascii: "="), byte(position) != UInt8(ascii: ">"),
            !Self.isSpace(byte(position))
        {
            position += 1
        }
        let name = start..<position
        while position < end, Self.isSpace(byte(position)) { position += 1 }
        guard position < end else { return nil }
        guard byte(position) == UInt8(ascii: "="), !name.isEmpty, attributeCount < Self.maxAttributes else {
            throw UnreadableWorkbook.damaged
        }
        position += 1
        while position < end, Self.isSpace(byte(position)) { position += 1 }
        guard position < end else { return nil }
        let quote = byte(position)
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw UnreadableWorkbook.damaged }
        position += 1
        let value = position
        while position < end, byte(position) != quote {
            if byte(position) == UInt8(ascii: "<") { throw UnreadableWorkbook.damaged }
            position += 1
        }
        guard position < end else { return nil }
        attributes[attributeCount] = Attribute(name: name, value: value..<position)
        attributeCount += 1
        return position + 1
    }

    /// Takes in a tag's name, sets `prefix` and `localName`, and returns a hash of the whole (FNV-1a).
    private mutating func scanName(from start: Int, to stop: Int) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        (prefix, localName) = (0, start..<start)
        var position = start
        var localStart = start
        while position < stop {
            let letter = byte(position)
            if letter == UInt8(ascii: ">") || letter == UInt8(ascii: "/") || Self.isSpace(letter) { break }
            hash = (hash ^ UInt64(letter)) &* 0x0100_0000_01B3
            position += 1
            if letter == UInt8(ascii: ":") { (prefix, localStart) = (hash, position) }
        }
        localName = localStart..<position
        return hash
    }

    @inline(__always) private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
