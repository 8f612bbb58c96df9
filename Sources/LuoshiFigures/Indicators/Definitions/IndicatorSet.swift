import CEL
package import LuoshiCore
import LuoshiPlan
import LuoshiWork
import Synchronization

/// All indicators of a package version, their expressions compiled, with what hangs on what.
package struct IndicatorSet: Sendable {
    /// In the order in which they can be worked out: parts before what is made of them.
    package let indicators: [Indicator]
    /// Those of which amounts are kept.
    private let kept: [Indicator]
    /// Lines of all of them (条块), and whether any is open to everybody.
    let lines: Set<String>
    let isPartlyOpen: Bool
    private let byKey: [String: Indicator]
    private let expressions: [String: IndicatorExpressions]
    private let conditions: [String: UnitConditionProgram]
    /// By what they read: conditions over units.
    private let readers: [String: [Indicator]]
    /// By what they are made of: sums since a day, and differences from a base year.
    private let lookingBack: [String: [Indicator]]
    /// Indicators on the records of a register.
    private let byRegister: [String: [Indicator]]

    package init(_ files: PackageFiles, _ findings: Findings) {
        let registers = RegisterSet(files, Findings())
        var read: [Indicator] = []
        for path in files.texts.keys.sorted() where path.hasPrefix("indicators/") && path.hasSuffix(".yaml") {
            guard let top = files.top(path, findings) else { continue }
            read.append(Indicator(top))
        }
        let known = Dictionary(read.map { ($0.key, $0) }) { first, _ in first }
        var expressions: [String: IndicatorExpressions] = [:]
        var conditions: [String: UnitConditionProgram] = [:]
        var byRegister: [String: [Indicator]] = [:]
        for indicator in read {
            switch indicator.basis {
            case .records(let basis):
                guard let register = registers.register(basis.register) else {
                    findings.error(
                        indicator.file, indicator.line,
                        "没有台账“\(basis.register)”；请改正，或先建立 registers/\(basis.register).yaml")
                    continue
                }
                IndicatorCheck(indicator, findings).check(basis, register)
                expressions[indicator.key] = IndicatorExpressions(indicator, basis, register, findings)
                byRegister[register.key, default: []].append(indicator)
            case .unitsWhere(let condition):
                conditions[indicator.key] = UnitConditionProgram(indicator, condition, known: known, findings)
            case .collected, .ratio, .difference, .cumulative: break
            }
            IndicatorCheck(indicator, findings).check(parts: known)
        }
        byKey = known
        indicators = Self.ordered(read, known, conditions)
        kept = indicators.filter(\.isKept)
        lines = Set(read.map(\.lineName))
        isPartlyOpen = read.contains { $0.openness == .proactive }
        self.expressions = expressions
        self.conditions = conditions
        readers = Self.readers(indicators, conditions, known)
        self.byRegister = byRegister
        lookingBack = indicators.filter(\.looksBack).reduce(into: [:]) { found, indicator in
            for part in Self.parts(of: [indicator], known) { found[part.key, default: []].append(indicator) }
        }
    }

    package subscript(key: String) -> Indicator? { byKey[key] }

    /// An indicator, or a refusal.
    func indicator(_ key: String) throws -> Indicator {
        guard let indicator = byKey[key] else { throw Refusal.notFound("指标“\(key)”") }
        return indicator
    }

    /// The kept ones that indicators are worked out from, themselves among them; each once.
    func parts(of wanted: [Indicator]) -> [Indicator] {
        if wanted.count == indicators.count { return kept }
        if wanted.count == 1, wanted[0].isKept { return wanted }
        return Self.parts(of: wanted, byKey)
    }

    private static func parts(of wanted: [Indicator], _ known: [String: Indicator]) -> [Indicator] {
        var seen: Set<ObjectIdentifier> = []
        var open = wanted
        var found: [Indicator] = []
        while let indicator = open.popLast() {
            guard seen.insert(ObjectIdentifier(indicator)).inserted else { continue }
            if indicator.isKept { found.append(indicator) }
            for part in indicator.parts { if let part = known[part] { open.append(part) } }
        }
        return found
    }

    /// Figures that reach back before a period and are made of an indicator.
    func lookingBack(to key: String) -> [Indicator] { lookingBack[key] ?? [] }

    package func onRecords(of register: String) -> [Indicator] { byRegister[register] ?? [] }
    func expressions(of indicator: Indicator) -> IndicatorExpressions? { expressions[indicator.key] }
    func condition(of indicator: Indicator) -> UnitConditionProgram? { conditions[indicator.key] }

    /// Conditions over units that read an indicator, directly or through what is worked out from it.
    func conditions(reading key: String) -> [Indicator] { readers[key] ?? [] }

    private static func readers(
        _ indicators: [Indicator], _ conditions: [String: UnitConditionProgram], _ known: [String: Indicator]
    ) -> [String: [Indicator]] {
        var readers: [String: [Indicator]] = [:]
        for indicator in indicators {
            var open = conditions[indicator.key]?.reads.sorted() ?? []
            var seen: Set<String> = []
            while let key = open.popLast() {
                guard seen.insert(key).inserted else { continue }
                readers[key, default: []].append(indicator)
                open += known[key]?.parts ?? []
            }
        }
        return readers
    }

    private static func ordered(
        _ read: [Indicator], _ known: [String: Indicator], _ conditions: [String: UnitConditionProgram]
    ) -> [Indicator] {
        var placed: Set<String> = []
        var result: [Indicator] = []
        func place(_ indicator: Indicator) {
            guard placed.insert(indicator.key).inserted else { return }
            let needed = indicator.parts + (conditions[indicator.key]?.reads.sorted() ?? [])
            for part in needed { if let part = known[part] { place(part) } }
            result.append(indicator)
        }
        for indicator in read { place(indicator) }
        return result
    }
}

/// Sets by the package's hash: a version never changes. The last few, the newest last, so that whoever reads under a package while another
/// one is adopted is given one and the same set throughout: indicators are told apart by what they are, not by their keys.
private let knownSets = Mutex<[(hash: String, set: IndicatorSet)]>([])
private let setsKnown = 32

extension Reading {
    /// The indicators of the package in force.
    package var indicators: IndicatorSet {
        guard let package else { return IndicatorSet(PackageFiles(texts: [:]), Findings()) }
        let hash = package.hash
        if let known = knownSets.withLock({ $0.last { $0.hash == hash } }) { return known.set }
        let made = IndicatorSet(package.files, Findings())
        return knownSets.withLock { sets in
            if let known = sets.last(where: { $0.hash == hash }) { return known.set }
            sets = sets.suffix(setsKnown - 1) + [(hash, made)]
            return made
        }
    }

    /// An indicator of the package in force, or a refusal.
    package func indicator(_ key: String) throws -> Indicator {
        try indicators.indicator(key)
    }
}

extension DefinitionKind {
    /// The kinds that the figures floor reads.
    package static let figures: [DefinitionKind] = [
        DefinitionKind("指标", files: ["indicators/"]) { files, findings in
            _ = IndicatorSet(files, findings)
        }
    ]
}
