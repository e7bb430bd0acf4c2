import { refuse } from '#kernel/refusal'
import { type Cx, inTransaction, type Tx } from '#platform/cx'
import { notifyPurge } from '#platform/outbox'
import { contrastFaults } from './contrast.ts'
import { defaultLook, type Look } from './look.ts'
import { type Draft, findTheme, readDraft } from './queries.ts'
import { insertTheme, writeDraft } from './store.ts'

/** Every page shows the theme, so every cached page carries this tag. */
export const themeTag = 'theme'

/** Keeps the look that is being worked on. Refuses `theme.stale` when somebody else has saved since `version`. */
export const saveDraft = (cx: Cx, { look, version }: { look: Look; version: number }): Promise<Draft> =>
  inTransaction(cx, async (tx) => {
    if (!(await writeDraft(tx, look, version))) refuseStale(await readDraft(tx))
    return readDraft(tx)
  })

/**
 * Shows the draft to everybody, from the next page on. Refuses `theme.stale` when the draft is not the one that was looked
 * at, `theme.unreadable` when a text could not be read on its ground.
 */
export const publishDraft = (cx: Cx, version: number): Promise<Draft> =>
  inTransaction(cx, async (tx) => {
    const draft = await readDraft(tx)
    if (draft.version !== version) refuseStale(draft)
    await publish(tx, draft.look)
    return draft
  })

/** One press back to a look of before, or to Étal's own with `null`: it is published, and the draft starts from it. */
export const goBack = (cx: Cx, themeId: string | null): Promise<Draft> =>
  inTransaction(cx, async (tx) => {
    const look = themeId === null ? defaultLook : await findTheme(tx, themeId)
    if (!look) return refuse('theme.not-found', { themeId: String(themeId) })
    const { version } = await readDraft(tx)
    if (!(await writeDraft(tx, look, version))) refuseStale(await readDraft(tx))
    await publish(tx, look)
    return readDraft(tx)
  })

async function publish(tx: Tx, look: Look): Promise<void> {
  const faults = contrastFaults(look.colours)
  if (faults.length > 0) refuse('theme.unreadable', { faults })
  await insertTheme(tx, look)
  await notifyPurge(tx, [themeTag])
}

const refuseStale = ({ version, updatedBy }: Draft): never => refuse('theme.stale', { version, savedBy: updatedBy })
