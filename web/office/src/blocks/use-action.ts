import { notifications } from '@mantine/notifications'
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import i18n from 'i18next'
import { faultsByField, Problem } from './problem.ts'

type ActionOptions = {
  refreshes: readonly QueryKey[]
  done?: string
  /** Its fields say themselves what is wrong with them. */
  form?: { setErrors(faults: Record<string, string>): void }
}

/** A change asked of the API: what it refreshes, what is said when it worked, and the API's words when it did not. */
export function useAction<Input, Result>(run: (input: Input) => Promise<Result>, options: ActionOptions) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: async () => {
      await Promise.all(options.refreshes.map((queryKey) => client.invalidateQueries({ queryKey })))
      if (options.done) notifications.show({ message: options.done, color: 'bottle', ...closable() })
    },
    onError: (error) => {
      options.form?.setErrors(faultsByField(error))
      notifications.show({ ...problemWords(error), color: 'tomato', autoClose: 12_000, ...closable() })
    },
  })
}

const closable = () => ({ closeButtonProps: { 'aria-label': i18n.t('action.close') } })

export function problemWords(error: unknown): { title: string; message: string } {
  if (!(error instanceof Problem)) return { title: i18n.t('problem.title'), message: i18n.t('problem.connection') }
  const request = error.requestId ? ` ${i18n.t('problem.request', { id: error.requestId })}` : ''
  const fields = error.fields.map(({ field, problem }) => ` ${fieldName(field)} : ${problem}`).join('')
  return { title: i18n.t('problem.title'), message: `${error.message}${fields}${request}` }
}

/** By the innermost name that people know; a path is for programs. */
function fieldName(path: string): string {
  const key = path
    .split('.')
    .toReversed()
    .map((name) => `problem.field.${name}`)
    .find((known) => i18n.exists(known))
  return key ? i18n.t(key) : path
}
