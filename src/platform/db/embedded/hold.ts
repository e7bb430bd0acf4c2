import { createConnection, type Socket } from 'node:net'
import { DatabaseFault } from '../fault.ts'
import { farewell } from './users.ts'

/** One user's grip on the keeper: the server runs while any is held. */
export type Hold = {
  readonly url: string
  /** Resolves when the connection ends, wanted or not. */
  readonly lost: Promise<void>
  /** Returns when the keeper has let go; for the last user that is when the server has stopped. */
  release(): Promise<void>
}

/** Undefined when nobody answers, or when the keeper is just stopping. A fault that the keeper reports is thrown. */
export async function tryHold(keeperAddress: string): Promise<Hold | undefined> {
  const socket = createConnection(keeperAddress)
  const lost = new Promise<void>((resolve) => socket.on('close', () => resolve()))
  socket.on('error', () => undefined)
  const line = await Promise.race([firstLine(socket), lost])
  if (!line) return undefined

  const answer: { url?: string; fault?: string } = JSON.parse(line)
  if (!answer.url) {
    socket.destroy()
    throw new DatabaseFault(answer.fault ?? `the keeper of the database said: ${line}`)
  }
  // Holding on must not keep a process alive that has nothing else to do.
  socket.unref()
  const release = (): Promise<void> => {
    socket.ref()
    socket.write(`${farewell}\n`)
    return lost
  }
  return { url: answer.url, lost, release }
}

function firstLine(socket: Socket): Promise<string> {
  let text = ''
  return new Promise((resolve) => {
    socket.on('data', (chunk) => {
      text += chunk
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')))
    })
  })
}
