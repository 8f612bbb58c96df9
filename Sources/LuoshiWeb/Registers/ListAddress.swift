import Hummingbird
import LuoshiCore
import LuoshiWork

/// A list's conditions as they stand in its address, so that a view can be kept and sent to somebody.
struct ListAddress {
    let view: String
    let request: ListRequest
    /// As they came, for the form and the links.
    let pairs: [(name: String, value: String)]

    /// Names that are no fields.
    private static let own: Set<String> = ["view", "words", "unit", "sort", "after", "ended", "on", "column"]

    init(_ parameters: Parameters) {
        pairs = parameters.map { (String($0.key), String($0.value.prefix(200))) }.filter { !$0.1.isEmpty }
        let single = Dictionary(pairs) { first, _ in first }
        view = single["view"] ?? "table"
        var conditions: [String: [ListRequest.Condition]] = [:]
        var chosen: [String: [String]] = [:]
        for (name, value) in pairs where !Self.own.contains(name) {
            guard let (field, condition) = ListRequest.Condition.named(name, value) else { continue }
            // What is ticked several times is one condition: any of these.
            if case .any(let values) = condition {
                chosen[field, default: []] += values
            } else {
                conditions[field, default: []].append(condition)
            }
        }
        for (name, values) in chosen { conditions[name, default: []].append(.any(values)) }
        request = ListRequest(
            conditions: conditions, words: single["words"] ?? "", unit: single["unit"], order: single["sort"] ?? "",
            ended: single["ended"] == "yes", after: single["after"], limit: Self.pageSize,
            columns: pairs.filter { $0.name == "column" }.map(\.value))
    }

    /// Rows of a page.
    static let pageSize = 100

    /// The same list with one part of the address replaced; nil takes it away.
    func with(_ name: String, _ value: String?, path: String) -> String {
        var kept = pairs.filter { $0.name != name && $0.name != "after" && $0.name != "on" }
        if let value { kept.append((name, value)) }
        let query = kept.map { "\($0.name.percentEncodedForQuery)=\($0.value.percentEncodedForQuery)" }
        return query.isEmpty ? path : "\(path)?\(query.joined(separator: "&"))"
    }

    /// All of it but the page and the day, to be kept.
    var query: String {
        let address = with("after", nil, path: "")
        return address.hasPrefix("?") ? String(address.dropFirst()) : ""
    }

    /// Whether anything narrows the list.
    var isNarrowed: Bool { !request.conditions.isEmpty || !request.words.isEmpty || request.unit != nil }

    func value(_ name: String) -> String { pairs.first { $0.name == name }?.value ?? "" }
    func values(_ name: String) -> Set<String> { Set(pairs.filter { $0.name == name }.map(\.value)) }
}

extension ListRequest {
    /// `order` is a field's key, with a minus before it for the greatest first.
    init(
        conditions: [String: [Condition]], words: String, unit: String?, order: String, ended: Bool, after: String?,
        limit: Int = 50, columns: [String] = []
    ) {
        self.init(
            conditions: conditions, words: words, unit: unit,
            sort: order.isEmpty ? nil : order.hasPrefix("-") ? String(order.dropFirst()) : order,
            isDescending: order.hasPrefix("-"), ended: ended, after: after, limit: limit, columns: columns)
    }
}

extension ListRequest.Condition {
    /// `level`, `certified_on.from`, `certified_on.to`, `name.has`, `document.empty`: the field and what is asked of it.
    static func named(_ name: String, _ value: String) -> (field: String, condition: Self)? {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        guard let field = parts.first else { return nil }
        switch parts.count == 2 ? parts[1] : "" {
        case "": return (field, .any([value]))
        case "from": return (field, .from(value))
        case "to": return (field, .to(value))
        case "has": return (field, .contains(value))
        case "empty": return (field, .isEmpty(value == "yes"))
        default: return nil
        }
    }
}
