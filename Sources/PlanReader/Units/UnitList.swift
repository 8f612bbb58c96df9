/// A list of units as an annotation gives it: the names made whole, each with the role its verb gives.
struct UnitList {
    /// One unit.
    struct Entry {
        var name: String
        /// The role of the verb after it or after the run it stands in.
        var role: RoleVerb.Role?
        /// The number of commas before it: runs are divided by ，and ；.
        var run: Int
        var looksLikeUnit: Bool
        /// Whether it is a department without 市 or 省 of its own.
        var isBare = false
    }

    private(set) var entries: [Entry] = []
    /// Whether the list ends in 等.
    private(set) var openEnded = false
    /// What is not a unit but a remark: 排名第一的为牵头单位，下同.
    private(set) var notes: [Range<Int>] = []

    private let text: PlanText
    private var glyphs: [Unicode.Scalar] { text.glyphs }
    private var pieces: [Piece] = []
    private var companion = false

    private struct Piece {
        var range: Range<Int>
        var run: Int
        var role: RoleVerb.Role?
        /// Whether 会同 stands before it: the names before lead, it helps.
        var isCompanion = false
    }

    /// Reads the units in the range; in a table's cell a blank divides names too.
    init(_ text: PlanText, _ range: Range<Int>, blanksDivide: Bool = false) {
        self.text = text
        cut(range, blanksDivide: blanksDivide)
        mergePlaces()
        for piece in pieces { add(piece) }
        spreadRoles()
        completeNames()
    }

    // MARK: Cutting

    private mutating func cut(_ range: Range<Int>, blanksDivide: Bool) {
        var run = 0
        var depth = 0
        var start = range.lowerBound
        var place = range.lowerBound
        while place < range.upperBound {
            let glyph = glyphs[place]
            if glyph.opens || glyph == "“" || glyph == "《" { depth += 1 }
            if glyph.closes || glyph == "”" || glyph == "》" { depth = max(0, depth - 1) }
            if depth == 0 {
                let isComma =
                    glyph == "，" || glyph == "；" || glyph == "。" || glyph == "\t" || glyph == "/" || glyph == "："
                    || glyph == "."
                if isComma || glyph == "、" {
                    push(start..<place, run)
                    if isComma { run += 1 }
                    start = place + 1
                } else if blanksDivide, place > start, text.spaced[place],
                    UnitWords.closings.length(in: glyphs, endingAt: place, after: start) != nil, !glyph.opens
                {
                    push(start..<place, run)
                    start = place
                } else if let skip = conjunction(at: place, from: start, before: range.upperBound) {
                    push(start..<place, run)
                    companion = companion || text.has("同", at: place + skip - 1, before: range.upperBound)
                    start = place + skip
                    place += skip - 1
                }
            }
            place += 1
        }
        push(start..<range.upperBound, run)
    }

    private static let conjunctions: Words = ["和", "及", "以及", "与", "会同", "并会同", "暨"]
    private static let bareGovernments: Words = ["政府", "人民政府", "政协", "党委"]

    /// 和 divides two names only if what stands before it is a whole name and what follows begins another.
    private func conjunction(at place: Int, from start: Int, before end: Int) -> Int? {
        guard let length = Self.conjunctions.length(in: glyphs, at: place, before: end), place > start else {
            return nil
        }
        if text.has("会同", at: place, before: end) || text.has("并会同", at: place, before: end) { return length }
        guard UnitWords.closings.length(in: glyphs, endingAt: place, after: start) != nil,
            end - place - length >= 2
        else { return nil }
        let after = place + length
        if let bare = Self.bareGovernments.length(in: glyphs, at: after, before: end) {
            let next = after + bare
            if next >= end || !glyphs[next].isHan { return nil }
        }
        guard nameFollows(after, before: end) else { return nil }
        return length
    }

    private func nameFollows(_ place: Int, before end: Int) -> Bool {
        var stop = place
        while stop < end, stop - place < 24, !"、，；。".unicodeScalars.contains(glyphs[stop]) { stop += 1 }
        if let verb = RoleVerb.read(glyphs, endingAt: stop, after: place) { stop -= verb.length }
        if stop > place, glyphs[stop - 1] == "等" { stop -= 1 }
        return stop > place + 1
            && (UnitWords.endings.length(in: glyphs, endingAt: stop, after: place + 1) != nil || glyphs[stop - 1].closes
                || stop - place >= 24)
    }

    private mutating func push(_ range: Range<Int>, _ run: Int) {
        var trimmed = text.trimmed(range, of: Self.edges)
        while let last = glyphs[trimmed].last, last.closes, balance(trimmed) < 0 { trimmed = trimmed.dropLast() }
        while let first = glyphs[trimmed].first, first.opens, balance(trimmed) > 0 { trimmed = trimmed.dropFirst() }
        guard !trimmed.isEmpty else { return }
        pieces.append(Piece(range: trimmed, run: run, isCompanion: companion))
        companion = false
    }

    private func balance(_ range: Range<Int>) -> Int {
        glyphs[range].reduce(0) { $0 + ($1.opens ? 1 : $1.closes ? -1 : 0) }
    }

    private static let edges: Set<Unicode.Scalar> = ["、", "，", "；", "。", "：", ":", "*", "\t", "-", "/", "·"]

    // MARK: 各区、县（市）政府 and 广州、深圳市政府

    private static let administrative: Set<Unicode.Scalar> = ["区", "县", "市", "州", "盟", "旗", "镇", "乡"]

    /// "各区" and "县（市）政府" are one group: 、 does not divide it.
    private mutating func mergePlaces() {
        var merged: [Piece] = []
        for piece in pieces {
            if let last = merged.last, isOpenGroup(last.range), continuesGroup(piece.range), last.run == piece.run {
                merged[merged.count - 1].range = last.range.lowerBound..<piece.range.upperBound
            } else {
                merged.append(piece)
            }
        }
        pieces = merged
    }

    /// 各区, 各市, 各镇: a group whose name is not finished.
    private func isOpenGroup(_ range: Range<Int>) -> Bool {
        guard let length = UnitWords.groups.length(in: glyphs, at: range.lowerBound, before: range.upperBound) else {
            return false
        }
        let rest = range.lowerBound + length..<range.upperBound
        guard !rest.isEmpty, rest.count <= 12 else { return false }
        return administrativeOnly(rest)
    }

    private func administrativeOnly(_ range: Range<Int>) -> Bool {
        var place = range.lowerBound
        while place < range.upperBound {
            if text.has("街道", at: place, before: range.upperBound) {
                place += 2
                continue
            }
            let glyph = glyphs[place]
            guard Self.administrative.contains(glyph) || glyph.opens || glyph.closes || glyph == "、" else {
                return false
            }
            place += 1
        }
        return true
    }

    private func continuesGroup(_ range: Range<Int>) -> Bool {
        let place = range.lowerBound
        guard Self.administrative.contains(glyphs[place]) || text.has("街道", at: place, before: range.upperBound) else {
            return false
        }
        let next = glyphs[place] == "街" ? place + 2 : place + 1
        if next >= range.upperBound { return true }
        return glyphs[next].opens || glyphs[next] == "级" || Self.administrative.contains(glyphs[next])
            || text.has("人民政府", at: next, before: range.upperBound)
            || text.has("政府", at: next, before: range.upperBound)
            || text.has("党委", at: next, before: range.upperBound)
            || text.has("委", at: next, before: range.upperBound) && next + 1 < range.upperBound
                && glyphs[next + 1] == "、"
            || RoleVerb.all.length(in: glyphs, at: next, before: range.upperBound) != nil
    }

    // MARK: One name

    private static let openings: Words = ["由", "会同", "联合", "和", "及", "以及", "与", "其中", "其中由"]
    private static let openEndings: Words = [
        "等", "等单位", "等部门", "等有关单位", "等相关单位", "等有关部门", "等相关部门", "等市级部门", "等省级部门", "等市有关部门", "等各有关部门", "等各相关部门", "等有关方面",
        "等部门和单位", "等相关部门和单位", "等部门单位", "等有关部门和单位", "等相关部门单位", "等机构", "等企业", "等国有企业", "等市直部门", "等各部门", "等地",
    ]

    private mutating func add(_ piece: Piece) {
        var range = piece.range
        if isNote(range) {
            notes.append(range)
            return
        }
        var role: RoleVerb.Role?
        while let verb = RoleVerb.read(glyphs, endingAt: range.upperBound, after: range.lowerBound) {
            if range.count == verb.length, entries.isEmpty { break }
            if role == nil || role == .owner && verb.role != .owner { role = verb.role }
            range = range.lowerBound..<range.upperBound - verb.length
            if range.isEmpty { break }
        }
        if role != nil { range = strippingAdverbs(range) }
        if range.isEmpty {
            if let role, !entries.isEmpty { entries[entries.count - 1].role = entries[entries.count - 1].role ?? role }
            return
        }
        while let length = Self.openings.length(in: glyphs, at: range.lowerBound, before: range.upperBound),
            range.count > length + 1
        {
            if text.has("会同", at: range.lowerBound, before: range.upperBound), let last = entries.indices.last,
                entries[last].role == nil
            {
                entries[last].role = .lead
                role = .cooperating
            }
            range = range.lowerBound + length..<range.upperBound
        }
        if let length = openEnding(range) {
            openEnded = true
            range = range.lowerBound..<range.upperBound - length
        }
        if role == nil { range = text.trimmed(range, of: Self.edges) }
        guard !range.isEmpty else {
            if let role, !entries.isEmpty { entries[entries.count - 1].role = role }
            return
        }
        if piece.isCompanion, role != .lead {
            for k in entries.indices where entries[k].role == nil { entries[k].role = .lead }
            role = .cooperating
        }
        let likely =
            range.count <= 40
            && (UnitWords.endings.length(in: glyphs, endingAt: range.upperBound, after: range.lowerBound) != nil
                || glyphs[range.upperBound - 1].closes)
        let isBare = bare(range)
        entries.append(
            Entry(name: text.words(range), role: role, run: piece.run, looksLikeUnit: likely, isBare: isBare))
    }

    private static let adverbs: Words = [
        "按", "按照", "依", "根据", "职责", "分工", "职责分工", "共同", "分别", "按职责", "按职责分工", "具体", "各自", "为主", "积极", "密切", "单独",
    ]

    private func strippingAdverbs(_ range: Range<Int>) -> Range<Int> {
        var end = range.upperBound
        while let length = Self.adverbs.length(in: glyphs, endingAt: end, after: range.lowerBound) { end -= length }
        return range.lowerBound..<end
    }

    /// 等 and what may follow it: 等部门, 等12个单位; but not 高等 or 中等.
    private func openEnding(_ range: Range<Int>) -> Int? {
        if let length = Self.openEndings.length(in: glyphs, endingAt: range.upperBound, after: range.lowerBound) {
            let at = range.upperBound - length
            if at > range.lowerBound, "高中初".unicodeScalars.contains(glyphs[at - 1]) { return nil }
            return length
        }
        var place = range.upperBound - 1
        while place > range.lowerBound, range.upperBound - place < 12, glyphs[place] != "等" { place -= 1 }
        guard glyphs[place] == "等", place + 1 < range.upperBound,
            glyphs[place + 1].isDigit || Numerals.read(glyphs, at: place + 1, before: range.upperBound) != nil
                || text.has("有关", at: place + 1, before: range.upperBound)
                || text.has("相关", at: place + 1, before: range.upperBound)
                || text.has("按", at: place + 1, before: range.upperBound)
        else { return nil }
        return range.upperBound - place
    }

    private static let noteWords: Words = [
        "下同", "牵头单位", "为牵头", "以下", "不再列出", "不再一一列出", "不再重复", "排名第一", "排第一", "列第一", "第一个单位", "首位", "均需", "注：", "后为",
        "其余为",
    ]

    private func isNote(_ range: Range<Int>) -> Bool {
        Self.noteWords.occur(in: glyphs, range)
    }

    // MARK: Roles and prefixes

    /// A verb holds for all the names before it that have none; names after the leads without a verb cooperate.
    private mutating func spreadRoles() {
        var pending: RoleVerb.Role?
        for index in entries.indices.reversed() {
            if entries[index].role != nil {
                pending = entries[index].role
            } else {
                entries[index].role = pending
            }
        }
    }

    /// Whether the name is a department's, without a place of its own.
    private func bare(_ range: Range<Int>) -> Bool {
        guard UnitWords.ownPlace.first(in: glyphs, range) == nil, range.count <= 16 else { return false }
        if UnitWords.roots.length(in: glyphs, at: range.lowerBound, before: range.upperBound) != nil { return true }
        return UnitWords.partyRoots.length(in: glyphs, at: range.lowerBound, before: range.upperBound) != nil
    }

    private mutating func completeNames() {
        shareGovernments()
        var levels: [Int: UnitLevel] = [:]
        for entry in entries where levels[entry.run] == nil {
            if let level = UnitLevel(of: entry.name) { levels[entry.run] = level }
        }
        var current: [Int: UnitLevel] = [:]
        for index in entries.indices {
            let run = entries[index].run
            if let level = UnitLevel(of: entries[index].name) {
                current[run] = level
                entries[index].isBare = false
            } else if entries[index].isBare, let level = current[run] ?? levels[run] {
                entries[index].name = level.complete(entries[index].name)
                entries[index].isBare = false
            }
        }
    }

    /// 广州、深圳、东莞市政府 are three governments.
    private mutating func shareGovernments() {
        for ending in ["市人民政府", "市政府", "县人民政府", "县政府", "区人民政府", "区政府", "州人民政府", "州政府"] {
            for index in entries.indices
            where entries[index].name.hasSuffix(ending) && !entries[index].name.hasPrefix("各") {
                var before = index - 1
                while before >= 0, entries[before].run == entries[index].run, isPlaceOnly(entries[before].name) {
                    let name = entries[before].name
                    let isPlain = name.unicodeScalars.count == 2 && name.hasSuffix("州")  // 广州, 杭州
                    let ended = !isPlain && (name.unicodeScalars.last.map(Self.administrative.contains) ?? false)
                    entries[before].name = name + (ended ? String(ending.dropFirst()) : ending)
                    entries[before].looksLikeUnit = true
                    entries[before].isBare = false
                    before -= 1
                }
            }
        }
    }

    private func isPlaceOnly(_ name: String) -> Bool {
        let glyphs = Array(name.unicodeScalars)
        guard glyphs.count >= 2, glyphs.count <= 7, glyphs.allSatisfy(\.isHan), glyphs[0] != "各", glyphs[0] != "省",
            glyphs[0] != "市"
        else { return false }
        if let last = glyphs.last, Self.administrative.contains(last) { return true }
        return UnitWords.endings.length(in: glyphs, endingAt: glyphs.count, after: 0) == nil
    }
}
