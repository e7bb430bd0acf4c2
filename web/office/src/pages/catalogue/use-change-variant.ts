import { useTranslation } from 'react-i18next'
import { answer, api, type Sent } from '../../api.ts'
import { useAction } from '../../blocks/use-action.ts'

export type VariantChange = Sent<'/variants/{variantId}', 'patch'>

/** Changes price, grade or notes of a variant; every channel follows by itself. */
export function useChangeVariant(variantId: string) {
  const { t } = useTranslation()
  return useAction(
    (body: VariantChange) => answer(api.PATCH('/variants/{variantId}', { params: { path: { variantId } }, body })),
    { refreshes: [['variants'], ['units'], ['today']], done: t('action.saved') },
  )
}
