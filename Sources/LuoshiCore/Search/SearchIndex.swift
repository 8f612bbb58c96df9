package import Database

/// Something that can be found, and where its page is.
package struct SearchItem: Sendable, Hashable {
    /// `target:T03`, `unit:451082`: the same names as in the audit trail.
    package let id: String
    /// What it is, in Chinese: 单位, 目标, 任务, 条款.
    package let kind: String
    package let title: String
    package let body: String
    package let address: String

    package init(id: String, kind: String, title: String, body: String, address: String) {
        self.id = id
        self.kind = kind
        self.title = title
        self.body = body
        self.address = address
    }
}

/// The index: single characters and pairs of them, written by Swift, so that one- and two-character words are found alike on both engines.
package struct SearchIndex {
    private let session: any Session

    package init(_ session: any Session) { self.session = session }

    /// Adds or replaces one item.
    package func put(_ item: SearchItem) throws {
        try remove(item.id)
        try session.execute(
            """
            INSERT INTO search_items (id, kind, title, body, address)
            VALUES (\(item.id), \(item.kind), \(item.title), \(item.body), \(item.address))
            """)
        var weights: [String: Int] = [:]
        for gram in Grams.of(item.body) { weights[gram] = 1 }
        for gram in Grams.of(item.title) { weights[gram] = 4 }
        try session.executeBatch(weights) { gram, weight in
            "INSERT INTO search_grams (gram, item, weight) VALUES (\(gram), \(item.id), \(weight))"
        }
    }

    package func remove(_ id: String) throws {
        try session.execute("DELETE FROM search_grams WHERE item = \(id)")
        try session.execute("DELETE FROM search_items WHERE id = \(id)")
    }

    /// Takes out everything whose name begins so: `clause:`.
    package func removeAll(beginning prefix: String) throws {
        let pattern = prefix + "%"
        try session.execute("DELETE FROM search_grams WHERE item LIKE \(pattern)")
        try session.execute("DELETE FROM search_items WHERE id LIKE \(pattern)")
    }

    /// Items that contain every word of the query as written, those with the words in their titles first.
    package func find(_ query: String, limit: Int) throws -> [SearchItem] {
        let words = Grams.words(query)
        // The grams narrow it down; sixty-four of them are narrow enough for a long sentence.
        let wanted = Set(words.flatMap(Grams.needed(for:))).sorted().prefix(64)
        guard !wanted.isEmpty else { return [] }
        var found: [SearchItem] = []
        var offset = 0
        while found.count < limit {
            let candidates = try candidates(with: Array(wanted), from: offset, count: limit * 4)
            found += candidates.filter { item in
                let text = Grams.fold(item.title + "\n" + item.body)
                return words.allSatisfy { text.contains($0) }
            }
            if candidates.count < limit * 4 { break }
            offset += candidates.count
        }
        return Array(found.prefix(limit))
    }

    /// Items that have all the grams, though perhaps not side by side.
    private func candidates(with grams: [String], from offset: Int, count: Int) throws -> [SearchItem] {
        try session.all(
            """
            SELECT i.id, i.kind, i.title, i.body, i.address FROM search_items i JOIN (
                SELECT item, SUM(weight) AS score FROM search_grams WHERE gram IN \(list: grams)
                GROUP BY item HAVING COUNT(*) = \(grams.count)
            ) g ON g.item = i.id ORDER BY g.score DESC, i.id LIMIT \(count) OFFSET \(offset)
            """
        ) {
            SearchItem(
                id: try $0["id"], kind: try $0["kind"], title: try $0["title"], body: try $0["body"],
                address: try $0["address"])
        }
    }
}

/// How text becomes grams.
enum Grams {
    /// Letters in lower case, full-width forms as half-width.
    static func fold(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.lowercased().unicodeScalars.map { scalar in
                    (0xFF01...0xFF5E).contains(scalar.value)
                        ? (Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar) : scalar
                }))
    }

    /// Runs of letters and digits.
    static func words(_ text: String) -> [Substring] {
        fold(text).split { !($0.isLetter || $0.isNumber) }
    }

    /// Every character and every pair of neighbours.
    static func of(_ text: String) -> Set<String> {
        var grams: Set<String> = []
        for word in words(text) {
            var before: Character?
            for character in word {
                grams.insert(String(character))
                if let before { grams.insert(String([before, character])) }
                before = character
            }
        }
        return grams
    }

    /// The grams that a text with this word must have: its pairs, or the word itself where it is one character.
    static func needed(for word: Substring) -> [String] {
        let characters = Array(word)
        guard characters.count > 1 else { return [String(word)] }
        return (1..<characters.count).map { String([characters[$0 - 1], characters[$0]]) }
    }
}

/// Finds things by words, among what the reader may see.
package struct FindAnything: Query {
    package static let name = "search.find"
    let words: String

    package init(_ words: String) { self.words = words }

    package var permission: Permission { "search.use" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> [SearchItem] {
        try SearchIndex(reading.session).find(words, limit: 50)
    }
}
