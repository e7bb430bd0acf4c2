import { once } from 'node:events'
import { chmod, chown, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { databaseName, passwordFile, superuser } from './initialise.ts'
import type { Layout } from './layout.ts'

type Entrance = { readonly url: string; readonly settings: Readonly<Record<string, string>> }

/** How one reaches the server. Unix: a socket in a private folder and no port. Windows: loopback with a password. */
export const openDoor = (layout: Layout): Promise<Entrance> =>
  process.platform === 'win32' ? loopback(layout) : privateSocket(layout)

async function privateSocket({ socketFolder, serverUser }: Layout): Promise<Entrance> {
  await mkdir(socketFolder, { recursive: true })
  if (serverUser) await chown(socketFolder, serverUser.uid, serverUser.gid)
  await chmod(socketFolder, 0o700)
  return {
    url: `postgresql://${superuser}@localhost/${databaseName}?host=${encodeURIComponent(socketFolder)}`,
    settings: {
      listen_addresses: '',
      unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
      unix_socket_permissions: '0700',
    },
  }
}

async function loopback({ base }: Layout): Promise<Entrance> {
  const password = await readFile(passwordFile(base), 'utf8')
  // The same port again when it is free, so that a restarted server is found by those who know its address.
  const portFile = join(base, 'port')
  const earlier = Number(await readFile(portFile, 'utf8').catch(() => '0'))
  const port = await freePort(earlier).catch(() => freePort(0))
  await writeFile(portFile, String(port))
  return {
    url: `postgresql://${superuser}:${password}@127.0.0.1:${port}/${databaseName}`,
    settings: { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '' },
  }
}

async function freePort(wanted: number): Promise<number> {
  const probe = createServer().listen(wanted, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return address !== null && typeof address === 'object' ? address.port : 0
}
