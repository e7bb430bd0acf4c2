import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { accountsQuery } from '../pages/channels/channels-query.ts'
import { meQuery } from '../session/me-query.ts'

/** `user:…`, `channel:…`, `buyer:shop`, `system`: whoever did something, as a person would say it. */
export function useActorWords(): (actor: string) => string {
  const { t } = useTranslation()
  const me = useQuery(meQuery).data
  const accounts = useQuery(accountsQuery).data?.items ?? []
  return (actor) => {
    if (actor === me?.id) return me.name
    const [kind = '', id] = actor.split(':')
    const account = kind === 'channel' && accounts.find((known) => known.id === id)
    return account ? account.label : t(`actor.${kind}`, { defaultValue: actor })
  }
}
