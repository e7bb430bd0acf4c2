import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import type pg from 'pg'

/**
 * PostgreSQL's COPY. The driver has no streams of its own, but it takes any object that handles the messages of the
 * protocol itself; these two do.
 */
type Connection = {
  readonly stream: Writable & Pick<Readable, 'pause' | 'resume' | 'isPaused'>
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
}

type Messages = {
  handleCopyData?(message: { chunk: Buffer }, connection: Connection): void
  handleCopyInResponse?(connection: Connection): void
}

/** Answers the number of rows. The messages of one COPY come in the order the protocol prescribes. */
function runCopy(client: pg.Client, text: string, messages: Messages): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  let rows = 0
  const query = {
    ...messages,
    submit: (connection: Connection): void => connection.query(text),
    handleCommandComplete: (message: { text: string }): void => {
      rows = Number(/^COPY (\d+)/.exec(message.text)?.[1] ?? 0)
    },
    handleReadyForQuery: (connection: Connection): void => {
      // A sink that is ended does not say that it has drained; the next query must find the connection reading.
      connection.stream.resume()
      resolve(rows)
    },
    handleError: (error: Error): void => reject(error),
    callback: (error?: Error | null): void => {
      if (error) reject(error)
    },
  }
  client.query(query as unknown as pg.Submittable)
  return promise
}

/** Writes what `copy … to stdout` gives into `sink`, at the sink's pace, and leaves it open. */
export function copyOut(client: pg.Client, text: string, sink: Writable): Promise<number> {
  return runCopy(client, text, {
    handleCopyData({ chunk }, { stream }) {
      // The driver reuses its buffer for the next message. One packet holds many messages, so a sink may be full twice.
      const isFull = !sink.write(Buffer.from(chunk))
      if (!isFull || stream.isPaused()) return
      stream.pause()
      sink.once('drain', () => stream.resume())
    },
  })
}

/** Feeds `copy … from stdin` with `source`, at the server's pace. */
export function copyIn(client: pg.Client, text: string, source: Readable): Promise<number> {
  const send = async (connection: Connection): Promise<void> => {
    for await (const chunk of source) {
      connection.sendCopyFromChunk(chunk)
      if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain')
    }
    connection.endCopyFrom()
  }
  return runCopy(client, text, {
    handleCopyInResponse: (connection) =>
      void send(connection).catch((error: Error) => connection.sendCopyFail(error.message)),
  })
}
