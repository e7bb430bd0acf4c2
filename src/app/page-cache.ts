import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib'
import { linkHeaderOf } from './page-links.ts'

export type Encoding = 'br' | 'zstd' | 'gzip' | 'identity'
type Bytes = Uint8Array<ArrayBuffer>

export type RenderedPage = {
  readonly status: number
  readonly html: string
  readonly tags: ReadonlySet<string>
  /** Where to instead, when the page sends its reader on. */
  readonly location?: string | null
  /** When something on it changes by the clock alone: a hold that ends, an offer. Never later than `freshMs` from now. */
  readonly freshUntil?: Date | undefined
}

/** A page as it leaves: `bytesAs` compresses once per encoding and keeps the result. */
export type CachedPage = {
  readonly status: number
  readonly etag: string
  readonly location: string | null
  /** Names what the page needs, for the `link` header; empty when there is nothing. */
  readonly links: string
  bytesAs(encoding: Encoding): Bytes | Promise<Bytes>
}

type Entry = CachedPage & {
  readonly tags: ReadonlySet<string>
  readonly freshUntilMs: number
  readonly size: () => number
}

export type PageCache = {
  /** The page at `key`: kept, being rendered by somebody else right now, or rendered by `render`. */
  find(key: string, render: () => Promise<RenderedPage>): Promise<CachedPage>
  /** The page at `key` if it is kept and fresh. */
  peek(key: string): CachedPage | undefined
  /** Drops every page that carries one of the tags; the tag `product` stands for all `product:…`. */
  forget(tags: readonly string[]): void
  clear(): void
  readonly size: { readonly pages: number; readonly bytes: number }
}

/** What comes and goes by the clock, such as the rarity of the week, and neighbours a page only suggests: five minutes at most. */
const freshMs = 5 * 60_000

type CacheOptions = { readonly bytesMax: number; nowMs(): number; onRender?(): void }

/**
 * Rendered anonymous pages in memory, least recently used leaves first. What a page shows is named by its tags, and a
 * purge drops exactly the pages that show it. A page whose tag was purged while it was being rendered may have read old
 * rows: it is answered, but not kept.
 */
export function createPageCache(options: CacheOptions): PageCache {
  const entries = new Map<string, Entry>()
  const rendering = new Map<string, Promise<CachedPage>>()
  const purges = createPurgeLog()

  let keptBytes = 0

  const remove = (key: string): void => {
    const entry = entries.get(key)
    if (!entry) return
    entries.delete(key)
    keptBytes -= entry.size()
  }
  const keep = (key: string, entry: Entry): void => {
    remove(key)
    entries.set(key, entry)
    keptBytes += entry.size()
    for (const oldest of entries.keys()) {
      if (keptBytes <= options.bytesMax) break
      remove(oldest)
    }
  }
  const renderOnce = async (key: string, render: () => Promise<RenderedPage>): Promise<CachedPage> => {
    const startedAt = purges.position()
    options.onRender?.()
    const page = await render()
    const entry = toEntry(page, freshUntilMs(page, options.nowMs()), (added) => {
      if (entries.get(key) === entry) keptBytes += added
    })
    if (page.tags.size > 0 && !purges.hasSince(startedAt, page.tags)) keep(key, entry)
    return entry
  }

  const peek = (key: string): Entry | undefined => {
    const entry = entries.get(key)
    if (!entry || entry.freshUntilMs <= options.nowMs()) return undefined
    entries.delete(key)
    entries.set(key, entry)
    return entry
  }

  return {
    peek,
    async find(key, render) {
      const entry = peek(key)
      if (entry) return entry
      const running = rendering.get(key)
      if (running) return running
      const promise = renderOnce(key, render).finally(() => {
        // After a purge somebody may be rendering it anew.
        if (rendering.get(key) === promise) rendering.delete(key)
      })
      rendering.set(key, promise)
      return promise
    },
    forget(tags) {
      const matches = tagMatcher(tags)
      purges.add(matches)
      for (const [key, entry] of entries) if (matches(entry.tags)) remove(key)
      // What is being rendered now may be old: the next reader renders again.
      rendering.clear()
    },
    clear() {
      purges.add(() => true)
      entries.clear()
      rendering.clear()
      keptBytes = 0
    },
    get size() {
      return { pages: entries.size, bytes: keptBytes }
    },
  }
}

const freshUntilMs = ({ freshUntil }: RenderedPage, nowMs: number): number =>
  Math.min(nowMs + freshMs, freshUntil?.getTime() ?? Number.POSITIVE_INFINITY)

type TagMatcher = (tags: ReadonlySet<string>) => boolean

function tagMatcher(purged: readonly string[]): TagMatcher {
  const exact = new Set(purged)
  return (tags) => {
    for (const tag of tags) if (exact.has(tag) || exact.has(tag.split(':', 1)[0] ?? tag)) return true
    return false
  }
}

const purgesKept = 200

/** The last purges, by position, for pages that were being rendered meanwhile. */
function createPurgeLog() {
  const recent: TagMatcher[] = []
  let count = 0
  return {
    position: () => count,
    add(matches: TagMatcher) {
      count += 1
      recent.push(matches)
      if (recent.length > purgesKept) recent.shift()
    },
    hasSince: (position: number, tags: ReadonlySet<string>): boolean =>
      count - position > recent.length ||
      recent.slice(recent.length - (count - position)).some((matches) => matches(tags)),
  }
}

const compressors = {
  br: (raw: Bytes) => promisify(brotliCompress)(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } }),
  zstd: (raw: Bytes) => promisify(zstdCompress)(raw, { params: { [constants.ZSTD_c_compressionLevel]: 12 } }),
  gzip: (raw: Bytes) => promisify(gzip)(raw, { level: 7 }),
}

function toEntry(page: RenderedPage, freshUntilMs: number, onGrown: (bytes: number) => void): Entry {
  const raw = new TextEncoder().encode(page.html)
  const ready = new Map<Encoding, Bytes | Promise<Bytes>>([['identity', raw]])
  let size = raw.length + 500
  const compress = (encoding: Exclude<Encoding, 'identity'>): Promise<Bytes> => {
    const promise = compressors[encoding](raw).then((compressed) => {
      const bytes = new Uint8Array(compressed)
      ready.set(encoding, bytes)
      size += bytes.length
      onGrown(bytes.length)
      return bytes
    })
    ready.set(encoding, promise)
    return promise
  }
  return {
    status: page.status,
    etag: `W/"${createHash('sha1').update(raw).digest('base64url')}"`,
    location: page.location ?? null,
    links: page.location ? '' : linkHeaderOf(page.html),
    tags: page.tags,
    freshUntilMs,
    size: () => size,
    bytesAs: (encoding) => ready.get(encoding) ?? (encoding === 'identity' ? raw : compress(encoding)),
  }
}

/** The best encoding a client takes: Brotli, then Zstandard, then gzip. */
export function encodingFor(acceptEncoding: string | undefined): Encoding {
  const accepted = acceptEncoding ?? ''
  if (/\bbr\b/.test(accepted)) return 'br'
  if (/\bzstd\b/.test(accepted)) return 'zstd'
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity'
}
