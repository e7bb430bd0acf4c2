import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

/** OWASP's password storage sheet (read 2026-11): scrypt with N = 2^15, r = 8, p = 3; 32 MiB for each attempt. */
const cost = { log2N: 15, r: 8, p: 3 } as const
const keyBytes = 32
const memoryBytesMax = 64 * 1024 * 1024

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, cost)
  return ['scrypt', cost.log2N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Without a hash it works as long for nothing, so that the time does not tell whether an account has a password. */
export async function isPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  const [, log2N, r, p, salt = '', expected = ''] = (stored ?? nobodys).split('$')
  const key = await derive(password, Buffer.from(salt, 'base64url'), {
    log2N: Number(log2N),
    r: Number(r),
    p: Number(p),
  })
  const wanted = Buffer.from(expected, 'base64url')
  return wanted.length === key.length && timingSafeEqual(wanted, key) && Boolean(stored)
}

const nobodys = [
  'scrypt',
  cost.log2N,
  cost.r,
  cost.p,
  randomBytes(16).toString('base64url'),
  randomBytes(keyBytes).toString('base64url'),
].join('$')

type Cost = { readonly log2N: number; readonly r: number; readonly p: number }

function derive(password: string, salt: Buffer, { log2N, r, p }: Cost): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** log2N, r, p, maxmem: memoryBytesMax }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, keyBytes, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}
