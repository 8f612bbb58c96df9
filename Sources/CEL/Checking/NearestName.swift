/// The name that a misspelt one is nearest to: other capitals, its last part, or at most two slips of the hand; nil if none is near.
func nearestName(to name: String, among names: some Sequence<String>) -> String? {
    guard name.utf8.count <= 64 else { return nil }
    let allowed = min(2, name.utf8.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in names {
        let distance: Int
        if candidate.lowercased() == name.lowercased() || candidate.hasSuffix("." + name) {
            distance = 0
        } else if abs(candidate.utf8.count - name.utf8.count) <= allowed {
            distance = slips(Array(name.utf8), Array(candidate.utf8))
        } else {
            continue
        }
        guard distance <= allowed else { continue }
        if let known = best, (known.distance, known.name) <= (distance, candidate) { continue }
        best = (candidate, distance)
    }
    return best?.name
}

/// How many letters must be put in, left out, changed, or exchanged with their neighbour, to make one text the other.
private func slips(_ one: [UInt8], _ other: [UInt8]) -> Int {
    var earlier: [Int] = []
    var above = Array(0...other.count)
    for row in one.indices {
        var current = [row + 1]
        for column in other.indices {
            let change = above[column] + (one[row] == other[column] ? 0 : 1)
            var least = min(change, above[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column] {
                least = min(least, earlier[column - 1] + 1)
            }
            current.append(least)
        }
        earlier = above
        above = current
    }
    return above[other.count]
}
