/// The straight lines that borders of tables are drawn with.
enum PdfRulings {
    /// Thinner than this, a filled rectangle is a line.
    private static let maxThickness = 3.0

    /// The rulings that an outline draws: its sides if it is stroked, its length if it is filled and thin.
    static func rulings(of outline: [(x: Double, y: Double)], closed: Bool, stroked: Bool) -> [PdfRuling] {
        guard outline.count >= 2 else { return [] }
        let xs = outline.map(\.x)
        let ys = outline.map(\.y)
        guard let left = xs.min(), let right = xs.max(), let bottom = ys.min(), let top = ys.max() else { return [] }
        if min(right - left, top - bottom) <= maxThickness {
            guard max(right - left, top - bottom) > maxThickness else { return [] }
            return [ruling(left, bottom, right, top)]
        }
        guard stroked else { return [] }
        var result: [PdfRuling] = []
        for (index, point) in outline.enumerated() {
            guard let next = index + 1 < outline.count ? outline[index + 1] : closed ? outline[0] : nil else { break }
            let (width, height) = (abs(next.x - point.x), abs(next.y - point.y))
            guard min(width, height) <= 1, max(width, height) > maxThickness else { continue }
            result.append(
                ruling(min(point.x, next.x), min(point.y, next.y), max(point.x, next.x), max(point.y, next.y)))
        }
        return result
    }

    private static func ruling(_ left: Double, _ bottom: Double, _ right: Double, _ top: Double) -> PdfRuling {
        right - left >= top - bottom
            ? PdfRuling(isHorizontal: true, position: (bottom + top) / 2, start: left, end: right)
            : PdfRuling(isHorizontal: false, position: (left + right) / 2, start: bottom, end: top)
    }

    /// The rulings with pieces that continue or cover each other made one.
    static func merged(_ rulings: [PdfRuling]) -> [PdfRuling] {
        var result: [PdfRuling] = []
        for isHorizontal in [true, false] {
            let sorted = rulings.filter { $0.isHorizontal == isHorizontal }
                .sorted { ($0.position, $0.start) < ($1.position, $1.start) }
            for cluster in clusters(sorted) {
                let position = cluster.reduce(0) { $0 + $1.position } / Double(cluster.count)
                var current: PdfRuling?
                for piece in cluster.sorted(by: { $0.start < $1.start }) {
                    if var open = current, piece.start <= open.end + maxThickness {
                        open.end = max(open.end, piece.end)
                        current = open
                    } else {
                        if let current { result.append(current) }
                        current = PdfRuling(
                            isHorizontal: isHorizontal, position: position, start: piece.start, end: piece.end)
                    }
                }
                if let current { result.append(current) }
            }
        }
        return result
    }

    /// Runs of rulings that lie in one line.
    private static func clusters(_ sorted: [PdfRuling]) -> [[PdfRuling]] {
        var clusters: [[PdfRuling]] = []
        for ruling in sorted {
            if let first = clusters.last?.first, ruling.position - first.position <= maxThickness {
                clusters[clusters.count - 1].append(ruling)
            } else {
                clusters.append([ruling])
            }
        }
        return clusters
    }
}
