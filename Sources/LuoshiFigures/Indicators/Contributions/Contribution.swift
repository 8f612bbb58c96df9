import CEL
import LuoshiCore
import LuoshiWork

/// What one record, report line or unit brings to an indicator: an amount of a unit, on a day or from a day until another.
struct Contribution: Sendable, Hashable {
    /// The unit whose it is.
    let unit: String
    /// When it happens, or the first day it stands.
    let from: Day
    /// The first day it no longer stands; nil for what goes on, and for what happens.
    let until: Day?
    /// In the indicator's smallest part.
    let amount: Int64
    /// What tells it apart, where different ones are counted.
    let key: String?
}

/// Works out what a record brings to an indicator, from all its versions: a pure function.
///
/// A version counts on the days on which it held; an end that a later version dates back reaches back (a certificate revoked for
/// last year was none last year). What happens is booked once: on the day the newest version gives, for the unit that had the
/// record on that day.
struct RecordContributions {
    let indicator: Indicator
    let basis: Indicator.RecordBasis
    let expressions: IndicatorExpressions
    let register: RegisterDefinition

    /// One stretch of days in which a record held the same.
    struct Version {
        let from: Day
        let until: Day?
        let unit: String?
        let values: FieldValues
    }

    /// Also how many versions could not be worked out.
    func contributions(_ versions: [Version]) -> (made: [Contribution], faults: Int) {
        let answers = versions.map { expressions.answer($0.values, of: register.key) }
        let made = basis.nature == .stock ? stock(versions, answers) : flow(versions, answers)
        return (made, answers.count(where: \.isFaulty))
    }

    private func stock(_ versions: [Version], _ answers: [IndicatorExpressions.Answer]) -> [Contribution] {
        var made: [Contribution] = []
        for (index, version) in versions.enumerated() {
            let answer = answers[index]
            guard answer.isCounted, let from = answer.from, let amount = smallest(answer.amount) else { continue }
            let begins = max(version.from, from)
            let ends = ([version.until, answer.until] + answers[(index + 1)...].map(\.until)).compactMap(\.self).min()
            if let ends, ends <= begins { continue }
            for (unit, amount) in parts(of: version, amount) {
                let piece = Contribution(unit: unit, from: begins, until: ends, amount: amount, key: answer.key)
                if let place = made.lastIndex(where: { $0.unit == unit }), made[place].until == begins,
                    made[place].amount == amount, made[place].key == piece.key
                {
                    made[place] = Contribution(
                        unit: unit, from: made[place].from, until: ends, amount: amount, key: piece.key)
                } else {
                    made.append(piece)
                }
            }
        }
        return made
    }

    private func flow(_ versions: [Version], _ answers: [IndicatorExpressions.Answer]) -> [Contribution] {
        guard let newest = answers.last, let latest = versions.last, let day = newest.from else { return [] }
        let place = versions.lastIndex { $0.from <= day } ?? 0
        // What was confirmed afterwards counts from the day on which it happened.
        let known = answers[place]
        let then = known.from == day && known.isCounted ? known : newest
        // What was taken back the same day never was.
        if let back = newest.until, back <= day { return [] }
        guard then.isCounted, let amount = smallest(then.amount) else { return [] }
        let its = parts(of: versions[place], amount)
        return (its.isEmpty ? parts(of: latest, amount) : its).flatMap { unit, amount in
            [Contribution(unit: unit, from: day, until: nil, amount: amount, key: then.key)]
                + (newest.until.map { back in
                    [Contribution(unit: unit, from: back, until: nil, amount: -amount, key: then.key)]
                } ?? [])
        }
    }

    /// Whose the amount is. A record that several units share brings each its part of a sum; where different ones are counted,
    /// each has it, and whoever stands above them counts it once. A plain count is its own unit's alone.
    private func parts(of version: Version, _ amount: Int64) -> [(unit: String, amount: Int64)] {
        if basis.belongsTo == nil, basis.measure != .count, let parts = register.shares?.parts(of: version.values) {
            let amounts =
                if case .sum = basis.measure {
                    Self.shared(amount, by: parts.map(\.basisPoints))
                } else {
                    parts.map { _ in amount }
                }
            // What falls to somebody outside counts nowhere here.
            return zip(parts, amounts).compactMap { part, amount in part.unit.map { ($0, amount) } }
        }
        return unit(of: version).map { [($0, amount)] } ?? []
    }

    /// An amount in parts that add up to it, by largest remainder; of equal remainders the first.
    static func shared(_ amount: Int64, by basisPoints: [Int64]) -> [Int64] {
        let exact = basisPoints.map { Int128(amount.magnitude) * Int128($0) }
        let whole = Int128(ShareFields.whole)
        var parts = exact.map { Int64($0 / whole) }
        let missing = Int(Int64(amount.magnitude) - parts.reduce(0, +))
        let largest = exact.indices.sorted {
            exact[$0] % whole > exact[$1] % whole || (exact[$0] % whole == exact[$1] % whole && $0 < $1)
        }
        for index in largest.prefix(missing) { parts[index] += 1 }
        return amount < 0 ? parts.map(-) : parts
    }

    private func unit(of version: Version) -> String? {
        guard let field = basis.belongsTo else { return version.unit }
        if case .text(let unit)? = version.values[field] { return unit }
        return nil
    }

    /// Nil where it does not fit.
    private func smallest(_ amount: DecimalValue) -> Int64? {
        guard let rounded = amount.rounded(to: indicator.keptScale, .halfUp) else { return nil }
        return Int64(exactly: rounded.coefficient)
    }
}

extension Indicator {
    /// What is kept, in words of the measure: 1234567800 分 of 亿元 with what digits it has.
    package func inMeasure(_ kept: Int64) -> String { decimalInMeasure(kept).text }

    func decimalInMeasure(_ kept: Int64) -> DecimalValue {
        DecimalValue(coefficient: Int128(kept), scale: keptScale)?
            .divided(by: shown, places: max(scale, 4), .halfUp)?.reduced ?? DecimalValue(kept)
    }
}
