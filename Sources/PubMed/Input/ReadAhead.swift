import Glibc

/// Inflates a file on a thread of its own, a few blocks ahead of the reader.
///
/// At most `blocks` blocks are in memory; the thread waits when all are full, and ends with this object.
final class ReadAhead: ByteSource {
    private let ring: Ring
    private let thread: pthread_t
    private var current: Block?
    private var used = 0
    private(set) var position: Int64 = 0
    /// Bytes of the file on the disk that lie before the bytes given so far.
    private(set) var bytesRead: Int64 = 0

    private static let blocks = 4

    /// Starts the thread; nil when the system gives none.
    init?(_ file: InflatedFile) {
        ring = Ring(file: file, blocks: ReadAhead.blocks)
        var thread = pthread_t()
        let context = Unmanaged.passRetained(ring)
        let code = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Ring>.fromOpaque(context).takeRetainedValue().fill()
                return nil
            }, context.toOpaque())
        guard code == 0 else {
            context.release()
            return nil
        }
        self.thread = thread
    }

    deinit {
        ring.stop()
        pthread_join(thread, nil)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Damage) -> Int {
        var count = 0
        while count < buffer.count {
            if current == nil {
                current = ring.takeFull()
                used = 0
            }
            guard let block = current else { break }
            if used == block.count {
                bytesRead = block.bytesRead
                // The last block stays: every further call finds the end, or the damage, again.
                if block.count == 0 {
                    if count == 0, let damage = block.damage { throw damage }
                    break
                }
                ring.giveBack(block)
                current = nil
                continue
            }
            let piece = min(block.count - used, buffer.count - count)
            let bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(block.bytes)[used..<(used + piece)])
            UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).copyMemory(from: bytes)
            used += piece
            count += piece
        }
        position += Int64(count)
        return count
    }
}

/// A block of inflated bytes; an empty one is the end of the file, or damage.
private final class Block {
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
    var count = 0
    var bytesRead: Int64 = 0
    var damage: Damage?

    deinit { bytes.deallocate() }
}

/// The blocks that the two threads hand to each other.
private final class Ring {
    private let file: InflatedFile
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var empty: [Block]
    private var full: [Block] = []
    private var isStopped = false

    init(file: InflatedFile, blocks: Int) {
        self.file = file
        empty = (0..<blocks).map { _ in Block() }
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        pthread_cond_destroy(changed)
        mutex.deallocate()
        changed.deallocate()
    }

    /// The thread's work: fills empty blocks until the file ends or nobody reads any more.
    func fill() {
        while let block = takeEmpty() {
            do throws(Damage) {
                block.count = try file.read(into: block.bytes)
            } catch {
                block.count = 0
                block.damage = error
            }
            block.bytesRead = file.bytesRead
            let isLast = block.count == 0
            locked { full.append(block) }
            if isLast { return }
        }
    }

    /// The next full block, when there is one; waits for it.
    func takeFull() -> Block {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while full.isEmpty { pthread_cond_wait(changed, mutex) }
        return full.removeFirst()
    }

    func giveBack(_ block: Block) { locked { empty.append(block) } }

    func stop() { locked { isStopped = true } }

    /// An empty block, or nil when nobody reads any more; waits for either.
    private func takeEmpty() -> Block? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while empty.isEmpty && !isStopped { pthread_cond_wait(changed, mutex) }
        return isStopped ? nil : empty.popLast()
    }

    private func locked(_ change: () -> Void) {
        pthread_mutex_lock(mutex)
        change()
        pthread_cond_broadcast(changed)
        pthread_mutex_unlock(mutex)
    }
}
