import Database
package import LuoshiCore

/// Where a review came from.
package enum ReviewOrigin: String, Sendable, Codable, SQLConvertible {
    case document, plan, package

    package var title: String {
        switch self {
        case .document: "由文件读出"
        case .plan: "修订现行方案"
        case .package: "方案配置有改动"
        }
    }
}

/// What became of a review.
package enum ReviewStatus: String, Sendable, Codable, SQLConvertible {
    case open, published, discarded

    package var title: String {
        switch self {
        case .open: "审核中"
        case .published: "已发布"
        case .discarded: "已作废"
        }
    }
}

/// A review draft (审核稿): what lies between a document and a plan version.
package struct ReviewRecord: Sendable, Hashable {
    package let id: Int
    package let origin: ReviewOrigin
    /// The document it was read from.
    package let document: String?
    /// The version that it amends; nil for a plan's first.
    package let base: Int?
    package let status: ReviewStatus
    package let createdName: String
    package let createdAt: Instant
    /// The version it became.
    package let published: Int?
}

/// One edit of a review: who did what, and whether it was undone.
package struct ReviewEdit: Sendable, Hashable {
    package let number: Int
    package let actorName: String
    package let instant: Instant
    package let title: String
    package let undoes: Int?
    package let undoneBy: Int?
    package let changes: [ReviewChange]
}

/// What an edit did to one item: nil before it was added, nil after it was taken out.
package struct ReviewChange: Sendable, Hashable {
    package let item: Int
    package let before: ReviewState?
    package let after: ReviewState?
}
