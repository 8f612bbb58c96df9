/// Reads the characters and rulings of one page from pdfium.
struct PdfPageReader {
    let library: PdfiumLibrary
    let budget: ReadingBudget

    private static let maxObjects = 200_000
    private static let maxSegments = 200_000

    /// The content of page `index`, turned upright; throws `damaged` if it cannot be loaded.
    func read(_ document: OpaquePointer, page index: Int32, charactersSoFar: Int) throws -> PdfPageContent {
        try budget.checkTime()
        guard let page = library.openPage(document, index) else { throw UnreadableDocument.damaged(.pdf) }
        defer { library.closePage(page) }
        try budget.checkTime()
        guard let text = library.openText(page) else { throw UnreadableDocument.damaged(.pdf) }
        defer { library.closeText(text) }
        try budget.checkTime()
        let count = max(0, library.characterCount(text))
        try budget.checkLength(charactersSoFar + Int(count))

        var content = PdfPageContent()
        let turn = turn(text, count: count)
        content.box = turn.upright(pageBox(page))
        try readGlyphs(text, count: count, turn: turn, into: &content)
        var walk = ObjectWalk()
        try readObjects(page, turn: turn, into: &content, walk: &walk)
        return content
    }

    private func pageBox(_ page: OpaquePointer) -> PdfBox {
        var values: [Float] = [0, 842, 595, 0]
        _ = library.pageBox(page, &values)
        let box = PdfBox(
            left: Double(values[0]), bottom: Double(values[3]), right: Double(values[2]), top: Double(values[1]))
        return box.isSane ? box : PdfBox(left: 0, bottom: 0, right: 595, top: 842)
    }

    // MARK: - Characters

    /// The direction in which most characters are set.
    private func turn(_ text: OpaquePointer, count: Int32) -> PdfTurn {
        var votes = [0, 0, 0, 0]
        var values = [Float](repeating: 0, count: 6)
        for index in stride(from: 0, to: count, by: max(1, Int(count) / 400)) {
            guard library.isGenerated(text, index) == 0, library.matrix(text, index, &values) != 0 else { continue }
            let (a, b) = (values[0], values[1])
            votes[abs(a) >= abs(b) ? (a >= 0 ? 0 : 2) : (b >= 0 ? 1 : 3)] += 1
        }
        let most = votes.indices.max { votes[$0] < votes[$1] } ?? 0
        return PdfTurn(quarters: votes[most] > 0 ? most : 0)
    }

    private func readGlyphs(
        _ text: OpaquePointer, count: Int32, turn: PdfTurn, into content: inout PdfPageContent
    ) throws {
        content.glyphs.reserveCapacity(Int(count))
        var values = [Float](repeating: 0, count: 4)
        var high: UInt32?
        for index in 0..<count {
            if index % 4_096 == 0 { try budget.checkTime() }
            guard library.isGenerated(text, index) != 1 else { continue }
            var code = library.unicode(text, index)
            if (0xD800..<0xDC00).contains(code) {
                high = code
                continue
            }
            if let first = high, (0xDC00..<0xE000).contains(code) {
                code = 0x1_0000 + (first - 0xD800) << 10 + (code - 0xDC00)
            }
            high = nil
            guard let scalar = Unicode.Scalar(code), code != 0, library.hasNoUnicode(text, index) != 1,
                !(0xE000...0xF8FF).contains(code), code != 0xFFFD
            else {
                content.unknownCharacters += 1
                continue
            }
            guard TextCleaning.isKept(scalar) || code == 0xAD else { continue }
            guard library.looseBox(text, index, &values) != 0, values.allSatisfy(\.isFinite) else { continue }
            let raw = PdfBox(
                left: Double(min(values[0], values[2])), bottom: Double(min(values[1], values[3])),
                right: Double(max(values[0], values[2])), top: Double(max(values[1], values[3])))
            var (x, y) = (raw.left, raw.bottom)
            _ = library.origin(text, index, &x, &y)
            let origin = turn.upright(x, y)
            var box = turn.upright(raw)
            let scale = scale(text, index)
            let size = scale.height > 0.5 ? scale.height : max(1, box.height)
            if WrappedLines.isChinese(scalar), scale.width > 0.5, code > 0x2E80 {
                // The box of a character such as 一 may be as small as its ink.
                box.left = min(box.left, origin.x)
                box.right = max(box.right, origin.x + 0.95 * scale.width)
            }
            guard box.isSane, abs(origin.y) < 100_000, size < 10_000 else { continue }
            let shown = code == 0xAD ? "-" : scalar
            content.glyphs.append(PdfGlyph(scalar: shown, box: box, baseline: origin.y, size: size))
        }
    }

    /// The width and height of the square a Chinese character is set in, in points.
    private func scale(_ text: OpaquePointer, _ index: Int32) -> (width: Double, height: Double) {
        var values = [Float](repeating: 0, count: 6)
        guard library.matrix(text, index, &values) != 0, values.allSatisfy(\.isFinite) else { return (0, 0) }
        let (a, b, c, d) = (Double(values[0]), Double(values[1]), Double(values[2]), Double(values[3]))
        let size = library.fontSize(text, index)
        return (size * (a * a + b * b).squareRoot(), size * (c * c + d * d).squareRoot())
    }

    // MARK: - Rulings

    private struct ObjectWalk {
        var objects = 0
        var segments = 0
        var isOver: Bool { objects > maxObjects || segments > maxSegments }
    }

    /// What pdfium calls the kinds of page objects.
    private enum ObjectKind: Int32 {
        case path = 2
        case image = 3
        case shading = 4
        case form = 5
    }

    private func readObjects(
        _ page: OpaquePointer, turn: PdfTurn, into content: inout PdfPageContent, walk: inout ObjectWalk
    ) throws {
        for index in 0..<max(0, library.objectCount(page)) {
            guard !walk.isOver else { return }
            if let object = library.object(page, index) {
                try read(object, .identity, depth: 0, turn: turn, into: &content, walk: &walk)
            }
        }
    }

    private func read(
        _ object: OpaquePointer, _ outer: PdfMatrix, depth: Int, turn: PdfTurn, into content: inout PdfPageContent,
        walk: inout ObjectWalk
    ) throws {
        walk.objects += 1
        if walk.objects % 1_024 == 0 { try budget.checkTime() }
        guard !walk.isOver, let kind = ObjectKind(rawValue: library.objectKind(object)) else { return }
        switch kind {
        case .image, .shading: content.hasPictures = true
        case .path:
            content.hasPictures = true
            readPath(object, matrix(object).then(outer), turn: turn, into: &content, walk: &walk)
        case .form:
            guard depth < 8 else { return }
            let inner = matrix(object).then(outer)
            for index in 0..<max(0, library.formObjectCount(object)) {
                guard !walk.isOver, let child = library.formObject(object, UInt(index)) else { return }
                try read(child, inner, depth: depth + 1, turn: turn, into: &content, walk: &walk)
            }
        }
    }

    private func matrix(_ object: OpaquePointer) -> PdfMatrix {
        var values: [Float] = [1, 0, 0, 1, 0, 0]
        return library.objectMatrix(object, &values) != 0 ? PdfMatrix(values.map(Double.init)) : .identity
    }

    private func readPath(
        _ path: OpaquePointer, _ matrix: PdfMatrix, turn: PdfTurn, into content: inout PdfPageContent,
        walk: inout ObjectWalk
    ) {
        var (fill, stroke): (Int32, Int32) = (0, 0)
        guard library.drawMode(path, &fill, &stroke) != 0, fill != 0 || stroke != 0 else { return }
        var outline: [(x: Double, y: Double)] = []
        func finish(closed: Bool) {
            content.rulings += PdfRulings.rulings(of: outline, closed: closed, stroked: stroke != 0)
            outline = []
        }
        for index in 0..<max(0, library.segmentCount(path)) {
            walk.segments += 1
            guard !walk.isOver, let segment = library.segment(path, index) else { return }
            var (x, y): (Float, Float) = (0, 0)
            guard library.segmentPoint(segment, &x, &y) != 0, x.isFinite, y.isFinite else { continue }
            let kind = library.segmentKind(segment)
            if kind == 2 { finish(closed: false) }
            // A curve ends a straight outline: rounded boxes give no rulings there.
            if kind == 1 { outline = [] }
            let point = matrix.applied(Double(x), Double(y))
            guard abs(point.x) < 100_000, abs(point.y) < 100_000 else { continue }
            outline.append(turn.upright(point.x, point.y))
            if library.segmentCloses(segment) != 0 { finish(closed: true) }
        }
        finish(closed: false)
    }
}

/// How the coordinates of an object lie on the page.
struct PdfMatrix {
    private let a, b, c, d, e, f: Double

    /// Leaves coordinates as they are.
    static let identity = PdfMatrix([1, 0, 0, 1, 0, 0])

    /// A matrix of the six numbers that PDF writes.
    init(_ values: [Double]) {
        (a, b, c, d, e, f) = (values[0], values[1], values[2], values[3], values[4], values[5])
    }

    /// This matrix, and then another.
    func then(_ next: PdfMatrix) -> PdfMatrix {
        PdfMatrix([
            a * next.a + b * next.c, a * next.b + b * next.d, c * next.a + d * next.c, c * next.b + d * next.d,
            e * next.a + f * next.c + next.e, e * next.b + f * next.d + next.f,
        ])
    }

    /// Where a point lies on the page.
    func applied(_ x: Double, _ y: Double) -> (x: Double, y: Double) { (a * x + c * y + e, b * x + d * y + f) }
}
