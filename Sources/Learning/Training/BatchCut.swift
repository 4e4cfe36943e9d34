/// How batches are cut into parts.
enum BatchCut {
    /// Cuts a batch into shards of about the same number of sub-words: the longest item first, each to the shard that
    /// has least.
    static func shards<Item: TrainingItem>(of batch: [Item], count: Int) -> [[Item]] {
        var shards = [[Item]](repeating: [], count: count)
        var loads = [Int](repeating: 0, count: count)
        let order = batch.indices.sorted { (batch[$1].tokenCount, $0) < (batch[$0].tokenCount, $1) }
        for index in order {
            let shard = loads.indices.reduce(0) { loads[$1] < loads[$0] ? $1 : $0 }
            shards[shard].append(batch[index])
            loads[shard] += batch[index].tokenCount
        }
        return shards
    }
}
