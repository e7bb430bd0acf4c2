import { useTranslation } from 'react-i18next'
import { api, done } from '../../api.ts'
import type { RowAction } from '../../blocks/row-action.ts'
import { useAction } from '../../blocks/use-action.ts'
import type { Account } from './channels-query.ts'

/** Pausing stops publishing and prices; withdrawals always go on, or a copy could be sold twice. */
export function usePauseAction({ id, state, label }: Account): { action: RowAction; isBusy: boolean } {
  const { t } = useTranslation()
  const params = { params: { path: { accountId: id } } }
  const isPaused = state === 'paused'
  const change = useAction(
    () =>
      done(
        isPaused ? api.POST('/channels/{accountId}/resume', params) : api.POST('/channels/{accountId}/pause', params),
      ),
    {
      refreshes: [['channels'], ['variants']],
      done: isPaused ? t('channels.resumed', { label }) : t('channels.paused', { label }),
    },
  )
  const run = () => change.mutate(undefined)
  const action = isPaused
    ? { label: t('channels.resume'), run }
    : { label: t('channels.pause'), confirm: t('channels.pauseSure', { label }), run }
  return { action, isBusy: change.isPending }
}
