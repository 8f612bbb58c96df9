/// A rectangle on a page, in points, y upwards.
struct PdfBox: Sendable, Equatable {
    var left: Double
    var bottom: Double
    var right: Double
    var top: Double

    /// The width.
    var width: Double { right - left }
    /// The height.
    var height: Double { top - bottom }

    /// Whether it lies where pages are: broken files have coordinates beyond all measure.
    var isSane: Bool { [left, bottom, right, top].allSatisfy { $0.isFinite && abs($0) < 100_000 } }

    /// Whether a point lies within, or less than `slack` outside.
    func contains(x: Double, y: Double, slack: Double = 0) -> Bool {
        x >= left - slack && x <= right + slack && y >= bottom - slack && y <= top + slack
    }
}

/// A turn by quarters that makes the text of a page upright.
struct PdfTurn: Sendable, Equatable {
    /// How many quarters the text is turned counter-clockwise, 0 to 3.
    let quarters: Int

    /// The point after the turn back.
    func upright(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
        switch quarters {
        case 1: (y, -x)
        case 2: (-x, -y)
        case 3: (-y, x)
        default: (x, y)
        }
    }

    /// The box after the turn back.
    func upright(_ box: PdfBox) -> PdfBox {
        let first = upright(box.left, box.bottom)
        let second = upright(box.right, box.top)
        return PdfBox(
            left: min(first.x, second.x), bottom: min(first.y, second.y), right: max(first.x, second.x),
            top: max(first.y, second.y))
    }
}

/// A character on a page.
struct PdfGlyph: Sendable {
    var scalar: Unicode.Scalar
    var box: PdfBox
    /// The height of its baseline.
    var baseline: Double
    /// The size it is set in, in points.
    var size: Double

    /// Whether it is white space.
    var isSpace: Bool { scalar.properties.isWhitespace }
}

/// A straight line drawn on a page, along one of its sides.
struct PdfRuling: Sendable {
    let isHorizontal: Bool
    /// Its y if it is horizontal, its x if it is vertical.
    var position: Double
    var start: Double
    var end: Double
}

/// What is read of a page before its text is put together.
struct PdfPageContent: Sendable {
    var glyphs: [PdfGlyph] = []
    var rulings: [PdfRuling] = []
    var box = PdfBox(left: 0, bottom: 0, right: 0, top: 0)
    /// Whether anything but text is on it: pictures or drawings.
    var hasPictures = false
    /// How many characters have no meaning because their font does not say.
    var unknownCharacters = 0
}
