import type { ShopLocals } from '#app/shop'
import type { PlaceHint } from './checkout.ts'
import { speak } from './context.ts'

const townsShown = 6

/** What is odd about a postcode and a town, as a question; empty when nothing is. */
export function placeWords(locals: Pick<ShopLocals, 'lang'>, { doubt }: Pick<PlaceHint, 'doubt'>): string {
  const { t } = speak(locals)
  if (!doubt) return ''
  if (doubt.kind === 'shape') return t('delivery:place.shape', { example: doubt.example })
  if (doubt.kind === 'unknown') return t('delivery:place.unknown')
  const towns = [...doubt.towns.slice(0, townsShown), ...(doubt.towns.length > townsShown ? ['…'] : [])].join(', ')
  return `${t('delivery:postcodeTowns', { towns })} ${t('delivery:place.right')}`
}
