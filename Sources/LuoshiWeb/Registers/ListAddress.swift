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
    private static let own: Set<String> = ["view", "words", "unit", "sort", "after", "ended", "on"]

    init(_ parameters: Parameters) {
        pairs = parameters.map { (String($0.key), String($0.value.prefix(200))) }.filter { !$0.1.isEmpty }
        let single = Dictionary(pairs) { first, _ in first }
        view = single["view"] ?? "table"
        var conditions: [String: [ListRequest.Condition]] = [:]
        var chosen: [String: [String]] = [:]
        for (name, value) in pairs where !Self.own.contains(name) {
            let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
            switch parts.count == 2 ? parts[1] : "" {
            case "": chosen[name, default: []].append(value)
            case "from": conditions[parts[0], default: []].append(.from(value))
            case "to": conditions[parts[0], default: []].append(.to(value))
            case "has": conditions[parts[0], default: []].append(.contains(value))
            case "empty": conditions[parts[0], default: []].append(.isEmpty(value == "yes"))
            default: break
            }
        }
        for (name, values) in chosen { conditions[name, default: []].append(.any(values)) }
        let sort = single["sort"] ?? ""
        request = ListRequest(
            conditions: conditions, words: single["words"] ?? "", unit: single["unit"],
            sort: sort.isEmpty ? nil : sort.hasPrefix("-") ? String(sort.dropFirst()) : sort,
            isDescending: sort.hasPrefix("-"), ended: single["ended"] == "yes", after: single["after"])
    }

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
