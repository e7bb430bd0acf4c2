import { notifications } from '@mantine/notifications'
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import i18n from 'i18next'
import { Problem } from './problem.ts'

type ActionOptions = { refreshes: readonly QueryKey[]; done?: string }

/** A change asked of the API: what it refreshes, what is said when it worked, and the API's words when it did not. */
export function useAction<Input, Result>(run: (input: Input) => Promise<Result>, options: ActionOptions) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: async () => {
      await Promise.all(options.refreshes.map((queryKey) => client.invalidateQueries({ queryKey })))
      if (options.done) notifications.show({ message: options.done, color: 'bottle', ...closable() })
    },
    onError: (error) =>
      notifications.show({ ...problemWords(error), color: 'tomato', autoClose: 12_000, ...closable() }),
  })
}

const closable = () => ({ closeButtonProps: { 'aria-label': i18n.t('action.close') } })

export function problemWords(error: unknown): { title: string; message: string } {
  if (!(error instanceof Problem)) return { title: i18n.t('problem.title'), message: i18n.t('problem.connection') }
  const request = error.requestId ? ` ${i18n.t('problem.request', { id: error.requestId })}` : ''
  return { title: i18n.t('problem.title'), message: `${error.message}${request}` }
}
