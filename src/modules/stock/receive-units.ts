import { newCode, newId, type PlaceId, type UnitId, type VariantId } from '#kernel/ids'
import { invariant, refuse } from '#kernel/refusal'
import { inTransaction, type MaybeTx, type Tx } from '#platform/cx'
import { emit } from '#platform/outbox'
import { missingPlaceCodes } from './queries.ts'
import { insertPlaces, insertUnits, type NewUnit } from './store.ts'

export type Receipt = {
  readonly variantId: VariantId
  readonly placeCode: string
  readonly quantity: number
  readonly costMinor?: number
  /** How the pieces are taxed, decided by who they were bought from; the shop's default when nobody says. */
  readonly taxScheme?: 'normal' | 'margin'
}
export type ReceivedUnit = { readonly id: UnitId; readonly code: string; readonly variantId: VariantId }

const unitCodeCharacters = 5
const drawsMax = 10
const unitsPerCallMax = 5000

/**
 * Takes physical pieces in: one unit per piece with a short code for its label, moved from the supplier to its shelf.
 * Refuses `stock.place-not-found` for a place that is not a shelf; call `ensurePlaces` first.
 */
export const receiveUnits = (cx: MaybeTx, receipts: readonly Receipt[]): Promise<ReceivedUnit[]> =>
  inTransaction(cx, async (tx) => {
    const pieces = receipts.flatMap((receipt) => Array.from({ length: receipt.quantity }, () => receipt))
    invariant(pieces.length <= unitsPerCallMax, `at most ${unitsPerCallMax} units are received at once`)
    if (pieces.length === 0) return []
    await refuseUnknownPlaces(tx, receipts)

    const received = await insertWithFreshCodes(tx, pieces)
    await emit(tx, {
      type: 'stock.availability-changed',
      payload: { variantIds: [...new Set(receipts.map((receipt) => receipt.variantId))] },
    })
    return received
  })

/** Codes are drawn at random; the few that are already on another label are drawn again. */
async function insertWithFreshCodes(tx: Tx, pieces: readonly Receipt[]): Promise<ReceivedUnit[]> {
  let waiting = pieces.map((piece) => toUnit(tx, piece))
  const received: ReceivedUnit[] = []
  for (let draw = 1; waiting.length > 0; draw++) {
    invariant(draw <= drawsMax, 'unit codes are exhausted')
    const added = new Set(await insertUnits(tx, waiting))
    received.push(
      ...waiting.filter((unit) => added.has(unit.id)).map(({ id, code, variantId }) => ({ id, code, variantId })),
    )
    waiting = waiting
      .filter((unit) => !added.has(unit.id))
      .map((unit) => ({ ...unit, code: newCode('E', unitCodeCharacters) }))
  }
  return received
}

const toUnit = (tx: Tx, { variantId, placeCode, costMinor, taxScheme }: Receipt): NewUnit => ({
  id: newId(tx.now()),
  variantId,
  placeCode,
  code: newCode('E', unitCodeCharacters),
  costMinor: costMinor ?? null,
  taxScheme: taxScheme ?? null,
})

async function refuseUnknownPlaces(tx: Tx, receipts: readonly Receipt[]): Promise<void> {
  const [code] = await missingPlaceCodes(tx, [...new Set(receipts.map((receipt) => receipt.placeCode))])
  if (code !== undefined) refuse('stock.place-not-found', { code })
}

/** Adds shelf places that do not exist yet, in the order given. */
export const ensurePlaces = (cx: MaybeTx, codes: readonly string[]): Promise<void> =>
  inTransaction(cx, async (tx) => {
    const places = [...new Set(codes)].map((code, position) => ({ id: newId<PlaceId>(tx.now()), code, position }))
    await insertPlaces(tx, places)
  })
