import LuoshiCore

/// The made-up firms of the demonstration: names that say so, credit codes with the right check characters, a place and a stage.
struct DemonstrationFirms {
    let since: Day
    let basis: String
    private let count: Int
    private let name: String
    private let places: [Place]
    private let trades: [Trade]
    private let stages: [Stage]

    private struct Place {
        let county: String
        let park: String?
        let word: String
        let share: Int
    }

    private struct Trade {
        let industry: String
        let words: [String]
        let share: Int
    }

    private struct Stage {
        let key: String
        let share: Int
        /// Words that registers choose firms by.
        let traits: [String]
        /// What else is known of each: placeholders of their own.
        let facts: [String: String]
    }

    init?(_ entry: YAMLEntry?) {
        guard let entry, let since = entry.day("since") else { return nil }
        func share(_ entry: YAMLEntry) -> Int { Int(entry.optionalText("share") ?? "1") ?? 1 }
        self.since = since
        basis = entry.text("basis")
        count = Int(entry.text("count")) ?? 0
        name = entry.text("name")
        places = entry.entries("places").map {
            Place(county: $0.text("county"), park: $0.optionalText("park"), word: $0.text("word"), share: share($0))
        }
        trades = entry.entries("trades").map {
            Trade(industry: $0.text("industry"), words: $0.texts("words"), share: share($0))
        }
        stages = entry.entries("stages").map {
            let facts = $0.entry("facts")
            return Stage(
                key: $0.text("stage"), share: share($0), traits: $0.texts("traits"),
                facts: Dictionary(uniqueKeysWithValues: (facts?.keys ?? []).map { ($0, facts?.text($0) ?? "") }))
        }
    }

    /// Draws the firms; as many of each stage as its share of the whole.
    func draw(_ world: inout DemonstrationWorld) -> [Drawn] {
        var names: Set<String> = []
        let whole = max(1, stages.reduce(0) { $0 + $1.share })
        let order = stages.flatMap { Array(repeating: $0, count: count * $0.share / whole) }
        return order.enumerated().compactMap { index, stage -> Drawn? in
            guard let place = world.random.one(of: places, by: \.share),
                let trade = world.random.one(of: trades, by: \.share)
            else { return nil }
            let name = freeName(place, trade, &names, &world)
            let code = Self.creditCode(area: place.county, number: index + 1)
            var parts = [
                "id": code, "name": name, "county": place.county, "industry": trade.industry, "stage": stage.key,
                "any": "1",
            ]
            parts["park"] = place.park
            parts.merge(stage.facts) { _, fact in fact }
            for trait in stage.traits { parts[trait] = "1" }
            parts["industry_\(trade.industry)"] = "1"
            return Drawn(text: code, parts: parts)
        }
    }

    /// As units: in a park beneath its administration, else beneath the county.
    static func unit(_ firm: Drawn) -> NewUnit {
        let county = firm.parts["county"] ?? ""
        var parents = ["territory": county, "administration": firm.parts["park"] ?? county]
        parents["park"] = firm.parts["park"]
        return NewUnit(
            id: firm.text, kind: .enterprise, name: firm.parts["name"] ?? firm.text, creditCode: firm.text,
            parents: parents)
    }

    private func freeName(
        _ place: Place, _ trade: Trade, _ names: inout Set<String>, _ world: inout DemonstrationWorld
    ) -> String {
        var candidate = ""
        for attempt in 0..<50 {
            let word = world.random.one(of: world.words["firm"] ?? []) ?? ""
            let second = attempt < 10 ? "" : world.random.one(of: world.words["firm"] ?? []) ?? ""
            let scope = [
                "place": Drawn(text: place.word), "word": Drawn(text: word + second),
                "trade": Drawn(text: world.random.one(of: trade.words) ?? ""),
            ]
            candidate = Drawn.filled(name, scope) ?? ""
            if names.insert(candidate).inserted { break }
        }
        return candidate
    }

    /// 91, the area, eight digits of our own, and the two check characters (GB 11714, GB 32100). No register issued it.
    static func creditCode(area: String, number: Int) -> String {
        let digits = String(90_000_000 + number)
        let weights = [3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(digits, weights).reduce(0) { $0 + ($1.0.wholeNumberValue ?? 0) * $1.1 }
        let check = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "X", "0"][11 - sum % 11]
        let body = "91\(area)\(digits)\(check)"
        let last = "0123456789ABCDEFGHJKLMNPQRTUWXY".first { LuoshiCore.CreditCode.isValid(body + String($0)) }
        return body + String(last ?? "0")
    }
}
