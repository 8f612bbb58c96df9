/// Takes running heads and page numbers out of the pages of a PDF, by what they say and where they stand.
enum PdfFurniture {
    /// The pages without them.
    static func removed(from pages: [PdfPage]) -> [PdfPage] {
        let edges = pages.map(edgeLines)
        let repeated = repeatedHeads(pages, edges)
        let numbers = bareNumbers(pages, edges)
        return pages.enumerated().map { index, page in
            var page = page
            page.blocks = page.blocks.enumerated().filter { position, block in
                guard edges[index].contains(position), case .line(let line) = block else { return true }
                return !PageFurniture.isPageNumber(line.text) && !numbers.contains(Place(page: index, block: position))
                    && !repeated.contains(key(line, on: page))
            }.map(\.element)
            return page
        }
    }

    private struct Place: Hashable {
        let page: Int
        let block: Int
    }

    /// The blocks that are lines at the head or foot of the page: at most two each.
    private static func edgeLines(_ page: PdfPage) -> Set<Int> {
        let zone = page.box.height * 0.14
        func isEdge(_ index: Int, _ inZone: (PdfLine) -> Bool) -> Bool {
            if case .line(let line) = page.blocks[index] { inZone(line) } else { false }
        }
        let head = page.blocks.indices.prefix(2).filter { isEdge($0) { $0.baseline > page.box.top - zone } }
        let foot = page.blocks.indices.suffix(2).filter { isEdge($0) { $0.baseline < page.box.bottom + zone } }
        return Set(head + foot)
    }

    private static func key(_ line: PdfLine, on page: PdfPage) -> String {
        "\(Int((line.baseline - page.box.bottom) / 8)) \(PageFurniture.edgeKey(line.text))"
    }

    private static func repeatedHeads(_ pages: [PdfPage], _ edges: [Set<Int>]) -> Set<String> {
        var seen: [String: Int] = [:]
        for (index, page) in pages.enumerated() {
            for position in edges[index] {
                if case .line(let line) = page.blocks[position] { seen[key(line, on: page), default: 0] += 1 }
            }
        }
        return Set(seen.filter { $0.value >= max(3, pages.count / 5) }.keys)
    }

    /// Numbers alone at the edge of their page that count with the pages.
    private static func bareNumbers(_ pages: [PdfPage], _ edges: [Set<Int>]) -> Set<Place> {
        var byOffset: [Int: Set<Place>] = [:]
        for (index, page) in pages.enumerated() {
            for position in edges[index] {
                guard case .line(let line) = page.blocks[position], let number = PageFurniture.bareNumber(line.text)
                else { continue }
                byOffset[number - index, default: []].insert(Place(page: index, block: position))
            }
        }
        return byOffset.values.filter { $0.count >= 2 }.reduce(into: []) { $0.formUnion($1) }
    }
}
