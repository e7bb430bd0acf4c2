/** A file made while it is sent, line by line, so that its length costs no memory; a reader who leaves stops the reading. */
export function csvAnswer(lines: AsyncGenerator<string>, fileName: string): Response {
  const headers = {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${fileName}"`,
  }
  return new Response(streamOf(lines), { headers })
}

const streamOf = (lines: AsyncGenerator<string>): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: async () => void (await lines.return(undefined)),
  })
}
