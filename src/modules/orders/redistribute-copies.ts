import { inTransaction, type MaybeTx } from '#platform/cx'
import { type Dropping, dropLines, type LinesToDrop } from './drop-lines.ts'
import { type CopyMove, reassignCopies } from './reassign-copies.ts'

/**
 * Settles who gets which copy: first copies change hands, all or none (`stock.taken` when one has found another holder),
 * then lines that came out empty leave their orders, with their money. Answers what became of each drop, in their order.
 */
export const redistributeCopies = (
  cx: MaybeTx,
  { moves, drops }: { moves: readonly CopyMove[]; drops: readonly LinesToDrop[] },
): Promise<Dropping[]> =>
  inTransaction(cx, async (tx) => {
    if (moves.length > 0) await reassignCopies(tx, moves)
    const droppings: Dropping[] = []
    for (const drop of drops) droppings.push(await dropLines(tx, drop))
    return droppings
  })
