import { inTransaction, type MaybeTx } from '#platform/cx'
import { type Dropping, dropLines, type LinesToDrop } from './drop-lines.ts'
import { type CopyMove, reassignCopies } from './reassign-copies.ts'
import { type ReturnedCopies, takeBackCopies } from './take-back.ts'

/**
 * Settles who gets which copy: first copies change hands, all or none (`stock.taken` when one has found another holder),
 * then lines that came out empty leave their orders, with their money; what a buyer sent back is nobody's any more. Answers what became of each drop, in their order.
 */
export const redistributeCopies = (
  cx: MaybeTx,
  {
    moves = [],
    drops = [],
    returned,
  }: { moves?: readonly CopyMove[]; drops?: readonly LinesToDrop[]; returned?: ReturnedCopies },
): Promise<Dropping[]> =>
  inTransaction(cx, async (tx) => {
    if (moves.length > 0) await reassignCopies(tx, moves)
    const droppings: Dropping[] = []
    for (const drop of drops) droppings.push(await dropLines(tx, drop))
    if (returned) await takeBackCopies(tx, returned)
    return droppings
  })
