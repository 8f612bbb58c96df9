import Database

/// What passes when a post changes hands, as it stood then (交接单).
package struct HandoverSheet: Sendable, Hashable, Codable {
    package var unitName: String
    package var postTitle: String
    package var sections: [Section]

    /// One sort of thing that passes.
    package struct Section: Sendable, Hashable, Codable {
        package let title: String
        package let lines: [Line]

        package init(title: String, lines: [Line]) {
            self.title = title
            self.lines = lines
        }
    }

    /// One thing that passes.
    package struct Line: Sendable, Hashable, Codable {
        package let text: String
        package let detail: String
        /// The page where it is found; nil where there is none.
        package let address: String?
        package let due: Day?

        package init(text: String, detail: String = "", address: String? = nil, due: Day? = nil) {
            self.text = text
            self.detail = detail
            self.address = address
            self.due = due
        }
    }
}

/// One passing of a post from one person to another.
package struct Handover: Sendable, Hashable {
    package let id: String
    package let post: String
    package let from: String
    package let fromName: String
    package let to: String
    package let toName: String
    /// The first day the taker holds it.
    package let day: Day
    package let note: String
    package let sheet: HandoverSheet
    package let madeOn: Day
    package let madeName: String
    package let confirmedOn: Day?
}

/// A post changes hands, told to the rooms above: they add to the sheet what passes with it.
package struct PostHandedOver: Event {
    package static let name = "post.handed_over"
    package let handover: String
    package let post: Post
}
