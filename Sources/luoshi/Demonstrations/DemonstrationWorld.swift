import LuoshiCore

/// What the demonstration has made so far, and the dice it is made with.
struct DemonstrationWorld {
    var random: SeededRandom
    let words: [String: [String]]
    /// The last day on which anything is entered.
    let lastDay: Day
    var firms: [Drawn] = []
    var records: [String: [Drawn]] = [:]

    /// Draws one value as an expression of `demo/records.yaml` says; nil is an empty field.
    mutating func draw(_ expression: String, _ scope: [String: Drawn]) throws -> Drawn? {
        let tokens = expression.split(separator: " ").map(String.init)
        guard let verb = tokens.first else { return nil }
        let rest = Array(tokens.dropFirst())
        switch (verb, rest.count) {
        case ("maybe", 2...):
            let isThere = random.number(1...100) <= Int(rest[0]) ?? 0
            return isThere ? try draw(rest.dropFirst().joined(separator: " "), scope) : nil
        case ("pick", 1...): return random.one(of: rest).map { Drawn(text: $0) }
        case ("some", 3...): return some(rest)
        case ("word", 1): return random.one(of: words[rest[0]] ?? []).map { Drawn(text: $0) }
        case ("number", 2...3): return number(rest)
        case ("part", 3): return part(rest, scope)
        case ("day", 2): return day(rest)
        case ("after", 4): return later(rest, scope)
        case ("since", 3): return anniversary(rest, scope)
        case ("year", 1): return Drawn.text(of: rest[0][...], in: scope).map { Drawn(text: String($0.prefix(4))) }
        case ("firm", 1): return random.one(of: firms.filter { $0.parts[rest[0]] == "1" })
        case ("record", 1): return random.one(of: records[rest[0]] ?? [])
        case ("text", _): return Drawn.filled(rest.joined(separator: " "), scope).map { Drawn(text: $0) }
        default: throw Refusal("demo_script", "演示脚本里的“\(expression)”不是一种取值写法。")
        }
    }

    /// `some 1 3 a b c`: one to three of these.
    private mutating func some(_ rest: [String]) -> Drawn? {
        let count = random.number((Int(rest[0]) ?? 1)...(Int(rest[1]) ?? 1))
        var left = Array(rest.dropFirst(2))
        var chosen: [String] = []
        while chosen.count < count, !left.isEmpty { chosen.append(left.remove(at: random.number(0...left.count - 1))) }
        return Drawn(text: chosen.joined(separator: "、"))
    }

    /// `number 10 500 10`: of a range, in steps.
    private mutating func number(_ rest: [String]) -> Drawn? {
        guard let low = Int(rest[0]), let high = Int(rest[1]) else { return nil }
        let step = rest.count > 2 ? Int(rest[2]) ?? 1 : 1
        return Drawn(text: String(low + step * random.number(0...max(0, (high - low) / step))))
    }

    /// `part amount 40 90`: a part of a number, in per cent, rounded down.
    private mutating func part(_ rest: [String], _ scope: [String: Drawn]) -> Drawn? {
        guard let whole = Drawn.text(of: rest[0][...], in: scope).flatMap({ Int($0) }), let low = Int(rest[1]),
            let high = Int(rest[2])
        else { return nil }
        return Drawn(text: String(whole * random.number(low...high) / 100))
    }

    /// `day 2020-01-01 2022-07-31`: nobody knows of it before.
    private mutating func day(_ rest: [String]) -> Drawn? {
        guard let from = Day(rest[0]), let until = Day(rest[1]).map({ min($0, lastDay) }), from <= until else {
            return nil
        }
        return known(Day(number: random.number(from.number...until.number)))
    }

    /// `after signed days 5 60`: some days after another; nothing where that has not come yet.
    private mutating func later(_ rest: [String], _ scope: [String: Drawn]) -> Drawn? {
        guard let start = Drawn.text(of: rest[0][...], in: scope).flatMap({ Day($0) }), let low = Int(rest[2]),
            let high = Int(rest[3])
        else { return nil }
        let day = start.adding(days: random.number(low...high))
        return day > lastDay ? nil : known(day)
    }

    /// `since issued years 3`: the same day some years later, which may lie ahead.
    private func anniversary(_ rest: [String], _ scope: [String: Drawn]) -> Drawn? {
        guard let start = Drawn.text(of: rest[0][...], in: scope).flatMap({ Day($0) }), let years = Int(rest[2]) else {
            return nil
        }
        let day = Day(year: start.year + years, month: start.month, day: start.dayOfMonth)
        // The 29th of February has no anniversary in most years.
        return Drawn(text: (day ?? start.adding(days: 365 * years)).description)
    }

    private func known(_ day: Day) -> Drawn { Drawn(text: day.description, knownOn: day) }
}
