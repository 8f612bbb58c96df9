import LuoshiCore

/// The paper on which something about units happens, and the day from which it holds: past ones are entered afterwards.
struct UnitPaperBody: Codable, Sendable {
    let from: Day
    let basis: LineText
    let note: WordsText?

    var model: UnitPaper { UnitPaper(from: from, basis: basis.text, note: note?.text ?? "") }
}

/// A unit that is opened; `parents` names the unit above in each hierarchy.
struct NewUnitBody: Codable, Sendable {
    let kind: UnitKind
    let name: LineText
    let shortName: LineText?
    /// Six digits of GB/T 2260.
    let area: KeyText?
    /// 18 characters of GB 32100; an enterprise must have one.
    let creditCode: KeyText?
    let aliases: [LineText]?
    let parents: [String: KeyText]?
    let isProvisional: Bool?

    var model: NewUnit {
        NewUnit(
            kind: kind, name: name.text, shortName: shortName?.text ?? "", area: area?.text,
            creditCode: creditCode?.text, aliases: aliases?.map(\.text) ?? [],
            parents: parents?.mapValues(\.text) ?? [:], isProvisional: isProvisional ?? false)
    }
}

/// A part of a unit that is split: a unit that exists or one that is opened, and what it takes.
struct SplitPartBody: Codable, Sendable {
    let unit: KeyText?
    let opening: NewUnitBody?
    let subjects: [KeyText]

    var model: SplitPart {
        get throws {
            let (unit, opening) = try UnitOrNew(unit, opening, at: "/parts").model
            return SplitPart(unit: unit, opening: opening, subjects: subjects.map(\.text))
        }
    }
}

/// A unit that exists, or one that is opened.
struct UnitOrNew {
    private let unit: KeyText?
    private let opening: NewUnitBody?
    private let pointer: String

    init(_ unit: KeyText?, _ opening: NewUnitBody?, at pointer: String) {
        self.unit = unit
        self.opening = opening
        self.pointer = pointer
    }

    /// Refuses both and neither.
    var model: (String, NewUnit?) {
        get throws {
            guard (unit == nil) != (opening == nil) else {
                throw BodyRefusal(faults: [BodyFault(pointer: pointer, detail: "已有的单位和新设的单位须写一个，只能写一个")])
            }
            return (unit?.text ?? "", opening?.model)
        }
    }
}

/// A change of units under the name of its kind: exactly one.
struct UnitChangeBody: Codable, Sendable {
    struct RenamingBody: Codable, Sendable {
        let unit: KeyText
        let name: LineText
        let shortName: LineText?
    }
    struct MergingBody: Codable, Sendable {
        let units: [KeyText]
        let into: KeyText?
        let opening: NewUnitBody?
    }
    struct SplittingBody: Codable, Sendable {
        let unit: KeyText
        let parts: [SplitPartBody]
        let remainder: KeyText?
    }
    struct MovingBody: Codable, Sendable {
        let unit: KeyText
        let hierarchy: KeyText
        let parent: KeyText?
    }
    struct ClosingBody: Codable, Sendable {
        let unit: KeyText
        let successor: KeyText?
    }
    struct TransferringBody: Codable, Sendable {
        let function: LineText
        let from: KeyText
        let to: KeyText
        let subjects: [KeyText]
    }
    struct AliasChangeBody: Codable, Sendable {
        let unit: KeyText
        let alias: LineText
        let isAdded: Bool
    }
    struct GroupChangeBody: Codable, Sendable {
        let group: KeyText
        let members: [KeyText]
    }

    let open: NewUnitBody?
    let rename: RenamingBody?
    let merge: MergingBody?
    let split: SplittingBody?
    let move: MovingBody?
    let close: ClosingBody?
    let transfer: TransferringBody?
    let alias: AliasChangeBody?
    let group: GroupChangeBody?
}

/// What a change would be like, and the entry that it would correct.
struct UnitEventPreviewBody: Codable, Sendable {
    let change: UnitChangeBody
    let paper: UnitPaperBody
    let correcting: Int?
}

/// What is right instead of an entry, and why that one was wrong.
struct UnitEventCorrectionBody: Codable, Sendable {
    let reason: WordsText
    let change: UnitChangeBody
    let paper: UnitPaperBody
}
