/// A procedure as boxes and arrows, laid out from left to right; lengths are in pixels of an unscaled page.
package struct ProcedurePicture: Sendable, Equatable {
    package let width: Int
    package let height: Int
    package let boxes: [Box]
    package let arrows: [Arrow]

    /// A state.
    package struct Box: Sendable, Equatable {
        package let state: String
        /// The title, cut into lines that fit.
        package let lines: [String]
        package let x: Int
        package let y: Int
        package let width: Int
        package let height: Int
        package let isFinal: Bool
    }

    /// The steps from a state to another.
    package struct Arrow: Sendable, Equatable {
        package let from: String
        package let to: String
        /// Titles of the steps, joined.
        package let label: String
        /// Its line, in the path language of SVG.
        package let path: String
        package let labelX: Int
        package let labelY: Int
        /// It leads back to an earlier state, beneath the boxes.
        package let isBack: Bool
    }
}

extension ProcedurePicture {
    package init(_ procedure: Procedure) {
        self = PictureDrawing(procedure, PictureLayers(procedure)).picture
    }
}

/// How wide text is, in pixels: a Chinese character fills its square, other letters about half of it.
enum TextWidth {
    static func of(_ text: String, size: Int) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? (size * 6 + 9) / 10 : size) }
    }

    /// Cut into lines of at most so many characters, as even as can be.
    static func lines(_ text: String, of most: Int) -> [String] {
        let characters = Array(text)
        guard characters.count > most else { return [text] }
        let count = (characters.count + most - 1) / most
        let size = (characters.count + count - 1) / count
        return stride(from: 0, to: characters.count, by: size).map {
            String(characters[$0..<min($0 + size, characters.count)])
        }
    }
}
