import Foundation
import LuoshiCore

/// One page of a list; `next` goes on behind its last item, and is absent on the last page.
struct Page<Item: Codable & Sendable>: Codable, Sendable {
    let items: [Item]
    let next: String?

    /// `next` by the key of the last item; give nil on the last page.
    init(_ items: [Item], next: Cursor?) {
        self.items = items
        self.next = next?.description
    }
}

/// Any page, for the header that names the next one.
protocol Paged { var next: String? { get } }
extension Page: Paged {}

/// How much of a list is asked for, and behind which item.
struct PageRequest: Sendable {
    static let limit = 500
    let limit: Int
    let after: Cursor?
}

/// The key of the last item of a page, for nobody to read: the list it belongs to and the key, base64url.
///
/// It holds no secret and opens nothing: whoever makes one up merely starts at another place of what they may see.
struct Cursor: Sendable, Equatable, CustomStringConvertible {
    let list: String
    let key: String

    init(list: String, key: String) {
        self.list = list
        self.key = key
    }

    /// Nil for what is no cursor of this list.
    init?(_ text: String, of list: String) {
        guard let data = text.base64URLDecoded,
            let parts = try? JSONDecoder().decode([String].self, from: data), parts.count == 2, parts[0] == list,
            !parts[1].unicodeScalars.contains("\0")
        else { return nil }
        self.init(list: list, key: parts[1])
    }

    var description: String {
        ((try? JSONEncoder().encode([list, key])) ?? Data()).base64URLEncoded
    }
}

extension APICall {
    /// A page of a list that is at hand whole, ordered by a key of each thing that never changes: what is added meanwhile
    /// is met at its place, and nothing is met twice.
    func page<Thing, Item: Codable & Sendable>(
        _ things: [Thing], by key: (Thing) -> String, _ item: (Thing) throws -> Item
    ) throws -> Page<Item> {
        let request = try pageRequest()
        let keyed = things.map { (key: Array(key($0).utf8), thing: $0) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let after = request.after.map { Array($0.key.utf8) }
        let rest = keyed.drop { entry in after.map { !$0.lexicographicallyPrecedes(entry.key) } ?? false }
        let shown = rest.prefix(request.limit)
        let last = shown.count < rest.count ? shown.last : nil
        return Page(
            try shown.map { try item($0.thing) },
            next: last.map { Cursor(list: list, key: String(decoding: $0.key, as: UTF8.self)) })
    }
}
