import { detect } from 'chardet'

/** What TextDecoder calls it. */
export type Encoding = string

/** Encodings we believe chardet about; anything else that is not UTF is what Western office programs write. */
const believed = ['Shift_JIS', 'EUC-JP', 'EUC-KR', 'Big5', 'GB18030', 'windows-1251', 'KOI8-R']
const western = 'windows-1252'

const sampleBytesMax = 65_536

/**
 * Watches a file pass by and then says how it is encoded: by its byte order mark, by the zeros of UTF-16, as UTF-8 when every
 * byte fits, else by statistics.
 */
export function createEncodingDetector(): { add(chunk: Uint8Array): void; finish(): Encoding | 'binary' } {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let sample = new Uint8Array(0)
  let isUtf8 = true
  const tryUtf8 = (chunk: Uint8Array | undefined): void => {
    if (!isUtf8) return
    try {
      utf8.decode(chunk, { stream: chunk !== undefined })
    } catch {
      isUtf8 = false
    }
  }
  return {
    add(chunk) {
      if (sample.length < sampleBytesMax)
        sample = Uint8Array.from([...sample, ...chunk.subarray(0, sampleBytesMax - sample.length)])
      tryUtf8(chunk)
    },
    finish() {
      tryUtf8(undefined)
      return utf16Of(sample) ?? (hasControls(sample) ? 'binary' : isUtf8 ? 'utf-8' : eightBitOf(sample))
    },
  }
}

function utf16Of(sample: Uint8Array): Encoding | undefined {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le'
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be'
  const zeros = { even: 0, odd: 0 }
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2 === 0 ? 'even' : 'odd'] += 1
  const half = sample.length / 2
  if (zeros.odd > half * 0.6 && zeros.even < half * 0.1) return 'utf-16le'
  if (zeros.even > half * 0.6 && zeros.odd < half * 0.1) return 'utf-16be'
  return undefined
}

/** Text has tabs, line ends and form feeds below the space, nothing else; one stray byte in a thousand is forgiven. */
function hasControls(sample: Uint8Array): boolean {
  const controls = sample.reduce((count, byte) => count + (byte < 32 && ![9, 10, 12, 13].includes(byte) ? 1 : 0), 0)
  return controls > sample.length / 1000
}

function eightBitOf(sample: Uint8Array): Encoding {
  const guess = detect(sample)
  return guess !== null && believed.includes(guess) ? guess : western
}

/** The text of a file, piece by piece, without its byte order mark. */
export async function* decoded(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true })
  const rest = decoder.decode()
  if (rest !== '') yield rest
}
