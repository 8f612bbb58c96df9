import Database

/// What a post is for.
package enum PostKind: String, Sendable, CaseIterable, Codable, SQLConvertible {
    /// The unit's head, who answers where a post is vacant.
    case head
    /// Where papers and duties come in (收文岗).
    case receiving
    case work

    package var title: String {
        switch self {
        case .head: "主要负责人"
        case .receiving: "收文岗"
        case .work: "工作岗"
        }
    }
}

/// A place of work in a unit, whoever holds it: duties and open work belong to it.
package struct Post: Sendable, Hashable, Codable {
    package let id: String
    package let unit: String
    package let kind: PostKind
    package let title: String
}

/// Somebody who holds a post for a time.
package struct Holding: Sendable, Hashable, Codable {
    package let post: String
    package let person: String
    package let personName: String
    package let isActing: Bool
    package let from: Day
    package let until: Day?
}
