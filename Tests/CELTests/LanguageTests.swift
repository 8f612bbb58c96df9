import CEL
import Foundation
import Testing

/// What expressions give, in our own words beside the public suite; `!` is a failure, when checked or when evaluated.
@Suite struct LanguageTests {
    private func value(_ source: String) throws -> Value { try Environment().compile(source).evaluate() }

    /// Holds each line's left side to its right side, by value and type.
    func hold(_ line: String) throws {
        let sides = line.components(separatedBy: " => ")
        let (source, wanted) = (sides[0], sides[1])
        guard wanted != "!" else {
            #expect(throws: (any Error).self) { try value(source) }
            return
        }
        #expect(try value(source).taggedJSON == value(wanted).taggedJSON)
    }
}
