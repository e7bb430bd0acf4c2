import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits for a link, a cookie or a challenge. Only its hash is stored: reading the database opens nothing. */
export const newKey = (): string => randomBytes(32).toString('base64url')

export const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest()
