import pg from 'pg'
import type { Log } from '#platform/log'

const reconnectDelaysMs = [100, 500, 2_000, 5_000]

export type Listener = {
  listen(channel: string, onNotify: (payload: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

/**
 * One connection for all channels of a process, opened by the first `listen`. When it breaks it is opened again and
 * every listener is called once with an empty payload, because a notification may have been missed meanwhile.
 */
export function createListener(url: string, log: Log): Listener {
  const listeners = new Map<string, Set<(payload: string) => void>>()
  let connecting: Promise<pg.Client> | undefined
  let isClosed = false
  let failures = 0

  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url, application_name: 'etal listen', keepAlive: true })
    client.on('error', (error) => log.warn({ err: error }, 'the listening connection broke'))
    client.on('notification', ({ channel, payload }) => {
      for (const onNotify of listeners.get(channel) ?? []) onNotify(payload ?? '')
    })
    await client.connect()
    for (const channel of listeners.keys()) await client.query(`listen ${client.escapeIdentifier(channel)}`)
    client.on('end', reconnect)
    failures = 0
    return client
  }

  const reconnect = (): void => {
    connecting = undefined
    if (isClosed || listeners.size === 0) return
    const delayMs = reconnectDelaysMs[Math.min(failures, reconnectDelaysMs.length - 1)]
    failures += 1
    setTimeout(() => {
      if (isClosed || connecting) return
      connecting = connect()
      connecting.then(callAll, reconnect)
    }, delayMs).unref()
  }

  const callAll = (): void => {
    for (const set of listeners.values()) for (const onNotify of set) onNotify('')
  }

  return {
    async listen(channel, onNotify) {
      const set = listeners.get(channel) ?? new Set()
      const isFirst = set.size === 0
      set.add(onNotify)
      listeners.set(channel, set)
      if (!connecting) {
        connecting = connect()
        await connecting
      } else if (isFirst) {
        const client = await connecting
        await client.query(`listen ${client.escapeIdentifier(channel)}`)
      }
      return async () => {
        set.delete(onNotify)
        if (set.size > 0 || isClosed) return
        listeners.delete(channel)
        const client = await connecting?.catch(() => undefined)
        await client?.query(`unlisten ${client.escapeIdentifier(channel)}`)
      }
    },
    async close() {
      isClosed = true
      const client = await connecting?.catch(() => undefined)
      await client?.end()
    },
  }
}
