/** Where the bytes of an import come from; opened anew for every pass. */
export type SourceFile = { readonly name: string; open(): AsyncIterable<Uint8Array> }

export const fileOfBytes = (name: string, bytes: Uint8Array): SourceFile => ({
  name,
  async *open() {
    const chunkBytes = 65_536
    for (let start = 0; start < bytes.length; start += chunkBytes) yield bytes.subarray(start, start + chunkBytes)
  },
})
