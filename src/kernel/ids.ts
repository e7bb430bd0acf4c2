/** Branded ids: a raw string never crosses a function boundary. New ids are UUIDv7, so they sort by creation time. */

declare const brand: unique symbol
export type Id<Name extends string> = string & { readonly [brand]: Name }

export type ProductId = Id<'Product'>
export type VariantId = Id<'Variant'>
export type UnitId = Id<'Unit'>
export type PlaceId = Id<'Place'>
export type CustomerId = Id<'Customer'>
export type PaymentId = Id<'Payment'>
export type CartId = Id<'Cart'>
export type OrderId = Id<'Order'>
export type AccountId = Id<'Account'>
export type ListingId = Id<'Listing'>
export type ImportId = Id<'Import'>
export type TokenId = Id<'Token'>

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export const isId = (text: string): boolean => uuidPattern.test(text)

/** For values that the database or a schema has already checked. */
export function toId<T extends Id<string>>(text: string): T {
  if (!isId(text)) throw new Error(`not an id: ${text.slice(0, 80)}`)
  return text as T
}

/** UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then 74 random bits. */
export function newId<T extends Id<string>>(now: Date): T {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  new DataView(bytes.buffer).setUint32(0, Math.floor(now.getTime() / 65_536))
  new DataView(bytes.buffer).setUint16(4, now.getTime() % 65_536)
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = Buffer.from(bytes).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as T
}

/** Crockford's alphabet: no I, L, O, U, so a code survives handwriting and the telephone. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A short code for people, e.g. `E-7K3Q9`. Uniqueness is the database's; callers draw again on a clash. */
export function newCode(prefix: string, characters: number): string {
  const random = crypto.getRandomValues(new Uint8Array(characters))
  return `${prefix}-${Array.from(random, (byte) => alphabet[byte % 32]).join('')}`
}
