package import LuoshiCore

/// Letters that brought values, the newest first, within what the reader may see.
package struct LetterList: Query {
    package static let name = "letter.list"

    package init() {}

    package var permission: Permission { "letter.read" }
    package func subjects(in reading: Reading) throws -> [Subject] {
        [reading.reach.subject(lines: [], isPublic: false)]
    }

    package func answer(in reading: Reading) throws -> [Letter] {
        let units: Set<String>? = if case .units(let units) = reading.reach { units } else { nil }
        return try LetterStore(session: reading.session).letters(of: units, on: reading.day)
    }
}

/// A letter with all it brought.
package struct LetterView: Sendable {
    package let letter: Letter
    package let values: [CollectedValue]
    package let indicators: [String: Indicator]
    package let units: [String: String]
    package let mayWithdraw: Bool
}

/// One letter; nil where there is none.
package struct LetterByID: Query {
    package static let name = "letter.read"
    let id: String

    package init(_ id: String) { self.id = id }

    package var permission: Permission { "letter.read" }
    package func subjects(in reading: Reading) throws -> [Subject] {
        guard let letter = try LetterStore(session: reading.session).letter(id) else { return [.city] }
        return [.unit(letter.unit)]
    }

    package func answer(in reading: Reading) throws -> LetterView? {
        guard let letter = try LetterStore(session: reading.session).letter(id), letter.enteredOn <= reading.day else {
            return nil
        }
        let values = try CollectedStore(reading.session).values(from: letter.subject)
        let names = Dictionary(
            uniqueKeysWithValues: try UnitStore(reading.session).knownUnits(on: reading.inForce).map {
                ($0.unit.id, $0.unit.shortName)
            })
        return LetterView(
            letter: letter, values: values,
            indicators: Dictionary(
                uniqueKeysWithValues: Set(values.map(\.indicator)).compactMap { key in
                    reading.indicators[key].map { (key, $0) }
                }), units: names,
            mayWithdraw: letter.withdrawal == nil && !reading.inForce.isAsKnownThen
                && reading.allows("letter.withdraw", on: .unit(letter.unit), writing: true))
    }
}

/// The scan of a letter.
package struct LetterFile: Query {
    package static let name = "letter.file"
    let id: String

    package init(_ id: String) { self.id = id }

    package var permission: Permission { "letter.read" }
    package func subjects(in reading: Reading) throws -> [Subject] {
        guard let letter = try LetterStore(session: reading.session).letter(id) else { return [.city] }
        return [.unit(letter.unit)]
    }

    package func answer(in reading: Reading) throws -> AttachmentContent? {
        guard let letter = try LetterStore(session: reading.session).letter(id), let file = letter.file else {
            return nil
        }
        return try AttachmentStore(reading.session).content(file, of: letter.subject)
    }
}

extension Reading {
    /// Whose letters the reader may see.
    fileprivate var reach: Reach {
        rights.reach("letter.read", lines: [], isPublic: false, for: standing, writing: false)
    }
}

/// What the form for a letter offers: indicators that take letters, and the units that report each.
package struct LetterChoices: Query {
    package static let name = "letter.choices"

    package init() {}

    package var permission: Permission { "letter.read" }
    package func subjects(in reading: Reading) throws -> [Subject] {
        [reading.reach.subject(lines: [], isPublic: false)]
    }

    package func answer(in reading: Reading) throws -> [LetterChoice] {
        let store = UnitStore(reading.session)
        let units = try store.units(on: reading.inForce)
        return try reading.indicators.indicators.compactMap { indicator in
            guard case .collected(let basis) = indicator.basis else { return nil }
            let root = try store.root(of: indicator.along)
            return LetterChoice(
                indicator: indicator, basis: basis,
                units: units.filter { basis.expects.isEmpty ? $0.id == root : basis.expects.contains($0.kind) })
        }
    }
}

/// One indicator that letters bring values for.
package struct LetterChoice: Sendable {
    package let indicator: Indicator
    package let basis: Indicator.CollectedBasis
    package let units: [Unit]
}
