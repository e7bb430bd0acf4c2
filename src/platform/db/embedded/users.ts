import type { Socket } from 'node:net'

const limits = { firstUserMs: 10_000, graceMs: 250 }

/** What a user says before it goes on purpose; a user that just disappears is given a short grace, it may be restarting. */
export const farewell = 'leave'

export type Users = {
  receive(socket: Socket): void
  /** Resolves once, when nobody is left; whoever comes later is turned away and will start a new keeper. */
  readonly gone: Promise<void>
  dismiss(): void
}

export function gatherUsers(greeting: Promise<string>): Users {
  const present = new Set<Socket>()
  const all = new Set<Socket>()
  const { promise: gone, resolve } = Promise.withResolvers<void>()
  let isClosed = false
  const close = (): void => {
    isClosed = true
    resolve()
  }
  let timer = setTimeout(close, limits.firstUserMs)

  const depart = (socket: Socket, graceMs: number): void => {
    if (!present.delete(socket) || present.size > 0) return
    timer = setTimeout(close, graceMs)
  }

  return {
    gone,
    receive(socket) {
      if (isClosed) return void socket.destroy()
      clearTimeout(timer)
      present.add(socket)
      all.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        all.delete(socket)
        depart(socket, limits.graceMs)
      })
      socket.on('data', () => {
        depart(socket, 0)
        // The last to leave is told by the closing of its connection that the server has stopped.
        if (present.size > 0) socket.destroy()
      })
      void greeting.then((line) => socket.write(`${line}\n`))
    },
    dismiss() {
      for (const socket of all) socket.destroy()
    },
  }
}
