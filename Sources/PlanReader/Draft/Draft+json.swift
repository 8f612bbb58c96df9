extension Draft {
    enum CodingKeys: String, CodingKey {
        case title, issuer
        case documentNumber = "document_number"
        case years, clauses, tasks, targets, warnings
    }

    /// Writes the contract's keys, with an explicit null for what is absent.
    package func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: CodingKeys.self)
        try box.encode(title, forKey: .title)
        try box.encode(issuer, forKey: .issuer)
        try box.encode(documentNumber, forKey: .documentNumber)
        try box.encode(years, forKey: .years)
        try box.encode(clauses, forKey: .clauses)
        try box.encode(tasks, forKey: .tasks)
        try box.encode(targets, forKey: .targets)
        try box.encode(warnings, forKey: .warnings)
    }
}

extension Draft.Task {
    enum CodingKeys: String, CodingKey {
        case clause, part, text, lead, cooperating, responsible
        case openEnded = "open_ended"
        case confidence, start, end
    }
}

extension Draft.Target {
    enum CodingKeys: String, CodingKey {
        case clause, part, text, indicator, comparator, value, min, max, unit, kind, baseline, deadline, recurrence
        case firmness, confidence, start, end
    }

    /// Writes the contract's keys, with an explicit null for what is absent.
    package func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: CodingKeys.self)
        try box.encode(clause, forKey: .clause)
        try box.encode(part, forKey: .part)
        try box.encode(text, forKey: .text)
        try box.encode(indicator, forKey: .indicator)
        try box.encode(comparator, forKey: .comparator)
        try box.encode(value, forKey: .value)
        try box.encode(min, forKey: .min)
        try box.encode(max, forKey: .max)
        try box.encode(unit, forKey: .unit)
        try box.encode(kind, forKey: .kind)
        try box.encode(baseline, forKey: .baseline)
        try box.encode(deadline, forKey: .deadline)
        try box.encode(recurrence, forKey: .recurrence)
        try box.encode(firmness, forKey: .firmness)
        try box.encode(confidence, forKey: .confidence)
        try box.encode(start, forKey: .start)
        try box.encode(end, forKey: .end)
    }
}

extension Draft.Baseline {
    enum CodingKeys: String, CodingKey {
        case year, value
    }

    /// Writes the contract's keys, with an explicit null for what is absent.
    package func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: CodingKeys.self)
        try box.encode(year, forKey: .year)
        try box.encode(value, forKey: .value)
    }
}
